import { DestroyRef, Injectable, computed, effect, inject, untracked } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { Session } from '../../../core/session/session.js';
import { ApprovalsApi } from './approvals.api.js';

/** Somebody who comes back to the page sees a fresh number, but no more often than this. */
const MINUTES_APART = 2;

/** How many proposals need this person, for the badge in the navigation. Without an answer there is no badge: a number is no reason to complain. */
@Injectable({ providedIn: 'root' })
export class ApprovalBadge {
  private readonly api = inject(ApprovalsApi);
  private readonly session = inject(Session);
  private readonly reading = this.api.count(() => this.session.may('approval.decide'));
  private readAt = Date.now();

  /** `3`, `99+`, or undefined where nothing needs the person. */
  readonly words = computed(() => {
    const count = this.session.may('approval.decide') ? this.reading.value() : undefined;
    if (!count || count.needsYou === 0) return undefined;
    return count.capped ? `${count.needsYou}+` : `${count.needsYou}`;
  });

  constructor() {
    effect(() => {
      if (this.api.decided() > 0) untracked(() => this.refresh());
    });
    const page = inject(DOCUMENT);
    const seen = (): void => {
      if (page.visibilityState === 'visible' && Date.now() - this.readAt > MINUTES_APART * 60_000) this.refresh();
    };
    page.addEventListener('visibilitychange', seen);
    inject(DestroyRef).onDestroy(() => page.removeEventListener('visibilitychange', seen));
  }

  private refresh(): void {
    this.readAt = Date.now();
    this.reading.reload();
  }
}
