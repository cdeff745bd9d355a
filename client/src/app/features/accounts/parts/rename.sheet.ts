import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { checkPersonName, LIMITS, type UserView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { checkedBy, FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';

/** A colleague's name, spelt right. The user name stays. */
@Component({
  selector: 'tx-rename-sheet',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('accounts.rename.title')" [subtitle]="t('accounts.rename.line')">
      <form id="rename" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('accounts.name') }}</mat-label>
          <input matInput formControlName="name" autocomplete="off" [attr.maxlength]="longest" />
          <mat-error>{{ wrong(form.controls.name) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="rename" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RenameSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.nameMax;
  protected readonly window = inject<MatDialogRef<RenameSheet>>(MatDialogRef);
  private readonly person = inject<UserView>(MAT_DIALOG_DATA);
  private readonly api = inject(AccountsApi);
  private readonly notices = inject(UndoBar);

  protected readonly form = new FormGroup({
    name: new FormControl(this.person.name, { nonNullable: true, validators: [needed, checkedBy(checkPersonName)] }),
  });

  protected async save(): Promise<void> {
    const saved = await this.sending.send(this.form, () =>
      this.api.edit(this.person, { name: this.form.controls.name.value.trim() }),
    );
    if (!saved) return;
    this.notices.say(this.t('accounts.rename.done'));
    this.window.close();
  }
}
