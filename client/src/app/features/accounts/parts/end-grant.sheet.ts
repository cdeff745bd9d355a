import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { addDays, LIMITS, type GrantView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';

/** Ends a post, at once or with a last day; it stays in the history. */
@Component({
  selector: 'tx-end-grant-sheet',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame
      [title]="t('accounts.grants.endWhat', { role: t('roles.' + grant.role) })"
      [subtitle]="grant.staff.name"
    >
      <form id="end-grant" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('accounts.grants.lastDay') }}</mat-label>
          <input matInput type="date" formControlName="on" [min]="yesterday" />
          <mat-hint>{{ t('accounts.grants.lastDayHint') }}</mat-hint>
          <mat-error>{{ wrong(form.controls.on) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('accounts.grants.endReason') }} ({{ t('words.optional') }})</mat-label>
          <textarea matInput rows="2" formControlName="reason" [attr.maxlength]="longest"></textarea>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="end-grant" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'accounts.grants.end') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EndGrantSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly grant = inject<GrantView>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<EndGrantSheet>>(MatDialogRef);
  private readonly api = inject(AccountsApi);
  private readonly notices = inject(UndoBar);
  protected readonly yesterday = addDays(inject(Session).today(), -1);

  protected readonly form = new FormGroup({
    on: new FormControl(this.yesterday, { nonNullable: true, validators: [needed] }),
    reason: new FormControl('', { nonNullable: true }),
  });

  protected async save(): Promise<void> {
    const { on, reason } = this.form.getRawValue();
    const ended = await this.sending.send(this.form, () =>
      this.api.end(this.grant.id, { on, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    );
    if (!ended) return;
    this.notices.say(this.t('accounts.grants.ended'));
    this.window.close();
  }
}
