import { HttpClient, HttpHeaders } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  CalendarAddress,
  DeliveryPage,
  DigestPage,
  ReminderChannelRequest,
  ReminderChannelView,
  ReminderSettingsRequest,
  ReminderSettingsView,
  RobotTrial,
} from '@tongxin/shared';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

/** Reminders at the server: what waited this morning, how one wants to hear of it, and the school's group robot. */
@Injectable({ providedIn: 'root' })
export class RemindersApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  /** The last mornings, the newest first. */
  digests(limit: number): Reading<DigestPage> {
    return this.api.read(() => `/api/reminders/digests?limit=${limit}`);
  }

  settings(): Reading<ReminderSettingsView> {
    return this.api.read(() => '/api/reminders/settings');
  }

  changeSettings(request: ReminderSettingsRequest, version: number): Promise<ReminderSettingsView> {
    return this.api.put('/api/reminders/settings', request, version);
  }

  makeCalendar(): Promise<CalendarAddress> {
    return this.api.post('/api/reminders/calendar');
  }

  endCalendar(): Promise<void> {
    return this.remove('/api/reminders/calendar');
  }

  channel(): Reading<ReminderChannelView> {
    return this.api.read(() => '/api/reminders/channel');
  }

  changeChannel(request: ReminderChannelRequest, version: number): Promise<ReminderChannelView> {
    return this.api.put('/api/reminders/channel', request, version);
  }

  endChannel(version: number): Promise<void> {
    return this.remove('/api/reminders/channel', version);
  }

  tryChannel(): Promise<RobotTrial> {
    return this.api.post('/api/reminders/channel/trial');
  }

  notDelivered(): Reading<DeliveryPage> {
    return this.api.read(() => '/api/reminders/not-delivered?limit=25');
  }

  nextNotDelivered(cursor: string): Promise<DeliveryPage> {
    return this.api.get(`/api/reminders/not-delivered?limit=25&cursor=${encodeURIComponent(cursor)}`);
  }

  private async remove(url: string, version?: number): Promise<void> {
    const headers = version === undefined ? new HttpHeaders() : new HttpHeaders({ 'If-Match': `"${version}"` });
    try {
      await firstValueFrom(this.http.delete<void>(url, { headers }), { defaultValue: undefined });
    } catch (error) {
      throw toRequestProblem(error);
    }
  }
}
