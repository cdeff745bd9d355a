import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { AssignmentView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { SchoolApi } from '../data/school.api.js';
import { presentSchoolYear } from '../data/school-year.js';
import type { ClassNumberData } from '../parts/class-number.sheet.js';
import type { EndPostData } from '../parts/end-post.sheet.js';
import type { PostSheetData } from '../parts/post.sheet.js';

type Role = AssignmentView['role'];

/** One class: who heads it, who stands in, who teaches it, and since when; posts are given and ended here. */
@Component({
  selector: 'tx-class-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, PersonRow, RouterLink, States],
  templateUrl: './class.page.html',
  styleUrl: './class.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassPage {
  protected readonly t = translate();
  protected readonly names = inject(ClassWords);
  private readonly days = inject(DayWords);
  private readonly api = inject(SchoolApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly present = presentSchoolYear(inject(Session));

  readonly id = input.required<string>();
  readonly year = input<string>();

  private readonly classes = this.api.classes(() => Number(this.year()) || this.present());
  private readonly posts = this.api.posts(this.id);
  protected readonly reading = together([this.classes, this.posts]);
  protected readonly found = computed(() => this.classes.value()?.items.find(({ id }) => id === this.id()));
  protected readonly groups = computed(() =>
    (['headTeacher', 'deputy', 'subjectTeacher'] as const).map((role) => ({
      role,
      posts: (this.posts.value() ?? []).filter((post) => post.role === role && post.state !== 'ended'),
    })),
  );
  protected readonly ended = computed(() => (this.posts.value() ?? []).filter(({ state }) => state === 'ended'));
  protected readonly line = computed(() => {
    const pupils = this.found()?.pupils;
    return pupils == null ? undefined : this.t('school.classes.pupils', { count: pupils });
  });

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() > before)
        untracked(() => {
          this.classes.reload();
          this.posts.reload();
        });
    });
  }

  protected details(post: AssignmentView): string[] {
    const from = this.days.date(post.from);
    const days =
      post.to === null
        ? this.t('school.post.since', { from })
        : post.to < post.from
          ? this.t('school.post.never')
          : this.t('school.range', { from, to: this.days.date(post.to) });
    return [...(post.subject ? [post.subject] : []), days, ...(post.endReason ? [post.endReason] : [])];
  }

  protected async give(role: Role): Promise<void> {
    const { PostSheet } = await import('../parts/post.sheet.js');
    await this.sheets.open<InstanceType<typeof PostSheet>, PostSheetData>(PostSheet, {
      data: {
        classId: this.id(),
        className: this.names.label(this.found()!),
        role,
        held: role !== 'subjectTeacher' && this.groups().some((group) => group.role === role && group.posts.length > 0),
      },
    });
  }

  protected async end(post: AssignmentView): Promise<void> {
    const { EndPostSheet } = await import('../parts/end-post.sheet.js');
    await this.sheets.open<InstanceType<typeof EndPostSheet>, EndPostData>(EndPostSheet, { data: { post } });
  }

  protected async renumber(): Promise<void> {
    const { ClassNumberSheet } = await import('../parts/class-number.sheet.js');
    await this.sheets.open<InstanceType<typeof ClassNumberSheet>, ClassNumberData>(ClassNumberSheet, {
      data: { found: this.found()! },
    });
  }

  protected async remove(): Promise<void> {
    const found = this.found()!;
    try {
      await this.api.removeClass(found);
      this.notices.say(this.t('school.classes.removed', { name: this.names.label(found) }));
      await this.router.navigate(['/school/classes'], { queryParams: { year: this.year() } });
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
  }
}
