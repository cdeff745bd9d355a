import { Injectable, signal } from '@angular/core';
import type { Day } from '@tongxin/shared';

const STORED_AT = 'tongxin.digest-read';

/** The morning whose digest has been put aside on this device; the next one shows again. */
@Injectable({ providedIn: 'root' })
export class PutAside {
  private readonly last = signal(localStorage.getItem(STORED_AT));
  readonly day = this.last.asReadonly();

  put(day: Day): void {
    localStorage.setItem(STORED_AT, day);
    this.last.set(day);
  }
}
