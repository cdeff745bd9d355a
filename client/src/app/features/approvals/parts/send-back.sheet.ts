import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type ApprovalView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { ApprovalsApi } from '../data/approvals.api.js';

export interface SendBackData {
  readonly one: ApprovalView;
  /** Something of it counts already and is taken back with it. */
  readonly takesBack: boolean;
}

/** Sends a proposal back with the reason who made it will read. Closes with what has become of it. */
@Component({
  selector: 'tx-send-back-sheet',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame
      [title]="t('approvals.sendBack')"
      [subtitle]="t(data.takesBack ? 'approvals.sendBackTakes' : 'approvals.sendBackWhy')"
    >
      <form id="send-back" [formGroup]="form" novalidate (ngSubmit)="send()" (keydown.control.enter)="send()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <textarea matInput rows="4" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="send-back" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'approvals.sending' : 'approvals.sendBack') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    form {
      display: flex;
      flex-direction: column;
      gap: 10px;
      padding-top: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SendBackSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly data = inject<SendBackData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<SendBackSheet, ApprovalView>>(MatDialogRef);
  private readonly api = inject(ApprovalsApi);

  protected readonly form = new FormGroup({
    reason: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  protected async send(): Promise<void> {
    const decided = await this.sending.send(this.form, () =>
      this.api.sendBack(this.data.one, this.form.getRawValue().reason.trim()),
    );
    if (decided) this.window.close(decided);
  }
}
