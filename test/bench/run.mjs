// npm run bench: builds the product and measures it against the raw limit; npm run bench -- --full also at the size of a city, --readme keeps the tables in the README.
import '../../server/launch/node-version.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { installAndBuild } = await import('../../server/launch/build.mjs');
const { memory, say, step, StepFailed, top } = await import('../../server/launch/step.mjs');

try {
  await installAndBuild(['server', 'client']);
  await step('building the bench', {
    file: process.execPath,
    args: [join(top, 'node_modules/typescript/bin/tsc'), '-p', 'test/bench'],
  });
  const { browserPath } = await import('../support/browser-path.mjs');
  const { bench } = await import(pathToFileURL(join(memory, 'bench/bench.js')).href);
  process.exitCode = (await bench({ args: process.argv.slice(2), say, chromiumPath: await browserPath() })) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof StepFailed ? error.message : (error.stack ?? error)}\n`);
  process.exitCode = 1;
}
