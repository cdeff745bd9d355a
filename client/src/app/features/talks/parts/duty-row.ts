import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { monthOf, type DutyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { DutyChip } from '../../../ui/duty/duty-chip.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PersonRow } from '../../../ui/person/person-row.js';

/** One duty of one child: who, how long since, and the one thing to do about it. */
@Component({
  selector: 'tx-duty-row',
  imports: [DutyChip, Icon, MatButton, MatIconButton, PersonRow, RouterLink],
  templateUrl: './duty-row.html',
  styleUrl: './duty-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DutyRow {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly classes = inject(ClassWords);
  private readonly session = inject(Session);

  readonly duty = input.required<DutyView>();
  /** Whether the class is said; not needed where all rows are of one class. */
  readonly withClass = input(false);
  /** Whether a child without any record is marked; not needed under a heading that says so. */
  readonly markNever = input(true);
  /** Other months (YYYY-MM) that passed without a talk with this child, named beside the row's own. */
  readonly alsoMissed = input<readonly string[]>([]);
  readonly log = output<DutyView>();
  /** Look at the talks with the child. */
  readonly look = output<DutyView>();

  protected readonly isTalk = computed(() => this.duty().standard.code === 'monthlyTalk');
  protected readonly open = computed(() => this.duty().status === 'due' || this.duty().status === 'overdue');
  protected readonly loggable = computed(() => this.isTalk() && this.open() && this.session.may('talk.create'));
  /** A month that was missed although the child has been talked with since: what can still be done is to enter that talk late. */
  protected readonly onlyLate = computed(() => {
    const { status, lastOn, window } = this.duty();
    return (
      status === 'overdue' && lastOn != null && lastOn > window.to && monthOf(lastOn) === monthOf(this.session.today())
    );
  });
  protected readonly lookable = computed(
    () => this.isTalk() && !this.open() && this.duty().lastOn != null && this.session.may('talk.view'),
  );
  protected readonly verifiable = computed(
    () => !this.isTalk() && this.open() && this.session.may('contactCard.verify'),
  );
  protected readonly studentLink = computed(() =>
    this.session.may('student.view') ? ['/students', this.duty().student.id] : undefined,
  );

  protected readonly details = computed(() => {
    const { duty, classes, days } = { duty: this.duty(), classes: this.classes, days: this.days };
    const topics = (duty.lastTopics ?? [])
      .map((topic) => this.t(`topics.${topic}`))
      .join(this.t('talks.topicSeparator'));
    return [
      this.withClass() ? classes.label(duty.student.class) : null,
      this.isTalk() ? null : this.t(`standards.${duty.standard.code}`),
      duty.neverCaredFor && !this.markNever() ? this.t('talks.noRecordYet') : null,
      duty.lastOn ? this.t(this.isTalk() ? 'talks.last' : 'talks.lastChecked', { ago: days.ago(duty.lastOn) }) : null,
      topics,
      duty.status === 'exempt' && duty.exemptReason ? this.t(`exemptions.${duty.exemptReason}`) : null,
    ];
  });

  /** A month that passed without a talk, named where the row would otherwise look like this month's. */
  protected readonly missed = computed(() => {
    const duty = this.duty();
    if (!this.isTalk() || duty.status !== 'overdue') return null;
    const months = [monthOf(duty.window.from), ...this.alsoMissed()].map((month) => this.days.shortMonth(month));
    return this.t('talks.missed', { month: months.join(this.t('talks.topicSeparator')) });
  });
}
