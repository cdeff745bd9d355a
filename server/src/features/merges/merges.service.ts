import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import {
  maskIdNumber,
  maskPhone,
  maskStudentNumber,
  URGENCY_LEVELS,
  type CareFileStatus,
  type SexCode,
  type UrgencyLevel,
} from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import {
  classNameOf,
  SchoolContexts,
  type ClassFacts,
  type ClassName,
  type SchoolContext,
} from '../organisation/index.js';
import {
  changeCard,
  keepStudentHistory,
  loadCard,
  loadCards,
  renewKeys,
  restateUrgency,
  StudentAccess,
  studentChanges,
  writeStudent,
  type Card,
  type StudentFacts,
} from '../students/index.js';
import {
  MERGE_FIELDS,
  type CandidateChild,
  type DifferentChildrenRequest,
  type MergeCandidate,
  type MergeChildrenRequest,
  type MergeField,
  type MergePreview,
  type MergeSide,
  type MergeView,
  type PreviewMergeRequest,
} from './merge.dto.js';
import { Merge } from './merge.entities.js';
import { mergedCard } from './merged-card.js';
import { CANDIDATES, CLASSES, MERGES, SIDES, TAKE_OFF } from './merges.queries.js';

const UNDO_DAYS = 7;
const PAGE = 100;

interface SideRow extends StudentFacts {
  version: number;
  sex: SexCode;
  careStatus: CareFileStatus | null;
  openedOn: string | null;
  urgency: UrgencyLevel | null;
  reviewOn: string | null;
  cardVersion: number | null;
  categories: string[];
  records: number;
  attachments: number;
}

interface Pair {
  readonly kept: SideRow;
  readonly merged: SideRow;
  readonly cards: { readonly kept: Card | null; readonly merged: Card | null };
}

const NO_CARD: Card = { address: null, village: null, phones: [], guardians: [] };

