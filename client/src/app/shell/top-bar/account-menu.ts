import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { LANGUAGE_NAMES } from '../../core/language/languages.js';
import { LANGUAGES, Texts, translate } from '../../core/language/texts.js';
import { ProblemSentences } from '../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../core/problems/request-problem.js';
import { Session } from '../../core/session/session.js';
import { THEMES, Theme } from '../../core/theme/theme.js';
import { UndoBar } from '../../core/undo/undo-bar.js';
import { Face } from '../../ui/person/face.js';
import { Icon } from '../../ui/icon/icon.js';

/** Who is signed in, and what belongs to them: account, language, theme, the way out. */
@Component({
  selector: 'tx-account-menu',
  imports: [Face, Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountMenu {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  protected readonly theme = inject(Theme);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly languages = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }));
  protected readonly themes = THEMES;
  protected readonly view = this.session.view;
  protected readonly roles = computed(() =>
    (this.view()?.roles ?? []).map((role) => this.t(`roles.${role}`)).join(' · '),
  );

  protected async signOut(): Promise<void> {
    try {
      await this.session.signOut();
      await this.router.navigateByUrl('/sign-in');
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
  }
}
