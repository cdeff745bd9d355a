import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators, type ValidatorFn } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { foldOneTimeCode, LIMITS } from '@tongxin/shared';
import { Texts, translate, type Language } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { AccountsApi } from '../../accounts/data/accounts.api.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';

const looksLikeCode: ValidatorFn = ({ value }) =>
  String(value).trim() === '' || foldOneTimeCode(String(value)) !== null ? null : { refused: { code: 'code.refused' } };

/** With the slip in the hand: user name, code, and a password of one's own. Afterwards the way leads to signing in. */
@Component({
  selector: 'tx-activation-page',
  imports: [
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatIconButton,
    MatInput,
    MatLabel,
    MatSuffix,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './activation.page.html',
  styleUrl: '../../sign-in/pages/sign-in.page.scss',
  styles: `
    form {
      display: flex;
      flex-direction: column;
      gap: 14px;
    }

    h2 {
      margin-bottom: 4px;
      font: var(--mat-sys-title-large);
      font-weight: 600;
    }

    .why {
      margin-bottom: 16px;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    input.code.code {
      font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace;
      letter-spacing: 0.06em;
      text-transform: uppercase;
    }

    form button[type='submit'] {
      width: 100%;
      margin-top: 8px;
    }

    .done {
      display: flex;
      flex-direction: column;
      gap: 12px;
      align-items: center;
      text-align: center;

      tx-icon {
        color: var(--mat-sys-primary);
        font-size: 48px;
      }

      a {
        width: 100%;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActivationPage {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly minimum = LIMITS.passwordMin;
  private readonly api = inject(AccountsApi);

  protected readonly shown = signal(false);
  protected readonly done = signal(false);
  protected readonly otherLanguage = computed<Language>(() => (this.texts.language() === 'en' ? 'zh-CN' : 'en'));

  protected readonly form = new FormGroup({
    username: new FormControl('', { nonNullable: true, validators: [needed] }),
    code: new FormControl('', { nonNullable: true, validators: [needed, looksLikeCode] }),
    password: new FormControl('', {
      nonNullable: true,
      validators: [
        Validators.required,
        Validators.minLength(LIMITS.passwordMin),
        Validators.maxLength(LIMITS.passwordMax),
      ],
    }),
  });

  protected async activate(): Promise<void> {
    const { username, code, password } = this.form.getRawValue();
    const done = await this.sending.send(this.form, async () => {
      await this.api.activate({ username: username.trim(), code, password });
      return true;
    });
    if (!done) return;
    this.form.reset();
    this.done.set(true);
  }

  /** The rule of passwords, until the server has said something more exact. */
  protected passwordSentence(): string {
    return this.form.controls.password.hasError('refused')
      ? this.wrong(this.form.controls.password)
      : this.t('accounts.activate.passwordHint', { minimum: this.minimum });
  }
}
