import { Injectable, inject } from '@angular/core';
import type {
  BegunSecondFactor,
  EndedSessions,
  NoticeView,
  OwnSessionPage,
  RecoveryCodes,
  SecondFactorView,
} from '@tongxin/shared';
import { HttpClient } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

/** One's own account at the server: devices, second step, notice. */
@Injectable({ providedIn: 'root' })
export class OwnAccountApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  devices(): Reading<OwnSessionPage> {
    return this.api.read(() => '/api/session/devices');
  }

  async signOutDevice(id: string): Promise<void> {
    try {
      await firstValueFrom(this.http.delete<void>(`/api/session/devices/${id}`), { defaultValue: undefined });
    } catch (error) {
      throw toRequestProblem(error);
    }
  }

  signOutOthers(): Promise<EndedSessions> {
    return this.api.post('/api/session/devices/end-others');
  }

  notice(): Reading<NoticeView> {
    return this.api.read(() => '/api/session/notice');
  }

  acceptNotice(): Promise<void> {
    return this.api.post('/api/session/notice');
  }

  secondFactor(): Reading<SecondFactorView> {
    return this.api.read(() => '/api/session/second-factor');
  }

  beginSecondFactor(): Promise<BegunSecondFactor> {
    return this.api.post('/api/session/second-factor');
  }

  confirmSecondFactor(code: string): Promise<RecoveryCodes> {
    return this.api.post('/api/session/second-factor/confirm', { code });
  }

  renewRecoveryCodes(password: string): Promise<RecoveryCodes> {
    return this.api.post('/api/session/second-factor/recovery-codes', { password });
  }

  endSecondFactor(password: string): Promise<void> {
    return this.api.post('/api/session/second-factor/end', { password });
  }
}
