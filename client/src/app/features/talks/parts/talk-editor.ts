import { ChangeDetectionStrategy, Component, OnInit, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { TalkView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { askConflict, type ConflictRow } from '../../../ui/conflict/ask-conflict.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { changeOf, draftOf, problemsOf, type TalkDraft, type TalkFieldProblem } from '../data/talk-draft.js';
import { talkForm, type TalkForm } from '../data/talk-form.js';
import { TalksApi } from '../data/talks.api.js';
import { ProblemSummary } from './problem-summary.js';
import { TalkFields } from './talk-fields.js';

/** Changes a recorded talk within its seven days. When somebody else was quicker, both versions are shown. */
@Component({
  selector: 'tx-talk-editor',
  imports: [MatButton, ProblemPanel, ProblemSummary, TalkFields],
  template: `
    @if (problem(); as refused) {
      <tx-problem-panel [problem]="refused" [safe]="t('states.typedKept')" (retry)="save()" />
    }
    @if (fieldProblems().length) {
      <tx-problem-summary [problems]="fieldProblems()" />
    }
    <tx-talk-fields [form]="form" [problems]="fieldProblems()" [childrenChoosable]="false" [expanded]="true" />
    <div class="actions">
      <button matButton type="button" (click)="left.emit()">{{ t('words.cancel') }}</button>
      <button matButton="filled" type="button" [attr.aria-busy]="saving()" (click)="save()">
        {{ t(saving() ? 'words.saving' : 'words.save') }}
      </button>
    </div>
  `,
  styleUrl: './talk-actions.scss',
  host: { '(keydown.control.enter)': 'save()', '(keydown.meta.enter)': 'save()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkEditor implements OnInit {
  protected readonly t = translate();
  private readonly api = inject(TalksApi);
  private readonly days = inject(DayWords);
  private readonly notices = inject(UndoBar);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);

  readonly talk = input.required<TalkView>();
  readonly saved = output<TalkView>();
  readonly left = output();

  protected form!: TalkForm;
  private version = 0;
  protected readonly saving = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly fieldProblems = signal<readonly TalkFieldProblem[]>([]);

  ngOnInit(): void {
    this.form = talkForm(draftOf(this.talk()));
    this.version = this.talk().version;
  }

  protected async save(): Promise<void> {
    if (this.saving()) return;
    const draft = this.form.getRawValue();
    this.fieldProblems.set(problemsOf(draft, this.session.today()));
    if (this.fieldProblems().length > 0) return;
    this.saving.set(true);
    this.problem.set(null);
    try {
      this.saved.emit(await this.api.edit(this.talk().id, changeOf(draft), this.version));
      this.notices.say(this.t('talks.changed'));
    } catch (error) {
      await this.refused(toRequestProblem(error), draft);
    } finally {
      this.saving.set(false);
    }
  }

  private async refused(problem: RequestProblem, draft: TalkDraft): Promise<void> {
    const theirs = problem.status === 412 ? (problem.current as TalkView | undefined) : undefined;
    if (!theirs || problem.currentVersion === null) {
      this.problem.set(problem);
      return;
    }
    const choice = await askConflict(this.sheets, this.differences(draft, draftOf(theirs)));
    if (choice === 'theirs') this.saved.emit(theirs);
    if (choice === 'mine') {
      this.version = problem.currentVersion;
      this.saving.set(false);
      await this.save();
    }
  }

  private differences(mine: TalkDraft, theirs: TalkDraft): ConflictRow[] {
    const row = (field: keyof TalkDraft, words: (draft: TalkDraft) => string): ConflictRow => ({
      field: this.t(`talks.fields.${field}`),
      mine: words(mine),
      theirs: words(theirs),
    });
    return [
      row('heldOn', (draft) => this.days.day(draft.heldOn)),
      row('topics', (draft) => draft.topics.map((topic) => this.t(`topics.${topic}`)).join(' · ')),
      row('mood', (draft) => (draft.mood ? this.t(`moods.${draft.mood}`) : '')),
      row('concern', (draft) => this.t(`concerns.${draft.concern}`)),
      row('summary', (draft) => draft.summary),
      row('place', (draft) => (draft.place ? this.t(`places.${draft.place}`) : '')),
      row('mode', (draft) => this.t(`modes.${draft.mode}`)),
      row('reached', (draft) => this.t(draft.reached ? 'talks.wasReached' : 'talks.wasNotReached')),
      row('guardianTold', (draft) => (draft.guardianTold ? this.t('talks.guardianTold') : '')),
      row('followUpText', (draft) =>
        draft.followUpOn ? `${this.days.day(draft.followUpOn)} ${draft.followUpText}` : '',
      ),
    ];
  }
}
