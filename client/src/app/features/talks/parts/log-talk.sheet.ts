import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  inject,
  Injector,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { blankTalk, problemsOf, type TalkDraft, type TalkFieldProblem } from '../data/talk-draft.js';
import { talkForm } from '../data/talk-form.js';
import { TalkOutbox } from '../data/talk-outbox.js';
import type { LogTalkStart } from '../data/talk-sheets.js';
import { rememberPlace, usualPlace } from '../data/usual-place.js';
import { ProblemSummary } from './problem-summary.js';
import { TalkFields } from './talk-fields.js';

/**
 * Log a talk: everything has a sensible beginning, so that opening, one tap on a topic or face, and saving is enough. What is
 * typed is kept as a draft until it is saved or thrown away.
 */
@Component({
  selector: 'tx-log-talk-sheet',
  imports: [Icon, MatButton, ProblemSummary, SheetFrame, TalkFields],
  templateUrl: './log-talk.sheet.html',
  styleUrl: './log-talk.sheet.scss',
  host: { '(keydown.control.enter)': 'save()', '(keydown.meta.enter)': 'save()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LogTalkSheet {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly classes = inject(ClassWords);
  private readonly outbox = inject(TalkOutbox);
  private readonly notices = inject(UndoBar);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly window = inject<MatDialogRef<LogTalkSheet, boolean>>(MatDialogRef);
  protected readonly start = inject<LogTalkStart>(MAT_DIALOG_DATA);
  private readonly summary = viewChild(ProblemSummary);

  private readonly kept = this.start.kept ?? this.keptFor(this.start);
  private readonly id = this.kept?.id ?? this.outbox.newEntryId();
  protected readonly form = talkForm(
    this.kept?.draft ?? blankTalk(this.start.student ? [this.start.student] : [], this.session.today(), usualPlace()),
  );
  private readonly draft = signal<TalkDraft>(this.form.getRawValue());
  protected readonly draftTouched = signal(false);
  protected readonly expanded = signal(this.kept !== undefined || matchMedia('(min-width: 600px)').matches);
  protected readonly problems = signal<readonly TalkFieldProblem[]>(this.refusedFields());
  /** Whether this entry lay here before: begun, not sent, or refused. */
  protected readonly continued = this.kept !== undefined;

  protected readonly childrenFirst = this.form.controls.students.value.length === 0;

  protected readonly title = computed(() => {
    const [only, second] = this.draft().students;
    return only && !second ? this.t('talks.logWith', { name: only.name }) : this.t('talks.log');
  });
  protected readonly subtitle = computed(() => {
    const { students, place, mode } = this.draft();
    const where = [place === '' ? null : this.t(`places.${place}`), this.t(`modes.${mode}`)];
    const only = students.length === 1 ? this.classes.label(students[0]?.class ?? null) : null;
    return [only, ...where].filter((part) => !!part).join(' · ');
  });

  constructor() {
    this.form.valueChanges.pipe(takeUntilDestroyed()).subscribe(() => {
      const draft = this.form.getRawValue();
      this.draft.set(draft);
      this.draftTouched.set(true);
      this.outbox.keep(this.id, draft);
      if (this.problems().length > 0) this.problems.set(problemsOf(draft, this.session.today()));
    });
    this.window.beforeClosed().subscribe((saved) => {
      if (saved === undefined && this.draftTouched()) this.notices.say(this.t('talks.draftKept'));
    });
  }

  protected save(): void {
    const draft = this.form.getRawValue();
    const problems = problemsOf(draft, this.session.today());
    this.problems.set(problems);
    if (problems.length > 0) {
      const behindMore = problems.some(({ field }) => ['summary', 'followUpOn', 'followUpText'].includes(field));
      if (behindMore) this.expanded.set(true);
      afterNextRender(() => this.summary()?.focus(), { injector: this.injector });
      return;
    }
    rememberPlace(draft.place);
    this.window.close(true);
    void this.outbox.save(this.id, draft);
  }

  /** Leaves the form; what was typed stays on Today. */
  protected leave(): void {
    this.window.close();
  }

  protected discard(): void {
    this.outbox.discard(this.id);
    this.window.close(false);
  }

  private keptFor(start: LogTalkStart) {
    return this.outbox
      .kept()
      .find(
        ({ state, draft }) =>
          state === 'typing' && draft.students.length === 1 && draft.students[0]?.id === start.student?.id,
      );
  }

  /** The fields that the server refused when this entry was sent before. */
  private refusedFields(): TalkFieldProblem[] {
    const known = Object.keys(this.form.controls) as (keyof TalkDraft)[];
    return (this.kept?.refusal?.fields ?? []).flatMap(({ pointer, code, params }) => {
      const named = pointer
        .replace('/followUp/on', '/followUpOn')
        .replace('/followUp/text', '/followUpText')
        .replace('/studentIds', '/students');
      const field = known.find((one) => named === `/${one}` || named.startsWith(`/${one}/`));
      return field ? [{ field, code: code as TalkFieldProblem['code'], params }] : [];
    });
  }
}
