import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type ExemptionView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { ExemptionWords } from '../data/exemption-words.js';
import { StandardsApi } from '../data/standards.api.js';

/** One exemption with its reason; the department lets the child be asked again. Closes with true when it was ended. */
@Component({
  selector: 'tx-exemption-sheet',
  imports: [FilterChips, MatButton, MatFormField, MatInput, MatLabel, ProblemPanel, SheetFrame, States],
  templateUrl: './exemption.sheet.html',
  styleUrl: './exemption.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExemptionSheet {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  protected readonly days = inject(DayWords);
  protected readonly words = inject(ExemptionWords);
  protected readonly window = inject<MatDialogRef<ExemptionSheet, boolean>>(MatDialogRef);
  private readonly id = inject<string>(MAT_DIALOG_DATA);
  private readonly api = inject(StandardsApi);
  private readonly notices = inject(UndoBar);
  private readonly session = inject(Session);
  protected readonly longest = LIMITS.changeReasonMax;

  protected readonly reading = this.api.exemption(() => this.id);
  protected readonly mayEnd = computed(() => {
    const view = this.reading.value();
    return !!view && view.endedOn === null && this.session.may('exemption.edit');
  });
  protected readonly ending = signal(false);
  /** `now`: asked again from today on · `mistake`: as if it had never been. */
  protected readonly how = signal('now');
  protected readonly hows = computed<FilterChoice[]>(() => {
    const view = this.reading.value();
    const begun = view !== undefined && view.current && view.from <= this.session.today();
    return [
      ...(begun ? [{ value: 'now', text: this.t('careStandards.exemptions.fromNow') }] : []),
      { value: 'mistake', text: this.t('careStandards.exemptions.mistake') },
    ];
  });
  protected readonly reason = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected begin(): void {
    this.how.set(this.hows()[0]!.value);
    this.ending.set(true);
  }

  protected typed(event: Event): void {
    this.reason.set((event.target as HTMLTextAreaElement).value);
  }

  protected async end(view: ExemptionView): Promise<void> {
    const reason = this.reason().trim();
    if (this.busy() || reason === '') return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.endExemption(view, { reason, ...(this.how() === 'mistake' ? { from: view.from } : {}) });
      this.notices.say(this.t('careStandards.exemptions.ended'));
      this.window.close(true);
    } catch (error) {
      const problem = toRequestProblem(error);
      this.problem.set(problem);
      if (problem.status === 412) this.reading.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
