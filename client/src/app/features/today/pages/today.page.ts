import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { monthOf, type DutyView, type TodayView, type UrgentConcernView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { EmergencyRow } from '../../audit/index.js';
import { HandoverCard } from '../../handovers/index.js';
import { DutyRow, TalkOutbox, TalkSheets, todayAfter, type KeptTalk } from '../../talks/index.js';
import { TodayApi } from '../data/today.api.js';
import { FollowUps, type FollowUp } from '../parts/follow-ups.js';
import { KeptTalks } from '../parts/kept-talks.js';
import { MonthRing } from '../parts/month-ring.js';
import { UrgencyReviews } from '../parts/urgency-reviews.js';
import { UrgentConcerns } from '../parts/urgent-concerns.js';
import { MorningDigest } from '../parts/morning-digest.js';

/** What must I do now: children in need first, then who nobody has talked with, then what is due. */
@Component({
  selector: 'tx-today-page',
  imports: [
    MorningDigest,
    DutyRow,
    EmergencyRow,
    EmptyState,
    FollowUps,
    HandoverCard,
    Icon,
    KeptTalks,
    MatButton,
    MonthRing,
    PageHeader,
    RouterLink,
    States,
    UrgencyReviews,
    UrgentConcerns,
  ],
  templateUrl: './today.page.html',
  styleUrl: './today.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TodayPage {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly session = inject(Session);
  private readonly api = inject(TodayApi);
  private readonly sheets = inject(TalkSheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  protected readonly outbox = inject(TalkOutbox);

  protected readonly today = this.api.today();
  /** What the server said, with the talks underway laid over it. */
  protected readonly view = computed<TodayView | undefined>(() => {
    const view = this.today.value();
    return view && todayAfter(view, this.outbox.underway());
  });
  protected readonly date = computed(() => this.days.day(this.session.today()));
  protected readonly mayLog = computed(() => this.session.may('talk.create'));
  protected readonly maySeeTalks = computed(() => this.session.may('talk.view') || this.session.may('talk.create'));

  protected readonly groups = computed(() => {
    const due = this.view()?.due ?? [];
    return [
      { key: 'never', duties: due.filter((duty) => duty.neverCaredFor) },
      { key: 'overdue', duties: due.filter((duty) => !duty.neverCaredFor && duty.status === 'overdue') },
      { key: 'due', duties: due.filter((duty) => !duty.neverCaredFor && duty.status !== 'overdue') },
    ].filter((group) => group.duties.length > 0);
  });
  /** The class is named for everybody who does not look after just one. */
  protected readonly withClass = computed(() => this.session.view()?.headedClasses.length !== 1);
  protected readonly aside = computed(
    () =>
      !!this.view()?.ring ||
      (this.view()?.followUps.length ?? 0) > 0 ||
      (this.view()?.reviews.length ?? 0) > 0 ||
      this.outbox.kept().length > 0,
  );

  constructor() {
    if (this.mayLog()) this.sheets.prepare();
    effect(() => {
      if (this.outbox.changes() > 0) untracked(() => this.today.reload());
    });
  }

  protected log(duty?: DutyView): void {
    const missedMonth = duty?.status === 'overdue' ? monthOf(duty.window.from) : undefined;
    void this.sheets.log(duty ? { student: duty.student, missedMonth } : {});
  }

  protected look(talkId: string): void {
    void this.sheets.show({ talkId });
  }

  protected goOn(kept: KeptTalk): void {
    void this.sheets.log({ kept });
  }

  protected async take(concern: UrgentConcernView): Promise<void> {
    await this.attempt(
      () => this.api.takeConcern(concern.talkId, concern.version),
      (view) => ({ ...view, urgent: view.urgent.filter((one) => one.talkId !== concern.talkId) }),
      this.t('today.taken', { name: concern.student.name }),
    );
  }

  protected async finish(followUp: FollowUp): Promise<void> {
    await this.attempt(
      () => this.api.finishFollowUp(followUp.talkId, followUp.version),
      (view) => ({ ...view, followUps: view.followUps.filter((one) => one.talkId !== followUp.talkId) }),
      this.t('today.followedUp', { name: followUp.student.name }),
    );
  }

  /** Shows the outcome at once, and what the server says instead when it refuses. */
  private async attempt(
    act: () => Promise<void>,
    outcome: (view: TodayView) => TodayView,
    done: string,
  ): Promise<void> {
    this.today.change(outcome);
    try {
      await act();
      this.notices.say(done);
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
    this.today.reload();
  }
}
