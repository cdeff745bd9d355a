import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  CATEGORY_CODES,
  type CareFileView,
  type CategoryProposalView,
  type CategoryView,
  type StudentChangeView,
} from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { CategoryChip } from '../../../ui/category/category-chip.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { Attachments } from '../../attachments/index.js';
import { OpenStudent } from '../data/open-student.js';
import { seenCategories } from '../data/own-grants.js';
import { StudentsApi } from '../data/students.api.js';
import type { AddCategoryData } from '../parts/add-category.sheet.js';
import type { EndCategoryData } from '../parts/end-category.sheet.js';
import type { UrgencyData } from '../parts/urgency.sheet.js';
import { UrgencyMark } from '../parts/urgency-mark.js';

/** The care file itself: its state and history, how urgent it is, why the child is in care and what waits for the department, what stood in the basics before. */
@Component({
  selector: 'tx-file-page',
  imports: [Attachments, CategoryChip, Icon, MatButton, ProblemPanel, States, UrgencyMark],
  templateUrl: './file.page.html',
  styleUrl: './file.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilePage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly student = inject(OpenStudent);
  private readonly classes = inject(ClassWords);
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly api = inject(StudentsApi);

  /** A child without care file has nothing to read here yet; its first category opens one. */
  protected readonly file = this.api.careFile(() =>
    this.student.view()?.careFile ? this.student.id() || undefined : undefined,
  );
  protected readonly proposals = this.api.categoryProposals(() => this.student.id() || undefined);
  private readonly history = this.api.changesOf(() =>
    this.student.may('student.history') ? this.student.id() || undefined : undefined,
  );
  protected readonly changes = paged(this.history, (cursor) => this.api.moreChangesOf(this.student.id(), cursor));

  protected readonly periods = computed(() => [...(this.file.value()?.periods ?? [])].reverse());
  protected readonly inCare = computed(() => ['open', 'paused'].includes(this.file.value()?.status ?? ''));
  protected readonly present = computed(() => this.categories().filter(({ to }) => to === null));
  protected readonly earlier = computed(() => this.categories().filter(({ to }) => to !== null));
  protected readonly waiting = computed(() => this.proposals.value()?.items ?? []);
  /** Who sees the categories of assistance only must not read that there are no others. */
  protected readonly seesAll = seenCategories(this.session).length === CATEGORY_CODES.length;
  protected readonly mayAttach = computed(() => this.session.may('attachment.view'));
  private readonly categories = computed(() => this.student.view()?.categories ?? []);

  protected isProposedToEnd(category: CategoryView): boolean {
    return this.waiting().some((one) => one.status === 'open' && one.categoryId === category.id);
  }

  /** An old or new value in words; numbers are masked, a class is named. */
  protected valueOf(change: StudentChangeView, which: 'before' | 'after'): string {
    const ofClass = which === 'before' ? change.classBefore : change.classAfter;
    if (change.field === 'class') return ofClass ? this.classes.label(ofClass) : this.t('words.noClass');
    const value = change[which];
    if (value === null) return this.t('students.unknown');
    if (change.field === 'sex') return this.t(`sexes.${value}`);
    return change.field === 'birthDate' ? this.days.date(value) : value;
  }

  protected fieldOf(change: StudentChangeView): string {
    const key = `students.basics.${change.field}`;
    if (change.field === 'class') return this.t('students.class');
    return this.t(this.texts.has(key) ? key : 'students.fields.other');
  }

  protected reasonOf(reason: string): string {
    const key = `numberReasons.${reason}`;
    return this.texts.has(key) ? this.t(key) : reason;
  }

  /** A closed file is no longer urgent, and says itself why. */
  protected urgencyReason(reason: string): string {
    const key = `careFileStatuses.${reason}`;
    return this.texts.has(key) ? this.t('students.urgency.endedWith', { status: this.t(key) }) : reason;
  }

  protected async changeStatus(): Promise<void> {
    const view = this.student.view();
    const file = this.file.value();
    if (!view || !file) return;
    const { CareFileSheet } = await import('../parts/care-file.sheet.js');
    const data = { ...view, careFile: { ...view.careFile!, status: file.status, version: file.version } };
    if (await this.sheets.open<InstanceType<typeof CareFileSheet>, typeof data, boolean>(CareFileSheet, { data }))
      this.readAgain();
  }

  protected async changeUrgency(file: CareFileView): Promise<void> {
    const view = this.student.view();
    if (!view) return;
    const { UrgencySheet } = await import('../parts/urgency.sheet.js');
    const data: UrgencyData = { studentId: view.id, name: view.name, file };
    if (await this.sheets.open<InstanceType<typeof UrgencySheet>, UrgencyData, boolean>(UrgencySheet, { data }))
      this.readAgain();
  }

  protected async addCategory(propose: boolean): Promise<void> {
    const view = this.student.view();
    if (!view) return;
    const { AddCategorySheet } = await import('../parts/add-category.sheet.js');
    const data: AddCategoryData = { view, propose };
    if (
      await this.sheets.open<InstanceType<typeof AddCategorySheet>, AddCategoryData, boolean>(AddCategorySheet, {
        data,
      })
    )
      this.readAgain();
  }

  protected async endCategory(category: CategoryView, propose: boolean): Promise<void> {
    const { EndCategorySheet } = await import('../parts/end-category.sheet.js');
    const data: EndCategoryData = { studentId: this.student.id(), category, propose };
    if (
      await this.sheets.open<InstanceType<typeof EndCategorySheet>, EndCategoryData, boolean>(EndCategorySheet, {
        data,
      })
    )
      this.readAgain();
  }

  protected async narrow(category: CategoryView): Promise<void> {
    const audience = category.audience === 'department' ? 'restricted' : 'department';
    await this.attempt(
      () => this.api.changeAudience(this.student.id(), category, audience),
      this.t(`students.categories.${audience === 'department' ? 'narrowed' : 'widened'}`),
    );
  }

  protected async withdraw(proposal: CategoryProposalView): Promise<void> {
    await this.attempt(() => this.api.withdrawProposal(proposal), this.t('students.categories.withdrawn'));
  }

  private async attempt(act: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await act();
      this.notices.say(done);
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
    this.readAgain();
  }

  private readAgain(): void {
    this.student.reading.reload();
    this.file.reload();
    this.proposals.reload();
    this.history.reload();
  }
}
