import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { addDays, lastTermBegunBy, reachOf, type Day } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, ForbiddenError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { DutiesService, type DutyView } from '../duties/index.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type {
  HandoverChild,
  HandoverDetail,
  HandoverNoteView,
  HandoverView,
  WriteHandoverNoteRequest,
} from './handover.dto.js';
import { HandoverAcknowledgement, HandoverNote } from './handover.entities.js';
import { HANDOVER, HANDOVER_CHILDREN, HANDOVERS } from './handovers.queries.js';

/** A former head teacher keeps own entries for so long. */
const DAYS_KEPT = 30;
const PAGE_OF_DUTIES = 100;

interface Row extends Omit<HandoverView, 'class' | 'may'>, Omit<ClassFacts, 'id'> {
  classId: string;
  whole: boolean;
}

interface ChildRow extends Required<Omit<HandoverChild, 'student' | 'duties'>> {
  id: string;
  name: string;
}

/** A class changes hands: what is due, what was promised and what to know goes with it. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly duties: DutiesService,
  ) {}

  /** Those of the last half year, and those to come. */
  async list(viewer: Viewer): Promise<Page<HandoverView>> {
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<Row>(viewer, HANDOVERS, seenValues(viewer));
    return { items: rows.map((row) => toHandoverView(row, viewer, school)), nextCursor: null };
  }

  /** The page itself; every child on it leaves a row in the access log. @throws NotFoundError */
  async open(viewer: Viewer, id: string): Promise<HandoverDetail> {
    const school = await this.schools.of(viewer);
    const [row] = await this.db.read<Row>(viewer, HANDOVER, [...seenValues(viewer), id]);
    if (!row) throw new NotFoundError();
    const children = await this.db.read<ChildRow>(viewer, HANDOVER_CHILDREN, [
      ...seenValues(viewer),
      id,
      viewer.now,
      viewer.requestId,
      lastTermBegunBy(school.calendar, viewer.today)?.from ?? null,
    ]);
    const due = row.whole ? await this.dutiesOf(viewer, row.classId) : [];
    const view = toHandoverView(row, viewer, school);
    return {
      ...view,
      ownOnly: !row.whole,
      pupils: children.map((child) => toChild(child, view, row.whole ? due : null)),
    };
  }

  /**
   * The former head teacher writes what the next one should know.
   * @param seen the version of the note the person has seen; null where they saw none
   */
  async write(
    viewer: Viewer,
    id: string,
    studentId: string,
    seen: number | null,
    { words }: WriteHandoverNoteRequest,
  ): Promise<HandoverNoteView> {
    return this.db.as(viewer, async (tx) => {
      const handover = await this.visible(tx, id);
      if (!mayWrite(handover, viewer)) throw new ForbiddenError();
      await this.assertOnPage(tx, handover, studentId);
      const note = await tx.findOneForUpdate(HandoverNote, { assignmentId: id, studentId });
      const written = { words, writtenBy: viewer.id, writtenAt: viewer.now };
      if (note) {
        // Whoever says no version has not seen that there is a note already.
        await tx.updateVersion(HandoverNote, { id: note.id }, note, seen ?? 0, written, toNoteView(note));
      } else {
        const added = await tx.insertOnce(HandoverNote, [{ id: v7(), assignmentId: id, studentId, ...written }]);
        if (added === 0) throw new StaleVersionError(1);
      }
      await tx.trace('handover.written', { studentId, subjectId: id });
      return toNoteView((await tx.findOne(HandoverNote, { assignmentId: id, studentId }))!);
    });
  }

  /** The next head teacher has read it. @throws ConflictError `handover.acknowledged` the second time */
  async acknowledge(viewer: Viewer, id: string): Promise<HandoverView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const handover = await this.visible(tx, id);
      if (!mayAcknowledge(handover, viewer)) throw new ForbiddenError();
      const known = await tx.find(HandoverAcknowledgement, { assignmentId: id, staffId: viewer.id });
      if (known.length > 0) throw new ConflictError('handover.acknowledged');
      await tx.insert(HandoverAcknowledgement, { assignmentId: id, staffId: viewer.id, acknowledgedAt: viewer.now });
      await tx.trace('handover.acknowledged', { subjectId: id });
      return toHandoverView(await this.visible(tx, id), viewer, school);
    });
  }

  private async visible(tx: Tx, id: string): Promise<Row> {
    const [row] = await tx.query<Row>(HANDOVER, [...seenValues(tx.viewer), id]);
    if (!row) throw new NotFoundError();
    return row;
  }

  /** A note is about a child of the class on the last day, or of today where it is still to come. */
  private async assertOnPage(tx: Tx, handover: Row, studentId: string): Promise<void> {
    const found = await tx.query(
      `SELECT 1 FROM class_memberships m JOIN students s ON s.school_id = m.school_id AND s.id = m.student_id AND s.care_status IS NOT NULL
        WHERE m.school_id = $1 AND m.student_id = $2::uuid AND m.class_id = $3 AND m.from_on <= $4::date AND (m.to_on IS NULL OR m.to_on >= least($4::date, $5::date))`,
      [tx.viewer.schoolId, studentId, handover.classId, handover.lastOn, tx.viewer.today],
    );
    if (found.length === 0) throw new NotFoundError();
  }

  /** Everything of the running term that is open for the children of a class. */
  private async dutiesOf(viewer: Viewer, classId: string): Promise<DutyView[]> {
    const found: DutyView[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.duties.list(viewer, {
        classId,
        term: true,
        status: ['due', 'overdue'],
        limit: PAGE_OF_DUTIES,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.items);
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  }
}

function seenValues(viewer: Viewer): unknown[] {
  const { all } = reachOf(viewer, 'handover.view');
  return [viewer.schoolId, all, viewer.headedClassIds, viewer.id, viewer.today];
}

const keptUntil = (lastOn: Day): Day => addDays(lastOn, DAYS_KEPT);

function mayWrite(row: Row, viewer: Viewer): boolean {
  return row.from.id === viewer.id && viewer.today <= keptUntil(row.lastOn);
}

function mayAcknowledge(row: Row, viewer: Viewer): boolean {
  return viewer.headedClassIds.includes(row.classId) && row.from.id !== viewer.id && row.lastOn < viewer.today;
}

function toHandoverView(row: Row, viewer: Viewer, school: SchoolContext): HandoverView {
  const { id, from, lastOn, to, children, notes, acknowledged } = row;
  const done = acknowledged.some(({ by }) => by.id === viewer.id);
  return {
    id,
    class: classNameOf({ ...row, id: row.classId }, school),
    from,
    lastOn,
    to,
    children,
    notes,
    acknowledged: acknowledged.map(({ by, at }) => ({ by, at: new Date(at).toISOString() })),
    may: [
      ...(mayWrite(row, viewer) ? ['write'] : []),
      ...(mayAcknowledge(row, viewer) && !done ? ['acknowledge'] : []),
    ],
  };
}

/** @param due the open duties of the class; null where the viewer keeps own entries only */
function toChild(row: ChildRow, { class: ofClass }: HandoverView, due: readonly DutyView[] | null): HandoverChild {
  const child: HandoverChild = {
    student: { id: row.id, name: row.name, class: ofClass },
    promises: row.promises.map(({ talkId, on, text, by }) => ({ talkId, on, text, by })),
    note: row.note && { words: row.note.words, version: row.note.version, at: new Date(row.note.at).toISOString() },
  };
  if (due === null) return child;
  return {
    ...child,
    duties: due
      .filter(({ student }) => student.id === row.id)
      .map(({ standard, window, status }) => ({ standard, window, status })),
    concern: row.concern && { concern: row.concern.concern, heldOn: row.concern.heldOn },
    lastTalkOn: row.lastTalkOn,
    neverCaredFor: row.neverCaredFor,
    cardStale: row.cardStale,
  };
}

function toNoteView({ words, version, writtenAt }: HandoverNote): HandoverNoteView {
  return { words, version, at: writtenAt.toISOString() };
}
