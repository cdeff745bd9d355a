import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** What a ledger has become: new and updated children, what was left alone, what stays to be mended, and the next step. */
@Component({
  selector: 'tx-import-result',
  imports: [Icon, MatButton, RouterLink],
  templateUrl: './import-result.html',
  styleUrl: './import-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportResult {
  protected readonly t = translate();
  readonly view = input.required<ImportView>();
  /** True while the workbook is on its way. */
  readonly fetching = input(false);
  readonly mayUpload = input(false);
  readonly download = output();

  protected readonly written = computed(() => {
    const result = this.view().result;
    return result ? result.created + result.updated : 0;
  });
  /** Rows that were neither written nor left alone as duplicates; they stand in the error workbook. */
  protected readonly faulty = computed(() => {
    const { counts, result } = this.view();
    return result ? Math.max(0, counts.rows - result.created - result.updated - result.skipped) : counts.errors;
  });
}
