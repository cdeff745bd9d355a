import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import type { Permission, StudentView } from '@tongxin/shared';
import { map } from 'rxjs';
import { StudentsApi } from './students.api.js';

/** The child whose file is open; the page around the tabs provides it, so that all tabs look at one answer. */
@Injectable()
export class OpenStudent {
  private readonly route = inject(ActivatedRoute);

  readonly id = toSignal(this.route.paramMap.pipe(map((params) => params.get('id') ?? '')), { requireSync: true });
  readonly reading = inject(StudentsApi).file(() => this.id() || undefined);
  /** The file; undefined until the server has answered. */
  readonly view = computed(() => this.reading.value());

  /** Whether the viewer may do this with this child. */
  may(permission: Permission): boolean {
    return this.view()?.may.includes(permission) ?? false;
  }

  /** Puts a newer answer of the server on the screen. */
  show(file: StudentView): void {
    this.reading.change(() => file);
  }
}
