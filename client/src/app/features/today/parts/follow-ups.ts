import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { TodayView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';

export type FollowUp = TodayView['followUps'][number];

/** What was promised at a talk: who, what, on which day. */
@Component({
  selector: 'tx-follow-ups',
  imports: [Icon, MatButton],
  templateUrl: './follow-ups.html',
  styleUrl: './side-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FollowUps {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly session = inject(Session);
  readonly followUps = input.required<readonly FollowUp[]>();
  readonly complete = output<FollowUp>();
  readonly look = output<FollowUp>();

  protected isPast(followUp: FollowUp): boolean {
    return followUp.on < this.session.today();
  }
}
