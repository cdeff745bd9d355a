import { Injectable, inject, signal } from '@angular/core';
import { Texts } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ImportsApi, type ImportKind } from './imports.api.js';
import { saveDocument } from './save-document.js';

/** Downloads of the import: the template, and the rows of a ledger that stayed behind. Says so when one does not come. */
@Injectable({ providedIn: 'root' })
export class Documents {
  private readonly api = inject(ImportsApi);
  private readonly texts = inject(Texts);
  private readonly sentences = inject(ProblemSentences);
  private readonly notices = inject(UndoBar);
  private readonly going = signal(false);

  /** True while a document is on its way. */
  readonly busy = this.going.asReadonly();

  template(kind: ImportKind = 'ledger'): Promise<void> {
    const name = this.texts.t(kind === 'roster' ? 'roster.templateFile' : 'imports.template.file');
    return this.save(name, () => this.api.template(this.texts.language(), kind));
  }

  errorWorkbook(view: { id: string; fileName: string }): Promise<void> {
    const name = view.fileName.replace(/\.xlsx$/i, '');
    return this.save(this.texts.t('imports.errors.file', { name }), () =>
      this.api.errorWorkbook(view.id, this.texts.language()),
    );
  }

  private async save(name: string, fetch: () => Promise<Blob>): Promise<void> {
    if (this.going()) return;
    this.going.set(true);
    try {
      saveDocument(await fetch(), name);
    } catch (error) {
      const reason = this.sentences.sentence(toRequestProblem(error));
      this.notices.say(this.texts.t('imports.download.failed', { reason }), 'problem');
    } finally {
      this.going.set(false);
    }
  }
}
