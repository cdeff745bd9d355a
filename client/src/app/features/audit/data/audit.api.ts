import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AuditItem,
  AuditSeal,
  CareFileView,
  ClassView,
  ContactCardView,
  EmergencyView,
  OpenEmergencyRequest,
  Page,
  ReviewEmergencyRequest,
  StudentView,
  TimelineItem,
} from '@tongxin/shared';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

/** What the access log is narrowed by; '' means all. It stands in the address. */
export interface AuditFilter {
  only: string;
  actorId: string;
  studentId: string;
  from: string;
  to: string;
}

/** The access log, and looking into a record in an emergency. Readings are made where a component is built. */
@Injectable({ providedIn: 'root' })
export class AuditApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  log(filter: () => AuditFilter): Reading<Page<AuditItem>> {
    return this.api.read(() => `/api/audit?${queryOf(filter())}&limit=50`);
  }

  more(filter: AuditFilter, cursor: string): Promise<Page<AuditItem>> {
    return this.api.get(`/api/audit?${queryOf(filter)}&limit=50&cursor=${encodeURIComponent(cursor)}`);
  }

  /** The log as a table; that it was taken stands in the log. */
  async table(filter: AuditFilter, language: string): Promise<Blob> {
    const address = `/api/audit/export.csv?${queryOf(filter)}&language=${language}`;
    try {
      return await firstValueFrom(this.http.get(address, { responseType: 'blob' }));
    } catch (error) {
      throw toRequestProblem(error);
    }
  }

  seal(): Promise<AuditSeal> {
    return this.api.get('/api/audit/seal');
  }

  emergencies(): Reading<Page<EmergencyView>> {
    return this.api.read(() => '/api/emergency-access?limit=20');
  }

  emergency(id: () => string): Reading<EmergencyView> {
    return this.api.read(() => `/api/emergency-access/${id()}`);
  }

  classes(): Reading<Page<ClassView>> {
    return this.api.read(() => '/api/classes?limit=100');
  }

  open(request: OpenEmergencyRequest, key: string): Promise<EmergencyView> {
    return this.api.post('/api/emergency-access', request, { key });
  }

  finish(id: string): Promise<EmergencyView> {
    return this.api.post(`/api/emergency-access/${id}/finish`);
  }

  review(id: string, request: ReviewEmergencyRequest, version: number): Promise<EmergencyView> {
    return this.api.post(`/api/emergency-access/${id}/review`, request, { version });
  }

  file(studentId: () => string | undefined): Reading<StudentView> {
    return this.api.read(() => address(studentId(), ''));
  }

  careFile(studentId: () => string | undefined): Reading<CareFileView> {
    return this.api.read(() => address(studentId(), '/care-file'));
  }

  card(studentId: () => string | undefined): Reading<ContactCardView> {
    return this.api.read(() => address(studentId(), '/contact-card'));
  }

  timeline(studentId: () => string | undefined): Reading<Page<TimelineItem>> {
    return this.api.read(() => address(studentId(), '/timeline?limit=100'));
  }
}

function address(studentId: string | undefined, part: string): string | undefined {
  return studentId && `/api/students/${studentId}${part}`;
}

function queryOf(filter: AuditFilter): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
}
