import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { monthOf, type TimelineItem } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { translate } from '../../../core/language/texts.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { TalkOutbox, TalkSheets } from '../../talks/index.js';
import { OpenStudent } from '../data/open-student.js';
import { StudentsApi } from '../data/students.api.js';
import { TimelineEntry } from '../parts/timeline-entry.js';

/** Everything that was done with or for the child, newest first, by month. */
@Component({
  selector: 'tx-timeline-page',
  imports: [EmptyState, MatButton, ProblemPanel, States, TimelineEntry],
  templateUrl: './timeline.page.html',
  styleUrl: './timeline.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TimelinePage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly student = inject(OpenStudent);
  private readonly api = inject(StudentsApi);
  private readonly talks = inject(TalkSheets);

  protected readonly reading = this.api.timeline(() => this.student.id() || undefined);
  protected readonly pages = paged(this.reading, (cursor) => this.api.moreTimeline(this.student.id(), cursor));
  protected readonly months = computed(() => {
    const months: { month: string; items: TimelineItem[] }[] = [];
    for (const item of this.pages.items() ?? []) {
      const month = monthOf(item.heldOn);
      const last = months.at(-1);
      if (last?.month === month) last.items.push(item);
      else months.push({ month, items: [item] });
    }
    return months;
  });

  constructor() {
    const outbox = inject(TalkOutbox);
    const changesBefore = outbox.changes();
    effect(() => {
      if (outbox.changes() > changesBefore) untracked(() => this.reading.reload());
    });
  }

  protected async show(item: TimelineItem): Promise<void> {
    await this.talks.show({ talkId: item.talk?.id ?? item.id });
    this.reading.reload();
  }

  protected async recordTalk(): Promise<void> {
    const view = this.student.view();
    if (view) await this.talks.log({ student: { id: view.id, name: view.name, class: view.class } });
  }
}
