import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Top folder of the product, absolute. */
export const top = fileURLToPath(new URL('../..', import.meta.url));

/** Folder for what the launch scripts remember between runs; not part of the product. */
export const memory = join(top, '.build');

/** Says one short line about what is being done. */
export function say(line) {
  process.stdout.write(`tongxin: ${line}\n`);
}

/** Thrown when a step failed; its output has been shown already. */
export class StepFailed extends Error {}

/**
 * Runs one step quietly and says how long it took; its output is shown only where it fails.
 * @param {string} name what is being done, such as "building the server"
 * @param {{ file: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv }} command
 * @returns {Promise<void>}
 * @throws StepFailed
 */
export async function step(name, command) {
  say(`${name} …`);
  const began = Date.now();
  const { code, output } = await capture(command);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (code === 0) return say(`${name}: done in ${seconds} s`);
  process.stderr.write(`${output}\n`);
  throw new StepFailed(`${name} failed after ${seconds} s`);
}

function capture({ file, args, cwd = top, env = process.env }) {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => done({ code: 1, output: String(error) }));
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8').trim() }));
  });
}

/** npm as a command: the one that runs us, else the one that came with Node or lies in PATH. */
export function npm(...args) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own)) return { file: process.execPath, args: [own, ...args] };
  return process.platform === 'win32'
    ? { file: 'cmd.exe', args: ['/d', '/s', '/c', 'npm', ...args] }
    : { file: 'npm', args };
}

/**
 * Does work while no other process does work under the same name in this checkout; waits for the other one first.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(name, work) {
  mkdirSync(memory, { recursive: true });
  const lock = join(memory, `${name}.lock`);
  for (let waited = false; !take(lock); waited = true) {
    if (!waited) say('waiting for another start or test in this folder');
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    const handle = openSync(lock, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const holder = readHolder(lock);
    if (holder !== null && !lives(holder)) rmSync(lock, { force: true });
    return false;
  }
}

// Null while the other process has made the file and not written its number yet.
function readHolder(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || null;
  } catch {
    return null;
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
