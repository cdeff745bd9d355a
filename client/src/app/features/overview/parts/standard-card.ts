import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { DutySummary } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { percentOf } from '../data/share.js';
import type { ListStatus } from '../data/duty-lists.js';
import { CoverageBar } from './coverage-bar.js';
import { FigureLink } from './figure-link.js';

export type StandardCoverage = DutySummary['byStandard'][number];

/** How one care standard is kept this month: a share, a bar, and figures that open their lists. */
@Component({
  selector: 'tx-standard-card',
  imports: [CoverageBar, FigureLink],
  template: `
    <header>
      <h3>{{ title() }}</h3>
      @if (share(); as percent) {
        <p class="share tabular">{{ percent }}</p>
      }
    </header>
    <tx-coverage-bar [done]="coverage().done" [due]="coverage().due" [overdue]="coverage().overdue" />
    <div class="figures">
      @for (figure of figures(); track figure.status) {
        <tx-figure-link
          [count]="figure.count"
          [label]="figure.label"
          [filter]="{ month: month(), status: figure.status, standard: coverage().code }"
          [needsYou]="figure.status === 'overdue'"
        />
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 14px;
      padding: 22px 24px 16px;
      --tx-bar-height: 14px;
    }

    header {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 12px;
    }

    h3 {
      font: var(--mat-sys-title-medium);
      font-size: 17px;
    }

    .share {
      font: var(--mat-sys-headline-small);
      font-weight: 700;
      white-space: nowrap;
    }

    .figures {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 4px;
      margin-inline: -10px;
    }

    @media print {
      :host {
        padding: 8px 20px 8px 0;
      }
    }
  `,
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StandardCard {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  readonly month = input.required<string>();
  readonly coverage = input.required<StandardCoverage>();

  protected readonly title = computed(() => {
    const key = `standards.${this.coverage().code}`;
    return this.texts.has(key) ? this.t(key) : this.coverage().code;
  });
  protected readonly share = computed(() => {
    const percent = percentOf(this.coverage().done, this.coverage().expected);
    return percent === null ? null : this.t('overview.standards.share', { percent });
  });
  protected readonly figures = computed(() => {
    const { code, expected, done, due, overdue, exempt } = this.coverage();
    const cards = code === 'contactCardVerified';
    const all: readonly { status: ListStatus; count: number; label: string }[] = [
      { status: 'overdue', count: overdue, label: this.t('overview.standards.overdue') },
      { status: 'due', count: due, label: this.t(cards ? 'overview.standards.stale' : 'overview.standards.due') },
      { status: 'done', count: done, label: this.t(cards ? 'overview.standards.fresh' : 'overview.standards.done') },
      { status: 'asked', count: expected, label: this.t('overview.standards.expected') },
      { status: 'exempt', count: exempt, label: this.t('overview.standards.exempt') },
    ];
    return all.filter(({ status, count }) => count > 0 || status === 'done' || status === 'asked');
  });
}
