import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormField, MatLabel, MatError, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { SessionView } from '@tongxin/shared';
import { Icon } from '../../ui/icon/icon.js';
import { translate } from '../language/texts.js';
import { ProblemSentences } from '../problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../problems/request-problem.js';
import { Session } from './session.js';

/** User name and password, for the sign-in page and for signing in again in the middle of work. */
@Component({
  selector: 'tx-sign-in-form',
  imports: [ReactiveFormsModule, MatButton, MatIconButton, MatFormField, MatLabel, MatError, MatSuffix, MatInput, Icon],
  templateUrl: './sign-in-form.html',
  styleUrl: './sign-in-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInForm {
  private readonly session = inject(Session);
  private readonly sentences = inject(ProblemSentences);
  protected readonly t = translate();

  /** Set where only this account may continue (a session that ended in the middle of work). */
  readonly onlyAccount = input<string | null>(null);
  readonly signedIn = output<SessionView>();

  protected readonly form = new FormGroup({
    username: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    password: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
  });
  protected readonly passwordShown = signal(false);
  protected readonly sending = signal(false);
  protected readonly refusal = signal<string | null>(null);
  private readonly passwordField = viewChild.required<ElementRef<HTMLInputElement>>('passwordField');
  private readonly usernameField = viewChild<ElementRef<HTMLInputElement>>('usernameField');

  protected async signIn(): Promise<void> {
    if (this.sending()) return;
    const username = this.onlyAccount() ?? this.form.controls.username.value.trim();
    const password = this.form.controls.password.value;
    if (!this.complete(username, password)) return;
    this.sending.set(true);
    this.refusal.set(null);
    try {
      this.signedIn.emit(await this.session.signIn(username, password));
    } catch (error) {
      this.refusal.set(this.sentenceOf(toRequestProblem(error)));
      this.passwordField().nativeElement.select();
    } finally {
      this.sending.set(false);
    }
  }

  /** A name or password of a form that no account can have is simply not right. */
  private sentenceOf(problem: RequestProblem): string {
    return problem.status === 400 ? this.sentences.fieldSentence('session.refused') : this.sentences.sentence(problem);
  }

  private complete(username: string, password: string): boolean {
    if (username !== '' && password !== '') return true;
    this.form.markAllAsTouched();
    (username === '' ? this.usernameField() : this.passwordField())?.nativeElement.focus();
    return false;
  }
}
