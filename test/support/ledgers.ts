import type request from 'supertest';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportRowView, ImportView } from '@tongxin/shared';
import { dataFile } from './data-file.js';
import type { TestApp } from './test-app.js';
import type { AClass, ASchool, Person } from './world.js';

export const LEDGER = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Grades 1 to 6 with four classes each, as the sample ledgers name them; by `grade-number`. */
export async function classesOf(app: TestApp, school: ASchool): Promise<Map<string, AClass>> {
  const classes = new Map<string, AClass>();
  for (const grade of [1, 2, 3, 4, 5, 6])
    for (const number of [1, 2, 3, 4])
      classes.set(`${grade}-${number}`, await app.world.class(school, { grade, number }));
  return classes;
}

/** What an office does with ledgers, by name. */
export class Importing {
  constructor(
    private readonly app: TestApp,
    readonly person: Person,
  ) {}

  /** The same for somebody else. */
  as(person: Person): Importing {
    return new Importing(this.app, person);
  }

  upload(bytes: Buffer, fileName = 'ledger.xlsx'): request.Test {
    return this.app
      .as(this.person)
      .post('/api/imports')
      .attach('file', bytes, { filename: fileName, contentType: LEDGER });
  }

  /** Uploads and waits for the check. */
  async checked(bytes: Buffer, fileName?: string): Promise<ImportView> {
    const { body } = await this.upload(bytes, fileName).expect(201);
    return this.until((body as ImportView).id, 'checked', 'failed');
  }

  async sample(name: string): Promise<ImportView> {
    return this.checked(await readFile(dataFile(name)), name);
  }

  async get(id: string): Promise<ImportView> {
    return (await this.app.as(this.person).get(`/api/imports/${id}`).expect(200)).body as ImportView;
  }

  async until(id: string, ...statuses: ImportView['status'][]): Promise<ImportView> {
    for (let wait = 0; wait < 600; wait += 1) {
      const found = await this.get(id);
      if (statuses.includes(found.status)) return found;
      await sleep(Math.min(20 + wait * 5, 250));
    }
    throw new Error(`never ${statuses.join(' or ')}`);
  }

  /** All rows, over all pages. */
  async rows(id: string, query = ''): Promise<ImportRowView[]> {
    const rows: ImportRowView[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await this.app
        .as(this.person)
        .get(`/api/imports/${id}/rows?limit=100${query}${cursor === '' ? '' : `&cursor=${cursor}`}`)
        .expect(200);
      rows.push(...(body.items as ImportRowView[]));
      cursor = body.nextCursor as string | null;
    }
    return rows;
  }

  /** Mends a row, with the version the import has now. */
  async mend(id: string, sheetRow: number, change: object): Promise<ImportRowView & { version: number }> {
    const { version } = await this.get(id);
    const { body } = await this.app
      .as(this.person)
      .patch(`/api/imports/${id}/rows/${sheetRow}`)
      .set('If-Match', `"${version}"`)
      .send(change)
      .expect(200);
    return body as ImportRowView & { version: number };
  }

  async commit(id: string, request: object = {}): Promise<ImportView> {
    await this.app.as(this.person).post(`/api/imports/${id}/commit`).send(request).expect(200);
    return this.until(id, 'committed', 'checked');
  }

  /** The workbook of bad rows. */
  async errors(id: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Buffer> {
    const { body } = await this.app
      .as(this.person)
      .get(`/api/imports/${id}/errors.xlsx?language=${language}`)
      .buffer(true)
      .parse(bytesOf)
      .expect(200);
    return body as Buffer;
  }
}

/** Keeps the bytes of an answer that is a file. */
export function bytesOf(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
