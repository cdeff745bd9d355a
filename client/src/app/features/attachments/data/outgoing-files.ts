import { computed, inject, signal } from '@angular/core';
import { newId } from '../../../core/identifiers.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { AttachmentsApi, type AttachmentSubject } from './attachments.api.js';
import { reasonAgainst } from './file-words.js';

/** A chosen file on its way to a record. */
export interface OutgoingFile {
  readonly key: string;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused';
  /** Why it was refused, in words. */
  readonly why: string | null;
  /** Whether sending it again may help. */
  readonly again: boolean;
}

/**
 * Files chosen for a record, sent one after the other; one that is refused says why and keeps none of the others back.
 * They can wait until the record exists: `files.send({ subjectKind: 'proposal', subjectId: proposal.id })`. Made where a component is built.
 */
export class OutgoingFiles {
  private readonly api = inject(AttachmentsApi);
  private readonly sentences = inject(ProblemSentences);
  private readonly list = signal<readonly OutgoingFile[]>([]);

  /** Those not yet arrived. */
  readonly items = computed(() => this.list().filter(({ state }) => state !== 'sent'));
  readonly sending = computed(() => this.list().some(({ state }) => state === 'sending'));
  /** How many of the last choice have arrived, and of how many. */
  readonly progress = computed(() => {
    const going = this.list().filter(({ state }) => state !== 'refused');
    return { done: going.filter(({ state }) => state === 'sent').length, of: going.length };
  });

  choose(files: readonly File[]): void {
    const before = this.sending() ? this.list() : this.items();
    const chosen = files.map((file): OutgoingFile => {
      const against = reasonAgainst(file);
      const why = against ? this.sentences.fieldSentence(against.code, against.params) : null;
      return { key: newId(), file, state: why === null ? 'waiting' : 'refused', why, again: false };
    });
    this.list.set([...before, ...chosen]);
  }

  drop({ key }: OutgoingFile): void {
    this.list.update((list) => list.filter((one) => one.key !== key));
  }

  /** Lets a file that was refused wait again. */
  tryAgain({ key }: OutgoingFile): void {
    this.change(key, { state: 'waiting', why: null });
  }

  /**
   * Sends what waits.
   * @param arrived told after each file that has arrived
   * @returns whether nothing is left behind
   */
  async send(subject: AttachmentSubject, arrived?: () => void): Promise<boolean> {
    if (this.sending()) return false;
    for (let next = this.next(); next; next = this.next()) {
      this.change(next.key, { state: 'sending' });
      try {
        await this.api.add(subject, next.file, next.key);
        this.change(next.key, { state: 'sent' });
        arrived?.();
      } catch (error) {
        const problem = toRequestProblem(error);
        this.change(next.key, { state: 'refused', why: this.words(problem), again: problem.passing });
      }
    }
    return this.items().length === 0;
  }

  private next(): OutgoingFile | undefined {
    return this.list().find(({ state }) => state === 'waiting');
  }

  private words(problem: RequestProblem): string {
    const [field] = problem.fields;
    if (field) return this.sentences.fieldSentence(field.code, field.params);
    return this.sentences.sentence(problem);
  }

  private change(key: string, to: Partial<OutgoingFile>): void {
    this.list.update((list) => list.map((one) => (one.key === key ? { ...one, ...to } : one)));
  }
}
