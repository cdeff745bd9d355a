// npm run check: format, lint, dependency rules, unused code, types, all tests. Stops at the first that fails and names it.
import '../server/launch/node-version.mjs';

const { spawn } = await import('node:child_process');
const { rmSync } = await import('node:fs');
const { join } = await import('node:path');
const { installAndBuild } = await import('../server/launch/build.mjs');
const { memory, say, StepFailed, top } = await import('../server/launch/step.mjs');

const tool = (path, ...args) => ({ file: process.execPath, args: [`node_modules/${path}`, ...args] });
const tsc = (...args) => tool('typescript/bin/tsc', ...args);
const types = join(memory, 'types');

const checks = [
  ['format', [tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')]],
  ['lint', [tool('eslint/bin/eslint.js', '--max-warnings=0', '.')]],
  [
    'dependency rules',
    [
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        ...['--config', '.dependency-cruiser.mjs', 'client/src', 'server/src', 'shared/src', 'migrations/src', 'test'],
      ),
    ],
  ],
  ['unused code', [tool('knip/bin/knip.js')]],
  [
    'types of server and tests',
    // Written aside, so that the built server is left as it is.
    [
      tsc('-b', 'shared', 'migrations', 'server'),
      tsc('-p', 'test', '--outDir', types, '--incremental', 'false', '--composite', 'false'),
    ],
  ],
  [
    'types of the page',
    [
      tool('@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', 'client/tsconfig.app.json', '--noEmit'),
      tool('@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', 'client/tsconfig.spec.json', '--noEmit'),
    ],
  ],
  ['texts and icons of the page', [{ file: process.execPath, args: ['client/tools/check.mjs'] }]],
  ['tests', [{ file: process.execPath, args: ['test/run.mjs'] }]],
];

function run({ file, args }) {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: top, stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => child.kill(signal));
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

try {
  await installAndBuild([]);
  for (const [name, commands] of checks) {
    say(`checking: ${name}`);
    for (const command of commands) {
      if ((await run(command)) !== 0) throw new StepFailed(`check failed: ${name}`);
    }
  }
  say('all checks passed');
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
} finally {
  rmSync(types, { recursive: true, force: true });
}
