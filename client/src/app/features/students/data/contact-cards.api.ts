import { Injectable, inject } from '@angular/core';
import type {
  ContactCardChangeView,
  ContactCardSaved,
  ContactCardView,
  EditContactCardRequest,
  HouseholdView,
  LinkSiblingRequest,
  Page,
  RevealRequest,
  RevealView,
  VerifyContactCardRequest,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

const card = (studentId: string): string => `/api/students/${studentId}/contact-card`;

/** The contact card of a child: how to reach an adult now, and what keeps it true. */
@Injectable({ providedIn: 'root' })
export class ContactCardsApi {
  private readonly api = inject(Api);

  /** The card with masked numbers; the server notes in the access log that it was opened. */
  open(studentId: () => string | undefined): Reading<ContactCardView> {
    return this.api.read(() => {
      const wanted = studentId();
      return wanted && card(wanted);
    });
  }

  /** Saves the whole card as it was read at `version`. */
  save(studentId: string, request: EditContactCardRequest, version: number): Promise<ContactCardSaved> {
    return this.api.put(card(studentId), request, version);
  }

  /** Notes that somebody was reached and the card is right, or that nobody answered. */
  verify(studentId: string, request: VerifyContactCardRequest, version: number): Promise<ContactCardView> {
    return this.api.post(`${card(studentId)}/verify`, request, { version });
  }

  /** One full value; who asked, for what and why goes on the access log. */
  reveal(studentId: string, request: RevealRequest): Promise<RevealView> {
    return this.api.post(`${card(studentId)}/reveal`, request);
  }

  /** Who lives together with the child, as far as the reader may see them. */
  household(studentId: () => string | undefined): Reading<HouseholdView> {
    return this.api.read(() => {
      const wanted = studentId();
      return wanted && `/api/students/${wanted}/household`;
    });
  }

  linkSibling(studentId: string, request: LinkSiblingRequest): Promise<HouseholdView> {
    return this.api.post(`/api/students/${studentId}/household/siblings`, request);
  }

  leaveHousehold(studentId: string, reason: string): Promise<HouseholdView> {
    return this.api.post(`/api/students/${studentId}/household/leave`, { reason });
  }

  /** Notes in the access log that the card goes on paper. */
  notePrinting(studentId: string): Promise<void> {
    return this.api.post(`${card(studentId)}/print`, {});
  }

  changes(studentId: () => string | undefined): Reading<Page<ContactCardChangeView>> {
    return this.api.read(() => {
      const wanted = studentId();
      return wanted && `${card(wanted)}/changes?limit=50`;
    });
  }

  moreChanges(studentId: string, cursor: string): Promise<Page<ContactCardChangeView>> {
    return this.api.get(`${card(studentId)}/changes?${new URLSearchParams({ limit: '50', cursor })}`);
  }
}
