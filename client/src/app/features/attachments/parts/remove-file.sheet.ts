import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type AttachmentView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { AttachmentsApi } from '../data/attachments.api.js';

/** Takes a file from its record; the reason goes on the access log. Closes with true when it is done. */
@Component({
  selector: 'tx-remove-file-sheet',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('attachments.removing.title')" [subtitle]="file.name">
      @if (sending.problem(); as problem) {
        <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
      }
      <p class="muted">{{ t('attachments.removing.what') }}</p>
      <mat-form-field appearance="outline">
        <mat-label>{{ t('attachments.removing.reason') }}</mat-label>
        <input matInput [formControl]="reason" [attr.maxlength]="longest" (keydown.enter)="remove()" />
        <mat-error>{{ wrong(reason) }}</mat-error>
      </mat-form-field>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="button" [attr.aria-busy]="sending.busy()" (click)="remove()">
        {{ t('attachments.removing.act') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    mat-form-field {
      width: 100%;
      margin-top: 16px;
    }

    tx-problem-panel {
      margin-bottom: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RemoveFileSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.attachmentReasonMax;
  protected readonly file = inject<AttachmentView>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<RemoveFileSheet, boolean>>(MatDialogRef);
  protected readonly reason = new FormControl('', { nonNullable: true, validators: needed });
  private readonly api = inject(AttachmentsApi);

  protected async remove(): Promise<void> {
    const done = await this.sending.send(this.reason, () => this.api.remove(this.file.id, this.reason.value.trim()));
    if (done) this.window.close(true);
  }
}
