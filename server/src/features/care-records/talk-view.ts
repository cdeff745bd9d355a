import type { Concern, VoidReason } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type { TalkDetails } from './care-record.entities.js';
import { mayEditTalk, mayRecordFor, mayVoidTalk, readsWords } from './talk.policy.js';
import { editableUntil } from './talk.rules.js';
import type { AddendumView, TalkView } from './talk.dto.js';

/** A talk as the statements give it; `addenda` is null where only the list's part was read. */
export interface TalkRow {
  id: string;
  entryId: string;
  studentId: string;
  studentName: string;
  /** The child's class today. */
  classId: string | null;
  class: ClassFacts | null;
  authorId: string;
  authorName: string;
  heldOn: string;
  typedAt: Date;
  version: number;
  reached: boolean;
  details: TalkDetails;
  concern: Concern;
  concernTakenAt: Date | null;
  concernTakenByName: string | null;
  followUpOn: string | null;
  followUpText: string | null;
  followUpDoneAt: Date | null;
  voidedAt: Date | null;
  voidedByName: string | null;
  voidReason: VoidReason | null;
  voidText: string | null;
  addenda: AddendumView[] | null;
}

type School = Pick<SchoolContext, 'schoolYear' | 'system'>;

/** @returns an opened talk, as this viewer may read it */
export function toTalkView(row: TalkRow, viewer: Viewer, school: School): TalkView {
  const words = readsWords(viewer, row);
  return {
    ...toListedTalk(row, viewer, school),
    voided: row.voidedAt && {
      at: row.voidedAt.toISOString(),
      by: row.voidedByName ?? '',
      reason: row.voidReason ?? 'other',
      ...(words ? { text: row.voidText } : {}),
    },
    ...(words
      ? {
          summary: row.details.summary,
          guardianTold: row.details.guardianTold,
          followUp: followUpOf(row),
          addenda: (row.addenda ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
        }
      : {}),
  };
}

/** @returns a talk as lists show it: that and when, by whom, what about; not what was said */
export function toListedTalk(row: TalkRow, viewer: Viewer, school: School): TalkView {
  return {
    id: row.id,
    entryId: row.entryId,
    studentId: row.studentId,
    student: { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) },
    author: { id: row.authorId, name: row.authorName },
    heldOn: row.heldOn,
    typedAt: row.typedAt.toISOString(),
    version: row.version,
    reached: row.reached,
    place: row.details.place,
    mode: row.details.mode,
    voided: row.voidedAt && {
      at: row.voidedAt.toISOString(),
      by: row.voidedByName ?? '',
      reason: row.voidReason ?? 'other',
    },
    ...(readsWords(viewer, row)
      ? {
          topics: row.details.topics,
          mood: row.details.mood,
          concern: row.concern,
          concernTaken: row.concernTakenAt && {
            at: row.concernTakenAt.toISOString(),
            by: row.concernTakenByName ?? '',
          },
        }
      : {}),
    mayEdit: mayEditTalk(viewer, row),
    mayVoid: row.voidedAt === null && mayVoidTalk(viewer, row),
    mayAddend: row.voidedAt === null && mayRecordFor(viewer, row),
    editableUntil: editableUntil(row.typedAt).toISOString(),
  };
}

function followUpOf({ followUpOn, followUpText, followUpDoneAt }: TalkRow): TalkView['followUp'] {
  if (followUpOn === null || followUpText === null) return null;
  return { on: followUpOn, text: followUpText, doneAt: followUpDoneAt?.toISOString() ?? null };
}
