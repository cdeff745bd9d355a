import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { memory, npm, top } from '../../server/launch/step.mjs';

const results = join(memory, 'results');
const jest = ['node_modules/jest/bin/jest.js', '-c', 'test/jest.config.mjs'];
const minutes = 60_000;

/** Settings of a product somebody runs here are none of the tests' business. */
const foreignSettings = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATA_DIR', 'DEMO', 'DEMO_PASSWORD', 'PORT', 'HOST'];

function jestSuite(name, file, args, options = {}) {
  return {
    ...{ name, needsPage: false, limit: 15 * minutes, ...options },
    report: join(results, file),
    command: { file: process.execPath, args: [...jest, '--json', `--outputFile=${join(results, file)}`, ...args] },
    env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  };
}

/** Every suite, in the order in which a mistake is found soonest. */
export function fullSuites() {
  const clientReport = join(results, 'client.json');
  const elsewhere = ['/node_modules/', '/test/journeys/', '/test/faults/', '/test/bench/'];
  return [
    jestSuite('rules, API and guards', 'server.json', [
      ...['--ci', '--maxWorkers=2'],
      ...elsewhere.flatMap((path) => ['--testPathIgnorePatterns', path]),
    ]),
    {
      ...{ name: 'page', needsPage: true, limit: 15 * minutes, report: clientReport },
      command: npm('test', '-w', 'client'),
      env: { CLIENT_TEST_REPORT: clientReport, NG_CLI_ANALYTICS: 'false' },
    },
    jestSuite('journeys', 'journeys.json', ['--ci', '--runInBand', '/test/journeys/'], { needsPage: true }),
    jestSuite('faults', 'faults.json', ['--ci', '--runInBand', '/test/faults/']),
  ];
}

/** Only the Jest tests somebody asked for. */
export function chosenSuites(args) {
  const files = execFileSync(process.execPath, [...jest, '--listTests', ...args], { cwd: top, encoding: 'utf8' });
  const needsPage = /[\\/]test[\\/]journeys[\\/]/.test(files);
  return [jestSuite('chosen tests', 'chosen.json', ['--maxWorkers=2', ...args], { needsPage })];
}

/**
 * Runs a suite, shows what it says, and counts from its own report. A suite that crashed, took too long or ran nothing has failed;
 * so has a file that could not be loaded.
 * @returns {Promise<{ passed: number, failed: number, note: string, seconds: number }>}
 */
export async function runSuite(suite, settings) {
  mkdirSync(results, { recursive: true });
  rmSync(suite.report, { force: true });
  const began = Date.now();
  const env = { ...process.env, ...suite.env, ...settings };
  for (const name of foreignSettings) delete env[name];
  const code = await show(suite, env);
  return { ...count(suite.report, code), seconds: Math.round((Date.now() - began) / 1000) };
}

let running = null;

/** Ends the suite that is running; its report then says too little, which counts as failed. */
export function endRunningSuite() {
  running?.kill('SIGTERM');
}

function show({ command, limit, name }, env) {
  return new Promise((done) => {
    const child = spawn(command.file, command.args, { cwd: top, env, stdio: ['ignore', 'inherit', 'inherit'] });
    running = child;
    const patience = setTimeout(() => {
      process.stderr.write(`${name}: not done after ${limit / minutes} minutes, ended\n`);
      child.kill('SIGKILL');
    }, limit);
    child.on('error', () => done(1));
    child.on('close', (code) => {
      clearTimeout(patience);
      done(code ?? 1);
    });
  });
}

// Jest and Vitest write the same kind of report.
function count(report, code) {
  let said;
  try {
    said = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, note: ' (crashed)' };
  }
  const passed = said.numPassedTests;
  const broken = said.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = said.numFailedTests + broken;
  const skipped = said.numPendingTests > 0 ? ` (${said.numPendingTests} skipped)` : '';
  if (passed + failed === 0) return { passed, failed: 1, note: ' (no test ran)' };
  if (code !== 0 && failed === 0) return { passed, failed: 1, note: ` (ended with ${code})` };
  return { passed, failed, note: skipped };
}
