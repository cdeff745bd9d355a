import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ContactCardView, PhoneView, StudentView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { groupDigits } from './phone-line.js';

/** The contact card on paper, A6: seen only in print. No category stands on it, for paper lies about. */
@Component({
  selector: 'tx-card-print',
  templateUrl: './card-print.html',
  styleUrl: './card-print.scss',
  host: { 'aria-hidden': 'true' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CardPrint {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly session = inject(Session);
  readonly student = input.required<StudentView>();
  readonly card = input.required<ContactCardView>();
  /** Full numbers that were asked for; the others are printed as they are masked. */
  readonly known = input.required<ReadonlyMap<string, string>>();

  protected readonly people = computed(() =>
    [...this.card().guardians]
      .filter((person) => !person.deceased)
      .sort((one, other) => one.callOrder - other.callOrder),
  );

  protected numbers(phones: readonly PhoneView[]): string {
    return phones
      .map((phone) => [groupDigits(this.known().get(phone.id) ?? phone.masked), phone.label].filter(Boolean).join(' '))
      .join(this.t('students.print.between'));
  }
}
