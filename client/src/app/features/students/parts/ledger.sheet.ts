import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  LEDGER_COLUMN_GROUPS,
  LEDGER_FIXED_COLUMNS,
  LIMITS,
  needsSecondPerson,
  type LedgerColumnCode,
  type LedgerColumnGroup,
  type LedgerWish,
} from '@tongxin/shared';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { newId } from '../../../core/identifiers.js';
import { Texts } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { States } from '../../../ui/states/states.js';
import { saveDocument } from '../../imports/data/save-document.js';
import { LedgersApi } from '../data/ledgers.api.js';
import { LedgerRequests } from './ledger-requests.js';

export interface LedgerSheetData {
  /** The filter in force, as the search takes it. */
  readonly filter: NonNullable<LedgerWish['filter']>;
  /** The filter in force, in words. */
  readonly words: readonly string[];
  /** The list shows what is due, which does not narrow a ledger. */
  readonly byDuty: boolean;
}

const GROUPS = Object.keys(LEDGER_COLUMN_GROUPS) as LedgerColumnGroup[];
/** What has numbers that stand masked for most. */
const WITH_NUMBERS: readonly LedgerColumnGroup[] = ['numbers', 'home', 'guardian', 'entrusted'];

/** The ledger of the children in the list: how many, which columns, who has to agree. Downloads it, or asks the second person. */
@Component({
  selector: 'tx-ledger-sheet',
  imports: [
    FormProblem,
    Icon,
    LedgerRequests,
    MatButton,
    MatCheckbox,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
    States,
  ],
  templateUrl: './ledger.sheet.html',
  styleUrl: './ledger.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LedgerSheet {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.ledgerReasonMax;
  protected readonly data = inject<LedgerSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<LedgerSheet>>(MatDialogRef);
  private readonly api = inject(LedgersApi);
  private readonly session = inject(Session);
  private readonly notices = inject(UndoBar);
  /** The same form sent twice is one request. */
  private key = newId();

  protected readonly preview = this.api.preview(() => ({ filter: this.data.filter }));
  protected readonly requests = this.api.requests();
  /** What waits, may be fetched or came back; what is over is no longer of interest here. */
  protected readonly present = computed(() =>
    (this.requests.value()?.items ?? []).filter(({ status }) => ['waiting', 'ready', 'sentBack'].includes(status)),
  );
  private readonly left = signal<ReadonlySet<LedgerColumnGroup>>(new Set());

  protected readonly groups = computed(() => {
    const offered = this.preview.value()?.offered ?? [];
    return GROUPS.filter((group) => LEDGER_COLUMN_GROUPS[group].some((column) => offered.includes(column)));
  });
  private readonly chosen = computed(() => this.groups().filter((group) => !this.left().has(group)));
  private readonly columns = computed<LedgerColumnCode[]>(() => [
    ...LEDGER_FIXED_COLUMNS,
    ...this.chosen().flatMap((group) => LEDGER_COLUMN_GROUPS[group]),
  ]);
  protected readonly line = computed(() => {
    const preview = this.preview.value();
    if (!preview) return this.t('ledgers.counting');
    const { tooMany, children } = preview;
    return tooMany
      ? this.t('ledgers.tooMany', { max: LIMITS.ledgerChildren })
      : this.t('ledgers.line', { count: children });
  });
  protected readonly masked = computed(
    () => this.preview.value()?.masked === true && this.chosen().some((group) => WITH_NUMBERS.includes(group)),
  );
  /** Who has to agree to it as it is chosen now; null: nobody. */
  protected readonly decider = computed(() => {
    const children = this.preview.value()?.children ?? 0;
    const ledger = { columns: this.columns(), categories: this.data.filter.categories ?? [] };
    if (!needsSecondPerson(ledger, children)) return null;
    const who = this.session.view()?.roles.includes('moralEducation') ? 'principal' : 'moralEducation';
    return this.t(`ledgers.deciders.${who}`);
  });

  private readonly written = viewChild(FormGroupDirective);
  protected readonly form = new FormGroup({ reason: new FormControl('', { nonNullable: true, validators: [needed] }) });

  protected has(group: LedgerColumnGroup): boolean {
    return !this.left().has(group);
  }

  protected choose(group: LedgerColumnGroup, wanted: boolean): void {
    const left = new Set(this.left());
    if (wanted) left.delete(group);
    else left.add(group);
    this.left.set(left);
  }

  protected async go(): Promise<void> {
    const language = this.texts.language();
    const wish = { filter: this.data.filter, columns: this.columns(), language };
    if (this.decider() !== null) {
      const asked = await this.sending.send(this.form, () =>
        this.api.ask({ ...wish, reason: this.form.getRawValue().reason.trim() }, this.key),
      );
      if (!asked) return;
      this.key = newId();
      this.written()?.resetForm();
      this.requests.reload();
      this.notices.say(this.t('ledgers.asked'));
      return;
    }
    const taken = await this.sending.send(new FormGroup({}), () => this.api.take(wish));
    if (!taken) return;
    saveDocument(taken.bytes, taken.name);
    this.notices.say(this.t('ledgers.saved'));
    this.window.close();
  }
}
