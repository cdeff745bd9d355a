/** Anything somebody did with or for a child on a day; all of them stand on one timeline. */
export const CARE_RECORD_KINDS = [
  'talk',
  'diaryEntry',
  'homeVisit',
  'guardianContact',
  'familyCall',
  'illnessCare',
  'condolenceVisit',
] as const;
export type CareRecordKind = (typeof CARE_RECORD_KINDS)[number];

/** How a talk was held; `written` is the note or weekly journal a child prefers to speaking. */
export const TALK_MODES = ['faceToFace', 'phone', 'video', 'written'] as const;
export type TalkMode = (typeof TALK_MODES)[number];

/** Where a talk was held; `careRoom` is the school's Home (关爱室). */
export const TALK_PLACES = [
  'classroom',
  'office',
  'corridor',
  'playground',
  'careRoom',
  'counsellingRoom',
  'dormitory',
  'canteen',
  'childsHome',
  'onTheWay',
  'elsewhere',
] as const;
export type TalkPlace = (typeof TALK_PLACES)[number];

/** What a talk was about; several are allowed. */
export const TALK_TOPICS = ['study', 'life', 'emotion', 'family', 'peers', 'safety', 'health'] as const;
export type TalkTopic = (typeof TALK_TOPICS)[number];

/** The five faces, from the saddest to the gladdest. */
export const MOODS = ['veryLow', 'low', 'even', 'good', 'veryGood'] as const;
export type Mood = (typeof MOODS)[number];

/** How worried the adult is; `urgent` stands at once at the top of the moral-education department's Today. */
export const CONCERNS = ['none', 'watch', 'urgent'] as const;
export type Concern = (typeof CONCERNS)[number];

/** Why a record no longer counts; the record stays and shows struck out. Undo is `mistyped`. */
export const VOID_REASONS = ['mistyped', 'wrongChild', 'duplicate', 'other'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Why somebody asks for a full phone or number; `form` is filling in an official one. The reason goes on the access log. */
export const REVEAL_REASONS = ['call', 'verify', 'form', 'emergency', 'other'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** Where the new value comes from when a field of a contact card changes; `ledger` is written by the import. */
export const CHANGE_SOURCES = ['guardian', 'homeVisit', 'phoneCall', 'document', 'ledger', 'other'] as const;
export type ChangeSource = (typeof CHANGE_SOURCES)[number];
