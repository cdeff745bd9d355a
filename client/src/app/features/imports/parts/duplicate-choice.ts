import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ImportRowView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { RowSentences } from '../data/row-sentences.js';

/** A child who is there already: what this row says beside what is known, and whether the row is to change it. */
@Component({
  selector: 'tx-duplicate-choice',
  imports: [Icon, RouterLink],
  templateUrl: './duplicate-choice.html',
  styleUrl: './duplicate-choice.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DuplicateChoice {
  protected readonly t = translate();
  private readonly sentences = inject(RowSentences);
  readonly row = input.required<ImportRowView>();
  readonly saving = input(false);
  readonly choose = output<'update' | 'skip'>();

  protected readonly other = computed(() => this.row().duplicateOf);
  protected readonly same = computed(() => {
    const row = this.other()?.sheetRow;
    return row == null ? this.t('imports.duplicates.inSchool') : this.t('imports.duplicates.inFile', { row });
  });
  protected readonly there = computed(() => {
    const row = this.other()?.sheetRow;
    return row == null ? this.t('imports.duplicates.thereSchool') : this.t('imports.duplicates.thereFile', { row });
  });
  protected readonly differences = computed(() =>
    (this.other()?.differences ?? []).map(({ field, here, there, hereEn, thereEn }) => ({
      field: this.sentences.field(field),
      here: this.sentences.value(field, here, hereEn),
      there: this.sentences.value(field, there, thereEn),
    })),
  );
  /** Only what the school has on file can be updated; of two rows of one file the first counts. */
  protected readonly mayUpdate = computed(() => !!this.other()?.studentId && this.differences().length > 0);
}
