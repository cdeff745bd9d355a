import { Injectable, inject } from '@angular/core';
import { daysBetween, type Day, type Instant } from '@tongxin/shared';
import { Session } from '../session/session.js';
import { Texts } from '../language/texts.js';
import { dateWords, dayAt, dayWords, momentWords, monthWords, shortMonthWords } from './days.js';

/** Dates in the reader's language, seen from the school's today. Every function reads signals: use them in templates. */
@Injectable({ providedIn: 'root' })
export class DayWords {
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);

  /** `11月3日 周二` / `Tue 3 Nov`. */
  readonly day = (day: Day): string => dayWords(day, this.texts.language(), this.session.today());

  /** `2025年9月5日` / `5 Sep 2025`: for what stands in a file for long, where nobody asks for the day of the week. */
  readonly date = (day: Day): string => dateWords(day, this.texts.language());

  /** `2026年11月` / `November 2026` from YYYY-MM. */
  readonly month = (month: string): string => monthWords(month, this.texts.language());

  /** `10月` / `Oct`, with the year where it is another. */
  readonly shortMonth = (month: string): string => shortMonthWords(month, this.texts.language(), this.session.today());

  /** `11月3日 周二 14:05` from an instant. */
  readonly moment = (moment: Instant): string =>
    momentWords(
      moment,
      this.texts.language(),
      this.session.today(),
      this.session.view()?.school.timeZone ?? 'Asia/Shanghai',
    );

  /** The same for an instant: `3 days ago`. */
  readonly since = (moment: Instant): string =>
    this.ago(dayAt(moment, this.session.view()?.school.timeZone ?? 'Asia/Shanghai'));

  /** today, yesterday, `3 days ago`, `in 2 days`. */
  readonly ago = (day: Day): string => {
    const days = daysBetween(day, this.session.today());
    if (days === 0) return this.texts.t('days.today');
    if (days === 1) return this.texts.t('days.yesterday');
    if (days === -1) return this.texts.t('days.tomorrow');
    return days > 0 ? this.texts.t('days.ago', { count: days }) : this.texts.t('days.ahead', { count: -days });
  };
}
