import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { monthOf, type DutyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { DutyChip } from '../../../ui/duty/duty-chip.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { ExemptionSheets } from '../../standards/index.js';
import { LIST_STATUSES, NO_CLASS, fromParams, toParams, type DutyListParams } from '../data/duty-lists.js';
import { OverviewApi } from '../data/overview.api.js';

/** The list behind a figure: the same filter, as many rows as the figure says; each row leads to the child. */
@Component({
  selector: 'tx-duty-list-page',
  imports: [
    DutyChip,
    EmptyState,
    FilterChips,
    Icon,
    MatButton,
    MatIconButton,
    PageHeader,
    PersonRow,
    ProblemPanel,
    RouterLink,
    States,
  ],
  templateUrl: './duty-list.page.html',
  styleUrl: './duty-list.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DutyListPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(OverviewApi);
  private readonly classes = inject(ClassWords);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly exemptions = inject(ExemptionSheets);

  /** The filter, from the address. */
  readonly month = input<string>();
  readonly status = input<string>();
  readonly standard = input<string>();
  readonly classId = input<string>();
  readonly neverDone = input<string>();
  readonly term = input<string>();

  protected readonly filter = computed(() =>
    fromParams(
      {
        month: this.month(),
        status: this.status(),
        standard: this.standard(),
        classId: this.classId(),
        neverDone: this.neverDone(),
        term: this.term(),
      },
      monthOf(this.session.today()),
    ),
  );
  protected readonly duties = this.api.duties(() => this.filter());
  private readonly allClasses = this.api.classes(() => {
    const classId = this.filter().classId;
    return classId !== undefined && classId !== NO_CLASS;
  });

  protected readonly title = computed(() => {
    return this.t(`overview.list.states.${this.filter().status}`);
  });
  protected readonly line = computed(() => {
    const page = this.duties.first.value();
    const { term } = this.filter();
    const month = term ? this.t('overview.list.term') : this.days.month(this.filter().month);
    if (page?.total === undefined) return month;
    const count = page.total;
    if (page.totalCapped) return `${month} · ${this.t('overview.list.capped', { count })}`;
    return `${month} · ${this.t('overview.list.count', { count })}`;
  });
  protected readonly choices = computed<readonly FilterChoice[]>(() =>
    LIST_STATUSES.map((value) => ({ value, text: this.t(`overview.list.states.${value}`) })),
  );
  /** Filters that came with the figure and can be taken away. */
  protected readonly removable = computed<{ text: string; without: Partial<DutyListParams> }[]>(() => {
    const { standard, classId, neverDone, term } = this.filter();
    return [
      ...(term ? [{ text: this.t('overview.list.term'), without: { term: undefined } }] : []),
      ...(classId ? [{ text: this.nameOf(classId), without: { classId: undefined } }] : []),
      ...(standard ? [{ text: this.t(`standards.${standard}`), without: { standard: undefined } }] : []),
      ...(neverDone ? [{ text: this.t('overview.list.neverDone'), without: { neverDone: undefined } }] : []),
    ];
  });
  protected readonly empty = computed(() => {
    const { status } = this.filter();
    return status === 'open' || status === 'overdue' || status === 'due'
      ? { title: 'overview.list.emptyDone', why: 'overview.list.emptyDoneWhy' }
      : { title: 'overview.list.empty', why: 'overview.list.emptyWhy' };
  });

  /** The department excuses from what is still open; what is done needs no excuse. */
  protected mayExcuse({ status }: DutyView): boolean {
    return this.session.may('exemption.edit') && (status === 'due' || status === 'overdue');
  }

  protected async excuse({ student, standard, window }: DutyView): Promise<void> {
    if (await this.exemptions.grant({ student, standardId: standard.id, window })) this.duties.first.reload();
  }

  protected show(changes: Partial<DutyListParams>): void {
    const queryParams = { ...toParams(this.filter()), ...changes };
    void this.router.navigate([], { queryParams, replaceUrl: true, scroll: 'manual' });
  }

  protected details(duty: DutyView): string[] {
    const { student, standard, window, assignee, exemptReason } = duty;
    const carer = assignee
      ? this.t('overview.never.cares', { name: assignee.name })
      : this.t('overview.list.unassigned');
    return [
      this.classes.label(student.class),
      ...(this.filter().standard ? [] : [this.t(`standards.${standard.code}`)]),
      ...(!this.filter().term && monthOf(window.from) === this.filter().month ? [] : [this.words(window)]),
      carer,
      ...(exemptReason ? [this.t(`exemptions.${exemptReason}`)] : []),
      ...(duty.lastOn ? [this.t('overview.list.last', { ago: this.days.ago(duty.lastOn) })] : []),
    ];
  }

  private words({ from, to }: DutyView['window']): string {
    return this.t('overview.list.window', { from: this.days.date(from), to: this.days.date(to) });
  }

  private nameOf(classId: string): string {
    if (classId === NO_CLASS) return this.t('overview.list.withoutClass');
    const known = this.allClasses.value()?.items.find(({ id }) => id === classId);
    return known ? this.classes.label(known) : '…';
  }
}
