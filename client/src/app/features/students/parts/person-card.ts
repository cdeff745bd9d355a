import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { GuardianView, PhoneView } from '@tongxin/shared';
import { Session } from '../../../core/session/session.js';
import { Attachments } from '../../attachments/index.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PhoneLine } from './phone-line.js';

/** One adult of the contact card: who, how to call, where they are. */
@Component({
  selector: 'tx-person-card',
  imports: [Attachments, Icon, PhoneLine],
  templateUrl: './person-card.html',
  styleUrl: './person-card.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonCard {
  protected readonly t = translate();
  private readonly session = inject(Session);
  protected readonly days = inject(DayWords);
  readonly person = input.required<GuardianView>();
  /** The place in the order to call, from 1. */
  readonly position = input.required<number>();
  /** Full numbers that were asked for, by id of the phone. */
  readonly known = input.required<ReadonlyMap<string, string>>();
  readonly mayCall = input(false);
  readonly mayShow = input(false);
  /** The written notice of entrustment is a file of its own. */
  protected readonly mayFiles = computed(() => this.session.may('attachment.view'));
  readonly call = output<PhoneView>();
  readonly show = output<PhoneView>();
}
