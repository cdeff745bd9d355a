import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** How urgent it is to care for a child, in words and a sign; with the day on which somebody looks again, where it is given. */
@Component({
  selector: 'tx-urgency-mark',
  imports: [Icon],
  template: `
    <tx-icon [name]="level() === 'high' ? 'warning-fill' : 'flag'" />
    <span>{{ t('students.urgency.level', { level: t('urgencies.' + level()) }) }}</span>
    @if (reviewOn(); as day) {
      <span class="review">{{ t('students.urgency.until', { day: days.day(day) }) }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 6px;
      padding: 3px 10px 3px 8px;
      border-radius: 12px;
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
    }

    tx-icon {
      font-size: 18px;
    }

    .review::before {
      content: '·';
      margin-right: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UrgencyMark {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  readonly level = input.required<string>();
  readonly reviewOn = input<string | null>(null);
}
