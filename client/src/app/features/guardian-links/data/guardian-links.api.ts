import { Injectable, inject } from '@angular/core';
import type { GuardianLinkList, GuardianLinkMade, GuardianLinkView, MakeGuardianLinkRequest } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** What the school asks about links for guardians. `list` is called where a component is built. */
@Injectable({ providedIn: 'root' })
export class GuardianLinksApi {
  private readonly api = inject(Api);

  list(studentId: () => string | undefined): Reading<GuardianLinkList> {
    return this.api.read<GuardianLinkList>(() => {
      const id = studentId();
      return id && `/api/students/${id}/guardian-links`;
    });
  }

  /** The answer carries the secret of the link, this once. */
  make(studentId: string, request: MakeGuardianLinkRequest): Promise<GuardianLinkMade> {
    return this.api.post<GuardianLinkMade>(`/api/students/${studentId}/guardian-links`, request);
  }

  revoke(studentId: string, id: string): Promise<GuardianLinkView> {
    return this.api.post<GuardianLinkView>(`/api/students/${studentId}/guardian-links/${id}/revoke`);
  }
}
