import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, ForbiddenError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { StudentAccess, withCurrent } from '../students/index.js';
import { CareRecord, CareRecordAddendum, CareRecordVersion } from './care-record.entities.js';
import { talkReachValues } from './talk-reach.js';
import { toTalkView, type TalkRow } from './talk-view.js';
import type { AddAddendumRequest, EditTalkRequest, TalkView, VoidTalkRequest } from './talk.dto.js';
import { isOwnToChange, mayEditTalk, mayRecordFor, mayVoidTalk } from './talk.policy.js';
import { refuseFaults, TalksService } from './talks.service.js';
import { TALK } from './talks.queries.js';

/** A talk in the middle of a change: its row for the database, and as it is shown. */
interface Held {
  readonly record: CareRecord;
  readonly row: TalkRow;
}

/** What happens to a talk afterwards: it is edited for seven days, added to, voided, followed up. Nothing is deleted. */
@Injectable()
export class TalkChangesService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly students: StudentAccess,
    private readonly talks: TalksService,
  ) {}

  /**
   * Changes what was said, by its author, for seven days; the old words go to the record's history.
   * @param seen the version from If-Match
   * @throws NotFoundError, ForbiddenError for all but the author, StaleVersionError with the present talk, ConflictError `talk.voided` or
   *   `talk.editTimeOver`, InvalidRequestError
   */
  edit(viewer: Viewer, id: string, seen: number, request: EditTalkRequest): Promise<TalkView> {
    return withCurrent(
      () => this.editSeen(viewer, id, seen, request),
      () => this.talks.open(viewer, id),
    );
  }

  private async editSeen(viewer: Viewer, id: string, seen: number, request: EditTalkRequest): Promise<TalkView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { record, row } = await this.hold(tx, id);
      if (!isOwnToChange(viewer, row)) throw new ForbiddenError();
      if (record.version !== seen) throw new StaleVersionError(record.version);
      if (record.voidedAt) throw new ConflictError('talk.voided');
      if (!mayEditTalk(viewer, row)) throw new ConflictError('talk.editTimeOver');
      const student = await this.students.visible(tx, record.studentId, 'talk.create');
      const changes = changesOf(record, request);
      const followUp = 'followUpOn' in changes ? changes : record;
      refuseFaults(
        viewer,
        {
          heldOn: changes.heldOn ?? record.heldOn,
          followUp: followUp.followUpOn ? { on: followUp.followUpOn, text: followUp.followUpText ?? '' } : null,
        },
        [student],
      );

      await tx.insert(CareRecordVersion, {
        id: v7(),
        recordId: record.id,
        version: record.version,
        before: before(record),
        changedBy: viewer.id,
        changedAt: viewer.now,
      });
      await tx.updateVersion(CareRecord, { id: record.id }, record, seen, changes);
      await tx.trace('talk.edited', { studentId: record.studentId, subjectId: record.id });
      return this.show(tx, id, school);
    });
  }

  /**
   * Adds to a talk at any time; the same addendum sent again is one.
   * @throws NotFoundError, ForbiddenError where the child is not in the viewer's care, ConflictError `talk.voided` or `record.exists`
   */
  async addAddendum(viewer: Viewer, id: string, request: AddAddendumRequest): Promise<TalkView> {
    const school = await this.schools.of(viewer);
    const addendumId = (request.id ?? v7()).toLowerCase();
    return this.db.as(viewer, async (tx) => {
      const { record, row } = await this.hold(tx, id);
      if (!mayRecordFor(viewer, row)) throw new ForbiddenError();
      const known = await tx.findOne(CareRecordAddendum, { id: addendumId });
      if (!known && record.voidedAt) throw new ConflictError('talk.voided');

      const addendum = { id: addendumId, recordId: record.id, authorId: viewer.id, text: request.text };
      const added = await tx.insertOnce(CareRecordAddendum, [{ ...addendum, addedAt: viewer.now }]);
      if (added > 0) {
        await tx.trace('talk.addendumAdded', { studentId: record.studentId, subjectId: record.id });
      } else {
        const stored = known ?? (await tx.findOne(CareRecordAddendum, { id: addendumId }));
        const same = stored?.recordId === record.id && stored.authorId === viewer.id && stored.text === request.text;
        if (!same) throw new ConflictError('record.exists');
        return this.reopen(tx, row, school);
      }
      return this.show(tx, id, school);
    });
  }

  /**
   * Takes a talk out of account, with a reason. Voided once more for the same reason by the same person, it is the same void: an undo that
   * was sent twice is one.
   * @throws NotFoundError, ForbiddenError, StaleVersionError, ConflictError `talk.voided`
   */
  void(viewer: Viewer, id: string, seen: number, request: VoidTalkRequest): Promise<TalkView> {
    return withCurrent(
      () => this.voidSeen(viewer, id, seen, request),
      () => this.talks.open(viewer, id),
    );
  }

  private async voidSeen(viewer: Viewer, id: string, seen: number, request: VoidTalkRequest): Promise<TalkView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { record, row } = await this.hold(tx, id);
      if (!mayVoidTalk(viewer, row)) throw new ForbiddenError();
      if (record.voidedBy === viewer.id && record.voidReason === request.reason) return this.reopen(tx, row, school);
      if (record.version !== seen) throw new StaleVersionError(record.version);
      if (record.voidedAt) throw new ConflictError('talk.voided');

      await tx.updateVersion(CareRecord, { id: record.id }, record, seen, {
        voidedAt: viewer.now,
        voidedBy: viewer.id,
        voidReason: request.reason,
        voidText: request.text || null,
      });
      await tx.trace('talk.voided', {
        studentId: record.studentId,
        subjectId: record.id,
        reason: request.reason,
      });
      return this.show(tx, id, school);
    });
  }

  /**
   * What was promised has been done. Said twice, it is done once.
   * @throws NotFoundError, ForbiddenError where the child is not in the viewer's care, ConflictError `followUp.missing` or `talk.voided`
   */
  async finishFollowUp(viewer: Viewer, id: string): Promise<TalkView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { record, row } = await this.hold(tx, id);
      if (!mayRecordFor(viewer, row)) throw new ForbiddenError();
      if (record.voidedAt) throw new ConflictError('talk.voided');
      if (!record.followUpOn) throw new ConflictError('followUp.missing');
      if (record.followUpDoneAt) return this.reopen(tx, row, school);

      await tx.updateVersion(CareRecord, { id: record.id }, record, record.version, { followUpDoneAt: viewer.now });
      await tx.trace('talk.followedUp', { studentId: record.studentId, subjectId: record.id });
      return this.show(tx, id, school);
    });
  }

  /** Locks a talk the viewer sees, until the transaction ends. @throws NotFoundError where they see none */
  private async hold(tx: Tx, id: string): Promise<Held> {
    const record = await tx.findOneForUpdate(CareRecord, { id, kind: 'talk' });
    const row = record && (await this.read(tx, id));
    if (!row) throw new NotFoundError();
    return { record, row };
  }

  private async show(tx: Tx, id: string, school: SchoolContext): Promise<TalkView> {
    const row = await this.read(tx, id);
    if (!row) throw new NotFoundError();
    return toTalkView(row, tx.viewer, school);
  }

  /** What was done before is answered again; that is reading the talk, and leaves its row like any other. */
  private async reopen(tx: Tx, row: TalkRow, school: SchoolContext): Promise<TalkView> {
    await tx.trace('talk.opened', { studentId: row.studentId, subjectId: row.id });
    return toTalkView(row, tx.viewer, school);
  }

  private async read(tx: Tx, id: string): Promise<TalkRow | null> {
    const [row] = await tx.query<TalkRow>(TALK, [...talkReachValues(tx.viewer), id]);
    return row ?? null;
  }
}

