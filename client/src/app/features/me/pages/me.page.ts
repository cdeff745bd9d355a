import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { ClassWords } from '../../../core/classes/class-words.js';
import { LANGUAGE_NAMES } from '../../../core/language/languages.js';
import { LANGUAGES, Texts, translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { THEMES, Theme, type ThemeChoice } from '../../../core/theme/theme.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Face } from '../../../ui/person/face.js';
import { OwnDevices } from '../parts/own-devices.js';
import { OwnReminders } from '../parts/own-reminders.js';
import { PasswordForm } from '../parts/password-form.js';

/** One's own account: who the school knows me as, the password, the second step, the devices, language and theme of this device. */
@Component({
  selector: 'tx-me-page',
  imports: [Face, FilterChips, MatButton, OwnDevices, OwnReminders, PageHeader, PasswordForm, RouterLink],
  templateUrl: './me.page.html',
  styleUrl: './me.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MePage {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  protected readonly theme = inject(Theme);
  protected readonly classes = inject(ClassWords);
  protected readonly view = inject(Session).view;

  protected readonly languages = LANGUAGES.map((code) => ({ value: code, text: LANGUAGE_NAMES[code] }));
  protected readonly themes = computed(() =>
    THEMES.map((choice) => ({ value: choice, text: this.t(`themes.${choice}`), icon: choice })),
  );
  protected readonly roles = computed(() =>
    (this.view()?.roles ?? []).map((role) => this.t(`roles.${role}`)).join(' · '),
  );
  protected readonly headed = computed(() =>
    (this.view()?.headedClasses ?? []).map((one) => this.classes.label(one)).join(' · '),
  );

  protected chooseLanguage(code: string): void {
    const language = LANGUAGES.find((one) => one === code);
    if (language) void this.texts.choose(language);
  }

  protected chooseTheme(choice: string): void {
    this.theme.choose(choice as ThemeChoice);
  }
}
