import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { CommitCounts } from '../data/commit-counts.js';

/** How the ledger stands, in one sentence and one bar: what can go in, what stays behind. */
@Component({
  selector: 'tx-check-summary',
  template: `
    <p class="sentence">{{ sentence() }}</p>
    @if (behind().length) {
      <p class="muted">{{ behind().join(' · ') }}</p>
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
  protected readonly sentence = computed(() => {
    const { rows, taken, behind } = this.outcome();
    if (behind === 0) return this.t('imports.check.allGood', { rows });
    return taken === 0 ? this.t('imports.check.nothing') : this.t('imports.check.summary', { rows, taken });
  });
  protected readonly behind = computed(() => {
    const { faulty, repeated, leftOut } = this.outcome();
    return Object.entries({ faulty, repeated, leftOut })
      .filter(([, count]) => count > 0)
      .map(([name, count]) => this.t(`imports.check.${name}`, { count }));
  });
  /** What goes in, those of it with a warning, what is left alone, what is to be mended. */
  protected readonly parts = computed(() => {
    const { taken, repeated, leftOut, faulty } = this.outcome();
    const warnings = Math.min(this.counts().warnings, taken);
    return [
      { name: 'ready', rows: taken - warnings },
      { name: 'warnings', rows: warnings },
      { name: 'duplicates', rows: repeated + leftOut },
      { name: 'errors', rows: faulty },
    ].filter(({ rows }) => rows > 0);
  });
}
