import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DemoView } from '@tongxin/shared';
import { Texts, translate, type Language } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { goOnTo } from '../../../core/session/guards.js';
import { SignInForm } from '../../../core/session/sign-in-form.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { DemoAccounts } from '../parts/demo-accounts.js';

/** The door: user name, password, language; in a demo one press signs in as somebody of the demo school. */
@Component({
  selector: 'tx-sign-in-page',
  imports: [DemoAccounts, Icon, RouterLink, SignInForm],
  templateUrl: './sign-in.page.html',
  styleUrl: './sign-in.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInPage {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly sentences = inject(ProblemSentences);

  /** Where the person wanted to go, from the address; only paths of this application are followed. */
  readonly to = input<string>();

  /** What the server says of a demo, asked for before the page stands, so that nothing moves when it comes. */
  readonly asked = input<DemoView | null>(null);
  protected readonly demo = computed<DemoView | null>(() => {
    const view = this.asked();
    return view?.demo && view.password ? view : null;
  });
  protected readonly entering = signal<string | null>(null);
  protected readonly refusal = signal<string | null>(null);
  protected readonly otherLanguage = computed<Language>(() => (this.texts.language() === 'en' ? 'zh-CN' : 'en'));

  protected async enter(): Promise<void> {
    await this.router.navigateByUrl(goOnTo(this.to()));
  }

  protected async enterAs(username: string): Promise<void> {
    if (this.entering()) return;
    this.entering.set(username);
    this.refusal.set(null);
    try {
      await this.session.signIn(username, this.demo()?.password ?? '');
      await this.enter();
    } catch (error) {
      this.refusal.set(this.sentences.sentence(toRequestProblem(error)));
    } finally {
      this.entering.set(null);
    }
  }
}
