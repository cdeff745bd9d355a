import { Injectable, inject } from '@angular/core';
import type { TodayView } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** What one person must do now. */
@Injectable({ providedIn: 'root' })
export class TodayApi {
  private readonly api = inject(Api);

  today(): Reading<TodayView> {
    return this.api.read(() => '/api/today');
  }

  /** Takes on an urgent concern: it leaves the top of everybody's Today, and the head teacher sees who has it. */
  takeConcern(talkId: string, version: number): Promise<void> {
    return this.api.post(`/api/urgent-concerns/${talkId}/take`, {}, { version });
  }

  finishFollowUp(talkId: string, version: number): Promise<void> {
    return this.api.post(`/api/talks/${talkId}/follow-up/done`, {}, { version });
  }
}
