import type { ImportRowView, ImportView } from '@tongxin/shared';
import { shownText } from '../../server/src/features/imports/ledger/cell.js';
import { readWorkbook } from '../../server/src/features/imports/ledger/workbook.reader.js';
import { aWorkbook } from '../support/a-workbook.js';
import { classesOf, Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { ASchool, Person } from '../support/world.js';

type Problem = [column: string, code: string];

/** What the import says of the faults that ledgers really have, by the number in column 序号. */
const FAULTS: readonly [sequence: string, status: ImportRowView['status'], problems: Problem[]][] = [
  ['4', 'error', [['F 身份证号', 'idNumber.damaged']]],
  ['6', 'ready', []],
  ['7', 'warning', [['N 与学生关系', 'guardian.orphanWithParent']]],
  ['9', 'error', [['P 监护人电话', 'phone.invalid']]],
  ['11', 'ready', []],
  ['13', 'error', [['H 班级', 'class.unknown']]],
  [
    '15',
    'error',
    [
      ['F 身份证号', 'idNumber.checkCharacter'],
      ['B 学籍号', 'studentNumber.checkCharacter'],
      ['N 与学生关系', 'guardian.orphanWithParent'],
    ],
  ],
  ['21', 'duplicate', [['F 身份证号', 'row.duplicateInFile']]],
  ['23', 'error', [['C 姓名', 'name.missing']]],
  ['25', 'error', [['I 类别', 'category.unknown']]],
  [
    '27',
    'warning',
    [
      ['U 委托监护人年龄', 'guardian.entrustedUnderAge'],
      ['N 与学生关系', 'guardian.orphanWithParent'],
    ],
  ],
  ['29', 'error', [['C 姓名', 'name.formula']]],
  ['31', 'ready', []],
  ['33', 'warning', [['D 性别', 'sex.differsFromIdNumber']]],
];

/** How an office mends the bad rows in the workbook that came back, by 序号 and header. */
const MENDING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '4': { 身份证号: '370760201709244520' },
  '9': { 监护人电话: '13812345670' },
  '13': { 班级: '1班' },
  '15': { 学籍号: 'L370000201700000001', 身份证号: '' },
  '23': { 姓名: '唐小雨' },
  '25': { 类别: '留守' },
  '29': { 姓名: '傅小明' },
};

/** The rows of a downloaded workbook as texts, blank cells empty. */
function textsOf(bytes: Buffer): string[][] {
  const rows = readWorkbook(bytes)[0]?.rows ?? [];
  return rows.map(({ cells }) => Array.from(cells, (cell) => shownText(cell)));
}

function mended(bytes: Buffer): Buffer {
  const [stated, header, ...rows] = textsOf(bytes);
  const sequence = header!.indexOf('序号');
  const mendedRows = rows.map((row) =>
    header!.map((name, column) => MENDING[row[sequence]!]?.[name] ?? (row[column] || null)),
  );
  return aWorkbook({ sheets: [{ rows: [stated!, header!, ...mendedRows] }] });
}

