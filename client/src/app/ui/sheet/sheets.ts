import { Injectable, Injector, PendingTasks, inject, type Type } from '@angular/core';
import { Texts } from '../../core/language/texts.js';

export interface SheetOptions<Data> {
  data?: Data;
  /** Wider than a form, for things side by side. */
  wide?: boolean;
  /** False where leaving without an answer is not possible. */
  closable?: boolean;
}

/**
 * Opens a component as a sheet from the bottom on phones and as a dialog elsewhere. The window itself is fetched when the first is
 * opened, or before by {@link Sheets.prepare}: no screen waits for it.
 */
@Injectable({ providedIn: 'root' })
export class Sheets {
  private readonly injector = inject(Injector);
  private readonly tasks = inject(PendingTasks);
  private readonly texts = inject(Texts);

  /** Resolves to what the component closed with; undefined when it was left. */
  async open<Part, Data = unknown, Result = unknown>(
    part: Type<Part>,
    options: SheetOptions<Data> = {},
  ): Promise<Result | undefined> {
    const done = this.tasks.add();
    await this.prepare().finally(done);
    const { openWindow } = await import('./sheet-window.js');
    return openWindow<Part, Data, Result>(this.injector, part, options);
  }

  /** Fetches the window, and what sheets say, while nothing else is to do, so that the first press opens it at once. */
  async prepare(): Promise<void> {
    // A talk is logged without a network too; its form is among the first screens.
    await Promise.all([import('./sheet-window.js'), this.texts.whole().catch(() => undefined)]);
  }
}
