import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ContactCardChangeView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';
import { fieldWords } from '../data/field-words.js';

/** What one person changed in one go. */
interface ChangeOfCard {
  id: string;
  at: string;
  by: string;
  source: string | null;
  reason: string | null;
  /** The second person who agreed. */
  approvedBy: string | null;
  unconfirmed: boolean;
  fields: ContactCardChangeView[];
}

/** Changes that were saved together stand together. */
export function together(changes: readonly ContactCardChangeView[]): ChangeOfCard[] {
  const groups: ChangeOfCard[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const first = last?.fields[0];
    const same = change.changeId
      ? first?.changeId === change.changeId
      : last?.at === change.at && last.by === change.by.name;
    if (last && same) last.fields.push(change);
    else
      groups.push({
        id: change.id,
        at: change.at,
        by: change.by.name,
        source: change.source,
        reason: change.reason,
        approvedBy: change.approvedBy?.name ?? null,
        unconfirmed: change.unconfirmed,
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
  protected readonly words = fieldWords();
  private readonly api = inject(ContactCardsApi);
  readonly studentId = input.required<string>();

  protected readonly reading = this.api.changes(() => this.studentId());
  protected readonly pages = paged(this.reading, (cursor) => this.api.moreChanges(this.studentId(), cursor));
  protected readonly groups = computed(() => together(this.pages.items() ?? []));
}
