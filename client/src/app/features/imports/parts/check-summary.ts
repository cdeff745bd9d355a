import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { CommitCounts } from '../data/commit-counts.js';

/** How the ledger stands, in one sentence and one bar: what can go in, what stays behind. */
@Component({
  selector: 'tx-check-summary',
  template: `
    <p class="sentence">
      @if (outcome().behind === 0) {
        {{ t('imports.check.allGood', { rows: outcome().rows }) }}
      } @else {
        {{ t('imports.check.summary', { rows: outcome().rows, taken: outcome().taken }) }}
      }
    </p>
    @if (outcome().behind > 0) {
      <p class="muted">{{ t('imports.check.behind', { count: outcome().behind }) }}</p>
    }
    <div class="bar" role="img" [attr.aria-label]="t('imports.check.bar', { ...counts() })">
      @for (part of parts(); track part.name) {
        <span [attr.data-part]="part.name" [style.flex-grow]="part.rows"></span>
      }
    </div>
  `,
  styles: `
    .sentence {
      font: var(--mat-sys-headline-small);
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }

    .muted {
      margin-top: 2px;
      font: var(--mat-sys-body-large);
    }

    .bar {
      display: flex;
      gap: 3px;
      height: 14px;
      margin-top: 16px;
      overflow: hidden;
      border-radius: 7px;
    }

    .bar span {
      flex-basis: 0;
      min-width: 6px;
      border-radius: 3px;
      background: var(--mat-sys-primary);
    }

    .bar [data-part='warnings'] {
      background: color-mix(in srgb, var(--mat-sys-primary) 45%, var(--tx-card));
    }

    .bar [data-part='duplicates'] {
      background: var(--mat-sys-outline-variant);
    }

    .bar [data-part='errors'] {
      background: var(--mat-sys-tertiary);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CheckSummary {
  protected readonly t = translate();
  readonly counts = input.required<ImportView['counts']>();
  readonly outcome = input.required<CommitCounts>();
  protected readonly parts = computed(() =>
    (['ready', 'warnings', 'duplicates', 'errors'] as const)
      .map((name) => ({ name, rows: this.counts()[name] }))
      .filter(({ rows }) => rows > 0),
  );
}
