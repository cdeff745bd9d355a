import { describe, expect, it } from '@jest/globals';
import { aRow, checkRow, checkSheet, HEADER, problemsOf } from '../../../../../test/support/a-ledger.js';

describe('a row', () => {
  it('is good without ID number and student number', () => {
    expect(checkRow({})).toMatchObject({
      status: 'ready',
      child: { name: '周小禾', birthDate: '2018-03-14', sex: 'female' },
    });
  });

  it.each([
    [{ 性别: null }, ['error C 性别: sex.missing']],
    [{ 性别: '未填' }, ['error C 性别: sex.unknown']],
    [{ 出生日期: '2027-01-01' }, ['error D 出生日期: birthDate.future']],
    [{ 出生日期: '2018年3月' }, ['error D 出生日期: date.dayMissing']],
    [{ 出生日期: '2018-02-30' }, ['error D 出生日期: date.invalid']],
    [{ 身份证号: '370702900314123' }, ['error E 身份证号: idNumber.oldForm']],
    [{ 身份证号: '3.70760201709244E+17' }, ['error E 身份证号: idNumber.damaged']],
    [{ 学籍号: { raw: '370760201709244160' } }, ['error F 学籍号: studentNumber.damaged']],
    [{ 班级: null }, ['error G 班级: class.missing']],
    [{ 班级: '三年级' }, ['error G 班级: class.missing']],
    [{ 类别: '无' }, ['error H 类别: category.missing']],
    [{ 监护人: null }, ['error I 监护人: name.missing']],
    [{ 关系: null }, ['warning J 关系: relationship.missing']],
    [{ 关系: '师兄' }, ['warning J 关系: relationship.unknown']],
    [{ 年龄: '四十一' }, ['error K 年龄: age.invalid']],
    [{ 年龄: 141 }, ['error K 年龄: age.invalid']],
    [{ 电话: '2345678' }, ['error L 电话: phone.areaCodeMissing']],
    [{ 务工地: '@青岛' }, ['error M 务工地: text.formula']],
    [{ 务工地: '岛'.repeat(101) }, ['error M 务工地: field.tooLong']],
    [{ 备注: '长'.repeat(2001) }, ['error N 备注: field.tooLong']],
    [{ 电话: '-'.repeat(30000) }, ['error L 电话: field.tooLong']],
    [{ 电话: { error: '#N/A' } }, ['error L 电话: cell.error']],
    [{ 姓名: { error: '#REF!' } }, ['error B 姓名: cell.error']],
    [{ 监护人: null, 关系: null, 年龄: null, 电话: null, 务工地: null }, ['warning I 监护人: guardian.missing']],
  ])('with %j says %j', (changes, problems) => {
    expect(problemsOf(checkRow(changes))).toEqual(problems);
  });

  it('is read without invisible control characters, which no database takes', () => {
    const row = checkRow({ 备注: '住_x0000_校_x0007_\n周末回家' });
    expect(row?.child?.note).toBe('住校\n周末回家');
    expect(row?.cells['N']).toBe('住校\n周末回家');
  });

  it('takes sex and birth date from the ID number where the sheet says nothing, and the day where it says year and month', () => {
    const idNumber = '37074020170702713X';
    expect(checkRow({ 身份证号: idNumber, 性别: null, 出生日期: null })?.child).toMatchObject({
      sex: 'male',
      birthDate: '2017-07-02',
    });
    expect(checkRow({ 身份证号: idNumber, 性别: '男', 出生日期: '2017年7月' })).toMatchObject({
      child: { birthDate: '2017-07-02' },
      problems: [],
    });
    expect(problemsOf(checkRow({ 身份证号: idNumber, 性别: '男', 出生日期: '2017年8月' }))).toEqual([
      'warning D 出生日期: birthDate.differsFromIdNumber',
    ]);
  });

  it('keeps the birth date of the sheet where the ID number tells another, with a warning', () => {
    const row = checkRow({ 身份证号: '37074020170702713X', 性别: '男' });
    expect(row?.child?.birthDate).toBe('2018-03-14');
    expect(problemsOf(row)).toEqual(['warning D 出生日期: birthDate.differsFromIdNumber']);
  });

  it('warns where student number and ID number are of two children', () => {
    const row = checkRow({
      身份证号: '37074020170702713X',
      学籍号: 'G370707201808120986',
      性别: '男',
      出生日期: '2017-07-02',
    });
    expect(problemsOf(row)).toEqual(['warning F 学籍号: studentNumber.differsFromIdNumber']);
  });

  it('takes a birth date that the sheet keeps as a bare day count, and shows it as a day', () => {
    const row = checkRow({ 出生日期: 43173 });
    expect(row?.child?.birthDate).toBe('2018-03-14');
    expect(row?.cells['D']).toBe('2018-03-14');
  });

  it.each([
    '留守、单亲',
    '留守，单亲',
    '留守,单亲',
    '留守；单亲',
    '留守;单亲',
    '留守/单亲',
    '留守 单亲',
    '留守儿童\n单亲家庭',
    '留守＋单亲',
    '留守、、单亲、留守',
  ])('knows two categories in %j', (typed) => {
    expect(checkRow({ 类别: typed })?.child?.categories).toEqual(['leftBehind', 'singleParent']);
  });

  it('knows categories in English, words with spaces among them', () => {
    expect(checkRow({ 类别: 'left-behind, poor family / long illness' })?.child?.categories).toEqual([
      'leftBehind',
      'poorFamily',
      'illness',
    ]);
  });

  it('takes several phones in one cell', () => {
    expect(checkRow({ 电话: '13800001234、0536-2345678' })?.child?.adults[0]?.phones).toEqual([
      '13800001234',
      '0536-2345678',
    ]);
  });

  it.each([
    ['青岛', true, '青岛'],
    ['本地', false, '本地'],
    ['在家务农', false, '在家务农'],
    ['无', false, null],
    [null, null, null],
  ])('with the place of work %j says whether the guardian is away: %j', (typed, away, worksAt) => {
    expect(checkRow({ 务工地: typed })?.child?.adults[0]).toMatchObject({ away, worksAt });
  });

  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024年3月', '2024-03-01'],
  ])('with %s as the time of leaving says since when the guardian is away', (typed, since) => {
    const rows = checkSheet([
      [...HEADER, '监护人外出时间'],
      [...aRow(), typed],
    ]);
    expect(rows[0]?.child?.adults[0]).toMatchObject({ away: true, awaySince: since });
  });

  it('is read in the class its words mean, and asks for the class that does not exist', () => {
    for (const typed of ['三年级2班', '三(2)班', '三（２）班', '3.2', '2024级2班']) {
      expect(checkRow({ 班级: typed })?.child?.class?.id).toBe('class-3-2');
    }
    expect(checkRow({ 班级: '八年级2班' })?.problems[0]).toMatchObject({
      code: 'class.unknown',
      params: { label: '八年级2班', labelEn: 'Grade 8, Class 2' },
    });
  });

  it('is a child only where something but the sequence number stands', () => {
    const rows = checkSheet([
      HEADER,
      aRow(),
      HEADER.map((header) => (header === '序号' ? 2 : null)),
      HEADER,
      ['合计', null, null, null, null, null, '1人'],
      ['注：本表一式两份'],
      aRow({ 姓名: null, 序号: 3 }),
      ['填表人：', null, null, null, '审核人：', null, '填表日期：2026.11.2'],
    ]);
    expect(rows.map(({ sheetRow, status }) => [sheetRow, status])).toEqual([
      [2, 'ready'],
      [7, 'error'],
    ]);
  });

  it('shares a class joined over several rows', () => {
    const rows = checkSheet([HEADER, aRow(), aRow({ 姓名: '周小苗', 班级: null })], { merged: ['G2:G3'] });
    expect(rows.map(({ child }) => child?.class?.id)).toEqual(['class-3-2', 'class-3-2']);
  });

  it('states ages for the day above the header, else for the day of upload', () => {
    expect(checkRow({})?.child?.adults[0]?.ageStatedOn).toBe('2026-11-23');
    const dated = checkSheet([['填报日期', '2026.10.8'], HEADER, aRow()]);
    expect(dated[0]?.child?.adults[0]?.ageStatedOn).toBe('2026-10-08');
    const future = checkSheet([['填报日期：2027年1月1日'], HEADER, aRow()]);
    expect(future[0]?.child?.adults[0]?.ageStatedOn).toBe('2026-11-23');
  });
});
