import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { daysBetween, schoolYearLabel } from '@tongxin/shared';
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
import type { CalendarExceptionView, TermView } from './organisation.dto.js';
import { Term } from './organisation.entities.js';
import { lockSchool } from './school-lock.js';
import type { CreateTermRequest, EditTermRequest } from './terms.dto.js';

/** A term of fewer days is a slip of the pen; so is one of more. */
const SHORTEST_DAYS = 28;
const LONGEST_DAYS = 260;

const COLUMNS = `t.id, t.version, t.school_year AS "startYear", t.ordinal, t.from_on AS "from", t.to_on AS "to",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('from', e.from_on, 'to', e.to_on, 'name', e.name, 'kind', e.kind) ORDER BY e.from_on), '[]')
         FROM calendar_exceptions e WHERE e.school_id = $1 AND e.from_on <= t.to_on AND e.to_on >= t.from_on) AS holidays
    FROM terms t WHERE t.school_id = $1`;
const TERMS = { name: 'terms', text: `SELECT ${COLUMNS} ORDER BY t.from_on DESC LIMIT 100` };
const TERM = { name: 'term', text: `SELECT ${COLUMNS} AND t.id = $2` };

type TermRow = Omit<TermView, 'schoolYear' | 'holidays'> & { holidays: CalendarExceptionView[] };

/** The terms of a school's years. They share no day; year and ordinal stay once a term is there, its days may be corrected. */
@Injectable()
export class TermsService {
  constructor(private readonly db: Database) {}

  async list(viewer: Viewer): Promise<Page<TermView>> {
    const rows = await this.db.read<TermRow>(viewer, TERMS, [viewer.schoolId]);
    return { items: rows.map(toTermView), nextCursor: null };
  }

  create(viewer: Viewer, { schoolYear, ordinal, from, to }: CreateTermRequest): Promise<TermView> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const known = await tx.find(Term, {});
      if (known.some((term) => term.schoolYear === schoolYear && term.ordinal === ordinal))
        throw InvalidRequestError.at('/ordinal', 'term.exists');
      assertDays({ schoolYear, from, to });
      assertApart(known, { id: null, from, to });
      const id = v7();
      await tx.insert(Term, { id, schoolYear, ordinal, fromOn: from, toOn: to });
      await tx.trace('term.created', { subjectId: id });
      return show(tx, id);
    });
  }

  edit(viewer: Viewer, id: string, seen: number, request: EditTermRequest): Promise<TermView> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const term = await termOf(tx, id, seen);
      const from = request.from ?? term.fromOn;
      const to = request.to ?? term.toOn;
      assertDays({ schoolYear: term.schoolYear, from, to });
      assertApart(await tx.find(Term, {}), { id, from, to });
      await tx.updateVersion(Term, { id }, term, seen, { fromOn: from, toOn: to });
      await tx.trace('term.edited', { subjectId: id });
      return show(tx, id);
    });
  }

  /** A term entered by mistake goes again before it begins. @throws ConflictError `term.begun` */
  remove(viewer: Viewer, id: string, seen: number): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const term = await termOf(tx, id, seen);
      if (term.fromOn <= viewer.today) throw new ConflictError('term.begun');
      await tx.query(`DELETE FROM terms WHERE school_id = $1 AND id = $2`, [viewer.schoolId, id]);
      await tx.trace('term.removed', { subjectId: id });
    });
  }
}

async function termOf(tx: Tx, id: string, seen: number): Promise<Term> {
  const term = await tx.findOneForUpdate(Term, { id });
  if (!term) throw new NotFoundError();
  if (term.version !== seen) throw new StaleVersionError(term.version, await show(tx, id));
  return term;
}

async function show(tx: Tx, id: string): Promise<TermView> {
  const [row] = await tx.query<TermRow>(TERM, [tx.viewer.schoolId, id]);
  return toTermView(row!);
}

function toTermView(row: TermRow): TermView {
  const { id, version, startYear, ordinal, from, to, holidays } = row;
  return { id, version, schoolYear: schoolYearLabel(startYear, 'zh-CN'), startYear, ordinal, from, to, holidays };
}

/** A term lies in its school year, from August to August, and is neither a week nor a year long. */
function assertDays({ schoolYear, from, to }: { schoolYear: number; from: string; to: string }): void {
  if (to < from) throw InvalidRequestError.at('/to', 'date.order', { after: from });
  const bounds = { from: `${schoolYear}-08-01`, to: `${schoolYear + 1}-08-31` };
  if (from < bounds.from || from > bounds.to) throw InvalidRequestError.at('/from', 'term.outsideYear', bounds);
  if (to > bounds.to) throw InvalidRequestError.at('/to', 'term.outsideYear', bounds);
  const days = daysBetween(from, to) + 1;
  if (days < SHORTEST_DAYS) throw InvalidRequestError.at('/to', 'term.tooShort', { min: SHORTEST_DAYS });
  if (days > LONGEST_DAYS) throw InvalidRequestError.at('/to', 'term.tooLong', { max: LONGEST_DAYS });
}

/** @throws InvalidRequestError `term.overlaps` at the day that lies in another term, with that term's days */
function assertApart(known: readonly Term[], { id, from, to }: { id: string | null; from: string; to: string }): void {
  const other = known.find((term) => term.id !== id && term.fromOn <= to && term.toOn >= from);
  if (!other) return;
  const pointer = from >= other.fromOn ? '/from' : '/to';
  throw InvalidRequestError.at(pointer, 'term.overlaps', { from: other.fromOn, to: other.toOn });
}
