import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import type { GuardianView, PhoneView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PhoneLine } from './phone-line.js';

/** One adult of the contact card: who, how to call, where they are. */
@Component({
  selector: 'tx-person-card',
  imports: [Icon, PhoneLine],
  templateUrl: './person-card.html',
  styleUrl: './person-card.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonCard {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  readonly person = input.required<GuardianView>();
  /** The place in the order to call, from 1. */
  readonly position = input.required<number>();
  /** Full numbers that were asked for, by id of the phone. */
  readonly known = input.required<ReadonlyMap<string, string>>();
  readonly mayCall = input(false);
  readonly mayShow = input(false);
  readonly call = output<PhoneView>();
  readonly show = output<PhoneView>();
}
