import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { alone, memory, npm, say, step, StepFailed, top } from './step.mjs';

const serverWorkspaces = ['shared', 'migrations', 'server'];

/** What is built, from which files, and where it ends up. */
const parts = {
  server: {
    sources: ['tsconfig.base.json', ...serverWorkspaces.flatMap((name) => [`${name}/tsconfig.json`, `${name}/src`])],
    outputs: serverWorkspaces.map((name) => `${name}/dist`),
    command() {
      // Without its output tsc would still believe its own notes that all is built.
      for (const name of serverWorkspaces) {
        if (!existsSync(join(top, name, 'dist'))) rmSync(join(top, name, 'tsconfig.tsbuildinfo'), { force: true });
      }
      return { file: process.execPath, args: ['node_modules/typescript/bin/tsc', '-b', ...serverWorkspaces] };
    },
  },
  client: {
    sources: ['tsconfig.base.json', 'shared/src', ...listClientSources()],
    outputs: ['client/dist'],
    command: () => ({
      ...npm('run', 'build', '-w', 'client'),
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    }),
  },
};

function listClientSources() {
  return readdirSync(join(top, 'client'))
    .filter((name) => !['dist', 'node_modules', '.angular', '.build'].includes(name) && !name.endsWith('.tsbuildinfo'))
    .map((name) => `client/${name}`);
}

/**
 * Builds what changed since it was built last; says nothing about what did not change.
 * @param {('server' | 'client')[]} names
 * @throws StepFailed
 */
export async function build(names) {
  for (const name of names) {
    const part = parts[name];
    const stamp = join(memory, `${name}.built`);
    const sources = contentsOf(part.sources);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${sources} ${datesOf(part.outputs)}`) continue;
    rmSync(stamp, { force: true });
    await step(`building the ${name}`, part.command());
    mkdirSync(memory, { recursive: true });
    writeFileSync(stamp, `${sources} ${datesOf(part.outputs)}`);
  }
}

/** Installs and builds, one process at a time in a checkout. */
export function installAndBuild(names) {
  return alone('launch', async () => {
    await install();
    await build(names);
  });
}

// Specs are not part of the product: changing one builds nothing.
function contentsOf(paths) {
  const hash = createHash('sha256').update(readFileSync(join(top, 'package-lock.json')));
  for (const path of filesBelow(paths)) {
    if (!path.endsWith('.spec.ts')) hash.update(`${path}\0`).update(readFileSync(join(top, path)));
  }
  return hash.digest('hex');
}

// Sizes and dates are enough to see that somebody else built into the same folders meanwhile.
function datesOf(paths) {
  const hash = createHash('sha256');
  for (const path of filesBelow(paths)) {
    const { size, mtimeMs } = statSync(join(top, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(paths) {
  return paths
    .flatMap((path) => {
      const entry = statSync(join(top, path), { throwIfNoEntry: false });
      if (!entry) return [];
      if (!entry.isDirectory()) return [path];
      return readdirSync(join(top, path), { recursive: true, withFileTypes: true })
        .filter((found) => found.isFile())
        .map((found) => join(found.parentPath ?? found.path, found.name).slice(top.length));
    })
    .sort();
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  try {
    await installAndBuild(['server', 'client']);
    say('built');
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
