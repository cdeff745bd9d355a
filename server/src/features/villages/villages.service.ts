import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { foldWord, holds } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { Village, VillageName } from './village.entities.js';
import type {
  AddVillageRequest,
  EditVillageRequest,
  VillageView,
  VillageWritten,
  WriteVillageRequest,
  WrittenVillage,
} from './villages.dto.js';

const COLUMNS = `v.id, v.version, v.name, v.town, v.latitude, v.longitude,
    (SELECT coalesce(jsonb_agg(n.name ORDER BY n.position), '[]') FROM village_names n WHERE n.school_id = $1 AND n.village_id = v.id AND n.position > 0) AS aliases
  FROM villages v WHERE v.school_id = $1`;
/** Villages by name: school, name and id of the last one seen, limit. */
const VILLAGES = {
  name: 'villages',
  text: `SELECT ${COLUMNS} AND ($2::text IS NULL OR (v.name, v.id) > ($2::text, $3::uuid)) ORDER BY v.name, v.id LIMIT $4`,
};
const VILLAGE = `SELECT ${COLUMNS} AND v.id = $2`;
/** What stands on cards as the village, each way of writing it once. */
const WRITTEN = {
  name: 'villages-written',
  text: `SELECT c.village AS name, count(*)::int AS cards FROM contact_cards c WHERE c.school_id = $1 AND c.village IS NOT NULL GROUP BY c.village`,
};
const NAMES = { name: 'village-names', text: `SELECT key FROM village_names WHERE school_id = $1` };

type VillageRow = Omit<VillageView, 'cards' | 'otherwise'>;

/**
 * The villages the school's children come from. A village stands in the register once, under all names it goes by; names that differ only in spaces, width or
 * signs are the same. A card keeps its village as a text and belongs to the village of that name.
 */
@Injectable()
export class VillagesService {
  constructor(private readonly db: Database) {}

  async list(viewer: Viewer, query: { limit?: number; cursor?: string }): Promise<Page<VillageView>> {
    const limit = query.limit ?? 25;
    const [name, id] = fromCursor(query.cursor, 2) ?? [null, null];
    const rows = await this.db.read<VillageRow>(viewer, VILLAGES, [viewer.schoolId, name, id, limit + 1]);
    const written = await this.writtenFor(viewer);
    return toPage(
      rows,
      limit,
      (row) => toVillageView(row, written),
      (row) => toCursor([row.name, row.id]),
    );
  }

  /** What stands on cards and not in the register, what stands on most cards first. */
  async unregistered(viewer: Viewer, query: { limit?: number; cursor?: string }): Promise<Page<WrittenVillage>> {
    const limit = query.limit ?? 25;
    const [after] = fromCursor(query.cursor, 1) ?? [0];
    const from = Number(after);
    const written = await this.db.read<WrittenVillage>(viewer, WRITTEN, [viewer.schoolId]);
    const names = await this.db.read<{ key: string }>(viewer, NAMES, [viewer.schoolId]);
    const known = new Set(names.map(({ key }) => key));
    const missing = written
      .filter(({ name }) => !known.has(foldWord(name)))
      .sort((one, other) => other.cards - one.cards || (one.name < other.name ? -1 : 1));
    return {
      items: missing.slice(from, from + limit),
      nextCursor: missing.length > from + limit ? toCursor([from + limit]) : null,
    };
  }

  add(viewer: Viewer, request: AddVillageRequest): Promise<VillageView> {
    return this.db.as(viewer, async (tx) => {
      const { name, aliases = [], town = null, latitude = null, longitude = null } = request;
      assertPlace(latitude, longitude);
      const id = v7();
      await tx.insert(Village, { id, name, town, latitude, longitude, createdBy: viewer.id, createdAt: viewer.now });
      await setNames(tx, id, name, aliases);
      await tx.trace('village.added', { subjectId: id });
      return this.show(tx, id);
    });
  }

  edit(viewer: Viewer, id: string, seen: number, request: EditVillageRequest): Promise<VillageView> {
    return this.db.as(viewer, async (tx) => {
      const village = await this.villageOf(tx, id, seen);
      const names = await tx.find(VillageName, { villageId: id });
      const name = request.name ?? village.name;
      // The name it had stays one it goes by, so that cards written with it are still found.
      const earlier = foldWord(name) === foldWord(village.name) ? [] : [village.name];
      const aliases = request.aliases ?? names.filter(({ position }) => position > 0).map((one) => one.name);
      const { town = village.town, latitude = village.latitude, longitude = village.longitude } = request;
      assertPlace(latitude, longitude);
      await tx.updateVersion(Village, { id }, village, seen, { name, town, latitude, longitude });
      await tx.query(`DELETE FROM village_names WHERE school_id = $1 AND village_id = $2`, [viewer.schoolId, id]);
      await setNames(tx, id, name, [...aliases, ...(request.aliases === undefined ? earlier : [])]);
      await tx.trace('village.edited', { subjectId: id });
      return this.show(tx, id);
    });
  }

