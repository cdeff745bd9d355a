import { Injectable, inject } from '@angular/core';
import type { Page, SchoolView } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';

/** The school itself, its calendar, classes, villages and roster at the server. */
@Injectable({ providedIn: 'root' })
export class SchoolApi {
  readonly api = inject(Api);

  school() {
    return this.api.read<Page<SchoolView>>(() => '/api/schools');
  }
}
