import { Injectable, inject } from '@angular/core';
import type { RolloverPreview, RolloverView, RunRolloverRequest } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** The step into a new school year, as the server knows it. */
@Injectable({ providedIn: 'root' })
export class RolloversApi {
  private readonly api = inject(Api);

  /** What would happen to every class; nothing is changed. */
  preview(): Reading<RolloverPreview> {
    return this.api.read<RolloverPreview>(() => '/api/rollovers/preview');
  }

  /** Tries it (`dryRun`) or runs it. */
  run(request: RunRolloverRequest): Promise<RolloverView> {
    return this.api.post<RolloverView>('/api/rollovers', request);
  }

  undo(id: string): Promise<RolloverView> {
    return this.api.post<RolloverView>(`/api/rollovers/${id}/undo`);
  }
}
