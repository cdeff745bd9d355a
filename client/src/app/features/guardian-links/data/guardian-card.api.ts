import { Injectable, inject } from '@angular/core';
import type { CorrectGuardianCardRequest, GuardianCardDone, GuardianCardView } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';

/** What a guardian without account asks. The secret of the link travels in bodies only. */
@Injectable({ providedIn: 'root' })
export class GuardianCardApi {
  private readonly api = inject(Api);

  open(token: string): Promise<GuardianCardView> {
    return this.api.ask<GuardianCardView>('/api/guardian-card/open', { token });
  }

  /** @param version of the card that was seen */
  confirm(token: string, version: number): Promise<GuardianCardDone> {
    return this.api.ask<GuardianCardDone>('/api/guardian-card/confirm', { token, version });
  }

  correct(request: CorrectGuardianCardRequest): Promise<GuardianCardDone> {
    return this.api.ask<GuardianCardDone>('/api/guardian-card/correct', request);
  }
}
