import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { daysOfMonth, monthOf, type CareStandardView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { StandardsApi } from '../data/standards.api.js';

/** A rule is given up after a day; what was asked before stays. Closes with true when it was saved. */
@Component({
  selector: 'tx-end-rule-sheet',
  imports: [MatButton, MatFormField, MatInput, MatLabel, ProblemPanel, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('careStandards.giveUpTitle')" [subtitle]="t('careStandards.giveUpWhy')">
      @if (problem(); as wrong) {
        <tx-problem-panel [problem]="wrong" [retryable]="false" />
      }
      <form id="end-rule" novalidate (submit)="save($event)">
        <mat-form-field appearance="outline">
          <mat-label>{{ t('careStandards.lastDay') }}</mat-label>
          <input matInput type="date" required [min]="today" [value]="on()" (input)="on.set(valueOf($event))" />
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="end-rule" [disabled]="!ready()" [attr.aria-busy]="busy()">
        {{ t('careStandards.giveUp') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    form {
      display: flex;
      flex-direction: column;
      padding-top: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EndRuleSheet {
  protected readonly t = translate();
  protected readonly window = inject<MatDialogRef<EndRuleSheet, boolean>>(MatDialogRef);
  private readonly version = inject<CareStandardView>(MAT_DIALOG_DATA);
  private readonly api = inject(StandardsApi);
  private readonly notices = inject(UndoBar);
  protected readonly today = inject(Session).today();
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  /** Usually with the window that is open now. */
  protected readonly on = signal(
    this.version.windows.find(({ from, to }) => from <= this.today && this.today <= to)?.to ??
      daysOfMonth(monthOf(this.today)).to,
  );
  protected readonly ready = computed(() => this.on() >= this.today);

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy() || !this.ready()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.end(this.version, this.on());
      this.notices.say(this.t('careStandards.givenUp'));
      this.window.close(true);
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
