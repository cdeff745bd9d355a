import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts, translate, type Language } from '../../core/language/texts.js';
import { Session } from '../../core/session/session.js';
import { THEMES, Theme } from '../../core/theme/theme.js';
import { Face } from '../../ui/person/face.js';
import { Icon } from '../../ui/icon/icon.js';
import { AccountMenu } from './account-menu.js';

const THEME_ICONS = { system: 'system', light: 'light', dark: 'dark' } as const;

/** Search, language, theme and account, above every screen. */
@Component({
  selector: 'tx-top-bar',
  imports: [AccountMenu, Face, Icon, RouterLink],
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TopBar {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  protected readonly theme = inject(Theme);
  protected readonly session = inject(Session);
  readonly find = output();

  protected readonly otherLanguage = computed<Language>(() => (this.texts.language() === 'en' ? 'zh-CN' : 'en'));
  protected readonly themeIcon = computed(() => THEME_ICONS[this.theme.choice()]);
  protected readonly name = computed(() => this.session.view()?.user.name ?? '');

  protected switchLanguage(): void {
    void this.texts.choose(this.otherLanguage());
  }

  protected nextTheme(): void {
    const next = THEMES[(THEMES.indexOf(this.theme.choice()) + 1) % THEMES.length];
    this.theme.choose(next ?? 'system');
  }
}
