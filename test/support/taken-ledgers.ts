import type request from 'supertest';
import type { LedgerPreview, LedgerRequestView } from '@tongxin/shared';
import { shownText } from '../../server/src/features/imports/ledger/cell.js';
import { readWorkbook } from '../../server/src/features/imports/ledger/workbook.reader.js';
import { ZipArchive } from '../../server/src/features/imports/ledger/zip-archive.js';
import { bytesOf } from './ledgers.js';
import type { TestApp } from './test-app.js';
import type { Person } from './world.js';

/** A ledger as somebody opens it. */
export interface TakenLedger {
  readonly bytes: Buffer;
  /** Every row that holds something, as texts. */
  readonly rows: string[][];
  readonly header: string[];
  /** The rows between header and signatures, by the words of the header. */
  readonly children: Record<string, string>[];
  readonly headers: Record<string, string>;
}

/** What somebody does who takes ledgers out. */
export class TakingLedgers {
  constructor(
    private readonly app: TestApp,
    readonly person: Person,
  ) {}

  async preview(wish: object = {}): Promise<LedgerPreview> {
    return (await this.app.as(this.person).post('/api/ledgers/preview').send(wish).expect(200)).body as LedgerPreview;
  }

  /** Made at once. */
  take(wish: object = {}): request.Test {
    return this.app.as(this.person).post('/api/ledgers').send(wish).buffer(true).parse(bytesOf);
  }

  /** What is answered where no file is. */
  tried(wish: object = {}): request.Test {
    return this.app.as(this.person).post('/api/ledgers').send(wish);
  }

  async taken(wish: object = {}): Promise<TakenLedger> {
    return openLedger(await this.take(wish).expect(200));
  }

  async ask(wish: object = {}): Promise<LedgerRequestView> {
    const { body } = await this.app
      .as(this.person)
      .post('/api/ledgers/requests')
      .send({ reason: '上报', ...wish })
      .expect(201);
    return body as LedgerRequestView;
  }

  /** One that was agreed to. */
  fetch(id: string): request.Test {
    return this.app.as(this.person).post(`/api/ledgers/requests/${id}/file`).buffer(true).parse(bytesOf);
  }

  async fetched(id: string): Promise<TakenLedger> {
    return openLedger(await this.fetch(id).expect(200));
  }

  async requests(): Promise<LedgerRequestView[]> {
    return (await this.app.as(this.person).get('/api/ledgers/requests').expect(200)).body.items as LedgerRequestView[];
  }

  async decide(approvalId: string, act: 'approve' | 'send-back', body: object = {}): Promise<void> {
    await this.app.as(this.person).post(`/api/approvals/${approvalId}/${act}`).send(body).expect(200);
  }
}

function openLedger({ body, headers }: request.Response): TakenLedger {
  const bytes = body as Buffer;
  const rows = (readWorkbook(bytes)[0]?.rows ?? []).map(({ cells }) => Array.from(cells, (cell) => shownText(cell)));
  const at = rows.findIndex((row) => row.includes('姓名') || row.includes('Name'));
  const header = rows[at] ?? [];
  const children = rows
    .slice(at + 1, -1)
    .map((row) => Object.fromEntries(header.map((word, index) => [word, row[index] ?? ''])));
  return { bytes, rows, header, children, headers: headers };
}

/** The markup of the parts of a workbook, by name. */
export function partsOf(bytes: Buffer): Map<string, string> {
  const archive = new ZipArchive(bytes);
  return new Map(archive.names().map((name) => [name, String(archive.read(name))]));
}