describe('a ledger with all the faults that schools really send', () => {
  let app: TestApp;
  let school: ASchool;
  let moral: Person;
  let office: Importing;
  let ledger: ImportView;
  let rows: ImportRowView[];

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    await classesOf(app, school);
    moral = await app.world.person(school, { roles: ['moralEducation'] });
    office = new Importing(app, await app.world.person(school, { roles: ['office'], name: '周老师' }));
    ledger = await office.sample('ledger-60.xlsx');
    rows = await office.rows(ledger.id);
  });
  afterAll(() => app.stop());

  const numbered = (sequence: string): ImportRowView => rows.find(({ cells }) => cells['A'] === sequence)!;
  const count = async (statement: string): Promise<number> =>
    (await app.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${statement}`)).rows[0]!.n;

  it('is counted by what its rows are worth, with the class it names in vain', () => {
    expect(ledger).toMatchObject({
      status: 'checked',
      fileName: 'ledger-60.xlsx',
      createdBy: { name: '周老师' },
      counts: { rows: 60, ready: 42, warnings: 10, errors: 7, duplicates: 1, updates: 0, awaitingClass: 1, skipped: 0 },
      failure: null,
      result: null,
      progress: null,
      unknownClasses: [{ label: '四年级9班', labelEn: 'Grade 4, Class 9', grade: '四年级', class: '9班', rows: 1 }],
    });
    expect(ledger.columns.map(({ field }) => field)).not.toContain(null);
    expect(rows).toHaveLength(60);
  });

  it.each(FAULTS)('answers row %s as its table says: %s', (sequence, status, problems) => {
    const row = numbered(sequence);
    expect([row.status, row.problems.map(({ column, code }) => [column, code])]).toEqual([status, problems]);
  });

  it('takes everything else as it stands', () => {
    const faulty = FAULTS.map(([sequence]) => sequence);
    const others = rows.filter(({ cells }) => !faulty.includes(cells['A']!));
    expect(others.filter(({ status }) => status === 'error' || status === 'duplicate')).toEqual([]);
    // The only other warnings are orphans whose guardian is called a parent.
    expect(new Set(others.flatMap(({ problems }) => problems.map(({ code }) => code)))).toEqual(
      new Set(['guardian.orphanWithParent']),
    );
  });

  it('says what helps to mend: the class to create, the known categories, the row that is repeated', () => {
    expect(numbered('13').problems[0]).toMatchObject({ params: { label: '四年级9班', labelEn: 'Grade 4, Class 9' } });
    expect(numbered('25').problems[0]!.params).toMatchObject({ words: ['外星人'] });
    expect(numbered('25').problems[0]!.params['known']).toContain('leftBehind');
    expect(numbered('21')).toMatchObject({
      action: 'skip',
      duplicateOf: { sheetRow: numbered('20').sheetRow, studentId: null, differences: [] },
    });
  });

  it('shows its rows by what they are worth, page by page', async () => {
    expect((await office.rows(ledger.id, '&status=error')).map(({ cells }) => cells['A'])).toEqual([
      '4',
      '9',
      '13',
      '15',
      '23',
      '25',
      '29',
    ]);
    const first = await app.as(office.person).get(`/api/imports/${ledger.id}/rows?limit=7`).expect(200);
    const second = await app
      .as(office.person)
      .get(`/api/imports/${ledger.id}/rows?limit=7&cursor=${first.body.nextCursor}`)
      .expect(200);
    expect([...first.body.items, ...second.body.items]).toEqual(rows.slice(0, 14));
  });

  it('gives back its bad rows with a sentence for each fault in Chinese', async () => {
    const [stated, header, ...bad] = textsOf(await office.errors(ledger.id));
    expect(stated).toEqual(['填报日期：2026-11-01']);
    expect(header!.slice(0, 4)).toEqual(['问题', '序号', '学籍号', '姓名']);
    const said = Object.fromEntries(bad.map((row) => [row[1]!, row[0]!.split('\n').slice(1)]));
    expect(said).toEqual({
      '4': ['身份证号：身份证号被表格软件改成了数字，后几位已丢失，请把单元格设为文本后重新填写。'],
      '9': ['监护人电话：电话号码不对：这里有 10 位数字，手机号应为 11 位。'],
      '13': ['班级：学校没有四年级9班。'],
      '15': [
        '身份证号：身份证号最后一位对不上，请核对。',
        '学籍号：学籍号最后一位对不上，请核对。',
        '（提醒）与学生关系：类别是孤儿，监护人却是父母，请核对。',
      ],
      '23': ['姓名：没有填写姓名。'],
      '25': [expect.stringContaining('类别：不认识的类别：外星人。可以填：留守、困境、')],
      '29': ['姓名：像是公式，不是姓名。'],
    });
  });

  it('and in English', async () => {
    const [stated, , ...bad] = textsOf(await office.errors(ledger.id, 'en'));
    expect(stated).toEqual(['Filled in on: 2026-11-01']);
    const said = Object.fromEntries(bad.map((row) => [row[1]!, row[0]!.split('\n').slice(1)]));
    expect(said).toEqual({
      '4': [
        '身份证号: The spreadsheet made a number of this ID number and lost its last digits; type it again as text.',
      ],
      '9': ['监护人电话: This is no telephone number: it has 10 digits, a mobile has 11.'],
      '13': ['班级: The school has no Grade 4, Class 9.'],
      '15': [
        '身份证号: The last character of this ID number does not fit; please check it.',
        '学籍号: The last character of this student number does not fit; please check it.',
        '(note) 与学生关系: The child is called an orphan, yet a parent is the guardian; please check.',
      ],
      '23': ['姓名: The name is missing.'],
      '25': [expect.stringContaining('类别: Unknown category: 外星人. Known are: left-behind, in hardship,')],
      '29': ['姓名: This looks like a formula, not like a name.'],
    });
  });

  it('comes back as a file to save under its own name, and the access log says so', async () => {
    const before = await count(`audit_entries WHERE act = 'import.errorsExported' AND subject_id = '${ledger.id}'`);
    const { headers } = await app.as(office.person).get(`/api/imports/${ledger.id}/errors.xlsx`).expect(200);
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="ledger-to-mend.xlsx"; filename*=UTF-8''ledger-60-${encodeURIComponent('待修改')}.xlsx`,
    );
    expect(headers['cache-control']).toBe('no-store');
    const after = await count(`audit_entries WHERE act = 'import.errorsExported' AND subject_id = '${ledger.id}'`);
    expect(after - before).toBe(1);
  });

  describe('once it is committed', () => {
    let committed: ImportView;
    beforeAll(async () => {
      committed = await office.commit(ledger.id);
    });

    it('has brought in every good row and nothing of a bad one', async () => {
      expect(committed).toMatchObject({
        status: 'committed',
        result: { created: 52, updated: 0, skipped: 1, classesCreated: 0 },
        counts: { rows: 60, errors: 7, duplicates: 1 },
      });
      for (const table of ['students', 'care_files', 'care_file_periods', 'contact_cards', 'class_memberships'])
        expect([table, await count(table)]).toEqual([table, 52]);
      expect(await count(`students WHERE name LIKE '=%'`)).toBe(0);
      expect(await count('classes')).toBe(24);
    });

    it('has opened the files on the day the ledger was filled in, when also the categories and the class begin', async () => {
      const { rows: days } = await app.owner.query(
        `SELECT DISTINCT f.opened_on::text AS file, c.from_on::text AS category, m.from_on::text AS class
           FROM care_files f JOIN care_categories c USING (school_id, student_id) JOIN class_memberships m USING (school_id, student_id)`,
      );
      expect(days).toEqual([{ file: '2026-11-01', category: '2026-11-01', class: '2026-11-01' }]);
    });

    it('lets a child be found by its initials, with its card', async () => {
      const { body } = await app.as(moral).post('/api/students/search').send({ query: 'mzy' }).expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({
          name: '马子怡',
          class: expect.objectContaining({ label: '二年级2班' }),
          categories: expect.arrayContaining(['singleParent', 'conduct']),
          village: '前店村',
        }),
      ]);
      const card = await app.as(moral).get(`/api/students/${body.items[0].id}/contact-card`).expect(200);
      expect(card.body).toMatchObject({
        village: '前店村',
        phones: [{ masked: '137****5243' }],
        guardians: [
          { name: '马娜馨', relationship: 'mother', kind: 'guardian', worksAt: '本地', awaySince: null, age: 40 },
        ],
      });
    });

    it('has folded the full-width number, read the days written as text, and kept the dot of a name', async () => {
      const { rows: found } = await app.owner.query<{ name: string; birth: string; phones: string[] }>(
        `SELECT s.name, s.birth_date::text AS birth, (SELECT array_agg(p.number) FROM phones p WHERE p.school_id = s.school_id AND p.student_id = s.id) AS phones
           FROM students s WHERE s.name = ANY($1)`,
        [['6', '7', '11', '31'].map((sequence) => numbered(sequence).name)],
      );
      const named = (sequence: string) => found.find(({ name }) => name === numbered(sequence).name);
      expect(numbered('6').cells['E']).toBe('2014.12.19');
      expect(named('6')?.birth).toBe('2014-12-19');
      expect(named('7')?.birth).toBe('2017-11-04');
      expect(named('11')?.phones).toContain('13912345678');
      expect(named('31')?.name).toBe('阿依古丽·买买提');
    });

    it('counts whoever works away as away since that day at least', async () => {
      const { rows: away } = await app.owner.query<{ away: boolean; since: string | null; n: number }>(
        `SELECT works_at IS NOT NULL AND works_at NOT LIKE '本地%' AS away, away_since::text AS since, count(*)::int AS n
           FROM guardians WHERE kind = 'guardian' GROUP BY 1, 2`,
      );
      expect(away.filter((one) => one.away).map(({ since }) => since)).toEqual(['2026-11-01']);
      expect(away.filter((one) => !one.away).every(({ since }) => since === null)).toBe(true);
    });

    it('has left a row in the access log for every child and for itself, in the name of whoever pressed', async () => {
      const { rows: acts } = await app.owner.query<{ act: string; n: number }>(
        `SELECT act, count(*)::int AS n FROM audit_entries WHERE actor_id = $1 AND act <> 'import.errorsExported' GROUP BY act ORDER BY act`,
        [office.person.id],
      );
      expect(acts).toEqual([
        { act: 'import.committed', n: 1 },
        { act: 'import.uploaded', n: 1 },
        { act: 'student.created', n: 52 },
      ]);
    });

    it('keeps nothing of the file', async () => {
      expect(await count(`imports WHERE file IS NOT NULL`)).toBe(0);
    });

    it('cannot be committed, mended, checked again or cancelled any more', async () => {
      const send = app.as(office.person);
      const answers = [
        await send.post(`/api/imports/${ledger.id}/commit`).expect(409),
        await send.post(`/api/imports/${ledger.id}/cancel`).expect(409),
        await send
          .patch(`/api/imports/${ledger.id}/rows/4`)
          .set('If-Match', `"${committed.version}"`)
          .send({ action: 'skip' })
          .expect(409),
        await send
          .put(`/api/imports/${ledger.id}/columns`)
          .set('If-Match', `"${committed.version}"`)
          .send({ columns: {} })
          .expect(409),
      ];
      expect(answers.map(({ body }) => body.code)).toEqual(Array(4).fill('import.wrongStep'));
    });

    it('changes nothing when the same file is imported again', async () => {
      const again = await office.sample('ledger-60.xlsx');
      expect(again.counts).toMatchObject({ rows: 60, ready: 0, warnings: 0, errors: 7, duplicates: 53, updates: 0 });
      const repeated = await office.rows(again.id, '&status=duplicate');
      expect(repeated.map(({ duplicateOf }) => duplicateOf!.differences).flat()).toEqual([]);
      expect(repeated.filter(({ duplicateOf }) => duplicateOf!.studentId !== null)).toHaveLength(52);
      const tables = ['students', 'student_changes', 'contact_card_changes', 'care_categories', 'phones', 'guardians'];
      const before = await Promise.all(tables.map(count));
      expect((await office.commit(again.id)).result).toEqual({
        created: 0,
        updated: 0,
        skipped: 53,
        classesCreated: 0,
      });
      expect(await Promise.all(tables.map(count))).toEqual(before);
    });

    it('takes its bad rows once they are mended in the workbook and uploaded again', async () => {
      const again = await office.checked(mended(await office.errors(ledger.id)), 'mended.xlsx');
      expect(again.counts).toMatchObject({ rows: 7, errors: 0, duplicates: 0 });
      expect((await office.commit(again.id)).result).toMatchObject({ created: 7 });
      const { rows: ages } = await app.owner.query(
        `SELECT DISTINCT age_stated_on::text AS day FROM guardians WHERE age_stated IS NOT NULL`,
      );
      expect(ages).toEqual([{ day: '2026-11-01' }]);
    });
  });
});

