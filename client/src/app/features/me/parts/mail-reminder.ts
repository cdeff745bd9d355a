import { ChangeDetectionStrategy, Component, effect, inject, input, output, untracked } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { ReminderSettingsView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { RemindersApi } from '../../reminders/data/reminders.api.js';
import { FormSending, refusalWords } from '../../../core/forms/form-refusals.js';

/** Whether the morning's figures also come by mail, and where to; in the language that is on the screen when it is saved. */
@Component({
  selector: 'tx-mail-reminder',
  imports: [MatButton, MatCheckbox, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="save()" novalidate>
      @if (sending.problem(); as problem) {
        @if (!problem.field('/mailAddress')) {
          <tx-problem-panel [problem]="problem" [retryable]="false" />
        }
      }
      <mat-checkbox formControlName="byMail">{{ t('reminders.mail.want') }}</mat-checkbox>
      <div class="line">
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t('reminders.mail.address') }}</mat-label>
          <input
            matInput
            type="email"
            formControlName="mailAddress"
            name="email"
            autocomplete="email"
            inputmode="email"
            maxlength="254"
          />
          <mat-error>{{ wrong(form.controls.mailAddress) }}</mat-error>
        </mat-form-field>
        <button matButton="tonal" type="submit" [attr.aria-busy]="sending.busy()">
          {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
        </button>
      </div>
    </form>
  `,
  styles: `
    form,
    .line {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
    }

    form {
      flex-direction: column;
    }

    mat-form-field {
      flex: 1 1 240px;
    }

    .line button {
      min-height: 56px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailReminder {
  protected readonly t = translate();
  private readonly api = inject(RemindersApi);
  private readonly texts = inject(Texts);
  private readonly notices = inject(UndoBar);

  readonly settings = input.required<ReminderSettingsView>();
  readonly changed = output<ReminderSettingsView>();

  protected readonly sending = new FormSending();
  protected readonly wrong = refusalWords();
  protected readonly form = new FormGroup({
    byMail: new FormControl(false, { nonNullable: true }),
    mailAddress: new FormControl('', { nonNullable: true }),
  });

  constructor() {
    effect(() => {
      const { byMail, mailAddress } = this.settings();
      untracked(() => this.form.reset({ byMail, mailAddress: mailAddress ?? '' }));
    });
  }

  protected async save(): Promise<void> {
    const { byMail, mailAddress } = this.form.getRawValue();
    const saved = await this.sending.send(
      this.form,
      () =>
        this.api.changeSettings(
          { byMail, mailAddress: mailAddress.trim() || null, language: this.texts.language() },
          this.settings().version,
        ),
      // Changed on another device meanwhile: what is on the screen now is what this person wants.
      (problem) =>
        this.api.changeSettings(
          { byMail, mailAddress: mailAddress.trim() || null, language: this.texts.language() },
          problem.currentVersion ?? 0,
        ),
    );
    if (!saved) return;
    this.changed.emit(saved);
    this.notices.say(this.t(saved.byMail ? 'reminders.mail.on' : 'reminders.mail.off'));
  }
}
