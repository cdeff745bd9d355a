import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterNextRender,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormField, MatLabel, MatError, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { SessionView } from '@tongxin/shared';
import { Icon } from '../../ui/icon/icon.js';
import { translate } from '../language/texts.js';
import { ProblemSentences } from '../problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../problems/request-problem.js';
import { Session } from './session.js';

/** Which second factor is asked for: a code of the app, or one of the spare codes on paper. */
type SecondStep = 'code' | 'recovery';

/** User name and password, and the second step where the account has one; for the sign-in page and for signing in again in the middle of work. */
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
  private readonly injector = inject(Injector);
  protected readonly t = translate();

  /** Set where only this account may continue (a session that ended in the middle of work). */
  readonly onlyAccount = input<string | null>(null);
  readonly signedIn = output<SessionView>();

  protected readonly form = new FormGroup({
    username: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    password: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    secondFactor: new FormControl('', { nonNullable: true }),
  });
  /** Null until the server has found the password right and asks for more. */
  protected readonly step = signal<SecondStep | null>(null);
  protected readonly passwordShown = signal(false);
  protected readonly sending = signal(false);
  protected readonly refusal = signal<string | null>(null);
  private readonly directive = viewChild.required(FormGroupDirective);
  private readonly passwordField = viewChild<ElementRef<HTMLInputElement>>('passwordField');
  private readonly usernameField = viewChild<ElementRef<HTMLInputElement>>('usernameField');
  private readonly codeField = viewChild<ElementRef<HTMLInputElement>>('codeField');

  protected async signIn(): Promise<void> {
    if (this.sending()) return;
    const { password, secondFactor } = this.form.getRawValue();
    const username = this.onlyAccount() ?? this.form.controls.username.value.trim();
    if (!this.complete(username, password, secondFactor)) return;
    this.sending.set(true);
    this.refusal.set(null);
    try {
      this.signedIn.emit(await this.session.signIn(username, password, this.step() ? secondFactor : undefined));
    } catch (error) {
      this.showRefusal(toRequestProblem(error));
    } finally {
      this.sending.set(false);
    }
  }

  protected take(step: SecondStep): void {
    this.step.set(step);
    this.refusal.set(null);
    this.form.controls.secondFactor.setValidators(Validators.required);
    this.begin({ ...this.form.getRawValue(), secondFactor: '' });
    afterNextRender(() => this.codeField()?.nativeElement.focus(), { injector: this.injector });
  }

  /** Back to name and password, for example to sign in as somebody else. */
  protected startAgain(): void {
    this.step.set(null);
    this.refusal.set(null);
    this.form.controls.secondFactor.clearValidators();
    this.begin({ ...this.form.getRawValue(), password: '', secondFactor: '' });
    afterNextRender(() => (this.usernameField() ?? this.passwordField())?.nativeElement.focus(), {
      injector: this.injector,
    });
  }

  /** A new step is a form nobody has sent yet: no field of it is wrong before something was typed. */
  private begin(values: { username: string; password: string; secondFactor: string }): void {
    this.directive().resetForm(values);
  }

  private showRefusal(problem: RequestProblem): void {
    if (problem.code === 'session.secondFactorNeeded' && !this.step()) {
      this.take('code');
      return;
    }
    // The password was changed meanwhile, or the session began too long ago: back to the first step.
    if (problem.code === 'session.refused' && this.step()) this.startAgain();
    this.refusal.set(this.sentenceOf(problem));
    (this.codeField() ?? this.passwordField())?.nativeElement.select();
  }

  /** A name or password of a form that no account can have is simply not right. */
  private sentenceOf(problem: RequestProblem): string {
    if (problem.status !== 400) return this.sentences.sentence(problem);
    return this.sentences.fieldSentence(this.step() ? 'session.secondFactorWrong' : 'session.refused');
  }

  private complete(username: string, password: string, secondFactor: string): boolean {
    if (this.step() && secondFactor.trim() === '') {
      this.form.markAllAsTouched();
      this.codeField()?.nativeElement.focus();
      return false;
    }
    if (username !== '' && password !== '') return true;
    this.form.markAllAsTouched();
    (username === '' ? this.usernameField() : this.passwordField())?.nativeElement.focus();
    return false;
  }
}
