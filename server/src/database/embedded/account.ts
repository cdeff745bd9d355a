import { spawnSync } from 'node:child_process';
import { access, chmod, chown, constants, lchown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { copyPrograms, type Programs } from './programs.js';

/** Under which account of the operating system PostgreSQL runs; it refuses to run as root. */
export interface Account {
  /** `self`: whoever runs the product · `namespace`: root, seen as nobody inside a user namespace · `other`: another account. */
  kind: 'self' | 'namespace' | 'other';
  /** Who owns PostgreSQL's files on disk; undefined where the system has no such numbers. */
  fileOwner?: { uid: number; gid: number };
}

/** A program with its arguments as it has to be spawned so that it runs under an account. */
export interface Invocation {
  file: string;
  args: string[];
  uid?: number;
  gid?: number;
}

const NOBODY = 65534;

/** Says how to spawn a program so that it runs under the account. */
export function invoke(account: Account, program: string, args: string[]): Invocation {
  if (account.kind === 'namespace') {
    return {
      file: 'unshare',
      args: ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program, ...args],
    };
  }
  return account.kind === 'other' ? { file: program, args, ...account.fileOwner } : { file: program, args };
}

/**
 * Makes the data folder, readable by its owner only. A folder root makes inside somebody's home becomes that person's,
 * so that they can start the product themselves tomorrow.
 */
export async function prepareFolder(dataDir: string): Promise<void> {
  const there = await stat(dataDir).catch(() => null);
  if (there?.isDirectory()) {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).catch(() => {
      throw new EmbeddedPostgresError(
        `The data folder ${dataDir} belongs to another account: start the product as that account, or set DATA_DIR to a folder of your own.`,
      );
    });
    return;
  }
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    await mkdir(dataDir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} cannot be made (${(error as NodeJS.ErrnoException).code}): set DATA_DIR to a folder you may write to.`,
    );
  }
  if (process.getuid?.() === 0) {
    const parent = await stat(dirname(dataDir));
    if (parent.uid !== 0) await chown(dataDir, parent.uid, parent.gid);
  }
}

// Whether programs run under the account, the account has a name (initdb asks for it) and may write to the folder.
function works(account: Account, programs: Programs, dataDir: string): boolean {
  const script = 'id -un >/dev/null && test -w "$1" && test -x "$1" && "$2" --version >/dev/null';
  const { file, args, uid, gid } = invoke(account, '/bin/sh', ['-c', script, 'sh', dataDir, programs.postgres]);
  return spawnSync(file, args, { uid, gid, cwd: '/', stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/**
 * Decides under which account PostgreSQL runs. An ordinary user: their own. Root: the owner of the data folder where that is somebody else;
 * else root inside a user namespace where it counts as nobody (works below closed homes too); else nobody.
 * @returns the account and the programs it can read (a copy in the data folder where the installed ones are out of its reach).
 * @throws EmbeddedPostgresError saying what to do where none of these works.
 */
export async function chooseAccount(
  dataDir: string,
  programs: Programs,
): Promise<{ account: Account; programs: Programs }> {
  if (process.getuid?.() !== 0) {
    const uid = process.getuid?.();
    const gid = process.getgid?.();
    const fileOwner = uid === undefined || gid === undefined ? undefined : { uid, gid };
    return { account: { kind: 'self', fileOwner }, programs };
  }
  const folder = await stat(dataDir);
  if (folder.uid === 0) {
    const namespace: Account = { kind: 'namespace', fileOwner: { uid: 0, gid: 0 } };
    if (works(namespace, programs, dataDir)) return { account: namespace, programs };
    await chown(dataDir, NOBODY, NOBODY);
  }
  const fileOwner = folder.uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: folder.uid, gid: folder.gid };
  const other: Account = { kind: 'other', fileOwner };
  if (works(other, programs, dataDir)) return { account: other, programs };
  const copied = await copyPrograms(programs, join(dataDir, `postgres-programs-${programs.major}`));
  await giveTo(copied.folder, fileOwner);
  if (works(other, copied, dataDir)) return { account: other, programs: copied };
  await rm(copied.folder, { recursive: true, force: true });
  if (folder.uid === 0) await chown(dataDir, 0, 0);
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and no other account can use ${dataDir}: start the product as an ordinary user, ` +
      'set DATA_DIR to a folder every account can reach (such as /var/lib/tongxin), or set DATABASE_URL.',
  );
}

/** Gives a folder with all it holds to an account; does nothing where it is theirs already, and only root can. */
export async function giveTo(folder: string, owner: Account['fileOwner']): Promise<void> {
  if (!owner || process.getuid?.() !== 0) return;
  const top = await stat(folder).catch(() => null);
  if (!top || top.uid === owner.uid) return;
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), owner.uid, owner.gid);
  }
  // Last, so that an interrupted handover is taken up again at the next start.
  await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o700);
}