  /** Takes a village out of the register; on the cards it stays written. */
  remove(viewer: Viewer, id: string, seen: number): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await this.villageOf(tx, id, seen);
      await tx.query(`DELETE FROM villages WHERE school_id = $1 AND id = $2`, [viewer.schoolId, id]);
      await tx.trace('village.removed', { subjectId: id });
    });
  }

  /**
   * Writes the village on every card as the register does, where a card writes it otherwise. The old writing stays in the card's history; the card counts as
   * verified as before, because nothing about the family has changed.
   */
  write(viewer: Viewer, id: string, request: WriteVillageRequest): Promise<VillageWritten> {
    return this.db.as(viewer, async (tx) => {
      const village = await tx.findOneForUpdate(Village, { id });
      if (!village) throw new NotFoundError();
      const keys = new Set((await tx.find(VillageName, { villageId: id })).map(({ key }) => key));
      const written = await tx.query<WrittenVillage>(WRITTEN, [viewer.schoolId]);
      const otherwise = written
        .map(({ name }) => name)
        .filter((name) => name !== village.name && keys.has(foldWord(name)));
      const cards = await tx.query<{ studentId: string; village: string }>(
        `SELECT c.student_id AS "studentId", c.village FROM contact_cards c JOIN students s ON s.school_id = c.school_id AND s.id = c.student_id
          WHERE c.school_id = $1 AND c.village = ANY($2::text[]) ORDER BY c.student_id FOR NO KEY UPDATE`,
        [viewer.schoolId, otherwise],
      );
      const students = cards.map(({ studentId }) => studentId);
      await tx.query(
        `UPDATE contact_cards SET village = $3, version = version + 1 WHERE school_id = $1 AND student_id = ANY($2::uuid[])`,
        [viewer.schoolId, students, village.name],
      );
      await tx.query(
        `INSERT INTO contact_card_changes (school_id, id, student_id, field, before, after, source, reason, changed_by, changed_at)
         SELECT $1::uuid, r.id, r.student_id, 'village', r.before, $3, 'other', $4, $5, $6
           FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, student_id uuid, before text)`,
        [
          viewer.schoolId,
          JSON.stringify(cards.map((card) => ({ id: v7(), student_id: card.studentId, before: card.village }))),
          village.name,
          request.reason ?? null,
          viewer.id,
          viewer.now,
        ],
      );
      await tx.trace('village.written', { subjectId: id });
      for (const studentId of students) await tx.trace('contactCard.edited', { studentId, subjectId: studentId });
      return { cards: cards.length };
    });
  }

  private async villageOf(tx: Tx, id: string, seen: number): Promise<Village> {
    const village = await tx.findOneForUpdate(Village, { id });
    if (!village) throw new NotFoundError();
    if (village.version !== seen) throw new StaleVersionError(village.version, await this.show(tx, id));
    return village;
  }

  private async show(tx: Tx, id: string): Promise<VillageView> {
    const [row] = await tx.query<VillageRow>(VILLAGE, [tx.viewer.schoolId, id]);
    const written = holds(tx.viewer, 'village.edit')
      ? await tx.query<WrittenVillage>(WRITTEN, [tx.viewer.schoolId])
      : null;
    return toVillageView(row!, written);
  }

  private async writtenFor(viewer: Viewer): Promise<readonly WrittenVillage[] | null> {
    if (!holds(viewer, 'village.edit')) return null;
    return this.db.read<WrittenVillage>(viewer, WRITTEN, [viewer.schoolId]);
  }
}

/** @throws InvalidRequestError where only one of the two is said */
function assertPlace(latitude: number | null, longitude: number | null): void {
  if ((latitude === null) !== (longitude === null))
    throw InvalidRequestError.at(latitude === null ? '/latitude' : '/longitude', 'village.coordinates');
}

/** @throws InvalidRequestError `village.taken` at the name that the register has already, also where somebody else enters it at this moment */
async function setNames(tx: Tx, villageId: string, name: string, aliases: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for (const [position, one] of [name, ...aliases].entries()) {
    const key = foldWord(one);
    const pointer = position === 0 ? '/name' : `/aliases/${position - 1}`;
    if (key === '') throw InvalidRequestError.at(pointer, 'field.required');
    // A name that is only written a little otherwise is the same name and needs no place of its own.
    if (seen.has(key)) continue;
    seen.add(key);
    const [added] = await tx.query(
      `INSERT INTO village_names (school_id, key, village_id, name, position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING key`,
      [tx.viewer.schoolId, key, villageId, one, position],
    );
    if (!added) throw InvalidRequestError.at(pointer, 'village.taken');
  }
}

function toVillageView(row: VillageRow, written: readonly WrittenVillage[] | null): VillageView {
  const { id, version, name, aliases, town, latitude, longitude } = row;
  const keys = new Set([name, ...aliases].map(foldWord));
  const own = written?.filter((one) => keys.has(foldWord(one.name))) ?? null;
  const sum = (some: readonly WrittenVillage[]): number => some.reduce((cards, one) => cards + one.cards, 0);
  return {
    id,
    version,
    name,
    aliases,
    town,
    latitude,
    longitude,
    cards: own && sum(own),
    otherwise: own && sum(own.filter((one) => one.name !== name)),
  };
}
