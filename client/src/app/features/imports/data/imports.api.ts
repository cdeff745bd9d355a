import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AssignColumnsRequest,
  CommitImportRequest,
  ImportRowView,
  ImportView,
  MendedRowView,
  MendImportRowRequest,
  Page,
} from '@tongxin/shared';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

export type RowStatus = ImportRowView['status'];
/** A ledger of special-group students, or the roster of all pupils. */
export type ImportKind = ImportView['kind'];

/** Which rows of which import; without a status all of them. */
export interface RowFilter {
  importId: string;
  status: RowStatus | undefined;
}

const ROWS_AT_ONCE = 50;

/** Everything this feature asks the server. `list`, `one` and `rows` are called where a component is built. */
@Injectable({ providedIn: 'root' })
export class ImportsApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  /** The school's imports of a kind, the newest first. */
  list(kind: ImportKind = 'ledger'): Paged<ImportView> {
    return paged(
      this.api.read<Page<ImportView>>(() => `/api/imports?${new URLSearchParams({ kind })}`),
      (cursor) => this.api.get<Page<ImportView>>(`/api/imports?${new URLSearchParams({ kind, cursor })}`),
    );
  }

  one(id: () => string): Reading<ImportView> {
    return this.api.read<ImportView>(() => `/api/imports/${id()}`);
  }

  /** One import as it is now, read once. */
  again(id: string): Promise<ImportView> {
    return this.api.get<ImportView>(`/api/imports/${id}`);
  }

  /** The rows of a ledger in the order of the sheet; nothing while the filter is undefined. */
  rows(filter: () => RowFilter | undefined): Paged<ImportRowView> {
    const address = (wanted: RowFilter, cursor?: string): string => {
      const query = new URLSearchParams({ limit: String(ROWS_AT_ONCE) });
      if (wanted.status) query.set('status', wanted.status);
      if (cursor) query.set('cursor', cursor);
      return `/api/imports/${wanted.importId}/rows?${query}`;
    };
    return paged(
      this.api.read<Page<ImportRowView>>(() => {
        const wanted = filter();
        return wanted && address(wanted);
      }),
      (cursor) => this.api.get<Page<ImportRowView>>(address(filter()!, cursor)),
    );
  }

  /** @throws RequestProblem when the file is refused at once or does not arrive */
  upload(file: File, key: string, kind: ImportKind): Promise<ImportView> {
    return this.api.upload<ImportView>(`/api/imports?${new URLSearchParams({ kind })}`, file, key);
  }

  /** Changes cells of a row, or what becomes of a duplicate; the answer is the row checked again and the version the import has now. */
  mend(view: ImportView, sheetRow: number, change: MendImportRowRequest): Promise<MendedRowView> {
    return this.api.patch<MendedRowView>(`/api/imports/${view.id}/rows/${sheetRow}`, change, view.version);
  }

  /** Says what headers mean; remembered for the school, and the ledger is checked again. */
  assignColumns(view: ImportView, request: AssignColumnsRequest): Promise<ImportView> {
    return this.api.put<ImportView>(`/api/imports/${view.id}/columns`, request, view.version);
  }

  commit(view: ImportView, request: CommitImportRequest): Promise<ImportView> {
    return this.api.post<ImportView>(`/api/imports/${view.id}/commit`, request, { version: view.version });
  }

  cancel(view: ImportView): Promise<ImportView> {
    return this.api.post<ImportView>(`/api/imports/${view.id}/cancel`, {}, { version: view.version });
  }

  /** The empty ledger or roster to fill in, in the reader's language. */
  template(language: string, kind: ImportKind): Promise<Blob> {
    return this.document(`/api/imports/template.xlsx?${new URLSearchParams({ language, kind })}`);
  }

  /** The rows that stay behind, each with its reason, to mend in Excel and upload again. */
  errorWorkbook(id: string, language: string): Promise<Blob> {
    return this.document(`/api/imports/${id}/errors.xlsx?${new URLSearchParams({ language })}`);
  }

  private async document(url: string): Promise<Blob> {
    try {
      return await firstValueFrom(this.http.get(url, { responseType: 'blob' }));
    } catch (error) {
      throw toRequestProblem(error);
    }
  }
}
