import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DutySummary } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { toParams, type DutyListFilter } from '../data/duty-lists.js';
import { percentOf } from '../data/share.js';

/** The monthly talks of the last months, held of asked, one column each; both figures open their lists. */
@Component({
  selector: 'tx-trend-chart',
  imports: [RouterLink],
  templateUrl: './trend-chart.html',
  styleUrl: './trend-chart.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendChart {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  readonly month = input.required<string>();
  readonly trend = input.required<DutySummary['trend']>();
  protected readonly columns = computed(() =>
    this.trend().map(({ month, expected, done }) => {
      const filter: DutyListFilter = { month, status: 'asked', standard: 'monthlyTalk' };
      return {
        month,
        name: this.days.month(month),
        short: this.shortName(month),
        percent: percentOf(done, expected),
        expected,
        done,
        asked: toParams(filter),
        held: toParams({ ...filter, status: 'done' }),
      };
    }),
  );

  /** A column has room for `11月` or `Nov`. */
  private shortName(month: string): string {
    return this.texts.language() === 'en' ? this.days.month(month).slice(0, 3) : `${Number(month.slice(5))}月`;
  }
}
