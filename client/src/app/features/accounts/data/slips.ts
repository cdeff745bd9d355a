import { Injectable, effect, inject, signal } from '@angular/core';
import type { CodeSlip } from '@tongxin/shared';
import { Session } from '../../../core/session/session.js';

/**
 * Codes as they were told, until they are printed: in the memory of this page only, because the server tells each once and nothing may keep them.
 * Gone with a reload and with signing out.
 */
@Injectable({ providedIn: 'root' })
export class Slips {
  private readonly held = signal<readonly CodeSlip[]>([]);
  readonly all = this.held.asReadonly();

  constructor() {
    const session = inject(Session);
    effect(() => {
      if (!session.signedIn()) this.held.set([]);
    });
  }

  /** A newer code for the same person takes the place of the older one, which no longer counts. */
  add(slips: readonly CodeSlip[]): void {
    const newer = new Set(slips.map(({ userId }) => userId));
    this.held.update((all) => [...all.filter(({ userId }) => !newer.has(userId)), ...slips]);
  }

  drop(): void {
    this.held.set([]);
  }
}
