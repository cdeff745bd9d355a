import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { UrgentConcernView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** Urgent concerns stand above everything until somebody of the department takes them on. */
@Component({
  selector: 'tx-urgent-concerns',
  imports: [Icon, MatButton],
  templateUrl: './urgent-concerns.html',
  styleUrl: './urgent-concerns.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UrgentConcerns {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  readonly concerns = input.required<readonly UrgentConcernView[]>();
  readonly take = output<UrgentConcernView>();
  readonly look = output<UrgentConcernView>();
}
