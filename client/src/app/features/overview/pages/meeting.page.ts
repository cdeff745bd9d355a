import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { monthOf, type MeetingNames } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { OverviewApi } from '../data/overview.api.js';
import { percentOf } from '../data/share.js';
import { TrendDrawing } from '../parts/trend-drawing.js';

/** The page for the meeting, on paper: how the month stands, class by class; no child's name unless the department puts names on it. */
@Component({
  selector: 'tx-meeting-page',
  imports: [FilterChips, Icon, MatButton, ProblemPanel, RouterLink, States, TrendDrawing],
  templateUrl: './meeting.page.html',
  styleUrl: './meeting.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MeetingPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly session = inject(Session);
  private readonly api = inject(OverviewApi);
  /** From the address, YYYY-MM. */
  readonly month = input<string>();

  protected readonly shownMonth = computed(() => {
    const thisMonth = monthOf(this.session.today());
    const asked = this.month();
    return asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) && asked <= thisMonth ? asked : thisMonth;
  });
  protected readonly summary = this.api.summary(() => ({ month: this.shownMonth() }));
  protected readonly trend = this.api.trend(() => this.shownMonth());
  protected readonly months = computed(() => {
    const years = this.trend.value()?.years ?? [];
    const last = years.at(-1)?.months ?? [];
    // At the beginning of a year there is little to see yet: then the months before stand there too.
    return last.length > 1 ? last : years.flatMap(({ months }) => months).slice(-8);
  });
  protected readonly monthsBefore = computed(() => this.trend.value()?.years.at(0)?.months ?? []);

  protected readonly paper = signal('portrait');
  protected readonly papers = computed<FilterChoice[]>(() => [
    { value: 'portrait', text: this.t('overview.meeting.portrait') },
    { value: 'landscape', text: this.t('overview.meeting.landscape') },
  ]);
  /** The names, once the department has asked for them; another month begins without. */
  protected readonly names = linkedSignal<string, MeetingNames | null>({
    source: this.shownMonth,
    computation: () => null,
  });
  protected readonly fetching = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected share(done: number, expected: number): string {
    const percent = percentOf(done, expected);
    return percent === null ? '–' : this.t('overview.standards.share', { percent });
  }

  protected async putNames(): Promise<void> {
    if (this.fetching()) return;
    this.fetching.set(true);
    this.problem.set(null);
    try {
      this.names.set(await this.api.meetingNames(this.shownMonth()));
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.fetching.set(false);
    }
  }

  protected print(): void {
    window.print();
  }
}
