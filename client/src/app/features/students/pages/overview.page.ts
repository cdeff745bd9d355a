import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { CATEGORY_CODES, monthOf, type DutyView, type StudentView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { CategoryChip } from '../../../ui/category/category-chip.js';
import { DutyChip } from '../../../ui/duty/duty-chip.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Face } from '../../../ui/person/face.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ChildExemptions } from '../../standards/index.js';
import { TalkSheets } from '../../talks/index.js';
import { alertsOf } from '../data/alerts.js';
import { OpenStudent } from '../data/open-student.js';
import { seenCategories } from '../data/own-grants.js';
import { Reveals } from '../data/reveals.js';
import { StudentsApi } from '../data/students.api.js';
import { AlertList } from '../parts/alert-list.js';
import { MaskedValue } from '../parts/masked-value.js';
import type { RevealSheetData } from '../parts/reveal.sheet.js';

/** What matters about the child now: alerts, what is due, the people around, the care file, the basics. */
@Component({
  selector: 'tx-overview-page',
  imports: [
    AlertList,
    CategoryChip,
    ChildExemptions,
    DutyChip,
    Face,
    Icon,
    MaskedValue,
    MatButton,
    MatIconButton,
    RouterLink,
  ],
  templateUrl: './overview.page.html',
  styleUrl: './overview.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly student = inject(OpenStudent);
  protected readonly reveals = inject(Reveals);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  private readonly talks = inject(TalkSheets);
  private readonly concerns = inject(StudentsApi).urgentConcerns(() => this.session.may('urgentConcern.view'));

  /** Who sees the categories of assistance only must not read that there are no others. */
  protected readonly seesAll = seenCategories(this.session).length === CATEGORY_CODES.length;
  protected readonly definitions = ['education', 'civilAffairs'] as const;
  protected readonly numbers = ['idNumber', 'studentNumber'] as const;
  protected readonly alerts = computed(() => {
    const view = this.student.view();
    return view ? alertsOf(view, this.concerns.value()?.items ?? []) : [];
  });
  /** What is still open or was done; what is overdue stands among the alerts already. */
  protected readonly duties = computed(() =>
    (this.student.view()?.duties ?? []).filter((duty) => duty.status !== 'overdue'),
  );
  protected readonly people = computed(() =>
    [...(this.student.view()?.contactCard?.guardians ?? [])].sort((one, other) => one.callOrder - other.callOrder),
  );
  protected readonly mayCall = computed(() => this.student.may('contactCard.reveal'));
  protected readonly mayShow = computed(() => this.mayCall() && this.reveals.mayShowIdentity());
  protected readonly present = computed(() =>
    (this.student.view()?.categories ?? []).filter((category) => category.to === null),
  );
  protected readonly earlier = computed(() =>
    (this.student.view()?.categories ?? []).filter((category) => category.to !== null),
  );

  /** What is open says until when, what rests why, and what was done for which month. */
  protected when(duty: DutyView): string {
    if (duty.status === 'due') return this.t('students.duties.until', { day: this.days.day(duty.window.to) });
    const month = duty.standard.every === 'month' ? this.days.month(monthOf(duty.window.from)) : null;
    const reason = duty.exemptReason && this.t(`exemptions.${duty.exemptReason}`);
    const lastOn = month === null && reason === null && duty.lastOn ? this.days.day(duty.lastOn) : null;
    return [month, reason, lastOn].filter(Boolean).join(' · ');
  }

  protected maskedNumber(view: StudentView, what: 'idNumber' | 'studentNumber'): string | null {
    return what === 'idNumber' ? view.idNumberMasked : view.studentNumberMasked;
  }

  protected showTalk(talkId: string): void {
    void this.talks.show({ talkId });
  }

  protected async recordTalk(missedMonth?: string): Promise<void> {
    const view = this.student.view();
    if (!view) return;
    await this.talks.log({
      student: { id: view.id, name: view.name, class: view.class },
      ...(missedMonth && { missedMonth }),
    });
  }

  protected async reveal(what: 'idNumber' | 'studentNumber'): Promise<void> {
    const { RevealSheet } = await import('../parts/reveal.sheet.js');
    await this.sheets.open<InstanceType<typeof RevealSheet>, RevealSheetData>(RevealSheet, {
      data: { title: this.t(`students.basics.${what}`), request: { what }, reveals: this.reveals },
    });
  }

  protected async editBasics(view: StudentView): Promise<void> {
    const { BasicsSheet } = await import('../parts/basics.sheet.js');
    const saved = await this.sheets.open<InstanceType<typeof BasicsSheet>, StudentView, StudentView>(BasicsSheet, {
      data: view,
    });
    // The answer to a change carries no talks and duties; those stay as they were read.
    if (saved) this.student.show({ ...view, ...saved });
  }
}
