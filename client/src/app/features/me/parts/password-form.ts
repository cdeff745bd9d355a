import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';

/** Changes one's own password; all other sessions of the account end. */
@Component({
  selector: 'tx-password-form',
  imports: [MatButton, MatError, MatFormField, MatHint, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule],
  templateUrl: './password-form.html',
  styles: `
    :host {
      display: block;
    }

    form {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }

    button {
      align-self: flex-start;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordForm {
  protected readonly t = translate();
  private readonly session = inject(Session);
  private readonly sentences = inject(ProblemSentences);
  private readonly notices = inject(UndoBar);

  protected readonly username = this.session.view()?.user.username ?? '';
  protected readonly minimum = LIMITS.passwordMin;
  protected readonly form = new FormGroup({
    currentPassword: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    newPassword: new FormControl('', {
      nonNullable: true,
      validators: [
        Validators.required,
        Validators.minLength(LIMITS.passwordMin),
        Validators.maxLength(LIMITS.passwordMax),
      ],
    }),
  });
  protected readonly sending = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  /** Sentences at the fields, from the server's refusal. */
  protected readonly refusals = signal<{ currentPassword?: string; newPassword?: string }>({});

  protected async change(directive: FormGroupDirective): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.sending()) return;
    this.sending.set(true);
    this.problem.set(null);
    this.refusals.set({});
    try {
      await this.session.changePassword(this.form.getRawValue());
      directive.resetForm();
      this.notices.say(this.t('me.passwordChanged'));
    } catch (error) {
      this.showRefusal(toRequestProblem(error));
    } finally {
      this.sending.set(false);
    }
  }

  private showRefusal(problem: RequestProblem): void {
    const current = problem.field('/currentPassword');
    const wanted = problem.field('/newPassword');
    if (!current && !wanted) {
      this.problem.set(problem);
      return;
    }
    this.refusals.set({
      currentPassword: current && this.sentences.fieldSentence(current.code, current.params),
      newPassword: wanted && this.sentences.fieldSentence(wanted.code, wanted.params),
    });
    if (current) this.form.controls.currentPassword.setErrors({ refused: true });
    if (wanted) this.form.controls.newPassword.setErrors({ refused: true });
  }
}
