import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { AttachmentList, AttachmentView } from '@tongxin/shared';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

/** The record on which files hang. */
export interface AttachmentSubject {
  subjectKind: string;
  subjectId: string;
}

/** Everything this feature asks the server. `of` is called where a component is built. */
@Injectable({ providedIn: 'root' })
export class AttachmentsApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  of(subject: () => AttachmentSubject): Reading<AttachmentList> {
    return this.api.read<AttachmentList>(() => `/api/attachments?${new URLSearchParams({ ...subject() }).toString()}`);
  }

  /** @param key the same for every attempt with the same file, so that it becomes one attachment */
  add(subject: AttachmentSubject, file: File, key: string): Promise<AttachmentView> {
    return this.api.upload<AttachmentView>('/api/attachments', file, key, { ...subject });
  }

  remove(id: string, reason: string): Promise<AttachmentView> {
    return this.api.post<AttachmentView>(`/api/attachments/${id}/remove`, { reason });
  }

  /** The bytes of a file; fetching them leaves a row in the access log. */
  async content(id: string): Promise<Blob> {
    try {
      return await firstValueFrom(this.http.get(`/api/attachments/${id}/content`, { responseType: 'blob' }));
    } catch (error) {
      throw toRequestProblem(error);
    }
  }
}
