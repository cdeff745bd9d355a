import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { TimelineItem } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { MoodFace } from '../../../ui/mood/mood-face.js';

const KIND_ICONS: Record<string, IconName> = {
  talk: 'talks',
  diaryEntry: 'book',
  homeVisit: 'house',
  guardianContact: 'contact-card',
  familyCall: 'call',
  illnessCare: 'category-illness',
  condolenceVisit: 'hand-heart',
};

/** One record on the timeline: what kind, when, by whom, what was said. A void one stays, struck out. */
@Component({
  selector: 'tx-timeline-entry',
  imports: [Icon, MoodFace],
  templateUrl: './timeline-entry.html',
  styleUrl: './timeline-entry.scss',
  host: { class: 'card', '[class.void]': 'item().voided', '[class.urgent]': "concern() === 'urgent'" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TimelineEntry {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  readonly item = input.required<TimelineItem>();
  /** Whether the record can be opened; who only sees that and when cannot. */
  readonly mayOpen = input(false);
  readonly open = output();

  protected readonly icon = computed(() => KIND_ICONS[this.item().kind] ?? 'edit-note');
  protected readonly kind = computed(() => {
    const key = `recordKinds.${this.item().kind}`;
    return this.t(this.texts.has(key) ? key : 'students.timeline.record');
  });
  protected readonly mood = computed(() => this.item().talk?.mood ?? null);
  protected readonly concern = computed(() => {
    const concern = this.item().talk?.concern;
    return concern && concern !== 'none' ? concern : null;
  });
  protected readonly voidReason = computed(() => {
    const key = `voidReasons.${this.item().talk?.voided?.reason ?? ''}`;
    return this.texts.has(key) ? this.t(key) : null;
  });
}
