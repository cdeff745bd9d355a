// npm run dev: the server starts again and the page reloads whenever a source changes.
import './node-version.mjs';

const { spawn } = await import('node:child_process');
const { mkdirSync, writeFileSync } = await import('node:fs');
const { join } = await import('node:path');
const { installAndBuild } = await import('./build.mjs');
const { memory, say, StepFailed, top } = await import('./step.mjs');

const port = process.env.PORT ?? '3000';
const children = [];
let stopping = false;

function run(name, { file, args }, cwd = top) {
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, PORT: port, NG_CLI_ANALYTICS: 'false' },
    stdio: 'inherit',
  });
  children.push(child);
  child.on('exit', (code) => {
    if (!stopping) say(`${name} ended (${code}); stopping the rest`);
    stop();
  });
}

function stop() {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
}

try {
  await installAndBuild(['server']);
  mkdirSync(memory, { recursive: true });
  const proxy = join(memory, 'proxy.conf.json');
  writeFileSync(proxy, JSON.stringify({ '/api': { target: `http://127.0.0.1:${port}`, changeOrigin: false } }));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
  const tsc = ['node_modules/typescript/bin/tsc', '-b', '--watch', '--preserveWatchOutput'];
  run('the compiler', { file: process.execPath, args: [...tsc, 'shared', 'migrations', 'server'] });
  const server = ['--watch', '--watch-preserve-output', '--enable-source-maps', 'server/dist/main.js'];
  run('the server', { file: process.execPath, args: server });
  // Started without npm between, which would leave it behind when only this process is told to stop.
  const page = [join(top, 'node_modules/@angular/cli/bin/ng.js'), 'serve', '--proxy-config', proxy];
  run('the page', { file: process.execPath, args: page }, join(top, 'client'));
  say(`page on http://localhost:4200, server on port ${port}`);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
