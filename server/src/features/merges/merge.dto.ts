import { CARE_FILE_STATUSES, CATEGORY_CODES, LIMITS, SEX_CODES } from '@tongxin/shared';
import { ChoiceField, ChoiceListField, IdField, NumberField, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { NamedPerson, NamedStudent } from '../care-records/index.js';
import { ClassName } from '../organisation/index.js';

/** Why two children may be one. `bornTogether`: one phone and one birth date, but two names; most likely twins. */
export const LIKENESSES = ['sameNumber', 'sameNameAndBirth', 'similarName', 'sameName', 'bornTogether'] as const;
/** What may be taken from the file that goes. */
export const MERGE_FIELDS = ['name', 'sex', 'birthDate', 'idNumber', 'studentNumber', 'address', 'village'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export const GUARDIAN_CHOICES = ['kept', 'merged', 'both'] as const;

const VERSION = { min: 1, max: 2_000_000_000 };

export class CandidateChild {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownDay({ nullable: true }) birthDate: string | null;
  @ShownBoolean() careFile: boolean;
}

export class MergeCandidate {
  @ShownChoice(LIKENESSES) likeness: string;
  /** Different ID numbers, or born on one day under two names: look twice. */
  @ShownBoolean() maybeTwins: boolean;
  @ShownPart(() => CandidateChild) one: CandidateChild;
  @ShownPart(() => CandidateChild) other: CandidateChild;
}

export class MergeCandidatePage extends pageOf(MergeCandidate, 'MergeCandidatePage') {}

export class PreviewMergeRequest {
  /** The child whose file stays. */
  @IdField() keepId: string;
  /** The child whose file goes. */
  @IdField() mergeId: string;
}

export class MergeChildrenRequest extends PreviewMergeRequest {
  @NumberField(VERSION) keptVersion: number;
  @NumberField(VERSION) mergedVersion: number;
  /** Fields whose value is taken from the file that goes; the others stay. */
  @ChoiceListField(MERGE_FIELDS, { max: MERGE_FIELDS.length, optional: true }) take?: MergeField[];
  @ChoiceField(GUARDIAN_CHOICES, { optional: true }) guardians?: 'kept' | 'merged' | 'both';
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

/** These are two children. */
export class DifferentChildrenRequest {
  @IdField() oneId: string;
  @IdField() otherId: string;
}

export class MergeGuardian {
  @ShownText() name: string;
  @ShownText() relationship: string;
  @ShownText({ nullable: true }) phone: string | null;
}

export class MergeSide {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() name: string;
  @ShownChoice(SEX_CODES) sex: string;
  @ShownDay({ nullable: true }) birthDate: string | null;
  /** Masked. */
  @ShownText({ nullable: true }) idNumber: string | null;
  /** Masked. */
  @ShownText({ nullable: true }) studentNumber: string | null;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownChoice(CARE_FILE_STATUSES, { nullable: true }) careStatus: string | null;
  @ShownDay({ nullable: true }) openedOn: string | null;
  @ShownChoices(CATEGORY_CODES) categories: string[];
  @ShownText({ nullable: true }) address: string | null;
  @ShownText({ nullable: true }) village: string | null;
  @ShownParts(() => MergeGuardian) guardians: MergeGuardian[];
  @ShownNumber() records: number;
  @ShownNumber() attachments: number;
}

export class MergePreview {
  @ShownPart(() => MergeSide) kept: MergeSide;
  @ShownPart(() => MergeSide) merged: MergeSide;
  /** In which fields the two differ. */
  @ShownChoices(MERGE_FIELDS) differing: string[];
  @ShownBoolean() maybeTwins: boolean;
}

export class MergeView {
  @ShownId() id: string;
  @ShownPart(() => NamedStudent) kept: NamedStudent;
  /** What the child was called in the file that went. */
  @ShownText() mergedName: string;
  @ShownText() reason: string;
  @ShownPart(() => NamedPerson) mergedBy: NamedPerson;
  @ShownInstant() mergedAt: string;
  @ShownInstant() undoUntil: string;
  @ShownInstant({ nullable: true }) undoneAt: string | null;
  @ShownBoolean() mayUndo: boolean;
}

export class MergePage extends pageOf(MergeView, 'MergePage') {}
