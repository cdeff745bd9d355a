import type { PlainSheet } from '../imports/index.js';
import { readStaffList } from './staff-list.js';

const sheet = (...rows: string[][]): PlainSheet => ({
  name: '教职工',
  rows: rows.map((texts, index) => ({ row: index + 1, texts })),
  more: false,
});

describe('a list of staff', () => {
  it('is read from the row that names the column of names, wherever it stands', () => {
    const read = readStaffList([
      sheet(['封面']),
      sheet(
        ['青禾实验小学教职工名单'],
        ['序号', '姓 名', '角色（岗位）', '用户名'],
        ['1', '周 小兰', '', ''],
        ['2', '安宜然', '心理老师、德育主任', 'An.Yiran'],
      ),
    ]);
    expect(read?.rows).toEqual([
      { sheetRow: 3, name: '周小兰', username: null, roles: [], errors: [], warnings: [] },
      { sheetRow: 4, name: '安宜然', username: 'an.yiran', roles: [], errors: [], warnings: [] },
    ]);
  });

  it('knows the words schools use for posts, and says which it does not know or which follow from a class', () => {
    const read = readStaffList([
      sheet(
        ['姓名', '职务'],
        ['安宜然', '心理老师、德育主任'],
        ['周小兰', '班主任，任课教师'],
        ['龙海波', '门卫'],
        ['管慧', '无'],
      ),
    ])!;
    expect(read.rows.map(({ roles }) => roles)).toEqual([['counsellor', 'moralEducation'], [], [], []]);
    expect(read.rows[1]).toMatchObject({ errors: [], warnings: [{ column: '职务', code: 'role.ofClass' }] });
    expect(read.rows[2]!.errors).toEqual([{ column: '职务', code: 'role.unknown', params: {} }]);
  });

  it('names the cell of a name or user name that cannot be, and of a user name that stands twice', () => {
    const read = readStaffList([
      sheet(
        ['姓名', '账号'],
        ['', 'someone'],
        ['周小兰', '小兰'],
        ['安宜然', 'an'],
        ['管慧', 'guan'],
        ['龙海波', 'GUAN'],
        ['', ''],
      ),
    ])!;
    expect(read.rows.map(({ errors }) => errors.map(({ column, code }) => `${column} ${code}`))).toEqual([
      ['姓名 name.missing'],
      ['账号 username.invalid'],
      ['账号 username.invalid'],
      [],
      ['账号 username.repeated'],
    ]);
  });

  it('is none where no row names a column of names', () => {
    expect(readStaffList([sheet(['a', 'b'], ['c', 'd'])])).toBeNull();
  });
});
