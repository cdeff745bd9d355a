import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT, FLAGS } from './process-settings.mjs';
import { top } from './step.mjs';

/**
 * Runs a script of the server as a child on our own terminal and waits for its end. Signals to stop are passed on;
 * where we are killed ourselves the child sees its channel to us close and stops too, and where npm is killed we stop the child.
 * @param {string} script path below the top folder
 * @param {string[]} args
 * @returns {Promise<number>} the exit code to end with
 */
export function runServer(script, args) {
  const child = spawn(process.execPath, [...FLAGS, join(top, script), ...args], {
    cwd: top,
    env: { ...ENVIRONMENT, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  const watch = watchNpm(() => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      done(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

// A killed npm tells nobody, and its shell may live on; what is left then belongs to another parent.
function watchNpm(stop) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    stop();
  }, 500);
  return watch;
}

// Our parent (npm's shell) and, where the system tells it in a file, the parent's parent (npm).
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
