import { Injectable, computed, inject, signal } from '@angular/core';
import type { TalkView } from '@tongxin/shared';
import { Drafts } from '../../../core/drafts/drafts.js';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { requestOf, type TalkDraft } from './talk-draft.js';
import { TalksApi } from './talks.api.js';

/** A talk that is typed or could not be sent, as it is kept on this device. */
export interface KeptTalk {
  /** The id the entry keeps however often it is sent. */
  id: string;
  draft: TalkDraft;
  /** Still typed, not reached the server, or refused by it. */
  state: 'typing' | 'unsent' | 'refused';
  /** The code of the refusal and the fields it names, by JSON pointer. */
  refusal?: {
    code: string;
    requestId: string | null;
    fields: { pointer: string; code: string; params: Record<string, unknown> }[];
  };
}

/** A saved talk that lists already show as done although the server may not have answered yet. */
export interface TalkUnderway {
  id: string;
  draft: TalkDraft;
}

const KIND = 'talk';

/**
 * Talks on their way to the server. Saving is optimistic: the screen moves at once, the bar offers eight seconds to take it
 * back (the entry is then void with the reason `mistyped`), and what could not be sent stays on Today until it is.
 */
@Injectable({ providedIn: 'root' })
export class TalkOutbox {
  private readonly api = inject(TalksApi);
  private readonly drafts = inject(Drafts);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly t = translate();
  private readonly moving = signal<readonly TalkUnderway[]>([]);
  private readonly answered = signal(0);

  /** Saved within the last seconds; lists lay these over what the server said before. */
  readonly underway = this.moving.asReadonly();
  /** Counts answers of the server; whoever shows talks or duties reads again when it grows. */
  readonly changes = this.answered.asReadonly();
  /** Talks not sent yet, the latest first. */
  readonly kept = computed(() => {
    const underway = new Set(this.moving().map((entry) => entry.id));
    return this.drafts
      .ofKind<KeptTalk>(KIND)
      .map((draft) => draft.value)
      .filter((kept) => !underway.has(kept.id));
  });

  newEntryId(): string {
    return newId();
  }

  /** Keeps what is being typed. */
  keep(id: string, draft: TalkDraft): void {
    this.drafts.keep(`${KIND}:${id}`, { id, draft, state: 'typing' } satisfies KeptTalk);
  }

  /** Throws a kept talk away. */
  discard(id: string): void {
    this.drafts.drop(`${KIND}:${id}`);
  }

  /** Says that a talk was changed elsewhere, so that lists read again. */
  announceChange(): void {
    this.answered.update((count) => count + 1);
  }

  /** Sends an entry. Resolves when the server has answered or the entry is kept as not sent; never throws. */
  async save(id: string, draft: TalkDraft): Promise<void> {
    this.drafts.keep(`${KIND}:${id}`, { id, draft, state: 'unsent' } satisfies KeptTalk);
    this.moving.update((entries) => [...entries.filter((entry) => entry.id !== id), { id, draft }]);
    const sending = this.api.record(requestOf(id, draft));
    const over = this.offerUndo(id, draft, sending);
    try {
      await sending;
      if (this.isUnderway(id)) this.discard(id);
      this.announceChange();
      await over;
    } catch (error) {
      if (this.isUnderway(id)) this.keepUnsent(id, draft, toRequestProblem(error));
    }
    this.settle(id);
  }

  /** Shows the bar; resolves when the entry can no longer be taken back. */
  private offerUndo(id: string, draft: TalkDraft, sending: Promise<TalkView[]>): Promise<void> {
    const names = draft.students.map((student) => student.name).join(this.t('talks.nameSeparator'));
    return new Promise((over) =>
      this.notices.offer(this.t('talks.saved', { names }), () => this.takeBack(id, sending).finally(over), over),
    );
  }

  private keepUnsent(id: string, draft: TalkDraft, problem: RequestProblem): void {
    const lasting = !problem.passing && problem.status !== 401;
    const kept: KeptTalk = lasting
      ? {
          id,
          draft,
          state: 'refused',
          refusal: { code: problem.code, requestId: problem.requestId, fields: [...problem.fields] },
        }
      : { id, draft, state: 'unsent' };
    this.drafts.keep(`${KIND}:${id}`, kept);
    this.notices.say(
      this.t(lasting ? 'talks.refused' : 'talks.unsent', { why: this.sentences.sentence(problem) }),
      'problem',
    );
  }

  private async takeBack(id: string, sending: Promise<TalkView[]>): Promise<void> {
    this.settle(id);
    this.discard(id);
    const saved = await sending.catch(() => null);
    if (!saved) return;
    try {
      for (const talk of saved) await this.api.void(talk.id, { reason: 'mistyped' }, talk.version);
      this.notices.say(this.t('talks.takenBack'));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
    this.announceChange();
  }

  private isUnderway(id: string): boolean {
    return this.moving().some((entry) => entry.id === id);
  }

  private settle(id: string): void {
    this.moving.update((entries) => entries.filter((entry) => entry.id !== id));
  }
}
