import {
  checkPersonName,
  checkUsername,
  foldWidth,
  roleOfWord,
  type GrantedRole,
  type ProblemCode,
} from '@tongxin/shared';
import type { PlainSheet } from '../imports/index.js';

/** What is wrong with a cell of the list, or worth a look; `column` is the header as in the sheet. */
export interface StaffProblem {
  readonly column: string;
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One colleague of a list: what would be invited, and what stands in the way. A warning does not. */
export interface StaffRow {
  readonly sheetRow: number;
  readonly name: string;
  /** Null where the list gives none: it is suggested from the name. */
  readonly username: string | null;
  readonly roles: readonly GrantedRole[];
  readonly errors: readonly StaffProblem[];
  readonly warnings: readonly StaffProblem[];
}

interface Header {
  readonly row: number;
  readonly columns: Readonly<Partial<Record<Field, { readonly index: number; readonly header: string }>>>;
}

type Field = 'name' | 'username' | 'roles';

const HEADER_WORDS: Readonly<Record<Field, readonly string[]>> = {
  name: ['姓名', '教师姓名', '老师姓名', '教职工姓名', '员工姓名', '名字', '教师', 'name', 'full name'],
  username: ['用户名', '账号', '帐号', '登录名', '登录账号', '工号', 'username', 'user name', 'account', 'login'],
  roles: ['角色', '岗位', '职务', '岗位角色', '工作岗位', '分工', 'role', 'roles', 'post', 'posts'],
};
const ROWS_SEARCHED = 15;
/** Words that stand where somebody has nothing to say. */
const NOTHING = new Set(['', '无', '-', '—', '/', 'none']);

/**
 * Reads a list of staff: the sheet and row whose words name a column of names, then one colleague a row. Rows without a name and without a
 * user name are left out. A post that follows from a class, and a name that stands twice, is worth a look; a post nobody knows, a name or user name
 * that cannot be, is an error.
 * @returns the rows in the order of the sheet, or null where no row looks like a header
 */
export function readStaffList(sheets: readonly PlainSheet[]): { rows: StaffRow[]; more: boolean } | null {
  for (const sheet of sheets) {
    const header = headerOf(sheet);
    if (!header) continue;
    const rows = sheet.rows
      .filter(({ row }) => row > header.row)
      .flatMap(({ row, texts }) => staffRow(row, texts, header) ?? []);
    return { rows: withRepeated(rows, header), more: sheet.more };
  }
  return null;
}

function headerOf(sheet: PlainSheet): Header | null {
  for (const { row, texts } of sheet.rows.slice(0, ROWS_SEARCHED)) {
    const columns: Partial<Record<Field, { index: number; header: string }>> = {};
    texts.forEach((text, index) => {
      const word = foldWidth(text)
        .replace(/[\s*:()（）]/g, '')
        .toLowerCase();
      const field = (Object.keys(HEADER_WORDS) as Field[]).find((one) =>
        HEADER_WORDS[one].some((known) => known.replace(/\s/g, '') === word),
      );
      if (field) columns[field] ??= { index, header: text.trim() };
    });
    if (columns.name) return { row, columns };
  }
  return null;
}

function staffRow(sheetRow: number, texts: readonly string[], { columns }: Header): StaffRow | null {
  const text = (field: Field): string => {
    const column = columns[field];
    return column ? (texts[column.index] ?? '').trim() : '';
  };
  if (text('name') === '' && text('username') === '') return null;
  const errors: StaffProblem[] = [];
  const warnings: StaffProblem[] = [];
  const complain = (to: StaffProblem[], field: Field, code: ProblemCode, params = {}): void =>
    void to.push({ column: columns[field]?.header ?? '', code, params });

  const name = checkPersonName(text('name'));
  if (!name.ok) complain(errors, 'name', name.problem, name.params);
  const typed = text('username');
  const username = NOTHING.has(typed) ? null : checkUsername(foldWidth(typed));
  if (username && !username.ok) complain(errors, 'username', username.problem, username.params);

  const roles = new Set<GrantedRole>();
  for (const word of text('roles').split(/[、,，;；/\n]+/)) {
    if (NOTHING.has(word.trim())) continue;
    const role = roleOfWord(word);
    if (role === null) complain(errors, 'roles', 'role.unknown');
    else if (role === 'headTeacher' || role === 'subjectTeacher') complain(warnings, 'roles', 'role.ofClass');
    else roles.add(role);
  }
  return {
    sheetRow,
    name: name.ok ? name.value : text('name'),
    username: username ? (username.ok ? username.value : typed) : null,
    roles: [...roles],
    errors,
    warnings: once(warnings),
  };
}

function once(problems: readonly StaffProblem[]): StaffProblem[] {
  return problems.filter(({ code }, index) => problems.findIndex((one) => one.code === code) === index);
}

/** A user name may stand once; the first row keeps it. */
function withRepeated(rows: readonly StaffRow[], { columns }: Header): StaffRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (row.username === null) return row;
    if (!seen.has(row.username)) {
      seen.add(row.username);
      return row;
    }
    const problem = { column: columns.username?.header ?? '', code: 'username.repeated' as const, params: {} };
    return { ...row, errors: [...row.errors, problem] };
  });
}
