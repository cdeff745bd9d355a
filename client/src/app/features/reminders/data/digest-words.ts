import { Injectable, inject } from '@angular/core';
import type { DigestView } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';

/** The gravest first, as the mail says it. */
const ORDER = ['urgent', 'overdue', 'talksDue', 'cardsDue', 'followUps', 'approvals'] as const;

/** A morning's figures in words: `5 overdue · 2 talks due`. */
@Injectable({ providedIn: 'root' })
export class DigestWords {
  private readonly texts = inject(Texts);

  /** Reads a signal: use it in templates. Nothing is said of what is zero. */
  readonly line = (digest: DigestView): string =>
    ORDER.filter((name) => digest[name] > 0)
      .map((name) => this.texts.t(`reminders.counts.${name}`, { count: digest[name] }))
      .join(' · ');
}