type Changes = Partial<
  Pick<CareRecord, 'heldOn' | 'reached' | 'details' | 'concern' | 'followUpOn' | 'followUpText'>
> & { concernTakenAt?: null; concernTakenBy?: null; followUpDoneAt?: null };

/** Only what the request names changes. A concern that becomes urgent anew waits to be taken anew; another promise is not yet kept. */
function changesOf(record: CareRecord, request: EditTalkRequest): Changes {
  const { heldOn, reached, concern, followUp, place, mode, topics, mood, summary, guardianTold } = request;
  const said = Object.fromEntries(
    Object.entries({ place, mode, topics, mood, guardianTold }).filter(([, value]) => value !== undefined),
  ) as Partial<CareRecord['details']>;
  const details = { ...record.details, ...said, ...(summary === undefined ? {} : { summary: summary || null }) };
  return {
    details,
    ...(heldOn === undefined ? {} : { heldOn }),
    ...(reached === undefined ? {} : { reached }),
    ...(concern === undefined ? {} : { concern }),
    ...(concern === 'urgent' && record.concern !== 'urgent' ? { concernTakenAt: null, concernTakenBy: null } : {}),
    ...(followUp === undefined ? {} : { followUpOn: followUp?.on ?? null, followUpText: followUp?.text ?? null }),
    ...(followUp !== undefined && (followUp?.on !== record.followUpOn || followUp?.text !== record.followUpText)
      ? { followUpDoneAt: null }
      : {}),
  };
}

/** What goes to the history of a record when it changes. */
function before({ heldOn, reached, details, concern, followUpOn, followUpText }: CareRecord): object {
  return { heldOn, reached, ...details, concern, followUp: followUpOn ? { on: followUpOn, text: followUpText } : null };
}
