import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { alone, memory, npm, step } from '../../server/launch/step.mjs';

const run = promisify(execFile);
const version = '147.0.0';
const folder = join(memory, 'browser', version);

/** Where Chrome and Chromium lie on each system when somebody installed them. */
const usualPlaces = {
  linux: ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/usr/lib/chromium-browser/chromium-browser'],
  darwin: ['/Applications', join(homedir(), 'Applications')].flatMap((applications) => [
    `${applications}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${applications}/Chromium.app/Contents/MacOS/Chromium`,
  ]),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((programs) => `${programs}\\Google\\Chrome\\Application\\chrome.exe`),
};
const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

/**
 * The browser for the journeys: CHROMIUM_PATH, else an installed Chrome or Chromium, else one fetched from the npm registry once.
 * @returns {Promise<string>} absolute path of an executable that takes Chromium's arguments
 * @throws Error saying what to install or set
 */
export async function browserPath() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH names ${wanted}, which is not there`);
  }
  for (const place of [...inPath(), ...(usualPlaces[process.platform] ?? [])]) {
    if (existsSync(place) && (await starts(place))) return place;
  }
  return fetched();
}

function inPath() {
  if (process.platform === 'win32') return [];
  return (process.env.PATH ?? '').split(delimiter).flatMap((path) => names.map((name) => join(path, name)));
}

// Some systems have a chromium command that only says how to install one.
async function starts(path, env = process.env) {
  if (process.platform === 'win32') return true;
  return run(path, ['--version'], { timeout: 20_000, env }).then(
    ({ stdout }) => /\d+\.\d+/.test(stdout),
    () => false,
  );
}

function fetched() {
  const browser = join(folder, 'chrome');
  return alone('browser', async () => {
    if (existsSync(browser)) return browser;
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new Error('The browser tests need Chrome or Chromium: install one, or set CHROMIUM_PATH to one.');
    }
    const draft = `${folder}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
    const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const install = npm('install', '--prefix', draft, ...flags, `@sparticuz/chromium@${version}`);
    await step('fetching a browser for the tests', { ...install, cwd: draft });
    await unpack(draft);
    await writeStarter(draft);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    if (!(await starts(browser))) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error('The fetched browser does not start here: install Chrome or Chromium, or set CHROMIUM_PATH.');
    }
    return browser;
  });
}

// The package unpacks itself into the folder for temporary files; naming its usual surroundings makes it unpack its libraries too.
async function unpack(draft) {
  const entry = pathToFileURL(join(draft, 'node_modules/@sparticuz/chromium/build/esm/index.js')).href;
  const script = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
  await step('unpacking the browser', {
    file: process.execPath,
    args: ['--input-type=module', '-e', script],
    cwd: draft,
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  rmSync(join(draft, 'node_modules'), { recursive: true, force: true });
}

// The libraries and the font that come along are used only where the system has none.
async function writeStarter(draft) {
  const { stdout } = await run('ldd', [join(draft, 'chromium')]).catch(() => ({ stdout: 'not found' }));
  const lines = ['#!/bin/sh', 'here=$(dirname "$(readlink -f "$0")")'];
  if (stdout.includes('not found')) {
    lines.push('export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) lines.push('export FONTCONFIG_PATH="$here/fonts"');
  writeFileSync(join(draft, 'chrome'), [...lines, 'exec "$here/chromium" "$@"', ''].join('\n'));
  for (const name of ['chrome', 'chromium']) chmodSync(join(draft, name), 0o755);
}