describe('a ledger that names classes the school does not have', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Importing;

  const HEADER = ['姓名', '性别', '出生日期', '年级', '班级', '类别'];
  const ledgerOf = (...classes: string[]): Buffer =>
    aWorkbook({
      sheets: [
        {
          rows: [
            HEADER,
            ...classes.map((label, index) => [
              `周小${String.fromCharCode(0x4e00 + index)}`,
              '女',
              '2018-03-14',
              null,
              label,
              '留守',
            ]),
          ],
        },
      ],
    });

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    await app.world.class(school, { grade: 3, number: 1 });
    office = new Importing(app, await app.world.person(school, { roles: ['office'] }));
  });
  afterAll(() => app.stop());

  it('brings in the others only, while nobody says that the classes are to be created', async () => {
    const checked = await office.checked(ledgerOf('三年级1班', '三年级9班'));
    expect(checked.counts).toMatchObject({ ready: 1, errors: 1, awaitingClass: 1 });
    const committed = await office.commit(checked.id);
    expect(committed.result).toMatchObject({ created: 1, classesCreated: 0 });
    expect(committed.counts).toMatchObject({ ready: 1, errors: 1 });
    expect((await office.rows(checked.id, '&status=error'))[0]?.problems[0]?.code).toBe('class.unknown');
  });

  it('creates each class once when asked to, and says so in the access log', async () => {
    const checked = await office.checked(ledgerOf('三年级1班', '三年级9班', '3.9', '四年级（8）班'));
    expect(checked.counts).toMatchObject({ duplicates: 1, errors: 3, awaitingClass: 3 });
    expect(checked.unknownClasses.map(({ label, rows }) => [label, rows])).toEqual([
      ['三年级9班', 2],
      ['四年级8班', 1],
    ]);
    const committed = await office.commit(checked.id, { createClasses: true });
    expect(committed.result).toEqual({ created: 3, updated: 0, skipped: 1, classesCreated: 2 });
    expect(committed.counts).toMatchObject({ ready: 3, errors: 0, awaitingClass: 0, duplicates: 1 });
    expect(committed.unknownClasses).toEqual([]);
    const { body } = await app.as(office.person).get('/api/classes').expect(200);
    expect((body.items as { label: string }[]).map(({ label }) => label)).toEqual([
      '三年级1班',
      '三年级9班',
      '四年级8班',
    ]);
    const { rows } = await app.owner.query(`SELECT 1 FROM audit_entries WHERE act = 'class.created'`);
    expect(rows).toHaveLength(2);
  });

  it('opens the files on the day of the upload when it does not say when it was filled in', async () => {
    const { rows } = await app.owner.query(`SELECT DISTINCT opened_on::text AS day FROM care_files`);
    expect(rows).toEqual([{ day: '2026-11-23' }]);
  });

  it('brings in only the rows somebody picked', async () => {
    const checked = await office.checked(
      aWorkbook({
        sheets: [
          {
            rows: [
              HEADER,
              ['单小花', '女', '2018-04-01', null, '三年级1班', '留守'],
              ['单小树', '男', '2018-04-02', null, '三年级1班', '孤儿'],
            ],
          },
        ],
      }),
    );
    const { body } = await app
      .as(office.person)
      .post(`/api/imports/${checked.id}/commit`)
      .send({ rows: [3, 9] });
    expect(body).toMatchObject({ status: 400, errors: [{ pointer: '/rows', code: 'field.choice' }] });
    expect((await office.commit(checked.id, { rows: [3] })).result).toMatchObject({ created: 1 });
    const { rows } = await app.owner.query(`SELECT name FROM students WHERE name LIKE '单%'`);
    expect(rows).toEqual([{ name: '单小树' }]);
  });
});
