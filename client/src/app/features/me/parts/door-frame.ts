import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Texts, translate, type Language } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';

/** A page that stands before the screens or beside them: the product's sign, one calm column, the language, and the way out. */
@Component({
  selector: 'tx-door-frame',
  imports: [Icon, MatButton],
  templateUrl: './door-frame.html',
  styleUrl: './door-frame.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DoorFrame {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  readonly title = input.required<string>();
  readonly line = input<string>();
  /** Whether signing out is offered: where the page cannot be walked past. */
  readonly signOutOffered = input(false);

  protected readonly who = computed(() => this.session.view()?.user.name ?? '');
  protected readonly otherLanguage = computed<Language>(() => (this.texts.language() === 'en' ? 'zh-CN' : 'en'));

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}
