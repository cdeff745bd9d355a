import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { RowSentences } from '../data/row-sentences.js';
import { ImportState } from './import-state.js';
import { WorkProgress } from './work-progress.js';

/** One import in the list: which file, who and when, where it stands, and what it held or gave. */
@Component({
  selector: 'tx-import-card',
  imports: [ImportState, RouterLink, WorkProgress],
  templateUrl: './import-card.html',
  styleUrl: './import-card.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportCard {
  protected readonly t = translate();
  private readonly sentences = inject(RowSentences);
  readonly view = input.required<ImportView>();
  /** The moment of the upload, in words. */
  readonly when = input.required<string>();

  protected readonly working = computed(() => ['checking', 'committing'].includes(this.view().status));
  protected readonly outcome = computed<readonly string[]>(() => {
    const { status, counts, result, failure } = this.view();
    if (status === 'failed') return failure ? [this.sentences.sentence(failure)] : [];
    if (status === 'checked') {
      const faulty = counts.errors > 0 ? [this.t('imports.list.faulty', { count: counts.errors })] : [];
      return [this.t('imports.list.rows', { count: counts.rows }), ...faulty];
    }
    if (status === 'committed' && result) {
      return [this.t('imports.list.taken', { count: result.created + result.updated })];
    }
    return [];
  });
}
