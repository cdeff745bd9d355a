import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ImportRowView, ImportView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { cellsOf, editsOf } from '../data/row-cells.js';
import { DuplicateChoice } from './duplicate-choice.js';
import { LedgerCell } from './ledger-cell.js';

const ICONS: Record<ImportRowView['status'], IconName> = {
  ready: 'check-circle',
  warning: 'warning',
  error: 'error',
  duplicate: 'copy',
};

/** One row of a ledger: the child, the faulty cells to mend where they stand, the whole row on demand, a duplicate beside its like. */
@Component({
  selector: 'tx-ledger-row',
  imports: [DuplicateChoice, Icon, LedgerCell, MatButton],
  templateUrl: './ledger-row.html',
  styleUrl: './ledger-row.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LedgerRow {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  readonly row = input.required<ImportRowView>();
  readonly columns = input.required<ImportView['columns']>();
  readonly classesComing = input(false);
  readonly saving = input(false);
  /** Why the last attempt to save was refused; what was typed stays. */
  readonly refusal = input<string | null>(null);
  /** What was typed earlier and not saved, by column letter. */
  readonly draft = input<Readonly<Record<string, string>>>();
  /** Everything typed and not saved, after each key; nothing left to save is an empty record. */
  readonly typing = output<Record<string, string>>();
  /** The texts to save, of the whole row. */
  readonly mend = output<Record<string, string>>();
  readonly choose = output<ImportRowView['action']>();

  protected readonly typed = linkedSignal<ImportRowView, Readonly<Record<string, string>>>({
    source: this.row,
    computation: () => untracked(this.draft) ?? {},
  });
  protected readonly wholeShown = signal(false);
  protected readonly cells = computed(() => cellsOf(this.row(), this.columns()));
  protected readonly edits = computed(() => editsOf(this.typed(), this.row()));
  protected readonly edited = computed(() => Object.keys(this.edits()).length > 0);
  /** A row that only waits for its class is good once the classes are created with the import. */
  protected readonly status = computed(() => {
    const { status, problems } = this.row();
    const errors = problems.filter(({ severity }) => severity === 'error');
    const waits = errors.length > 0 && errors.every(({ code }) => code === 'class.unknown');
    return status === 'error' && waits && this.classesComing() ? 'ready' : status;
  });
  /** A good row that somebody chose not to import. */
  protected readonly left = computed(
    () => this.row().action === 'skip' && (this.row().status === 'ready' || this.row().status === 'warning'),
  );
  protected readonly mayLeave = computed(() => this.row().status === 'ready' || this.row().status === 'warning');
  protected readonly icon = computed(() => (this.left() ? 'block' : ICONS[this.status()]));
  protected readonly className = computed(() =>
    this.texts.language() === 'en' ? this.row().classLabelEn : this.row().classLabel,
  );
  /** Faults that belong to no column of their own are said by the duplicate below or by the row's state. */
  protected readonly faulty = computed(() =>
    this.cells().faulty.filter(({ problems }) => problems.some(({ code }) => !code.startsWith('row.duplicate'))),
  );
  protected readonly others = computed(() => {
    const shown = new Set(this.faulty().map(({ letter }) => letter));
    const { faulty, sound } = this.cells();
    return [...faulty, ...sound]
      .filter(({ letter }) => !shown.has(letter))
      .sort((a, b) => this.order(a.letter, b.letter));
  });

  protected type(letter: string, text: string): void {
    this.typed.update((before) => ({ ...before, [letter]: text }));
    this.typing.emit(this.edits());
  }

  protected restore(): void {
    this.typed.set({});
    this.typing.emit({});
  }

  protected submit(event: Event): void {
    event.preventDefault();
    if (this.edited() && !this.saving()) this.mend.emit({ ...this.row().cells, ...this.edits() });
  }

  private order(one: string, other: string): number {
    return one.length - other.length || one.localeCompare(other);
  }
}
