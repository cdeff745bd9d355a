import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { RowCell } from '../data/row-cells.js';
import { RowSentences } from '../data/row-sentences.js';

/** One cell of a ledger to read and mend: its column, a field with its text, what is wrong with it, and what stood there before. */
@Component({
  selector: 'tx-ledger-cell',
  imports: [Icon],
  templateUrl: './ledger-cell.html',
  styleUrl: './ledger-cell.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LedgerCell {
  protected readonly t = translate();
  private readonly sentences = inject(RowSentences);
  readonly sheetRow = input.required<number>();
  readonly cell = input.required<RowCell>();
  /** What has been typed here and not been saved; undefined: nothing. */
  readonly typed = input<string>();
  /** Unknown classes will be created with the import, so that a class is no fault any more. */
  readonly classesComing = input(false);
  readonly typedChange = output<string>();

  protected readonly field = computed(() => `row-${this.sheetRow()}-${this.cell().letter}`);
  protected readonly text = computed(() => this.typed() ?? this.cell().text);
  protected readonly edited = computed(() => this.text() !== this.cell().text);
  protected readonly remarks = computed(() =>
    this.cell().problems.map((problem) => {
      const coming = problem.code === 'class.unknown' && this.classesComing();
      return coming
        ? { tone: 'done', sentence: this.t('imports.rows.classComes') }
        : { tone: problem.severity, sentence: this.sentences.sentence(problem) };
    }),
  );
  protected readonly faulty = computed(() => this.remarks().some(({ tone }) => tone === 'error'));
}
