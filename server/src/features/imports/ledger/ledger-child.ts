import type { CategoryCode, Day, GuardianKind, RelationshipCode, SexCode } from '@tongxin/shared';
import type { NamedClass } from './class-resolver.js';

/** A guardian or entrusted guardian as a ledger tells of them. */
export interface LedgerAdult {
  readonly kind: GuardianKind;
  readonly name: string;
  readonly relationship: RelationshipCode;
  /** Full years, as somebody said on `ageStatedOn`; the age on another day follows from both. */
  readonly ageStated: number | null;
  readonly ageStatedOn: Day | null;
  readonly birthDate: Day | null;
  /** In the form they are stored in. */
  readonly phones: readonly string[];
  readonly address: string | null;
  readonly worksAt: string | null;
  /** Whether the ledger says that the person works away; null where it says nothing. */
  readonly away: boolean | null;
  /** Since when, where the ledger says it. */
  readonly awaySince: Day | null;
}

/** A child as one row of a ledger tells of it, checked and in the form it is stored in. */
export interface LedgerChild {
  readonly studentNumber: string | null;
  readonly idNumber: string | null;
  readonly name: string;
  readonly sex: SexCode;
  readonly birthDate: Day | null;
  readonly class: NamedClass | null;
  readonly categories: readonly CategoryCode[];
  readonly address: string | null;
  readonly village: string | null;
  readonly phones: readonly string[];
  readonly adults: readonly LedgerAdult[];
  /** Kept as the remark of the care file. */
  readonly note: string | null;
}
