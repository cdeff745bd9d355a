import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LEDGER_FIELDS, type ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { isUnknown } from '../data/columns.js';
import { letterOf } from '../data/row-cells.js';
import { RowSentences } from '../data/row-sentences.js';

interface Column {
  letter: string;
  header: string;
  field: string | null;
  remembered: boolean;
  leftOut: boolean;
}

const GROUPS = [
  { name: 'student', fields: LEDGER_FIELDS.filter((field) => !field.includes('.')) },
  { name: 'guardian', fields: LEDGER_FIELDS.filter((field) => field.startsWith('guardian.')) },
  { name: 'entrusted', fields: LEDGER_FIELDS.filter((field) => field.startsWith('entrusted.')) },
] as const;

/** What each column of the ledger was taken for. Columns that were not recognised stand first; any can be assigned by hand. */
@Component({
  selector: 'tx-column-assignment',
  imports: [Icon, MatButton, NgTemplateOutlet],
  templateUrl: './column-assignment.html',
  styleUrl: './column-assignment.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ColumnAssignment {
  protected readonly t = translate();
  protected readonly sentences = inject(RowSentences);
  readonly columns = input.required<ImportView['columns']>();
  readonly saving = input(false);
  /** Only what was changed: column letter → field, null for "do not import". */
  readonly assign = output<Record<string, string | null>>();

  protected readonly groups = GROUPS;
  protected readonly shown = computed<readonly Column[]>(() =>
    this.columns().map(({ column, ...known }) => ({ ...known, letter: letterOf(column) })),
  );
  protected readonly unknown = computed(() => this.shown().filter(isUnknown));
  protected readonly known = computed(() => this.shown().filter((column) => !isUnknown(column)));
  /** Column letter → what was chosen here and not saved yet; '' means "do not import". */
  protected readonly choices = linkedSignal<readonly Column[], Readonly<Record<string, string>>>({
    source: this.shown,
    computation: () => ({}),
  });
  protected readonly changed = computed(() =>
    this.shown().filter(({ letter, field }) => (this.choices()[letter] ?? field ?? '') !== (field ?? '')),
  );

  /** What a column is taken for now. A field stands in one column: given to another, it leaves the one that had it. */
  protected chosen({ letter, field }: Column): string {
    const chosen = this.choices()[letter];
    if (chosen !== undefined) return chosen;
    return field === null || Object.values(this.choices()).includes(field) ? '' : field;
  }

  /** The name of a field, with the column that holds it already. */
  protected nameFor(field: string, column: Column): string {
    const name = this.sentences.field(field);
    const holder = this.shown().find((other) => other.letter !== column.letter && this.chosen(other) === field);
    return holder ? this.t('imports.columns.takenBy', { field: name, letter: holder.letter }) : name;
  }

  protected choose(letter: string, field: string): void {
    this.choices.update((before) => {
      const others = Object.entries(before).filter(
        ([other, theirs]) => other !== letter && (theirs !== field || field === ''),
      );
      return { ...Object.fromEntries(others), [letter]: field };
    });
  }

  protected save(): void {
    if (this.saving()) return;
    this.assign.emit(Object.fromEntries(this.changed().map(({ letter }) => [letter, this.choices()[letter] || null])));
  }
}
