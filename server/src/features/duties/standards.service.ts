import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import {
  addDays,
  addMonthsToMonth,
  later,
  monthOf,
  type CategoryCode,
  type Day,
  type StandardUrgency,
} from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import { compareClasses } from './class-order.js';
import { windowsFrom, windowsOfMonth, type AskingWindow, type Standard } from './asking-windows.js';
import { dutySetValues } from './duty-set.js';
import { CareStandard } from './duty.entities.js';
import { presentWindows, toStandardView, toWindowView, type StandardRow } from './standard-view.js';
import {
  assertBegins,
  assertFits,
  assertStandsAlone,
  overlapsOther,
  partOf,
  type StandardSentence,
} from './standard.rules.js';
import type {
  CareStandardView,
  ChangeStandardRequest,
  CreateStandardRequest,
  EndStandardRequest,
  PreviewChildren,
  PreviewStandardRequest,
  StandardPreview,
} from './standards.dto.js';
import { HOLD_STANDARDS, STANDARD_PREVIEW, STANDARDS, STANDARDS_SHOWN } from './standards.queries.js';

const WINDOWS_SHOWN = 6;
const MONTHS_LOOKED_AT = 12;

interface NamedRow {
  id: string;
  name: string;
  class: ClassFacts | null;
}

interface PreviewRow {
  expected: number;
  exempt: number;
  before: number;
  byClass: { class: ClassFacts | null; headTeacher: string | null; expected: number; before: number }[];
  addedTotal: number;
  added: NamedRow[];
  removedTotal: number;
  removed: NamedRow[];
  several: number;
}

