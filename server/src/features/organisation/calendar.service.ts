import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { daysBetween, publicDaysName, publicHolidays, PUBLIC_HOLIDAY_YEARS, type PublicDays } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { CalendarException } from './organisation.entities.js';
import { lockSchool } from './school-lock.js';
import type {
  CalendarDaysRequest,
  CalendarDaysView,
  CalendarKind,
  EditCalendarDaysRequest,
  PublicDaysView,
  PublicHolidaysTaken,
  PublicYearView,
} from './terms.dto.js';

/** Whoever enters more days off in a row means a holiday between terms, which needs no entry. */
const LONGEST_DAYS = 62;

const DAYS = {
  name: 'calendar-exceptions',
  text: `SELECT e.id, e.version, e.kind, e.from_on AS "from", e.to_on AS "to", e.name FROM calendar_exceptions e
    WHERE e.school_id = $1 AND ($2::date IS NULL OR e.to_on >= $2) AND ($3::date IS NULL OR e.from_on <= $3)
      AND ($4::date IS NULL OR (e.from_on, e.id) > ($4::date, $5::uuid)) ORDER BY e.from_on, e.id LIMIT $6`,
};

/** Days that are free although they would be school days, and free days that are worked in exchange. */
@Injectable()
export class CalendarService {
  constructor(private readonly db: Database) {}

  /** @param query a calendar year, or all of them */
  async list(
    viewer: Viewer,
    query: { year?: number; limit?: number; cursor?: string },
  ): Promise<Page<CalendarDaysView>> {
    const limit = query.limit ?? 25;
    const [from, id] = fromCursor(query.cursor, 2) ?? [null, null];
    const bounds = query.year === undefined ? [null, null] : [`${query.year}-01-01`, `${query.year}-12-31`];
    const rows = await this.db.read<CalendarDaysView>(viewer, DAYS, [viewer.schoolId, ...bounds, from, id, limit + 1]);
    return toPage(
      rows,
      limit,
      (row) => row,
      (row) => toCursor([row.from, row.id]),
    );
  }

  create(viewer: Viewer, request: CalendarDaysRequest): Promise<CalendarDaysView> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const { kind, from, to = request.from, name } = request;
      await assertFree(tx, { id: null, kind, from, to });
      const id = v7();
      await tx.insert(CalendarException, { id, kind, fromOn: from, toOn: to, name });
      await tx.trace('calendar.edited', { subjectId: id });
      return { id, version: 1, kind, from, to, name };
    });
  }

  edit(viewer: Viewer, id: string, seen: number, request: EditCalendarDaysRequest): Promise<CalendarDaysView> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const known = await daysOf(tx, id, seen);
      const { kind = known.kind, from = known.fromOn, to = known.toOn, name = known.name } = request;
      await assertFree(tx, { id, kind, from, to });
      await tx.updateVersion(CalendarException, { id }, known, seen, { kind, fromOn: from, toOn: to, name });
      await tx.trace('calendar.edited', { subjectId: id });
      return { id, version: seen + 1, kind, from, to, name };
    });
  }

  remove(viewer: Viewer, id: string, seen: number): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      await daysOf(tx, id, seen);
      await tx.query(`DELETE FROM calendar_exceptions WHERE school_id = $1 AND id = $2`, [viewer.schoolId, id]);
      await tx.trace('calendar.edited', { subjectId: id });
    });
  }

  /** @throws NotFoundError for a year that does not ship with the product */
  async publicYear(viewer: Viewer, year: number): Promise<PublicYearView> {
    const found = publicHolidays(year);
    if (!found) throw new NotFoundError();
    const known = await this.db.as({ ...viewer, retryKey: null }, (tx) => tx.find(CalendarException, {}));
    return { year, published: found.published, days: found.days.map((days) => toPublicDays(days, known)) };
  }

  /**
   * Takes the public holidays of a year into the school's calendar in one go: what is missing is added, what is there with other days takes the
   * public ones; everything else the school has entered stays.
   */
  takePublicYear(viewer: Viewer, year: number): Promise<PublicHolidaysTaken> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const found = publicHolidays(year);
      if (!found) throw InvalidRequestError.at('/year', 'calendar.yearUnknown', { ...PUBLIC_HOLIDAY_YEARS });
      const known = await tx.find(CalendarException, {});
      let changed = 0;
      const missing: PublicDays[] = [];
      for (const days of found.days) {
        const { state } = toPublicDays(days, known);
        const [first, ...others] = meeting(days, known);
        if (state === 'same') continue;
        if (!first) missing.push(days);
        else {
          changed += 1;
          // Two entries that the one public holiday covers become one.
          await tx.query(`DELETE FROM calendar_exceptions WHERE school_id = $1 AND id = ANY($2::uuid[])`, [
            viewer.schoolId,
            others.map(({ id }) => id),
          ]);
          await tx.updateVersion(CalendarException, { id: first.id }, first, first.version, {
            fromOn: days.from,
            toOn: days.to,
            name: days.name,
          });
        }
      }
      await tx.insert(
        CalendarException,
        missing.map(({ kind, from, to, name }) => ({ id: v7(), kind, fromOn: from, toOn: to, name })),
      );
      if (missing.length + changed > 0) await tx.trace('calendar.publicHolidaysTaken', { reason: String(year) });
      return { added: missing.length, changed };
    });
  }
}

function meeting<Days extends Pick<CalendarException, 'kind' | 'fromOn' | 'toOn'>>(
  { kind, from, to }: Pick<PublicDays, 'kind' | 'from' | 'to'>,
  known: readonly Days[],
): Days[] {
  return known.filter((one) => one.kind === kind && one.fromOn <= to && one.toOn >= from);
}

function toPublicDays(days: PublicDays, known: readonly CalendarException[]): PublicDaysView {
  const [first, ...others] = meeting(days, known);
  const same = first !== undefined && others.length === 0 && first.fromOn === days.from && first.toOn === days.to;
  return {
    kind: days.kind,
    from: days.from,
    to: days.to,
    name: days.name,
    nameEn: publicDaysName(days, 'en'),
    state: first === undefined ? 'new' : same ? 'same' : 'other',
    there: first === undefined || same ? null : { from: first.fromOn, to: first.toOn, name: first.name },
  };
}

async function daysOf(tx: Tx, id: string, seen: number): Promise<CalendarException> {
  const found = await tx.findOneForUpdate(CalendarException, { id });
  if (!found) throw new NotFoundError();
  const { version, kind, fromOn: from, toOn: to, name } = found;
  if (version !== seen) throw new StaleVersionError(version, { id, version, kind, from, to, name });
  return found;
}

/** Days off lie in no other days off, days worked in no other days worked; a day worked may lie in days off, it is the exception then. */
async function assertFree(
  tx: Tx,
  { id, kind, from, to }: { id: string | null; kind: CalendarKind; from: string; to: string },
): Promise<void> {
  if (to < from) throw InvalidRequestError.at('/to', 'date.order', { after: from });
  if (daysBetween(from, to) >= LONGEST_DAYS) throw InvalidRequestError.at('/to', 'term.tooLong', { max: LONGEST_DAYS });
  const known = await tx.find(CalendarException, { kind });
  const other = known.find((one) => one.id !== id && one.fromOn <= to && one.toOn >= from);
  if (other)
    throw InvalidRequestError.at(from >= other.fromOn ? '/from' : '/to', 'calendar.overlaps', {
      name: other.name,
      from: other.fromOn,
      to: other.toOn,
    });
}
