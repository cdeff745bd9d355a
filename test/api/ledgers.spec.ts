import { LEDGER_COLUMN_GROUPS, LEDGER_COLUMNS, LEDGER_FIELD_WORDS, LEDGER_FIXED_COLUMNS } from '@tongxin/shared';
import readExcelFile from 'read-excel-file/node';
import { classesOf, Importing } from '../support/ledgers.js';
import { partsOf, TakingLedgers, type TakenLedger } from '../support/taken-ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const NO_FAMILY = [
  ...LEDGER_FIXED_COLUMNS,
  ...LEDGER_COLUMN_GROUPS.person,
  ...LEDGER_COLUMN_GROUPS.numbers,
  ...LEDGER_COLUMN_GROUPS.categories,
];
const ID_NUMBER = '11010519491231002X';

describe('a ledger taken out as a workbook', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let other: AClass;
  let head: Person;
  let moral: Person;
  let office: Person;
  let principal: Person;
  let child: AStudent;
  let stranger: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school({ name: '青石小学' });
    own = await app.world.class(school, { grade: 3, number: 2 });
    other = await app.world.class(school, { grade: 5, number: 1 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    moral = await app.world.person(school, { roles: ['moralEducation'], name: '吴主任' });
    office = await app.world.person(school, { roles: ['office'] });
    principal = await app.world.person(school, { roles: ['principal'] });
    child = await app.world.student(school, {
      in: own,
      name: '周小禾',
      categories: ['leftBehind', 'disability', 'psychological'],
      idNumber: ID_NUMBER,
      studentNumber: `G${ID_NUMBER}`,
    });
    await app.world.guardian(child, { name: '周大山', phone: '13800001234' });
    await app.world.guardian(child, {
      name: '王桂花',
      relationship: 'paternalGrandmother',
      kind: 'entrusted',
      phone: '0536-2345678',
    });
    stranger = await app.world.student(school, { in: other, name: '李小溪', categories: ['poorFamily'] });
    const elsewhere = await app.world.school();
    await app.world.student(elsewhere, { name: '外校孩子', in: await app.world.class(elsewhere) });
  });
  afterAll(() => app.stop());

  const by = (person: Person): TakingLedgers => new TakingLedgers(app, person);
  const namesOf = ({ children }: TakenLedger): string[] => children.map((row) => row['姓名']!);
  const rowOf = (ledger: TakenLedger, name = '周小禾'): Record<string, string> =>
    ledger.children.find((row) => row['姓名'] === name)!;

  it('has title, filter in words, who and when, the official columns, the children by class and name, and a line to sign', async () => {
    const ledger = await by(moral).taken();
    expect(ledger.rows[0]).toEqual(['青石小学关爱特殊群体学生台账']);
    expect(ledger.rows[1]).toEqual(['范围：全部关爱对象']);
    expect(ledger.rows[2]).toEqual(['填表人：吴主任　　填报日期：2026-11-23 10:00']);
    expect(ledger.header).toEqual(LEDGER_COLUMNS.map((column) => LEDGER_FIELD_WORDS[column]['zh-CN']));
    expect(namesOf(ledger)).toEqual(['周小禾', '李小溪']);
    expect(ledger.rows.at(-1)![0]).toMatch(/^填表人（签字）：_+.*审核人（签字）.*单位（盖章）.*日期/);
    expect(ledger.headers['content-disposition']).toBe(
      `attachment; filename="tongxin-ledger-2026-11-23.xlsx"; filename*=UTF-8''${encodeURIComponent('青石小学特殊群体学生台账-2026-11-23.xlsx')}`,
    );
    const english = await by(moral).taken({ language: 'en', filter: { classId: own.id, categories: ['disability'] } });
    expect(english.rows[1]).toEqual(['Of: class Grade 3, Class 2; categories disability']);
    expect(english.children[0]).toMatchObject({ Grade: 'Grade 3', Class: 'Class 2', Sex: 'male' });
  });

  it('has the filter of the list, also a search, of which only that there was one is said', async () => {
    expect(namesOf(await by(moral).taken({ filter: { classId: other.id } }))).toEqual(['李小溪']);
    const found = await by(moral).taken({ filter: { query: 'zhouxiaohe' } });
    expect(namesOf(found)).toEqual(['周小禾']);
    expect(found.rows[1]).toEqual(['范围：按姓名或电话查找所得']);
    await by(moral)
      .tried({ filter: { status: 'closed' } })
      .expect(409, /ledger.empty/);
    await by(moral)
      .tried({ filter: { classes: [own.id] } })
      .expect(400);
    await by(office)
      .tried({ filter: { categories: ['psychological'] } })
      .expect(400, /filter.notOffered/);
  });

  it('shows each role what its page shows: numbers in full to the department alone, restricted categories not to the office', async () => {
    const full = rowOf(await by(moral).taken());
    expect(full).toMatchObject({
      身份证号: ID_NUMBER,
      学籍号: `G${ID_NUMBER}`,
      监护人电话: '13800001234',
      类别: '留守、残疾、心理困扰',
    });
    for (const person of [head, office, principal]) {
      const masked = rowOf(await by(person).taken());
      expect(masked).toMatchObject({
        身份证号: '1101***********X',
        学籍号: 'G1101***********X',
        监护人电话: '138****1234',
        委托监护人电话: '0536-***5678',
      });
      expect((await by(person).preview()).masked).toBe(true);
    }
    expect(rowOf(await by(office).taken())['类别']).toBe('残疾');
    expect(rowOf(await by(principal).taken())['类别']).toBe('留守、残疾、心理困扰');
    expect((await by(moral).preview()).masked).toBe(false);
  });

  it('is a head teacher’s own class only, and nobody’s who has none to take', async () => {
    expect(namesOf(await by(head).taken())).toEqual(['周小禾']);
    expect((await by(head).preview()).children).toBe(1);
    await by(head)
      .tried({ filter: { classId: other.id } })
      .expect(409, /ledger.empty/);
    const subject = await app.world.person(school, { teaches: [own] });
    const both = await app.world.person(school, { heads: [own], teaches: [other] });
    await by(subject).tried().expect(403);
    expect(namesOf(await by(both).taken())).toEqual(['周小禾']);
    for (const role of ['counsellor', 'administrator', 'dataProtection', 'helper', 'volunteer'] as const)
      await by(await app.world.person(school, { roles: [role] }))
        .tried()
        .expect(403);
  });

  it('keeps what the department alone knows from the head teacher', async () => {
    const quiet = await app.world.student(school, { in: own, name: '何小雨', categories: ['leftBehind', 'conduct'] });
    await app.owner.query(
      `UPDATE care_categories SET restricted = true, department_only = true WHERE student_id = $1 AND code = 'conduct'`,
      [quiet.id],
    );
    expect(rowOf(await by(head).taken(), '何小雨')['类别']).toBe('留守');
    expect(rowOf(await by(moral).taken(), '何小雨')['类别']).toBe('留守、行为偏差');
  });

  it('has only the columns wished for, and always those that say whom a row means', async () => {
    const ledger = await by(moral).taken({ columns: ['sex'] });
    expect(ledger.header).toEqual(['序号', '姓名', '性别', '年级', '班级']);
    expect((await by(moral).preview({ columns: ['sex'] })).columns).toEqual([
      'sequence',
      'name',
      'sex',
      'grade',
      'class',
    ]);
    await by(moral)
      .tried({ columns: ['talks'] })
      .expect(400);
  });

  it('stands in the access log: once as a whole, without a name, and in the log of each child it holds', async () => {
    app.clock.moveTo('2026-11-23T10:30:00+08:00');
    await by(head).taken({ filter: { query: 'zhouxiaohe' }, columns: ['sex'] });
    const { rows } = await app.owner.query<{ student_id: string | null; reason: string | null; request_id: string }>(
      `SELECT student_id, reason, request_id FROM audit_entries WHERE act = 'ledger.exported' AND actor_id = $1 AND at = $2 ORDER BY student_id NULLS FIRST`,
      [head.id, app.clock.now()],
    );
    expect(rows.map(({ student_id }) => student_id)).toEqual([null, child.id]);
    expect(rows[0]!.reason).toBe('children=1; columns=sequence,name,sex,grade,class; query=yes');
    const { body } = await app.as(head).get(`/api/students/${child.id}/access-log`).expect(200);
    expect(body.items[0]).toMatchObject({ act: 'ledger.exported', actor: { name: '周老师' } });
    const strangers = (await app.as(moral).get(`/api/students/${stranger.id}/access-log`).expect(200)).body;
    expect(JSON.stringify(strangers)).not.toContain(head.id);
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
  });

  it('leaves no row where it was refused', async () => {
    const count = async (): Promise<number> =>
      (await app.owner.query(`SELECT FROM audit_entries WHERE act = 'ledger.exported'`)).rows.length;
    const before = await count();
    await by(moral)
      .tried({ filter: { status: 'closed' } })
      .expect(409);
    await by(moral).preview();
    expect(await count()).toBe(before);
  });

  it('has no text that becomes a formula, a number or a date, and opens in another reader', async () => {
    const signs = [
      '=1+1',
      '+86',
      '-2',
      '@sum',
      '\t=3',
      '<f>1</f>',
      '_x0041_',
      '"&amp;',
      '1e5',
      '2026-01-02',
      '\u0007bell',
    ];
    const class4 = await app.world.class(school, { grade: 4, number: 4 });
    for (const [index, sign] of signs.entries())
      await app.world.student(school, { in: class4, name: `孩子${'甲乙丙丁戊己庚辛壬癸子'[index]}`, address: sign });
    const { bytes, children } = await by(moral).taken({ filter: { classId: class4.id } });
    const parts = partsOf(bytes);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    expect(sheet).not.toMatch(/<f[ >]|<v>|<c (?![^>]*(t="inlineStr"|\/>))/);
    expect(
      parts
        .get('xl/styles.xml')!
        .match(/<cellXfs.*<\/cellXfs>/s)![0]
        .match(/<xf [^>]*numFmtId="49"/g),
    ).toHaveLength(5);
    const written = Object.fromEntries(children.map((row) => [row['姓名'], row['家庭住址']]));
    expect(signs.map((_, index) => written[`孩子${'甲乙丙丁戊己庚辛壬癸子'[index]}`])).toEqual(
      signs.map((sign) => sign.trim().replace('\u0007', '')),
    );
    const [{ data }] = (await readExcelFile(bytes)) as unknown as [{ data: unknown[][] }];
    const at = data.findIndex((row) => row.includes('家庭住址'));
    const column = data[at]!.indexOf('家庭住址');
    expect(data.slice(at + 1, at + 1 + signs.length).map((row) => typeof row[column])).toEqual(
      signs.map(() => 'string'),
    );
  });

  it('that nobody waits for ends its process', async () => {
    const wanted = by(moral).take().timeout(5_000);
    const gone = wanted.then(
      () => 'answered',
      () => 'gone',
    );
    wanted.abort();
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 200))]);
    // Whoever comes next has a turn at once.
    expect(
      (await Promise.all([1, 2, 3].map(() => by(moral).taken()))).map(({ children }) => children.length > 0),
    ).toEqual([true, true, true]);
  });

  it('can be read back: every child and every cell is the same in another school', async () => {
    const first = await app.world.school();
    const second = await app.world.school();
    await classesOf(app, first);
    await classesOf(app, second);
    const ledgers = [];
    let source: Buffer | null = null;
    for (const place of [first, second]) {
      const department = await app.world.person(place, { roles: ['moralEducation'] });
      const importing = new Importing(app, department);
      const upload = source ? await importing.checked(source) : await importing.sample('ledger-60.xlsx');
      if (source) expect(upload.counts).toMatchObject({ errors: 0, duplicates: 0 });
      await importing.commit(upload.id);
      const { approvalId, id } = await by(department).ask();
      await by(await app.world.person(place, { roles: ['principal'] })).decide(approvalId, 'approve');
      const ledger = await by(department).fetched(id);
      source = ledger.bytes;
      ledgers.push(ledger);
    }
    expect(ledgers[0]!.children.length).toBeGreaterThan(50);
    expect(ledgers[1]!.children).toEqual(ledgers[0]!.children);
    expect(ledgers[0]!.header).toHaveLength(24);
  });

  it('without the family waits for nobody up to 249 children', async () => {
    expect((await by(moral).preview({ columns: NO_FAMILY })).decider).toBeNull();
  });
});
