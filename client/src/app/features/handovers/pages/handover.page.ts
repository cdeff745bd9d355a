import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { HandoverDetail, HandoverNoteView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { DutyChip } from '../../../ui/duty/duty-chip.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { States } from '../../../ui/states/states.js';
import { HandoversApi } from '../data/handovers.api.js';
import { HandoverNotePart } from '../parts/handover-note.js';

/** One class that changes hands: for every child what is open, what was promised, what worries, what to know. */
@Component({
  selector: 'tx-handover-page',
  imports: [DutyChip, HandoverNotePart, Icon, MatButton, PageHeader, RouterLink, States],
  templateUrl: './handover.page.html',
  styleUrl: './handover.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoverPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly session = inject(Session);
  private readonly api = inject(HandoversApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly id = input.required<string>();
  protected readonly reading = this.api.one(() => this.id());
  protected readonly mayWrite = computed(() => this.reading.value()?.may.includes('write') ?? false);
  protected readonly mayConfirm = computed(() => this.reading.value()?.may.includes('acknowledge') ?? false);
  protected readonly busy = signal(false);

  protected line(handover: HandoverDetail): string {
    const to = handover.to.map(({ name }) => name).join(' · ') || this.t('handovers.nobodyYet');
    const fromTo = this.t('handovers.fromTo', { from: handover.from.name, to });
    return `${fromTo} · ${this.t('handovers.lastOn', { day: this.days.date(handover.lastOn) })}`;
  }

  /** Puts a saved note where the old one stood, without reading every child again. */
  protected keep(studentId: string, note: HandoverNoteView): void {
    this.reading.change((view) => ({
      ...view,
      pupils: view.pupils.map((pupil) => (pupil.student.id === studentId ? { ...pupil, note } : pupil)),
    }));
  }

  protected async confirm(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      const { acknowledged, may } = await this.api.acknowledge(this.id());
      this.reading.change((view) => ({ ...view, acknowledged, may }));
      this.notices.say(this.t('handovers.confirmedNow'));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.busy.set(false);
    }
  }

  protected print(): void {
    window.print();
  }
}