/** Two files made for one child become one; two children who look alike stay two. */
@Injectable()
export class MergesService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly access: StudentAccess,
  ) {}

  /** Pairs who may be one child, the likeliest first. Nothing is ever merged by itself. */
  async candidates(viewer: Viewer): Promise<Page<MergeCandidate>> {
    const school = await this.schools.of(viewer);
    type Child = Omit<CandidateChild, 'class' | 'careFile'> & { classId: string | null; careStatus: string | null };
    type Row = { likeness: string; maybeTwins: boolean; one: Child; other: Child };
    const rows = (await this.db.read<Row>(viewer, CANDIDATES, [viewer.schoolId])).slice(0, PAGE);
    const named = await this.classesOf(
      viewer,
      school,
      rows.flatMap(({ one, other }) => [one.classId, other.classId]),
    );
    const show = ({ id, name, birthDate, classId, careStatus }: Child): CandidateChild => ({
      id,
      name,
      birthDate,
      class: named(classId),
      careFile: careStatus !== null,
    });
    return {
      items: rows.map(({ likeness, maybeTwins, one, other }) => ({
        likeness,
        maybeTwins,
        one: show(one),
        other: show(other),
      })),
      nextCursor: null,
    };
  }

  /** The two side by side; looking leaves a row in the access log for each. */
  async preview(viewer: Viewer, request: PreviewMergeRequest): Promise<MergePreview> {
    const school = await this.schools.of(viewer);
    const pair = await this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const found = await this.pairOf(tx, request, false);
      for (const { id } of [found.kept, found.merged]) await tx.trace('merge.previewed', { studentId: id });
      return found;
    });
    const named = await this.classesOf(viewer, school, [pair.kept.classId, pair.merged.classId]);
    const kept = toSide(pair.kept, pair.cards.kept, named);
    const merged = toSide(pair.merged, pair.cards.merged, named);
    return { kept, merged, differing: differingOf(pair), maybeTwins: maybeTwins(pair) };
  }

  /**
   * Makes two files one, in one transaction.
   * @throws ConflictError `merge.stale` where either has been changed since it was looked at; InvalidRequestError where both are the same
   */
  async merge(viewer: Viewer, request: MergeChildrenRequest): Promise<MergeView> {
    const school = await this.schools.of(viewer);
    const id = await this.db.as(viewer, async (tx) => {
      const pair = await this.pairOf(tx, request, true);
      const { kept, merged } = pair;
      if (kept.version !== request.keptVersion || merged.version !== request.mergedVersion)
        throw new ConflictError('merge.stale');
      const [answer] = await tx.query<{ rows: unknown }>(`SELECT app.merge_child($1, $2) AS rows`, [
        kept.id,
        merged.id,
      ]);
      const { take = [], guardians = 'both', reason } = request;
      const facts = factsAfter(pair, take);
      await keepStudentHistory(tx, kept.id, studentChanges(kept, facts), reason);
      await writeStudent(tx, facts);
      const card = await this.mergeCards(tx, pair, facts, { take, guardians }, reason);
      // What one of the two files calls pressing stays pressing.
      if (kept.urgency && merged.urgency && urgencyOf(merged) > urgencyOf(kept))
        await restateUrgency(tx, kept.id, { level: merged.urgency, reviewOn: merged.reviewOn, reason });
      const [now] = await tx.query<SideRow>(SIDES, [viewer.schoolId, [kept.id]]);
      const merge = v7();
      await tx.insert(Merge, {
        id: merge,
        keptId: kept.id,
        mergedId: merged.id,
        reason,
        changes: {
          rows: answer!.rows,
          before: {
            facts: factsOf(kept),
            card: pair.cards.kept,
            merged: pair.cards.merged,
            urgency: kept.urgency && { level: kept.urgency, reviewOn: kept.reviewOn },
          },
          after: { student: now!.version, card },
        },
        mergedBy: viewer.id,
        mergedAt: viewer.now,
      });
      for (const studentId of [kept.id, merged.id]) await tx.trace('student.merged', { studentId, subjectId: merge });
      return merge;
    });
    return (await this.list(viewer, school)).items.find((one) => one.id === id)!;
  }

  /** Both cards become one; the people of the card that goes stay in its history. @returns the version of the card afterwards */
  private async mergeCards(
    tx: Tx,
    { cards }: Pair,
    facts: StudentFacts,
    choice: { take: readonly MergeField[]; guardians: 'kept' | 'merged' | 'both' },
    reason: string,
  ): Promise<number | null> {
    if (!cards.kept && !cards.merged) return null;
    if (cards.kept && cards.merged) {
      const { people, phones } = idsOf(cards.merged);
      await tx.query(TAKE_OFF('guardians'), [tx.viewer.schoolId, people, tx.viewer.now]);
      await tx.query(TAKE_OFF('phones'), [tx.viewer.schoolId, phones, tx.viewer.now]);
      const wanted = mergedCard(cards.kept, cards.merged, choice, v7);
      await changeCard(tx, facts, await loadCard(tx, facts.id), wanted, { source: null, reason });
    }
    const { card, version } = await loadCard(tx, facts.id);
    await renewKeys(tx, facts, card);
    return version;
  }

  /** The merges of the school, and whether each can still be taken back. */
  async list(viewer: Viewer, known?: SchoolContext): Promise<Page<MergeView>> {
    const school = known ?? (await this.schools.of(viewer));
    type Row = Omit<MergeView, 'kept' | 'undoUntil' | 'mayUndo'> & {
      kept: { id: string; name: string; classId: string | null };
    };
    const rows = await this.db.read<Row>(viewer, MERGES, [viewer.schoolId]);
    const named = await this.classesOf(
      viewer,
      school,
      rows.map(({ kept }) => kept.classId),
    );
    const items = rows.map((row): MergeView => {
      const until = undoUntil(row.mergedAt);
      return {
        id: row.id,
        kept: { id: row.kept.id, name: row.kept.name, class: named(row.kept.classId) },
        mergedName: row.mergedName,
        reason: row.reason,
        mergedBy: row.mergedBy,
        mergedAt: new Date(row.mergedAt).toISOString(),
        undoUntil: until.toISOString(),
        undoneAt: row.undoneAt === null ? null : new Date(row.undoneAt).toISOString(),
        mayUndo: row.undoneAt === null && viewer.now <= until,
      };
    });
    return { items, nextCursor: null };
  }

  /**
   * Makes two files of it again, as they were. What has been written for the child since stays with the file that stayed.
   * @throws ConflictError `merge.undone`, `merge.undoOver` after a week, `merge.changedSince` where the child or its card has been changed
   */
  async undo(viewer: Viewer, id: string): Promise<MergeView> {
    const school = await this.schools.of(viewer);
    await this.db.as(viewer, async (tx) => {
      const merge = await tx.findOneForUpdate(Merge, { id });
      if (!merge) throw new NotFoundError();
      if (merge.undoneAt) throw new ConflictError('merge.undone');
      if (viewer.now > undoUntil(merge.mergedAt)) throw new ConflictError('merge.undoOver');
      await this.access.visible(tx, merge.keptId, 'student.merge', true);
      const { before, after, rows } = merge.changes;
      const [now] = await tx.query<SideRow>(SIDES, [viewer.schoolId, [merge.keptId]]);
      if (now!.version !== after.student || now!.cardVersion !== after.card)
        throw new ConflictError('merge.changedSince');
      await keepStudentHistory(tx, merge.keptId, studentChanges(now!, before.facts), merge.reason);
      await writeStudent(tx, before.facts);
      if (before.card && before.merged)
        await changeCard(tx, before.facts, await loadCard(tx, merge.keptId), before.card, {
          source: null,
          reason: merge.reason,
        });
      await tx.query(`SELECT app.unmerge_child($1, $2, $3)`, [merge.keptId, merge.mergedId, rows]);
      if (before.card && before.merged) {
        const { people, phones } = idsOf(before.merged);
        await tx.query(TAKE_OFF('guardians'), [viewer.schoolId, people, null]);
        await tx.query(TAKE_OFF('phones'), [viewer.schoolId, phones, null]);
      }
      if (before.urgency && now!.urgency !== before.urgency.level)
        await restateUrgency(tx, merge.keptId, { ...before.urgency, reason: merge.reason });
      await renewKeys(tx, before.facts, before.card ?? NO_CARD);
      await tx.update(Merge, { id }, { undoneBy: viewer.id, undoneAt: viewer.now });
      for (const studentId of [merge.keptId, merge.mergedId])
        await tx.trace('student.unmerged', { studentId, subjectId: id });
    });
    return (await this.list(viewer, school)).items.find((one) => one.id === id)!;
  }

  /** These are two children: they are not offered again. Saying it twice is no fault. */
  differ(viewer: Viewer, { oneId, otherId }: DifferentChildrenRequest): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await this.access.visibleMany(tx, [oneId, otherId], 'student.merge');
      const [one, other] = [oneId, otherId].sort() as [string, string];
      if (one === other) throw InvalidRequestError.at('/otherId', 'merge.sameChild');
      await tx.query(
        `INSERT INTO different_children (school_id, one_id, other_id, said_by, said_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [viewer.schoolId, one, other, viewer.id, viewer.now],
      );
      await tx.trace('merge.different', { studentId: one, subjectId: other });
    });
  }

  private async pairOf(tx: Tx, { keepId, mergeId }: PreviewMergeRequest, change: boolean): Promise<Pair> {
    await this.access.visibleMany(tx, [keepId, mergeId], 'student.merge', change);
    if (keepId.toLowerCase() === mergeId.toLowerCase()) throw InvalidRequestError.at('/mergeId', 'merge.sameChild');
    const rows = await tx.query<SideRow>(SIDES, [tx.viewer.schoolId, [keepId, mergeId]]);
    const cards = await loadCards(tx, [keepId, mergeId]);
    const of = (id: string): SideRow => rows.find((row) => row.id === id.toLowerCase())!;
    const kept = of(keepId);
    const merged = of(mergeId);
    return {
      kept,
      merged,
      cards: { kept: cards.get(kept.id)?.card ?? null, merged: cards.get(merged.id)?.card ?? null },
    };
  }

  private async classesOf(
    viewer: Viewer,
    school: SchoolContext,
    ids: readonly (string | null)[],
  ): Promise<(id: string | null) => ClassName | null> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    const rows = await this.db.read<ClassFacts>(viewer, CLASSES, [viewer.schoolId, wanted]);
    const names = new Map(rows.map((row) => [row.id, classNameOf(row, school)]));
    return (id) => (id === null ? null : (names.get(id) ?? null));
  }
}

const urgencyOf = ({ urgency }: SideRow): number => URGENCY_LEVELS.indexOf(urgency ?? 'normal');

/** The child after the merge: what is chosen from the file that goes, and what the file that stays did not know. The class stays unless there was none. */
function factsAfter({ kept, merged }: Pair, take: readonly MergeField[]): StudentFacts {
  const of = <Name extends 'name' | 'sex' | 'birthDate' | 'idNumber' | 'studentNumber'>(
    name: Name,
  ): StudentFacts[Name] => (take.includes(name) ? merged[name] : (kept[name] ?? merged[name]));
  return {
    id: kept.id,
    name: of('name'),
    sex: of('sex'),
    birthDate: of('birthDate'),
    idNumber: of('idNumber'),
    studentNumber: of('studentNumber'),
    classId: kept.classId ?? merged.classId,
  };
}

function factsOf({ id, name, sex, birthDate, idNumber, studentNumber, classId }: SideRow): StudentFacts {
  return { id, name, sex, birthDate, idNumber, studentNumber, classId };
}

function differingOf({ kept, merged, cards }: Pair): MergeField[] {
  const card = (name: 'address' | 'village'): boolean =>
    (cards.kept?.[name] ?? null) !== (cards.merged?.[name] ?? null);
  return MERGE_FIELDS.filter((name) =>
    name === 'address' || name === 'village' ? card(name) : kept[name] !== merged[name],
  );
}

/** Different ID numbers are different people, unless one is wrong; one birth date with two given names most likely is twins. */
function maybeTwins({ kept, merged }: Pair): boolean {
  const numbers = kept.idNumber !== null && merged.idNumber !== null && kept.idNumber !== merged.idNumber;
  const born = kept.birthDate !== null && kept.birthDate === merged.birthDate && kept.name !== merged.name;
  return numbers || born;
}

function toSide(row: SideRow, card: Card | null, named: (id: string | null) => ClassName | null): MergeSide {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    sex: row.sex,
    birthDate: row.birthDate,
    idNumber: row.idNumber && maskIdNumber(row.idNumber),
    studentNumber: row.studentNumber && maskStudentNumber(row.studentNumber),
    class: named(row.classId),
    careStatus: row.careStatus,
    openedOn: row.openedOn,
    categories: row.categories,
    address: card?.address ?? null,
    village: card?.village ?? null,
    guardians: (card?.guardians ?? []).map(({ name, relationship, phones }) => ({
      name,
      relationship,
      phone: phones[0] ? maskPhone(phones[0].number) : null,
    })),
    records: row.records,
    attachments: row.attachments,
  };
}

function idsOf(card: Card): { people: string[]; phones: string[] } {
  return {
    people: card.guardians.map(({ id }) => id),
    phones: [...card.phones, ...card.guardians.flatMap(({ phones }) => phones)].map(({ id }) => id),
  };
}

function undoUntil(mergedAt: Date | string): Date {
  return new Date(new Date(mergedAt).getTime() + UNDO_DAYS * 86_400_000);
}
