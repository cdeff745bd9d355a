import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { addMonthsToMonth, isMonth, monthOf, type DutyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import type { Paged } from '../../../core/http/paged.js';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { monthGroups } from '../data/month-groups.js';
import { TalkOutbox } from '../data/talk-outbox.js';
import { TalkSheets } from '../data/talk-sheets.js';
import { TalksApi } from '../data/talks.api.js';
import { dutyAfter } from '../data/underway.js';
import { DutyRow } from '../parts/duty-row.js';

/** How many months before this one are asked for talks that were missed; a term has no more. */
const EARLIER_MONTHS = [1, 2, 3, 4, 5] as const;

/** Who is left this month: overdue, still to do, done. Month and class stand in the address. */
@Component({
  selector: 'tx-talks-page',
  imports: [DutyRow, EmptyState, FilterChips, Icon, MatButton, MatIconButton, PageHeader, States],
  templateUrl: './talks.page.html',
  styleUrl: './talks.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalksPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly session = inject(Session);
  private readonly classWords = inject(ClassWords);
  private readonly router = inject(Router);
  private readonly api = inject(TalksApi);
  private readonly outbox = inject(TalkOutbox);
  private readonly sheets = inject(TalkSheets);

  /** From the address: the month (YYYY-MM), this month when absent, and the class, all when absent. */
  readonly month = input<string>();
  readonly classId = input<string>();

  protected readonly thisMonth = computed(() => monthOf(this.session.today()));
  protected readonly shownMonth = computed(() => {
    const wanted = this.month();
    return wanted && isMonth(wanted) && wanted <= this.thisMonth() ? wanted : this.thisMonth();
  });
  private readonly filter = computed(() => ({ month: this.shownMonth(), classId: this.classId() }));

  private readonly lists = {
    overdue: this.api.duties(() => ({ ...this.filter(), status: 'overdue' })),
    due: this.api.duties(() => ({ ...this.filter(), status: 'due' })),
    done: this.api.duties(() => ({ ...this.filter(), status: 'done' })),
    late: this.api.duties(() => ({ ...this.filter(), status: 'late' })),
    exempt: this.api.duties(() => ({ ...this.filter(), status: 'exempt' })),
  };
  /** Talks missed in the earlier months of this term; they stay open until the term ends. */
  private readonly missedEarlier = EARLIER_MONTHS.map((count) => this.api.duties(() => this.earlierFilter(count)));

  protected readonly reading = together(Object.values(this.lists).map((list) => list.first));
  private readonly all = computed(() =>
    [...this.missedEarlier, ...Object.values(this.lists)]
      .flatMap((list) => list.items() ?? [])
      .map((duty) => dutyAfter(duty, this.outbox.underway())),
  );
  private readonly listsOf = {
    overdue: [this.lists.overdue, ...this.missedEarlier],
    due: [this.lists.due],
    done: [this.lists.done, this.lists.late],
    exempt: [this.lists.exempt],
  };
  protected readonly groups = computed(() =>
    monthGroups(this.all(), this.shownMonth()).map((group) => ({
      ...group,
      lists: this.listsOf[group.key],
      hasMore: this.listsOf[group.key].some((list) => list.hasMore()),
    })),
  );

  private readonly schoolClasses = this.api.classes(
    () => (this.session.view()?.headedClasses.length ?? 0) === 0 && this.session.may('duty.summary'),
  );
  protected readonly classes = computed(() => {
    const headed = this.session.view()?.headedClasses ?? [];
    return headed.length > 0 ? headed : (this.schoolClasses.value()?.items ?? []);
  });
  protected readonly classChoices = computed(() => [
    { value: '', text: this.t('words.all') },
    ...this.classes().map((one) => ({ value: one.id, text: this.classWords.label(one) })),
  ]);
  protected readonly mayLog = computed(() => this.session.may('talk.create'));

  constructor() {
    if (this.mayLog()) this.sheets.prepare();
    effect(() => {
      if (this.outbox.changes() === 0) return;
      untracked(() => [...Object.values(this.lists), ...this.missedEarlier].forEach((list) => list.first.reload()));
    });
  }

  protected go(month: string, classId = this.classId() ?? ''): void {
    void this.router.navigate([], {
      queryParams: { month: month === this.thisMonth() ? null : month, classId: classId || null },
      queryParamsHandling: 'merge',
    });
  }

  protected step(count: number): void {
    this.go(addMonthsToMonth(this.shownMonth(), count));
  }

  protected log(duty?: DutyView): void {
    void this.sheets.log(duty ? { student: duty.student, missedMonth: this.missedMonth(duty) } : {});
  }

  protected look(duty: DutyView): void {
    void this.sheets.show({ student: duty.student });
  }

  protected more(lists: readonly Paged<DutyView>[]): void {
    for (const list of lists) void list.more();
  }

  private missedMonth(duty: DutyView): string | undefined {
    return duty.status === 'overdue' ? monthOf(duty.window.from) : undefined;
  }

  private earlierFilter(count: number) {
    const term = this.session.view()?.term;
    const month = addMonthsToMonth(this.shownMonth(), -count);
    const asked = term && this.shownMonth() === this.thisMonth() && month >= monthOf(term.from);
    return asked ? { month, classId: this.classId(), status: 'overdue' as const } : undefined;
  }
}
