import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ContactCardChangeView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';

/** What one person changed in one go. */
interface ChangeOfCard {
  id: string;
  at: string;
  by: string;
  source: string | null;
  reason: string | null;
  fields: ContactCardChangeView[];
}

/** Changes that were saved together stand together. */
export function together(changes: readonly ContactCardChangeView[]): ChangeOfCard[] {
  const groups: ChangeOfCard[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && last.at === change.at && last.by === change.by.name) last.fields.push(change);
    else
      groups.push({
        id: change.id,
        at: change.at,
        by: change.by.name,
        source: change.source,
        reason: change.reason,
        fields: [change],
      });
  }
  return groups;
}

/** The history of every field of a card: who, when, from where and why; old and new side by side. */
@Component({
  selector: 'tx-card-changes',
  imports: [Icon, MatButton, ProblemPanel, States],
  templateUrl: './card-changes.html',
  styleUrl: './card-changes.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CardChanges {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  private readonly api = inject(ContactCardsApi);
  readonly studentId = input.required<string>();

  protected readonly reading = this.api.changes(() => this.studentId());
  protected readonly pages = paged(this.reading, (cursor) => this.api.moreChanges(this.studentId(), cursor));
  protected readonly groups = computed(() => together(this.pages.items() ?? []));

  protected field(change: ContactCardChangeView): string {
    const key = `students.fields.${change.field}`;
    return this.texts.has(key) ? this.t(key) : this.t('students.fields.other');
  }

  /** Values that are codes become words; days become dates; everything else is as it was typed. */
  protected words(change: ContactCardChangeView, value: string | null): string {
    if (value === null || value === '') return this.t('conflict.nothing');
    if (change.field === 'relationship') return this.codeWord('relationships', value);
    if (change.field === 'kind') return this.codeWord('guardianKinds', value);
    if (change.field === 'sex') return this.codeWord('sexes', value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return this.days.date(value);
    if (value === 'true') return this.t('students.yes');
    if (value === 'false') return this.t('students.no');
    return value;
  }

  private codeWord(group: string, code: string): string {
    const key = `${group}.${code}`;
    return this.texts.has(key) ? this.t(key) : code;
  }
}
