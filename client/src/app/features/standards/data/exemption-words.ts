import { Injectable, inject } from '@angular/core';
import { monthOf, type ExemptionListItem } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';

/** What an exemption is said to be: from when to when, and how it stands. */
@Injectable({ providedIn: 'root' })
export class ExemptionWords {
  private readonly t = translate();
  private readonly days = inject(DayWords);

  /** One month by its name, else the days. */
  span({ from, to }: Pick<ExemptionListItem, 'from' | 'to'>): string {
    return monthOf(from) === monthOf(to)
      ? this.days.month(monthOf(from))
      : this.t('careStandards.span', { from: this.days.date(from), to: this.days.date(to) });
  }

  /** How it stands where it no longer counts; null while it does. */
  end({ current, endedOn, from }: Pick<ExemptionListItem, 'current' | 'endedOn' | 'from'>): string | null {
    if (endedOn !== null)
      return endedOn <= from
        ? this.t('careStandards.exemptions.takenBack')
        : this.t('careStandards.exemptions.endedOn', { day: this.days.date(endedOn) });
    return current ? null : this.t('careStandards.exemptions.over');
  }
}
