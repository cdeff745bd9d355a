import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { monthOf, type DutyView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { Alert } from '../data/alerts.js';

/** What must be seen first about a child. Red only where a child may be in danger; persimmon for what waits. */
@Component({
  selector: 'tx-alert-list',
  imports: [Icon, MatButton, RouterLink],
  templateUrl: './alert-list.html',
  styleUrl: './alert-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AlertList {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  readonly alerts = input.required<readonly Alert[]>();
  readonly studentId = input.required<string>();
  /** Whether a talk can be logged from here. */
  readonly mayRecord = input(false);
  readonly showTalk = output<string>();
  /** A talk is to be logged; with the month it was missed in, if one was. */
  readonly record = output<string | undefined>();

  /** The standard and the time it was for: a month by its name, a term by its last day. */
  protected what(duty: DutyView): string {
    const standard = this.t(`standards.${duty.standard.code}`);
    return duty.standard.every === 'month' ? `${standard} · ${this.days.month(monthOf(duty.window.from))}` : standard;
  }

  protected isMonthly(duty: DutyView): boolean {
    return duty.standard.code === 'monthlyTalk';
  }

  protected readonly monthOf = monthOf;
}
