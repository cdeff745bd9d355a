import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';

export interface PasswordSheetData<T> {
  title: string;
  why: string;
  action: string;
  act: (password: string) => Promise<T>;
}

/** Asks for the password once more before something grave; closes with what came of it. */
@Component({
  selector: 'tx-password-sheet',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <form [formGroup]="form" (ngSubmit)="send()" novalidate>
      <tx-sheet-frame [title]="data.title" [subtitle]="data.why">
        @if (sending.problem(); as problem) {
          @if (!problem.field('/password')) {
            <tx-problem-panel [problem]="problem" [retryable]="false" />
          }
        }
        <input
          class="visually-hidden"
          type="text"
          name="username"
          autocomplete="username"
          tabindex="-1"
          aria-hidden="true"
          readonly
          [value]="username"
        />
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t('me.currentPassword') }}</mat-label>
          <input
            matInput
            type="password"
            formControlName="password"
            name="current-password"
            autocomplete="current-password"
          />
          <mat-error>{{ wrong(form.controls.password) }}</mat-error>
        </mat-form-field>
        <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
        <button actions matButton="filled" type="submit" [attr.aria-busy]="sending.busy()">{{ data.action }}</button>
      </tx-sheet-frame>
    </form>
  `,
  styles: `
    mat-form-field {
      margin-top: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordSheet<T> {
  protected readonly t = translate();
  protected readonly data = inject<PasswordSheetData<T>>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<PasswordSheet<T>, { value: T }>>(MatDialogRef);
  protected readonly username = inject(Session).view()?.user.username ?? '';
  protected readonly sending = new FormSending();
  protected readonly wrong = refusalWords();
  protected readonly form = new FormGroup({
    password: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  protected async send(): Promise<void> {
    const done = await this.sending.send(this.form, async () => ({
      value: await this.data.act(this.form.controls.password.value),
    }));
    if (done) this.window.close(done);
  }
}
