import {
  CARE_FILE_STATUSES,
  CATEGORY_CODES,
  LANGUAGES,
  LEDGER_COLUMNS,
  LEDGER_DECIDERS,
  LEDGER_REQUEST_STATUSES,
  LIMITS,
  type CategoryCode,
  type Language,
  type LedgerColumnCode,
} from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  ChoiceListField,
  CursorField,
  IdField,
  LimitQuery,
  PartField,
  TextField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownText,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';

/** Of which children: the filter of the list, as `POST /api/students/search` takes it. */
export class LedgerFilter {
  @TextField({ min: 0, max: LIMITS.searchQueryMax, optional: true }) query?: string;
  @IdField({ optional: true }) classId?: string;
  @ChoiceListField(CATEGORY_CODES, { max: CATEGORY_CODES.length, optional: true }) categories?: CategoryCode[];
  @ChoiceField([...CARE_FILE_STATUSES, 'any'], { optional: true }) status?: string;
  @ChoiceField(['raised', 'high'], { optional: true }) urgency?: 'raised' | 'high';
  @ChoiceField(['stale', 'fresh'], { optional: true }) card?: 'stale' | 'fresh';
  @BooleanField({ optional: true }) withoutCareFile?: boolean;
}

/** A filter as it is kept: words that somebody typed may name a child and are not. */
export type KeptFilter = Omit<LedgerFilter, 'query'>;

/** A ledger to be made. Without columns: all that the person may see. */
export class LedgerWish {
  @PartField(() => LedgerFilter, { optional: true }) filter?: LedgerFilter;
  @ChoiceListField(LEDGER_COLUMNS, { max: LEDGER_COLUMNS.length, optional: true }) columns?: LedgerColumnCode[];
  @ChoiceField(LANGUAGES, { optional: true }) language?: Language;
}

/** A ledger that a second person is asked for, and what it is for. */
export class LedgerRequestWish extends LedgerWish {
  @TextField({ max: LIMITS.ledgerReasonMax }) reason: string;
}

/** What a ledger would be, before it is made. */
export class LedgerPreview {
  /** How many children; no more than one above what a ledger may hold. */
  @ShownNumber() children: number;
  /** There are more than one ledger may hold. */
  @ShownBoolean() tooMany: boolean;
  /** The columns it would have. */
  @ShownChoices(LEDGER_COLUMNS) columns: string[];
  /** All columns that this person may have. */
  @ShownChoices(LEDGER_COLUMNS) offered: string[];
  /** Whether phones, ID and student numbers stand masked in it, for some children at least. */
  @ShownBoolean() masked: boolean;
  /** Who has to agree; null: nobody, it is made at once. */
  @ShownChoice(LEDGER_DECIDERS, { nullable: true }) decider: string | null;
}

/** Own requests. */
export class LedgerRequestQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class KeptFilterView {
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownChoices(CATEGORY_CODES) categories: string[];
  @ShownChoice([...CARE_FILE_STATUSES, 'any'], { nullable: true }) status: string | null;
  @ShownChoice(['raised', 'high'], { nullable: true }) urgency: string | null;
  @ShownChoice(['stale', 'fresh'], { nullable: true }) card: string | null;
  @ShownBoolean() withoutCareFile: boolean;
}

export class LedgerRequestView {
  @ShownId() id: string;
  /** Where the second person decides on it. */
  @ShownId() approvalId: string;
  @ShownChoice(LEDGER_REQUEST_STATUSES) status: string;
  @ShownInstant() requestedAt: string;
  @ShownNumber() children: number;
  @ShownChoices(LEDGER_COLUMNS) columns: string[];
  @ShownPart(() => KeptFilterView) filter: KeptFilterView;
  @ShownChoice(LANGUAGES) language: string;
  @ShownChoice(LEDGER_DECIDERS) decider: string;
  /** Who decided, and with what words. */
  @ShownText({ nullable: true }) decidedBy: string | null;
  @ShownText({ nullable: true }) decisionReason: string | null;
  @ShownInstant({ nullable: true }) readyUntil: string | null;
  /** How often it may still be fetched. */
  @ShownNumber() fetchesLeft: number;
}
export class LedgerRequestPage extends pageOf(LedgerRequestView, 'LedgerRequestPage') {}
