import { Injectable, inject } from '@angular/core';
import type { ClassName } from '@tongxin/shared';
import { Texts } from '../language/texts.js';

/** The label of a class in the reader's language: 三年级2班 / Grade 3, Class 2. */
@Injectable({ providedIn: 'root' })
export class ClassWords {
  private readonly texts = inject(Texts);
  readonly label = (name: ClassName | null): string => {
    if (!name) return this.texts.t('words.noClass');
    return this.texts.language() === 'en' ? name.labelEn : name.label;
  };
}
