import { Injectable, inject } from '@angular/core';
import { Texts } from '../language/texts.js';
import type { RequestProblem } from './request-problem.js';

/** Turns problem codes into sentences in the reader's language; the server never sends sentences. */
@Injectable({ providedIn: 'root' })
export class ProblemSentences {
  private readonly texts = inject(Texts);

  /** What went wrong with a whole request. Unknown codes get the general sentence of their kind. */
  sentence(problem: RequestProblem): string {
    const known = this.known(problem.code, { seconds: problem.waitSeconds ?? 60 });
    if (known) return known;
    return this.texts.t(problem.status >= 500 ? 'problems.internal' : 'problems.request.invalid');
  }

  /** What is wrong with one field or one cell, from its code and parameters. */
  fieldSentence(code: string, params: Record<string, unknown> = {}): string {
    return this.known(code, params) ?? this.texts.t('problems.field.invalid');
  }

  private known(code: string, params: Record<string, unknown>): string | null {
    const key = `problems.${code}`;
    return this.texts.has(key) ? this.texts.t(key, params) : null;
  }
}
