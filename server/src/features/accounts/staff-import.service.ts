import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { checkPersonName, checkUsername, LIMITS, type ProblemCode } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { LedgerRefused, readSheets } from '../imports/index.js';
import { Codes, type FreshCode } from './codes.js';
import type {
  InviteStaffRequest,
  InvitedRow,
  InvitedStaffView,
  StaffListView,
  StaffRowRequest,
  StaffRowView,
} from './staff-import.dto.js';
import { readStaffList, type StaffProblem, type StaffRow } from './staff-list.js';
import { suggestUsernames, usernamesTaken } from './usernames.js';
import { UsersService } from './users.service.js';

/** Each takes a process of its own; more wait for their turn. */
const AT_ONCE = 2;
const PATIENCE = { milliseconds: 30_000, mebibytes: 256 };

type Prepared = { readonly name: string; readonly username: string } | { readonly problem: ProblemCode };

/** Invites the whole staff from a spreadsheet: first what it would do, then the rows somebody has looked at. */
@Injectable()
export class StaffImport {
  private readonly turn = pLimit(AT_ONCE);

  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly codes: Codes,
  ) {}

  /**
   * Reads an uploaded list and says what each row would do; nothing is stored.
   * @throws InvalidRequestError at the file, with the reason why it cannot be read
   */
  async check(viewer: Viewer, bytes: Buffer): Promise<StaffListView> {
    const list = await this.read(bytes);
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const given = list.rows.flatMap(({ username }) => username ?? []);
      const taken = await usernamesTaken(tx, given);
      const sameNames = await namesAtSchool(
        tx,
        list.rows.map(({ name }) => name),
      );
      const nameless = list.rows.filter(({ username, errors }) => username === null && errors.length === 0);
      const suggested = await suggestUsernames(
        tx,
        nameless.map(({ name }) => name),
        new Set(given),
      );
      const rows = list.rows.map((row): StaffRowView => {
        const errors = [...row.errors];
        const warnings = [...row.warnings];
        if (row.username !== null && taken.has(row.username)) errors.push(about('username.taken'));
        if (sameNames.has(row.name)) warnings.push(about('staff.inSchool'));
        return toView(row, row.username ?? suggested[nameless.indexOf(row)] ?? '', errors, warnings);
      });
      const count = (status: StaffRowView['status']): number => rows.filter((row) => row.status === status).length;
      return {
        rows,
        more: list.more,
        counts: { rows: rows.length, ready: count('ready'), warnings: count('warning'), errors: count('error') },
      };
    });
  }

  /**
   * Invites the rows sent; a row that cannot be is left out and says why, the others are kept together. Codes are told this once.
   */
  async invite(viewer: Viewer, { rows }: InviteStaffRequest): Promise<InvitedStaffView> {
    const fresh = new Map<string, FreshCode>();
    const items = await this.db.as(viewer, async (tx) => {
      const answers: (Omit<InvitedRow, 'slip'> & { username: string | null })[] = [];
      for (const prepared of await prepare(tx, rows)) {
        const row = rows[answers.length]!;
        const made = 'problem' in prepared ? null : await this.users.addUser(tx, prepared);
        if ('problem' in prepared || !made) {
          const problem = 'problem' in prepared ? prepared.problem : ('username.taken' as const);
          answers.push({ user: null, username: null, roles: [], problem });
          continue;
        }
        fresh.set(made.id, made.code);
        const user = { id: made.id, name: prepared.name };
        const roles = await this.users.proposeRoles(tx, made.id, row.roles ?? []);
        answers.push({ user, username: prepared.username, roles, problem: null });
      }
      return answers;
    });
    return {
      items: items.map(({ username, ...item }): InvitedRow => {
        const code = item.user ? fresh.get(item.user.id) : undefined;
        const slip = code ? this.codes.slipOf(viewer, { ...item.user!, username: username! }, code) : null;
        return { ...item, slip };
      }),
    };
  }

  private async read(bytes: Buffer): Promise<{ rows: StaffRow[]; more: boolean }> {
    try {
      // A title and a header stand above the rows.
      const sheets = await this.turn(() => readSheets(bytes, LIMITS.staffListRows + 20, PATIENCE));
      const list = readStaffList(sheets);
      if (!list) throw InvalidRequestError.at('/file', 'header.missing', { rows: 15 });
      return {
        rows: list.rows.slice(0, LIMITS.staffListRows),
        more: list.more || list.rows.length > LIMITS.staffListRows,
      };
    } catch (error) {
      if (error instanceof LedgerRefused) throw InvalidRequestError.at('/file', error.code, { ...error.params });
      throw error;
    }
  }
}

const about = (code: ProblemCode): StaffProblem => ({ column: '', code, params: {} });

function toView(
  { sheetRow, name, username: given, roles }: StaffRow,
  username: string,
  errors: readonly StaffProblem[],
  warnings: readonly StaffProblem[],
): StaffRowView {
  return {
    sheetRow,
    name,
    username,
    usernameSuggested: given === null,
    roles: [...roles],
    status: errors.length > 0 ? 'error' : warnings.length > 0 ? 'warning' : 'ready',
    problems: [...errors, ...warnings].map(({ column, code, params }) => ({ column, code, params })),
  };
}

/** Checks what was sent again: between the look and the press somebody else may have taken a user name. */
async function prepare(tx: Tx, rows: readonly StaffRowRequest[]): Promise<Prepared[]> {
  const names = rows.map(({ name }) => checkPersonName(name));
  const given = rows.map(({ username }) => (username === undefined ? null : checkUsername(username)));
  const chosen = new Set(given.flatMap((one) => (one?.ok ? one.value : [])));
  const seen = new Set<string>();
  const prepared: Prepared[] = [];
  for (const [index, name] of names.entries()) {
    const username = given[index];
    if (!name.ok) prepared.push({ problem: name.problem });
    else if (username && !username.ok) prepared.push({ problem: username.problem });
    else if (username?.ok && seen.has(username.value)) prepared.push({ problem: 'username.repeated' });
    else {
      const login = username?.ok ? username.value : (await suggestUsernames(tx, [name.value], chosen))[0]!;
      seen.add(login);
      prepared.push({ name: name.value, username: login });
    }
  }
  return prepared;
}

async function namesAtSchool(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ name: string }>(
    'SELECT name FROM staff WHERE school_id = $1 AND name = ANY($2::text[])',
    [tx.viewer.schoolId, names],
  );
  return new Set(rows.map(({ name }) => name));
}
