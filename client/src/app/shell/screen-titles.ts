import { Injectable, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { Texts } from '../core/language/texts.js';

/** The title bar names the screen, never a person: titles stand in histories, link previews and on projectors. */
@Injectable({ providedIn: 'root' })
export class ScreenTitles extends TitleStrategy {
  private readonly texts = inject(Texts);
  private readonly title = inject(Title);
  private readonly key = signal<string | undefined>(undefined);

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      const product = this.texts.t('product.name');
      this.title.setTitle(key ? `${this.texts.t(key)} · ${product}` : product);
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key.set(this.buildTitle(state));
  }
}
