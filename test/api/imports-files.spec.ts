import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportView } from '@tongxin/shared';
import { shownText } from '../../server/src/features/imports/ledger/cell.js';
import { readWorkbook } from '../../server/src/features/imports/ledger/workbook.reader.js';
import { aWorkbook, partsOf, zipOf, type MadeCell } from '../support/a-workbook.js';
import { dataFile } from '../support/data-file.js';
import { bytesOf, classesOf, Importing, LEDGER } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { ASchool } from '../support/world.js';

const oneSheet = (...rows: MadeCell[][]): Buffer => aWorkbook({ sheets: [{ rows }] });

describe('a file that is uploaded', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Importing;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    await classesOf(app, school);
    office = new Importing(app, await app.world.person(school, { roles: ['office'] }));
  });
  afterAll(() => app.stop());

  const imports = async (): Promise<number> =>
    (await app.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM imports`)).rows[0]!.n;

  describe('and is no ledger', () => {
    const blown = {
      ...partsOf({ sheets: [{ rows: [['姓名']] }] }),
      'xl/worksheets/sheet1.xml': `<worksheet>${' '.repeat(12 << 20)}</worksheet>`,
    };
    it.each<[string, string, () => Buffer | Promise<Buffer>]>([
      ['is empty', 'workbook.empty', () => Buffer.alloc(0)],
      [
        'is a csv with another ending',
        'workbook.notAWorkbook',
        () => Buffer.from('姓名,班级,类别\n周小禾,三年级2班,留守'),
      ],
      [
        'is the old .xls',
        'workbook.oldFormat',
        () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      ],
      [
        'has macros',
        'workbook.macros',
        () =>
          aWorkbook({
            contentType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
            sheets: [{ rows: [['姓名']] }],
          }),
      ],
      [
        'is a Word document with macros',
        'workbook.macros',
        () =>
          aWorkbook({
            contentType: 'application/vnd.ms-word.document.macroEnabled.main+xml',
            sheets: [{ rows: [['姓名']] }],
          }),
      ],
      ['is a zip bomb', 'workbook.tooLarge', () => zipOf(blown)],
      [
        'says that it is small and is not',
        'workbook.tooLarge',
        () => zipOf(blown, { declared: { 'xl/worksheets/sheet1.xml': 500 } }),
      ],
      [
        'was cut off in the middle',
        'workbook.damaged',
        async () => (await readFile(dataFile('ledger-60.xlsx'))).subarray(0, 9_000),
      ],
      ['holds no header', 'header.missing', () => oneSheet(['说明'], ['这不是台账'])],
      [
        'has more rows than may be read',
        'workbook.tooManyRows',
        () =>
          oneSheet(['姓名', '班级', '类别'], ...Array.from({ length: 20_001 }, () => ['周小禾', '三年级2班', '留守'])),
      ],
    ])('%s: it fails with %s, and nothing of it is kept', async (_what, code, bytes) => {
      const failed = await office.checked(await bytes());
      expect(failed).toMatchObject({ status: 'failed', failure: { code }, counts: { rows: 0 }, progress: null });
      expect(await office.rows(failed.id)).toEqual([]);
      const { body } = await app.as(office.person).post(`/api/imports/${failed.id}/commit`).expect(409);
      expect(body.code).toBe('import.wrongStep');
      await app.as(office.person).get(`/api/imports/${failed.id}/errors.xlsx`).expect(409);
    });
  });

  describe('in a request that is not as it should be', () => {
    const upload = () => app.as(office.person).post('/api/imports');
    const ledger = oneSheet(['姓名', '班级', '类别']);
    let before: number;
    beforeEach(async () => {
      before = await imports();
    });
    afterEach(async () => {
      expect(await imports()).toBe(before);
    });

    it('is refused with 413 when it is too large', async () => {
      for (const megabytes of [11, 25]) {
        const { body } = await upload()
          .attach('file', Buffer.alloc(megabytes << 20, 0x50), 'large.xlsx')
          .expect(413);
        expect(body).toMatchObject({ code: 'workbook.tooLarge', params: { max: 10 << 20 } });
      }
    });

    it('is refused with 415 when it is no upload', async () => {
      const json = await upload().send({ file: 'x' }).expect(415);
      expect(json.body.code).toBe('request.mediaType');
      await upload().set('Content-Type', LEDGER).send(ledger.toString('latin1')).expect(415);
    });

    it('is refused with 400 when there are two, none, another field, or a text instead', async () => {
      const answers = [
        await upload().attach('file', ledger, 'one.xlsx').attach('file', ledger, 'two.xlsx').expect(400),
        await upload()
          .attach('file', ledger, 'one.xlsx')
          .attach('file', ledger, '2')
          .attach('file', ledger, '3')
          .expect(400),
        await upload().field('file', 'x').expect(400),
        await upload().attach('ledger', ledger, 'ledger.xlsx').expect(400),
        await upload().attach('file', ledger, 'ledger.xlsx').field('school', school.id).expect(400),
        await upload().set('Content-Type', 'multipart/form-data; boundary=x').send('--x--\r\n').expect(400),
      ];
      expect(
        answers.map(({ body }) =>
          (body.errors ?? []).map((one: { pointer: string; code: string }) => [one.pointer, one.code]),
        ),
      ).toEqual([
        [['/file', 'field.repeated']],
        [['/file', 'field.repeated']],
        [['/file', 'field.type']],
        [['/ledger', 'field.unknown']],
        [['/school', 'field.unknown']],
        [['/file', 'field.required']],
      ]);
    });

    it('is refused with 400 when its key is malformed, and with 403 from another site', async () => {
      await upload().set('Idempotency-Key', 'x'.repeat(300)).attach('file', ledger, 'ledger.xlsx').expect(400);
      await upload().set('Sec-Fetch-Site', 'cross-site').attach('file', ledger, 'ledger.xlsx').expect(403);
    });

    it('is forgotten when the line breaks off in the middle', async () => {
      await app.nest.listen(0, '127.0.0.1');
      const { port } = app.nest.getHttpServer().address() as AddressInfo;
      const socket = connect(port, '127.0.0.1');
      const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="l.xlsx"\r\n\r\n`;
      socket.write(
        `POST /api/imports HTTP/1.1\r\nHost: localhost\r\nCookie: tongxin-session=${await app.tokenOf(office.person)}\r\n` +
          `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n${head}PK`,
      );
      await sleep(200);
      socket.destroy();
      await sleep(200);
      await app.as(office.person).get('/api/imports').expect(200);
    });
  });

  it('keeps its name, without folders and invisible characters', async () => {
    const named = async (name: string): Promise<string> =>
      ((await office.upload(oneSheet(['x']), name).expect(201)).body as ImportView).fileName;
    expect(await named('2026秋 留守儿童台账.xlsx')).toBe('2026秋 留守儿童台账.xlsx');
    expect(await named('..\\..\\台账\u202exslx.exe')).toBe('台账xslx.exe');
    expect(await named(`${'长'.repeat(300)}.xlsx`)).toBe('长'.repeat(200));
  });

  it('is one import when it is sent twice with the same key, and refused when the key comes with another file', async () => {
    const bytes = await readFile(dataFile('ledger-60.xlsx'));
    const send = (file: Buffer) => office.upload(file).set('Idempotency-Key', 'the-same-key');
    const first = (await send(bytes).expect(201)).body as ImportView;
    await office.until(first.id, 'checked');
    const second = (await send(bytes).expect(201)).body as ImportView;
    expect(second).toEqual(first);
    const { body } = await send(oneSheet(['x'])).expect(422);
    expect(body.status).toBe(422);
    expect((await office.upload(bytes).expect(201)).body.id).not.toBe(first.id);
  });

  it('says the same in any order of its columns', async () => {
    const bytes = await readFile(dataFile('ledger-60.xlsx'));
    const sheet = readWorkbook(bytes)[0]!;
    const texts = sheet.rows.map(({ cells }) =>
      Array.from({ length: 24 }, (_, column) => shownText(cells[column]) || null),
    );
    // 与学生关系 and 关系 stay behind the person they speak of.
    const order = [23, 18, 19, 22, 8, 3, 12, 13, 17, 1, 7, 2, 6, 20, 21, 14, 15, 16, 9, 10, 11, 0, 4, 5];
    const header = texts.findIndex((row) => row.includes('学籍号'));
    const shuffled = texts.map((row, index) => (index < header ? row : order.map((column) => row[column] ?? null)));
    const one = await office.checked(bytes);
    const other = await office.checked(oneSheet(...shuffled));
    expect(other.counts).toEqual(one.counts);
    const told = async (id: string) =>
      (await office.rows(id)).map(({ name, classLabel, status, problems }) => [
        name,
        classLabel,
        status,
        problems.map(({ column, code }) => [column.split(' ')[1], code]),
      ]);
    expect(await told(other.id)).toEqual(await told(one.id));
  });

  describe('with a header nobody knows', () => {
    const HEADER = ['姓名', '性别', '出生日期', '班级', '娃娃属于哪一类', '老家屋基', '帮扶教师'];
    const ledger = oneSheet(HEADER, ['周小禾', '女', '2018-03-14', '三年级2班', '留守', '前店村12号', '王老师']);
    const assign = (view: ImportView, columns: unknown, version = view.version) =>
      app.as(office.person).put(`/api/imports/${view.id}/columns`).set('If-Match', `"${version}"`).send({ columns });

    it('fails while a column is missing that no ledger can do without, and is checked again once it is assigned by hand', async () => {
      const failed = await office.checked(ledger);
      expect(failed).toMatchObject({
        status: 'failed',
        failure: { code: 'header.fieldMissing', params: { fields: ['categories'] } },
      });
      expect(failed.columns.filter(({ field }) => field === null)).toEqual([
        { column: 'E', header: '娃娃属于哪一类', field: null, remembered: false, leftOut: false },
        { column: 'F', header: '老家屋基', field: null, remembered: false, leftOut: false },
        { column: 'G', header: '帮扶教师', field: null, remembered: false, leftOut: true },
      ]);
      const { body } = await assign(failed, { E: 'categories', F: 'address' }).expect(200);
      expect(body).toMatchObject({ status: 'checking', version: failed.version + 1, failure: null });
      const checked = await office.until(failed.id, 'checked', 'failed');
      expect(checked).toMatchObject({ status: 'checked', counts: { rows: 1, ready: 1 } });
      expect(checked.columns.filter(({ remembered }) => remembered)).toEqual([
        { column: 'E', header: '娃娃属于哪一类', field: 'categories', remembered: true, leftOut: false },
        { column: 'F', header: '老家屋基', field: 'address', remembered: true, leftOut: false },
      ]);
      await office.commit(failed.id);
      const { rows } = await app.owner.query(
        `SELECT c.address FROM contact_cards c JOIN students s USING (school_id) WHERE s.name = '周小禾'`,
      );
      expect(rows).toEqual([{ address: '前店村12号' }]);
    });

    it('is understood at once the next time, by the school, not by another one', async () => {
      expect(await office.checked(ledger)).toMatchObject({ status: 'checked', counts: { duplicates: 1 } });
      const colleague = office.as(await app.world.person(school, { roles: ['moralEducation'] }));
      expect(await colleague.checked(ledger)).toMatchObject({ status: 'checked' });
      const elsewhere = await app.world.school();
      const stranger = office.as(await app.world.person(elsewhere, { roles: ['office'] }));
      expect(await stranger.checked(ledger)).toMatchObject({ status: 'failed' });
    });

    it('gives a field to one column only: whoever takes it has it', async () => {
      const checked = await office.checked(ledger);
      await assign(checked, { G: 'address' }).expect(200);
      const again = await office.until(checked.id, 'checked');
      expect(again.columns.filter(({ field }) => field === 'address').map(({ column }) => column)).toEqual(['G']);
      await assign(again, { F: 'address', G: null }).expect(200);
      const back = await office.until(checked.id, 'checked');
      expect(back.columns.slice(5).map(({ field, remembered }) => [field, remembered])).toEqual([
        ['address', true],
        [null, true],
      ]);
    });

    it('refuses columns it does not have, fields there are none of, and a field given twice', async () => {
      const checked = await office.checked(ledger);
      const { body } = await assign(checked, { Z: 'phone', A: 'shoeSize', E: 'note', F: 'note', B: 3 }).expect(400);
      expect(body.errors).toEqual([
        { pointer: '/columns/Z', code: 'field.unknown', params: {} },
        { pointer: '/columns/A', code: 'header.fieldUnknown', params: {} },
        { pointer: '/columns/F', code: 'header.fieldTwice', params: { field: 'note' } },
        { pointer: '/columns/B', code: 'header.fieldUnknown', params: {} },
      ]);
      await assign(checked, 'E').expect(400);
      await assign(checked, undefined).expect(400);
      await app
        .as(office.person)
        .put(`/api/imports/${checked.id}/columns`)
        .set('If-Match', `"${checked.version}"`)
        .expect(400);
      await assign(checked, { E: 'note' }, checked.version - 1).expect(412);
      expect(await office.get(checked.id)).toMatchObject({ status: 'checked', version: checked.version });
    });
  });

  describe('from the template', () => {
    it.each(['zh-CN', 'en'] as const)(
      'is a ledger, in %s with the school’s own grades and classes',
      async (language) => {
        const { body, headers } = await app
          .as(office.person)
          .get(`/api/imports/template.xlsx?language=${language}`)
          .buffer(true)
          .parse(bytesOf)
          .expect(200);
        expect(headers['content-disposition']).toContain('filename="tongxin-ledger-template.xlsx"');
        const header = readWorkbook(body as Buffer)[0]!
          .rows.at(-1)!
          .cells.map(shownText);
        const filled: Record<string, string> =
          language === 'zh-CN'
            ? {
                姓名: '单小花',
                性别: '女',
                出生日期: '2018-04-01',
                年级: '三年级',
                班级: '2班',
                类别: '留守',
                监护人姓名: '单大山',
                监护人与学生关系: '父亲',
              }
            : {
                Name: '单小树',
                Sex: 'female',
                'Birth date': '2018-04-02',
                Grade: 'Grade 3',
                Class: 'Class 2',
                Categories: 'left-behind',
                Guardian: '单大山',
                'Guardian relationship': 'father',
              };
        const checked = await office.checked(
          oneSheet(
            header,
            header.map((name) => filled[name] ?? null),
          ),
        );
        expect(checked.counts).toMatchObject({ rows: 1, ready: 1 });
      },
    );

    it('comes in Chinese where nobody says otherwise, and in no other language', async () => {
      const { headers } = await app.as(office.person).get('/api/imports/template.xlsx').expect(200);
      expect(decodeURIComponent(headers['content-disposition']!)).toContain('特殊群体学生台账模板.xlsx');
      await app.as(office.person).get('/api/imports/template.xlsx?language=fr').expect(400);
    });
  });
});
