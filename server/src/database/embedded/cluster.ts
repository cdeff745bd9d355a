import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, giveTo, invoke } from './account.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { processLives } from './process-lives.js';
import type { Programs } from './programs.js';

/** A PostgreSQL data folder (a "cluster") of our own, and the password of its owner login. */
export interface Cluster {
  /** Absolute path with symbolic links resolved, as PostgreSQL reports it. */
  folder: string;
  password: string;
}

/** The owner login of the private cluster: superuser there, used for migrations only. */
export const OWNER_LOGIN = 'tongxin_owner';

const PASSWORD_FILE = 'tongxin-password';
const DRAFT = /^postgres\.new-(\d+)-[0-9a-f]+(\.password)?$/;

const clientRules = `# Only this machine, only with the password; there is no socket and no trust.
host all all 127.0.0.1/32 scram-sha-256
`;

/** Environment of PostgreSQL's processes: nothing of the product's settings is passed on. */
export const postgresEnvironment: Readonly<Record<string, string>> = {
  ...(process.platform === 'win32' ? {} : { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }),
  LC_ALL: 'C',
  TZ: 'UTC',
};

/**
 * Opens the cluster in `<dataDir>/postgres`, making it first where there is none. It is made under another name and renamed,
 * so that neither a kill in the middle nor a second process leaves half a cluster.
 * @throws EmbeddedPostgresError where initdb fails or the cluster belongs to another major version.
 */
export async function openCluster(
  dataDir: string,
  programs: Programs,
  account: Account,
  options: { durable: boolean; say: (line: string) => void },
): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  await removeDeadDrafts(dataDir);
  if (!(await stat(folder).catch(() => null))) {
    options.say('PostgreSQL: making a new database folder');
    const draft = join(dataDir, `postgres.new-${process.pid}-${randomBytes(4).toString('hex')}`);
    await makeCluster(folder, draft, programs, account, options.durable);
  }
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version !== programs.major) {
    throw new EmbeddedPostgresError(
      version === ''
        ? `The folder ${folder} holds no PostgreSQL database or may not be read by this account.`
        : `The database in ${folder} was made by PostgreSQL ${version}, this product brings ${programs.major}: start the earlier version of the product and export first.`,
    );
  }
  await giveTo(folder, account.fileOwner);
  const password = await readFile(join(folder, PASSWORD_FILE), 'utf8').catch(() => '');
  if (password === '') {
    throw new EmbeddedPostgresError(`The file ${join(folder, PASSWORD_FILE)} is missing or may not be read.`);
  }
  return { folder: await realpath(folder), password };
}

async function makeCluster(
  folder: string,
  draft: string,
  programs: Programs,
  account: Account,
  durable: boolean,
): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const passwordFile = `${draft}.password`;
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account.kind === 'other' && account.fileOwner) {
      await chown(passwordFile, account.fileOwner.uid, account.fileOwner.gid);
    }
    await runInitdb(programs, account, [
      ...['-D', draft, '-U', OWNER_LOGIN, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ]);
    await writeFile(join(draft, 'pg_hba.conf'), clientRules);
    await rename(passwordFile, join(draft, PASSWORD_FILE));
    await chmod(join(draft, PASSWORD_FILE), 0o600);
    if (durable) await flush([join(draft, 'pg_hba.conf'), join(draft, PASSWORD_FILE), draft]);
    await rename(draft, folder).catch(async (error: unknown) => {
      // Another process was quicker; its cluster counts and ours was never used.
      if (!(await stat(join(folder, 'PG_VERSION')).catch(() => null))) throw error;
    });
    if (durable) await flush([join(folder, '..')]);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

async function flush(paths: string[]): Promise<void> {
  if (process.platform === 'win32') return;
  for (const path of paths) {
    const handle = await open(path, 'r');
    await handle.sync();
    await handle.close();
  }
}

function runInitdb(programs: Programs, account: Account, initdbArguments: string[]): Promise<void> {
  const { file, args, uid, gid } = invoke(account, programs.initdb, initdbArguments);
  return new Promise((done, fail) => {
    const child = spawn(file, args, {
      uid,
      gid,
      cwd: '/',
      env: postgresEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-2000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => fail(cannotRun(programs.initdb, error)));
    child.on('close', (code) => {
      if (code === 0) return done();
      const reason = /^.*(?:error|fatal).*$/im.exec(said)?.[0] ?? said.trim();
      fail(new EmbeddedPostgresError(`PostgreSQL could not make its database folder: ${reason}`));
    });
  });
}

/** The sentence for a PostgreSQL program that cannot be started at all, for example on a system without glibc. */
export function cannotRun(program: string, error: Error): EmbeddedPostgresError {
  const code = (error as NodeJS.ErrnoException).code ?? error.message;
  return new EmbeddedPostgresError(
    `${program} cannot be run on this machine (${code}): set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

async function removeDeadDrafts(dataDir: string): Promise<void> {
  for (const entry of await readdir(dataDir)) {
    const maker = DRAFT.exec(entry)?.[1];
    if (maker === undefined || processLives(Number(maker))) continue;
    await rm(join(dataDir, entry), { recursive: true, force: true });
  }
}
