import { Injectable, inject } from '@angular/core';
import type { ClassName, DutySummary } from '@tongxin/shared';
import { monthWords } from '../../../core/days/days.js';
import { Texts, type Language } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';

export type ClassCoverage = DutySummary['byClass'][number];

/** What a reminder is about, and in which language it is written. */
export interface ReminderWish {
  language: Language;
  /** Only what is overdue; else everything that is open. */
  onlyOverdue?: boolean;
}

/** Texts to send to head teachers: counts per class, neutral, never the name of a child, because they go through channels nobody controls. */
@Injectable({ providedIn: 'root' })
export class Reminders {
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);

  /** @returns the reminder for the classes that still have something open; null where there are none */
  async text(month: string, coverage: readonly ClassCoverage[], wish?: ReminderWish): Promise<string | null> {
    const { language = this.texts.language(), onlyOverdue = false } = wish ?? {};
    const open = coverage.filter(({ due, overdue }) => (onlyOverdue ? overdue : due + overdue) > 0);
    if (open.length === 0) return null;
    const t = await this.texts.of(language);
    const labelOf = (name: ClassName | null): string =>
      name === null ? t('words.noClass') : language === 'en' ? name.labelEn : name.label;
    const lines = open.map(({ class: name, headTeacher, due, overdue }) => {
      const key = onlyOverdue ? 'onlyOverdue' : overdue > 0 ? 'openAndOverdue' : 'open';
      const who =
        headTeacher === null ? labelOf(name) : t('overview.remind.to', { class: labelOf(name), name: headTeacher });
      return t(`overview.remind.${key}`, { class: who, count: onlyOverdue ? overdue : due + overdue, overdue });
    });
    const school = this.session.view()?.school.name ?? '';
    const head = t('overview.remind.head', { school, month: monthWords(month, language) });
    return [head, ...lines, t('overview.remind.foot')].join('\n');
  }
}
