import { HttpClient, HttpHeaders, httpResource, type HttpResourceRequest } from '@angular/common/http';
import { Injectable, Injector, computed, inject, resource } from '@angular/core';
import { firstValueFrom, type Observable } from 'rxjs';
import { newId } from '../identifiers.js';
import { toRequestProblem } from '../problems/request-problem.js';
import { toReading, type Reading } from './reading.js';

/** What a search sends; the filter stands in the body because personal data never stands in an address. */
export interface SearchRequest {
  url: string;
  body: unknown;
}

/**
 * The one way to the server. Reads are resources, writes are promises that throw RequestProblem. Each feature has one class
 * on top of this with a method per operation; components never see addresses.
 */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);

  /** Reads an address, again whenever the signals in it change; undefined means: nothing to read now. */
  read<T>(address: () => string | undefined): Reading<T> {
    const request = computed(address);
    return toReading(
      httpResource<T>(() => request(), { injector: inject(Injector) }),
      request,
    );
  }

  /** As `read`, for searches whose filter stands in the body of a POST. */
  search<T>(search: () => SearchRequest | undefined): Reading<T> {
    const request = computed<HttpResourceRequest | undefined>(() => {
      const wanted = search();
      return wanted && { url: wanted.url, method: 'POST', body: wanted.body };
    });
    return toReading(
      httpResource<T>(() => request(), { injector: inject(Injector) }),
      request,
    );
  }

  /** Reads what takes several requests, again whenever what is wanted changes; undefined means: nothing to read now. */
  gather<Wanted, T>(wanted: () => Wanted | undefined, gathering: (wanted: Wanted) => Promise<T>): Reading<T> {
    const params = computed(wanted);
    const gathered = resource({
      params: () => params(),
      loader: ({ params: present }) => gathering(present as Wanted),
      injector: inject(Injector),
    });
    return toReading<T>(gathered, params);
  }

  /** Reads once, for example the next page of a list. */
  get<T>(url: string): Promise<T> {
    return this.answer(this.http.get<T>(url));
  }

  /** A POST that changes nothing (search). */
  ask<T>(url: string, body: unknown): Promise<T> {
    return this.answer(this.http.post<T>(url, body));
  }

  /**
   * Creates or acts. The key makes a repeated request harmless; pass the same key to try the same act again, and null where the body has an
   * id that does the same.
   */
  post<T>(url: string, body: unknown = {}, options: { key?: string | null; version?: number } = {}): Promise<T> {
    const { key = newId(), version } = options;
    const headers = key === null ? this.headers(version) : this.headers(version).set('Idempotency-Key', key);
    return this.answer(this.http.post<T>(url, body, { headers }));
  }

  /** Changes a record as it was read at `version`; a RequestProblem with status 412 carries the record as it is now. */
  patch<T>(url: string, body: unknown, version?: number): Promise<T> {
    return this.answer(this.http.patch<T>(url, body, { headers: this.headers(version) }));
  }

  put<T>(url: string, body: unknown, version?: number): Promise<T> {
    return this.answer(this.http.put<T>(url, body, { headers: this.headers(version) }));
  }

  /** Takes away a record as it was read at `version`. */
  remove<T = void>(url: string, version?: number): Promise<T> {
    return this.answer(this.http.delete<T>(url, { headers: this.headers(version) }));
  }

  /** Sends one file as multipart field "file", after the fields that say what it is for. */
  upload<T>(url: string, file: File, key: string = newId(), fields: Readonly<Record<string, string>> = {}): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, file.name);
    return this.answer(this.http.post<T>(url, form, { headers: new HttpHeaders({ 'Idempotency-Key': key }) }));
  }

  private headers(version: number | undefined): HttpHeaders {
    return version === undefined ? new HttpHeaders() : new HttpHeaders({ 'If-Match': `"${version}"` });
  }

  private async answer<T>(answer: Observable<T>): Promise<T> {
    try {
      return await firstValueFrom(answer, { defaultValue: undefined as T });
    } catch (error) {
      throw toRequestProblem(error);
    }
  }
}
