import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { CodeSlip } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';

/** One slip to hand over: school, name, user name, code, until when, and where to type it. Says nothing of what its person does at the school. */
@Component({
  selector: 'tx-slip-card',
  templateUrl: './slip-card.html',
  styleUrl: './slip-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SlipCard {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  readonly slip = input.required<CodeSlip>();
  /** Where the code is typed, as somebody reads it off paper. */
  protected readonly address = computed(() => `${location.host}/activate`);
}
