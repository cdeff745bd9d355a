import { Injectable, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { newId } from '../../../core/identifiers.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { ImportsApi, type ImportKind } from './imports.api.js';

/** Sends one workbook and goes to its import. Provided by each page that has an upload zone. */
@Injectable()
export class LedgerUpload {
  private readonly api = inject(ImportsApi);
  private readonly router = inject(Router);
  private readonly file = signal<{ file: File; kind: ImportKind; key: string } | null>(null);
  private readonly under = signal<string | null>(null);
  private readonly failure = signal<RequestProblem | null>(null);

  /** The name of the file that is being sent. */
  readonly sending = this.under.asReadonly();
  readonly problem = this.failure.asReadonly();

  async send(file: File, kind: ImportKind = 'ledger'): Promise<void> {
    this.file.set({ file, kind, key: newId() });
    await this.again();
  }

  /** Sends the same file again; the same key makes sure that it becomes one import, even if the first attempt did arrive. */
  async again(): Promise<void> {
    const chosen = this.file();
    if (!chosen || this.under() !== null) return;
    this.under.set(chosen.file.name);
    this.failure.set(null);
    try {
      const view = await this.api.upload(chosen.file, chosen.key, chosen.kind);
      await this.router.navigate(['/imports', view.id]);
    } catch (error) {
      this.failure.set(toRequestProblem(error));
    } finally {
      this.under.set(null);
    }
  }
}
