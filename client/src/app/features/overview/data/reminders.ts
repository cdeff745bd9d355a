import { Injectable, inject } from '@angular/core';
import type { DutySummary } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';

export type ClassCoverage = DutySummary['byClass'][number];

/** Texts to send to head teachers: counts per class, neutral, never the name of a child, because they go through channels nobody controls. */
@Injectable({ providedIn: 'root' })
export class Reminders {
  private readonly t = translate();
  private readonly classes = inject(ClassWords);
  private readonly days = inject(DayWords);
  private readonly session = inject(Session);

  /** @returns the reminder for the classes that still have something open; null where there are none */
  text(month: string, coverage: readonly ClassCoverage[]): string | null {
    const open = coverage.filter(({ due, overdue }) => due + overdue > 0);
    if (open.length === 0) return null;
    const school = this.session.view()?.school.name ?? '';
    const head = this.t('overview.remind.head', { school, month: this.days.month(month) });
    return [head, ...open.map((one) => this.line(one)), this.t('overview.remind.foot')].join('\n');
  }

  private line({ class: name, due, overdue }: ClassCoverage): string {
    const key = overdue > 0 ? 'overview.remind.openAndOverdue' : 'overview.remind.open';
    return this.t(key, { class: this.classes.label(name), count: due + overdue, overdue });
  }
}
