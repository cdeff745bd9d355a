import { HttpClient, HttpErrorResponse, type HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { LedgerPreview, LedgerRequestView, LedgerRequestWish, LedgerWish, Page } from '@tongxin/shared';
import { firstValueFrom, type Observable } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

/** A workbook as it came, with the name the server gave it. */
export interface LedgerDocument {
  readonly bytes: Blob;
  readonly name: string;
}

const REQUESTS = '/api/ledgers/requests';

/** Ledgers as workbooks. Of which children stands in the body of a request, never in an address. */
@Injectable({ providedIn: 'root' })
export class LedgersApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  preview(wish: () => LedgerWish): Reading<LedgerPreview> {
    return this.api.search(() => ({ url: '/api/ledgers/preview', body: wish() }));
  }

  /** Made at once; the server notes in the access log whose data it holds. */
  take(wish: LedgerWish): Promise<LedgerDocument> {
    return this.document('/api/ledgers', wish);
  }

  /** Asks a second person. @param key makes the same form sent twice one request */
  ask(wish: LedgerRequestWish, key: string): Promise<LedgerRequestView> {
    return this.api.post(REQUESTS, wish, { key });
  }

  /** What the person asked for lately, the newest first. */
  requests(): Reading<Page<LedgerRequestView>> {
    return this.api.read(() => `${REQUESTS}?limit=5`);
  }

  /** One that was agreed to. */
  fetch(id: string): Promise<LedgerDocument> {
    return this.document(`${REQUESTS}/${id}/file`, {});
  }

  private async document(url: string, body: unknown): Promise<LedgerDocument> {
    const answer: Observable<HttpResponse<Blob>> = this.http.post(url, body, {
      observe: 'response',
      responseType: 'blob',
    });
    try {
      const { body: bytes, headers } = await firstValueFrom(answer);
      return { bytes: bytes ?? new Blob(), name: nameIn(headers.get('Content-Disposition')) };
    } catch (error) {
      throw toRequestProblem(await readable(error));
    }
  }
}

/** The name a document is saved under, as RFC 5987 writes it. */
function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : 'tongxin-ledger.xlsx';
}

/** Where a document was expected, a problem comes as bytes too. */
async function readable(error: unknown): Promise<unknown> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return error;
  const { status, statusText, headers, url } = error;
  const text = await error.error.text();
  const problem: unknown = text.startsWith('{') ? JSON.parse(text) : null;
  return new HttpErrorResponse({ error: problem, status, statusText, headers, ...(url ? { url } : {}) });
}
