import { Injectable, signal } from '@angular/core';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];
const STORED_AT = 'tongxin.theme';

/** Light, dark, or as the device says; remembered on this device. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly chosen = signal<ThemeChoice>(this.remembered());
  readonly choice = this.chosen.asReadonly();

  constructor() {
    this.show(this.chosen());
  }

  choose(choice: ThemeChoice): void {
    localStorage.setItem(STORED_AT, choice);
    this.chosen.set(choice);
    this.show(choice);
  }

  private show(choice: ThemeChoice): void {
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
  }

  private remembered(): ThemeChoice {
    const stored = localStorage.getItem(STORED_AT);
    return THEMES.find((choice) => choice === stored) ?? 'system';
  }
}
