// Runs the unit tests once. CLIENT_TEST_REPORT=<file> writes the results as JSON there as well; further arguments go to `ng test`.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('..', import.meta.url));
const ng = createRequire(import.meta.url).resolve('@angular/cli/bin/ng.js');
const report = process.env.CLIENT_TEST_REPORT;
const reporting = [];
if (report) {
  const file = resolve(client, report);
  mkdirSync(dirname(file), { recursive: true });
  reporting.push('--reporters=json', '--reporters=default', `--output-file=${file}`);
}
const run = spawn(process.execPath, [ng, 'test', '--watch=false', ...reporting, ...process.argv.slice(2)], {
  cwd: client,
  stdio: 'inherit',
});
run.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
