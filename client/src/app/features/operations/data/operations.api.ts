import { Injectable, inject } from '@angular/core';
import type { AskForOperation, OperationRunView, OperationsView } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** How the installation is, as the server knows it. */
@Injectable({ providedIn: 'root' })
export class OperationsApi {
  private readonly api = inject(Api);

  state(): Reading<OperationsView> {
    return this.api.read<OperationsView>(() => '/api/operations');
  }

  /** Asks for a backup or a test restore; it goes on at the server, whoever looks. */
  ask(kind: AskForOperation['kind']): Promise<OperationRunView> {
    return this.api.post<OperationRunView>('/api/operations/runs', { kind });
  }
}
