import { Injectable, inject, signal } from '@angular/core';
import type { ImportRowView, ImportView, MendImportRowRequest } from '@tongxin/shared';
import { Drafts } from '../../../core/drafts/drafts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { ImportsApi } from './imports.api.js';

/** What came of an attempt to change a row. */
export type Mended =
  | { outcome: 'saved'; row: ImportRowView; view: ImportView }
  /** Somebody else changed or continued the import meanwhile; it must be read again before the next attempt. */
  | { outcome: 'outdated' }
  | { outcome: 'refused' };

/**
 * Changes rows of one import, one after another, because each change makes a new version of the import. What is typed is kept as a
 * draft until it is saved. Provided by the page.
 */
@Injectable()
export class RowMending {
  private readonly api = inject(ImportsApi);
  private readonly drafts = inject(Drafts);
  private readonly going = signal<ReadonlySet<number>>(new Set());
  private readonly refused = signal<ReadonlyMap<number, RequestProblem>>(new Map());
  private last: Promise<unknown> = Promise.resolve();
  private newest: ImportView | undefined;

  saving(sheetRow: number): boolean {
    return this.going().has(sheetRow);
  }

  /** Why the last change of a row was refused. */
  refusal(sheetRow: number): RequestProblem | undefined {
    return this.refused().get(sheetRow);
  }

  draft(importId: string, sheetRow: number): Record<string, string> | undefined {
    return this.drafts.get(place(importId, sheetRow));
  }

  keep(importId: string, sheetRow: number, typed: Record<string, string>): void {
    if (Object.keys(typed).length > 0) this.drafts.keep(place(importId, sheetRow), typed);
    else this.forget(importId, sheetRow);
  }

  /** Sends the change as soon as earlier ones are answered. Never throws: see `refusal`. */
  change(view: ImportView, sheetRow: number, request: MendImportRowRequest): Promise<Mended> {
    this.going.update((rows) => new Set([...rows, sheetRow]));
    const attempt = this.last.then(() => this.send(view, sheetRow, request));
    this.last = attempt;
    return attempt;
  }

  private async send(view: ImportView, sheetRow: number, request: MendImportRowRequest): Promise<Mended> {
    try {
      const row = await this.api.mend(this.newer(view), sheetRow, request);
      // The row is saved even when the figures cannot be read just now.
      this.newest = await this.api.again(view.id).catch(() => ({ ...view, version: row.version }));
      if (request.cells) this.forget(view.id, sheetRow);
      else this.clearRefusal(sheetRow);
      return { outcome: 'saved', row, view: this.newest };
    } catch (error) {
      const problem = toRequestProblem(error);
      this.refused.update((rows) => new Map([...rows, [sheetRow, problem]]));
      return { outcome: problem.status === 409 || problem.status === 412 ? 'outdated' : 'refused' };
    } finally {
      this.going.update((rows) => new Set([...rows].filter((row) => row !== sheetRow)));
    }
  }

  private newer(view: ImportView): ImportView {
    return this.newest && this.newest.id === view.id && this.newest.version > view.version ? this.newest : view;
  }

  private forget(importId: string, sheetRow: number): void {
    this.drafts.drop(place(importId, sheetRow));
    this.clearRefusal(sheetRow);
  }

  private clearRefusal(sheetRow: number): void {
    this.refused.update((rows) => new Map([...rows].filter(([row]) => row !== sheetRow)));
  }
}

function place(importId: string, sheetRow: number): string {
  return `importRow:${importId}:${sheetRow}`;
}
