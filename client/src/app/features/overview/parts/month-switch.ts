import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { addMonthsToMonth } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** One month back or on; the month stands in the address. Months that have not begun are not offered. */
@Component({
  selector: 'tx-month-switch',
  imports: [Icon, MatIconButton, RouterLink],
  template: `
    <a
      matIconButton
      routerLink="."
      queryParamsHandling="merge"
      [queryParams]="{ month: before() }"
      [attr.aria-label]="t('overview.month.previous', { month: days.month(before()) })"
    >
      <tx-icon name="chevron-left" />
    </a>
    <span class="month tabular" aria-live="polite">{{ days.month(month()) }}</span>
    @if (month() < latest()) {
      <a
        matIconButton
        routerLink="."
        queryParamsHandling="merge"
        [queryParams]="{ month: after() }"
        [attr.aria-label]="t('overview.month.next', { month: days.month(after()) })"
      >
        <tx-icon name="chevron-right" />
      </a>
    } @else {
      <span class="end"></span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      border-radius: 24px;
      background: var(--tx-card);
      box-shadow: var(--tx-card-shadow);
    }

    .month {
      min-width: 9em;
      font: var(--mat-sys-title-medium);
      text-align: center;
    }

    .end {
      width: 48px;
    }
  `,
  host: { role: 'group', '[attr.aria-label]': "t('overview.month.label')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MonthSwitch {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  /** YYYY-MM. */
  readonly month = input.required<string>();
  /** The last month that may be looked at, YYYY-MM. */
  readonly latest = input.required<string>();
  protected readonly before = computed(() => addMonthsToMonth(this.month(), -1));
  protected readonly after = computed(() => addMonthsToMonth(this.month(), 1));
}
