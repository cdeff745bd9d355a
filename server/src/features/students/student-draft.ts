import type { CategoryCode, Day, GuardianKind, RelationshipCode, SexCode } from '@tongxin/shared';

/** A telephone number in the form it is stored in. */
export interface PhoneDraft {
  readonly label?: string | null;
  readonly number: string;
}

/** Somebody on the card; values are checked and in the form they are stored in. */
export interface GuardianDraft {
  readonly kind: GuardianKind;
  readonly name: string;
  readonly relationship: RelationshipCode;
  readonly sex?: SexCode | null;
  readonly birthDate?: Day | null;
  /** Full years, as somebody said on `ageStatedOn`. */
  readonly ageStated?: number | null;
  readonly ageStatedOn?: Day | null;
  readonly address?: string | null;
  readonly worksAt?: string | null;
  readonly awaySince?: Day | null;
  readonly livesWithChild?: boolean | null;
  readonly phones?: readonly PhoneDraft[];
}

/** A category a child begins to belong to. */
export interface CategoryDraft {
  readonly code: CategoryCode;
  readonly from: Day;
  readonly basis?: string | null;
}

/**
 * A child as a form or a ledger tells of it: checked, and in the form it is stored in. For an update, undefined and null mean
 * that nothing is said; nothing is ever cleared by a draft.
 */
export interface StudentDraft {
  readonly id?: string;
  readonly name: string;
  readonly sex: SexCode;
  readonly birthDate?: Day | null;
  readonly idNumber?: string | null;
  readonly studentNumber?: string | null;
  readonly classId?: string | null;
  /** The day the care file opens and the class begins. */
  readonly openedOn: Day;
  /** Remark of the care file. */
  readonly remark?: string | null;
  /** Without any there is no care file. */
  readonly categories: readonly CategoryDraft[];
  readonly card: {
    readonly address?: string | null;
    readonly village?: string | null;
    readonly phones?: readonly PhoneDraft[];
    /** In the order to call them. */
    readonly guardians?: readonly GuardianDraft[];
  };
}

/** A stored child in the shape of a draft, for showing both side by side; nothing is left undefined. */
export interface StoredDraft extends StudentDraft {
  readonly id: string;
  /** Numbers the child had before. */
  readonly formerNumbers: readonly string[];
}

/** Where a change comes from and why; both stand in the history. */
export interface ChangeOrigin {
  readonly source: 'guardian' | 'homeVisit' | 'phoneCall' | 'document' | 'import' | 'other' | null;
  readonly reason: string | null;
  /** Who wanted the change, where it is not who makes it now. */
  readonly changedBy?: string;
  /** The second person who agreed. */
  readonly approvedBy?: string;
  /** The proposal the change came of, or that asks for it to be confirmed. */
  readonly proposalId?: string;
}
