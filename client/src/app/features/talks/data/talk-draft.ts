import {
  LIMITS,
  isDay,
  lengthOf,
  type Concern,
  type Day,
  type EditTalkRequest,
  type Mood,
  type ProblemCode,
  type RecordTalkRequest,
  type TalkMode,
  type TalkPlace,
  type TalkTopic,
  type TalkView,
} from '@tongxin/shared';

/** A child as a form names it. */
export interface NamedStudent {
  id: string;
  name: string;
  class: { id: string; label: string; labelEn: string } | null;
}

/** Everything that can be said about a talk while it is typed. Texts that are not given are ''. */
export interface TalkDraft {
  students: NamedStudent[];
  heldOn: Day;
  place: TalkPlace | '';
  mode: TalkMode;
  topics: TalkTopic[];
  mood: Mood | null;
  concern: Concern;
  summary: string;
  reached: boolean;
  guardianTold: boolean;
  /** Empty where there is no follow-up. */
  followUpOn: Day;
  followUpText: string;
}

/** A refusal of one field: the field, and the code whose sentence says why. */
export interface TalkFieldProblem {
  field: keyof TalkDraft;
  code: ProblemCode;
  params?: Record<string, unknown>;
}

/** What stands in the form before anything is typed: today, the usual place, face to face. */
export function blankTalk(students: NamedStudent[], today: Day, place: TalkPlace | ''): TalkDraft {
  return {
    students,
    heldOn: today,
    place,
    mode: 'faceToFace',
    topics: [],
    mood: null,
    concern: 'none',
    summary: '',
    reached: true,
    guardianTold: false,
    followUpOn: '',
    followUpText: '',
  };
}

/** A recorded talk as the form shows it for editing. */
export function draftOf(talk: TalkView): TalkDraft {
  return {
    students: [talk.student],
    heldOn: talk.heldOn,
    place: talk.place ?? '',
    mode: talk.mode ?? 'faceToFace',
    topics: talk.topics ?? [],
    mood: talk.mood ?? null,
    concern: talk.concern ?? 'none',
    summary: talk.summary ?? '',
    reached: talk.reached,
    guardianTold: talk.guardianTold ?? false,
    followUpOn: talk.followUp?.on ?? '',
    followUpText: talk.followUp?.text ?? '',
  };
}

/** What keeps a talk from being saved, in the order of the form; the server checks the same again. */
export function problemsOf(draft: TalkDraft, today: Day): TalkFieldProblem[] {
  const problems: TalkFieldProblem[] = [];
  const add = (field: keyof TalkDraft, code: ProblemCode, params?: Record<string, unknown>) =>
    problems.push({ field, code, params });
  if (draft.students.length === 0) add('students', 'field.required');
  if (draft.students.length > LIMITS.talkStudentsMax) add('students', 'field.tooMany', { max: LIMITS.talkStudentsMax });
  if (!isDay(draft.heldOn)) add('heldOn', 'date.invalid');
  else if (draft.heldOn > today) add('heldOn', 'talk.future');
  if (lengthOf(draft.summary) > LIMITS.talkSummaryMax) add('summary', 'field.tooLong', { max: LIMITS.talkSummaryMax });
  const followUpText = draft.followUpText.trim();
  if (followUpText !== '' && draft.followUpOn === '') add('followUpOn', 'field.required');
  else if (draft.followUpOn !== '' && !isDay(draft.followUpOn)) add('followUpOn', 'date.invalid');
  else if (draft.followUpOn !== '' && draft.followUpOn < draft.heldOn) add('followUpOn', 'followUp.beforeTalk');
  if (draft.followUpOn !== '' && followUpText === '') add('followUpText', 'field.required');
  if (lengthOf(followUpText) > LIMITS.talkFollowUpMax)
    add('followUpText', 'field.tooLong', { max: LIMITS.talkFollowUpMax });
  return problems;
}

/** The entry as it is sent; what was left empty is left out. */
export function requestOf(id: string, draft: TalkDraft): RecordTalkRequest {
  const summary = draft.summary.trim();
  return {
    id,
    studentIds: draft.students.map((student) => student.id),
    heldOn: draft.heldOn,
    mode: draft.mode,
    reached: draft.reached,
    concern: draft.concern,
    ...(draft.place === '' ? {} : { place: draft.place }),
    ...(draft.topics.length === 0 ? {} : { topics: draft.topics }),
    ...(draft.mood === null ? {} : { mood: draft.mood }),
    ...(summary === '' ? {} : { summary }),
    ...(draft.guardianTold ? { guardianTold: true } : {}),
    ...(draft.followUpOn === '' ? {} : { followUp: { on: draft.followUpOn, text: draft.followUpText.trim() } }),
  };
}

/** The whole talk as it stands in the form; what was emptied is sent as null. */
export function changeOf(draft: TalkDraft): EditTalkRequest {
  return {
    heldOn: draft.heldOn,
    place: draft.place === '' ? null : draft.place,
    mode: draft.mode,
    topics: draft.topics,
    mood: draft.mood,
    concern: draft.concern,
    summary: draft.summary.trim() === '' ? null : draft.summary.trim(),
    reached: draft.reached,
    guardianTold: draft.guardianTold,
    followUp: draft.followUpOn === '' ? null : { on: draft.followUpOn, text: draft.followUpText.trim() },
  };
}
