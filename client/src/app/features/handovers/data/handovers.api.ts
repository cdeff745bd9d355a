import { Injectable, inject } from '@angular/core';
import type { HandoverDetail, HandoverNoteView, HandoverView, Page } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** Classes that change hands, as the server knows them. */
@Injectable({ providedIn: 'root' })
export class HandoversApi {
  private readonly api = inject(Api);

  list(wanted: () => boolean = () => true): Reading<Page<HandoverView>> {
    return this.api.read<Page<HandoverView>>(() => (wanted() ? '/api/handovers' : undefined));
  }

  one(id: () => string): Reading<HandoverDetail> {
    return this.api.read<HandoverDetail>(() => `/api/handovers/${id()}`);
  }

  /** @param version of the note as it was read; undefined where there was none */
  write(id: string, studentId: string, words: string | null, version?: number): Promise<HandoverNoteView> {
    return this.api.put<HandoverNoteView>(`/api/handovers/${id}/notes/${studentId}`, { words }, version);
  }

  acknowledge(id: string): Promise<HandoverView> {
    return this.api.post<HandoverView>(`/api/handovers/${id}/acknowledge`);
  }
}
