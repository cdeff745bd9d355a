import { Injectable, computed, inject, linkedSignal } from '@angular/core';
import type { PhoneView, RevealRequest, Withheld } from '@tongxin/shared';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ContactCardsApi } from './contact-cards.api.js';
import { Dialler } from './dialler.js';
import { OpenStudent } from './open-student.js';
import { ownGrants } from './own-grants.js';

/**
 * Full values behind masked ones, for the child that is open. Each was asked for by name and reason and stands on the access
 * log; they live in this page only and are gone when another child is opened.
 */
@Injectable()
export class Reveals {
  private readonly api = inject(ContactCardsApi);
  private readonly student = inject(OpenStudent);
  private readonly dialler = inject(Dialler);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly session = inject(Session);
  private readonly known = linkedSignal<string, ReadonlyMap<string, string>>({
    source: this.student.id,
    computation: () => new Map(),
  });

  /** Full values by id of the phone, or by name for the numbers of the child. */
  readonly values = this.known.asReadonly();

  /** Whether the viewer may see a number without calling; others see it once they call. */
  readonly mayShowPhones = computed(() => this.seesMoreThan('houseNumber'));
  /** Whether the viewer may see the ID number and the student number. */
  readonly mayShowIdentity = computed(() => this.seesMoreThan('identity'));

  /** @throws RequestProblem when the server refuses */
  async reveal(request: RevealRequest): Promise<string> {
    const key = request.id ?? request.what;
    const studentId = this.student.id();
    const { value } = await this.api.reveal(studentId, request);
    if (studentId === this.student.id()) this.known.update((values) => new Map(values).set(key, value));
    return value;
  }

  /** An audited reveal with the reason `call`, then the telephone. Says what went wrong instead of throwing. */
  async call(phone: PhoneView): Promise<void> {
    try {
      this.dialler.dial(await this.reveal({ what: 'phone', id: phone.id, reason: 'call' }));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
  }

  private seesMoreThan(part: Withheld): boolean {
    return ownGrants(this.session, 'contactCard.reveal').some((grant) => !grant.withheld?.includes(part));
  }
}