/** The rules a school cares by: set up, changed from a month on, given up. What was asked stays as it was asked. */
@Injectable()
export class StandardsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async list(viewer: Viewer): Promise<Page<CareStandardView>> {
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<StandardRow>(viewer, STANDARDS_SHOWN, [viewer.schoolId]);
    return shownPage(rows, school);
  }

  /**
   * @throws InvalidRequestError where parts do not go together or it begins in the past; ConflictError where another rule asks the same
   * children for the same thing
   */
  async create(viewer: Viewer, request: CreateStandardRequest): Promise<CareStandardView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      assertFits(request);
      assertBegins(request.from, viewer.today, false);
      assertStandsAlone(request, { from: request.from, to: null }, await held(tx));
      const id = v7();
      await insertVersion(tx, { id, firstId: null, sentence: request, from: request.from, to: null });
      await tx.trace('careStandard.created', { subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /** @param ruleId the rule that changes */
  async change(viewer: Viewer, ruleId: string, request: ChangeStandardRequest): Promise<CareStandardView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const all = await held(tx);
      const last = versionsOf(all, ruleId).at(-1);
      if (!last) throw new NotFoundError();
      const sentence = { ...request, code: last.code };
      assertFits(sentence);
      if (last.from > viewer.today) throw new ConflictError('standard.changeWaits');
      assertBegins(request.from, viewer.today, true);
      if (last.to !== null && last.to < request.from) throw new ConflictError('standard.ended');
      assertStandsAlone(sentence, { from: request.from, to: last.to }, othersThan(all, ruleId));
      await tx.update(CareStandard, { id: last.id }, { toOn: addDays(request.from, -1), version: last.version + 1 });
      const id = v7();
      await insertVersion(tx, { id, firstId: ruleId, sentence, from: request.from, to: last.to });
      await tx.trace('careStandard.changed', { subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /** @throws ConflictError where the version is in force already: then only a new one changes it */
  async edit(viewer: Viewer, id: string, seen: number, request: ChangeStandardRequest): Promise<CareStandardView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const all = await held(tx);
      const { row, before } = await this.comingVersion(tx, all, id, seen, school);
      const sentence = { ...request, code: row.code };
      assertFits(sentence);
      assertBegins(request.from, viewer.today, before !== null);
      if (row.toOn !== null && row.toOn < request.from) throw new ConflictError('standard.ended');
      assertStandsAlone(sentence, { from: request.from, to: row.toOn }, othersThan(all, row.firstId ?? row.id));
      if (before) {
        const toOn = addDays(request.from, -1);
        await tx.update(CareStandard, { id: before.id }, { toOn, version: before.version + 1 });
      }
      const changes = { ...columnsOf(sentence), fromOn: request.from };
      await tx.updateVersion(CareStandard, { id }, row, seen, changes);
      await tx.trace('careStandard.changed', { subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /** @returns the standards that are left */
  async withdraw(viewer: Viewer, id: string, seen: number): Promise<Page<CareStandardView>> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const all = await held(tx);
      const { row, before } = await this.comingVersion(tx, all, id, seen, school);
      if (before) await tx.update(CareStandard, { id: before.id }, { toOn: row.toOn, version: before.version + 1 });
      const changes = { withdrawnBy: viewer.id, withdrawnAt: viewer.now };
      await tx.updateVersion(CareStandard, { id }, row, seen, changes);
      await tx.trace('careStandard.withdrawn', { subjectId: id });
      return shownPage(await tx.query<StandardRow>(STANDARDS_SHOWN, [viewer.schoolId]), school);
    });
  }

  /** What has been asked in windows that are over stays asked: the last day is today or later. */
  async end(viewer: Viewer, id: string, seen: number, { on }: EndStandardRequest): Promise<CareStandardView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const all = await held(tx);
      const last = all.find((one) => one.id === id);
      if (!last) throw new NotFoundError();
      const row = (await tx.findOne(CareStandard, { id }))!;
      if (row.version !== seen) throw new StaleVersionError(row.version, await this.shown(tx, id, school));
      if (all.some((one) => one.ruleId === last.ruleId && one.from > last.from))
        throw new ConflictError('standard.changeWaits');
      if (last.to !== null && last.to < viewer.today) throw new ConflictError('standard.ended');
      if (on !== null && on < later(viewer.today, last.from)) throw InvalidRequestError.at('/on', 'standard.past');
      assertStandsAlone(sentenceOf(last), { from: last.from, to: on }, othersThan(all, last.ruleId));
      await tx.updateVersion(CareStandard, { id }, row, seen, { toOn: on });
      await tx.trace('careStandard.ended', { subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /** Computes who becomes due by a sentence in its first window, and what that changes. Nothing is saved, nothing is traced. */
  async preview(viewer: Viewer, request: PreviewStandardRequest): Promise<StandardPreview> {
    const school = await this.schools.of(viewer);
    const all = await this.db.read<Standard>(viewer, STANDARDS, [viewer.schoolId]);
    const rule = request.ruleId === undefined ? [] : versionsOf(all, request.ruleId.toLowerCase());
    const first = rule[0];
    if (request.ruleId !== undefined && !first) throw new NotFoundError();
    const sentence = { ...request, code: first?.code ?? request.code };
    assertFits(sentence);
    const wanted: Standard = {
      id: first?.ruleId ?? v7(),
      ruleId: first?.ruleId ?? v7(),
      version: 1,
      code: sentence.code,
      every: sentence.every,
      who: sentence.who,
      categories: sentence.categories,
      urgencies: sentence.urgencies ?? null,
      asksInHolidays: sentence.asksInHolidays,
      part: partOf(sentence),
      graceDays: sentence.graceDays,
      from: request.from,
      to: first?.ruleTo ?? null,
      ruleFrom: first && first.ruleFrom < request.from ? first.ruleFrom : request.from,
      ruleTo: first?.ruleTo ?? null,
    };
    const until = addMonthsToMonth(monthOf(request.from), MONTHS_LOOKED_AT);
    const windows = windowsFrom([wanted], school.calendar, request.from, until);
    const others = all.filter((one) => one.ruleId !== first?.ruleId && one.code === sentence.code);
    const looked = lookedAt(windows[0], rule, others, school);
    const [row] = await this.db.read<PreviewRow>(
      viewer,
      STANDARD_PREVIEW,
      dutySetValues(viewer, 'careStandard.edit', looked, school.calendar),
    );
    const named = (total: number, rows: readonly NamedRow[]): PreviewChildren => ({
      total,
      items: rows.map(({ id, name, class: of }) => ({ id, name, class: of && classNameOf(of, school) })),
    });
    return {
      windows: windows.slice(0, WINDOWS_SHOWN).map(toWindowView),
      expected: row?.expected ?? 0,
      exempt: row?.exempt ?? 0,
      before: first ? (row?.before ?? 0) : null,
      byClass: (row?.byClass ?? [])
        .sort((one, other) => compareClasses(one.class, other.class))
        .map(({ class: of, ...counts }) => ({ ...counts, class: of && classNameOf(of, school) })),
      added: named(row?.addedTotal ?? 0, row?.added ?? []),
      removed: named(row?.removedTotal ?? 0, row?.removed ?? []),
      several: row?.several ?? 0,
      overlaps: overlapsOther(sentence, wanted, othersThan(all, first?.ruleId ?? '')),
    };
  }

  /** The version to come, as it is now, and the one it follows. */
  private async comingVersion(
    tx: Tx,
    all: readonly Standard[],
    id: string,
    seen: number,
    school: SchoolContext,
  ): Promise<{ row: CareStandard; before: Standard | null }> {
    const version = all.find((one) => one.id === id);
    if (!version) throw new NotFoundError();
    const row = (await tx.findOne(CareStandard, { id }))!;
    if (row.version !== seen) throw new StaleVersionError(row.version, await this.shown(tx, id, school));
    if (version.from <= tx.viewer.today) throw new ConflictError('standard.inForce');
    const before =
      versionsOf(all, version.ruleId)
        .filter((one) => one.from < version.from)
        .at(-1) ?? null;
    return { row, before };
  }

  private async shown(tx: Tx, id: string, school: SchoolContext): Promise<CareStandardView> {
    const rows = await tx.query<StandardRow>(STANDARDS_SHOWN, [tx.viewer.schoolId]);
    return shownPage(rows, school).items.find((one) => one.id === id)!;
  }
}

function shownPage(rows: readonly StandardRow[], school: SchoolContext): Page<CareStandardView> {
  const windows = presentWindows(rows, school.calendar, school.today);
  return { items: rows.map((row) => toStandardView(row, windows, school.today)), nextCursor: null };
}

/** Every version of every rule of the school, while nobody else changes one. */
async function held(tx: Tx): Promise<Standard[]> {
  await tx.query(HOLD_STANDARDS, [tx.viewer.schoolId]);
  return tx.query<Standard>(STANDARDS, [tx.viewer.schoolId]);
}

/** The versions of one rule, one after the other. */
function versionsOf(all: readonly Standard[], ruleId: string): Standard[] {
  return all.filter((one) => one.ruleId === ruleId).sort((one, other) => (one.from < other.from ? -1 : 1));
}

function othersThan(all: readonly Standard[], ruleId: string): Standard[] {
  return all.filter((one) => one.ruleId !== ruleId);
}

function sentenceOf({ part, ...standard }: Standard): StandardSentence {
  return { ...standard, window: part ? { part: part.kind, days: part.days } : { part: 'whole' } };
}

function columnsOf(sentence: StandardSentence) {
  const { code, who, every, categories, urgencies, asksInHolidays, window, graceDays } = sentence;
  return {
    code,
    who,
    every,
    categories: categories as CategoryCode[] | null,
    urgencies: (urgencies ?? null) as StandardUrgency[] | null,
    asksInHolidays,
    windowPart: window.part,
    windowDays: window.days ?? null,
    graceDays,
  };
}

async function insertVersion(
  tx: Tx,
  {
    id,
    firstId,
    sentence,
    from,
    to,
  }: { id: string; firstId: string | null; sentence: StandardSentence; from: Day; to: Day | null },
): Promise<void> {
  await tx.insert(CareStandard, {
    id,
    firstId,
    ...columnsOf(sentence),
    fromOn: from,
    toOn: to,
    createdBy: tx.viewer.id,
    createdAt: tx.viewer.now,
  });
}

/** The windows a preview counts: the new sentence's first, the rule's own of the same time, and those of other rules of the kind. */
function lookedAt(
  window: AskingWindow | undefined,
  rule: readonly Standard[],
  others: readonly Standard[],
  { calendar }: SchoolContext,
): (AskingWindow & { position: number })[] {
  if (!window) return [];
  const month = monthOf(window.to);
  const own = windowsOfMonth(rule, calendar, month).at(-1);
  const beside = windowsOfMonth(others, calendar, month).filter(
    (one) => one.from <= window.to && one.to >= window.from,
  );
  return [
    { ...window, position: 0 },
    ...(own ? [{ ...own, position: 1 }] : []),
    ...beside.map((one, index) => ({ ...one, position: 2 + index })),
  ];
}
