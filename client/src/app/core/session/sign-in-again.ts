import { Injectable, Injector, inject } from '@angular/core';
import { Session } from './session.js';

/**
 * A session that ended while somebody was working: one dialog asks for the password again, every waiting request is then
 * sent again, and what was typed stays where it is.
 */
@Injectable({ providedIn: 'root' })
export class SignInAgain {
  private readonly injector = inject(Injector);
  private readonly session = inject(Session);
  private asking: Promise<boolean> | null = null;

  /** Resolves to true when the same person has signed in again, false when they chose to leave. */
  wait(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  private async ask(): Promise<boolean> {
    const view = this.session.view();
    if (!view) return false;
    const { openSignInAgain } = await import('./sign-in-again.dialog.js');
    return openSignInAgain(this.injector, view.user.username);
  }
}
