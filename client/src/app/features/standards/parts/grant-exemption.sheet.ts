import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { LIMITS, monthOf, type DutyWindowView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import type { GrantStart } from '../data/exemption-sheets.js';
import { rulesOf } from '../data/standard-draft.js';
import { StandardWords } from '../data/standard-words.js';
import { StandardsApi } from '../data/standards.api.js';

/** Excuses a child from a standard, from one of its windows to another, for a reason. Closes with true when it was saved. */
@Component({
  selector: 'tx-grant-exemption-sheet',
  imports: [MatButton, MatFormField, MatInput, MatLabel, MatOption, MatSelect, ProblemPanel, SheetFrame, States],
  templateUrl: './grant-exemption.sheet.html',
  styles: `
    form {
      display: flex;
      flex-direction: column;
      gap: 10px;
      padding-top: 8px;
    }

    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
      gap: 10px 14px;
    }

    ul {
      padding-left: 20px;
      color: var(--mat-sys-error);
      list-style: disc;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GrantExemptionSheet {
  protected readonly t = translate();
  protected readonly start = inject<GrantStart>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<GrantExemptionSheet, boolean>>(MatDialogRef);
  private readonly api = inject(StandardsApi);
  private readonly days = inject(DayWords);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly session = inject(Session);
  private readonly words = inject(StandardWords);
  protected readonly longest = LIMITS.changeReasonMax;

  protected readonly reading = this.api.standards();
  protected readonly rules = computed(() => {
    const versions = this.reading.value()?.items ?? [];
    return rulesOf(versions)
      .map((rule) => ({
        id: rule.ruleId,
        name: this.words.sentence(rule.shown),
        code: rule.shown.code,
        windows: versions
          .filter(({ ruleId }) => ruleId === rule.ruleId)
          .flatMap(({ windows }) => windows)
          .sort((one, other) => (one.from < other.from ? -1 : 1)),
      }))
      .filter(({ windows }) => windows.length > 0);
  });
  protected readonly ruleId = linkedSignal(() => this.start.standardId ?? this.rules()[0]?.id ?? '');
  protected readonly windows = computed(() => this.rules().find(({ id }) => id === this.ruleId())?.windows ?? []);
  /** The first and the last window, by the day they begin. */
  protected readonly first = linkedSignal(() => {
    const windows = this.windows();
    const wanted = this.ruleId() === this.start.standardId ? this.start.window?.from : undefined;
    return (
      windows.find(({ from }) => from === wanted) ??
      windows.find(({ to }) => to >= this.session.today()) ??
      windows[0]
    )?.from;
  });
  protected readonly last = linkedSignal(() => this.first());
  protected readonly lasts = computed(() => this.windows().filter(({ from }) => from >= (this.first() ?? '')));
  protected readonly reason = signal('');
  protected readonly ready = computed(() => !!this.first() && !!this.last() && this.reason().trim() !== '');
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly refusals = computed(() =>
    (this.problem()?.fields ?? []).map((one) => this.sentences.fieldSentence(one.code, one.params)),
  );

  /** A month by its name, a term by its days. */
  protected nameOf({ from, to }: DutyWindowView): string {
    return monthOf(from) === monthOf(to)
      ? this.days.month(monthOf(from))
      : `${this.days.date(from)} – ${this.days.date(to)}`;
  }

  protected chooseFirst(from: string): void {
    this.first.set(from);
    if ((this.last() ?? '') < from) this.last.set(from);
  }

  protected typed(event: Event): void {
    this.reason.set((event.target as HTMLTextAreaElement).value);
  }

  protected async save(): Promise<void> {
    const last = this.windows().find(({ from }) => from === this.last());
    const first = this.first();
    if (this.busy() || !this.ready() || !first || !last) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.grant({
        studentId: this.start.student.id,
        standardId: this.ruleId(),
        from: first,
        to: last.to,
        reason: this.reason().trim(),
      });
      this.notices.say(this.t('careStandards.exemptions.granted', { name: this.start.student.name }));
      this.window.close(true);
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
