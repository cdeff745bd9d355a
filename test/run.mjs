// npm test: builds, starts a database of its own and runs every suite; the last line is the true sum of all of them.
// npm test -- <pattern>: only the Jest tests whose path matches; further options are Jest's.
import '../server/launch/node-version.mjs';

const { installAndBuild } = await import('../server/launch/build.mjs');
const { say, StepFailed } = await import('../server/launch/step.mjs');
const { openTestDatabase } = await import('./support/test-database.mjs');
const { chosenSuites, endRunningSuite, fullSuites, runSuite } = await import('./support/suites.mjs');

const wanted = process.argv.slice(2);
let database;
let passed = 0;
let failed = 0;

async function stop(exitCode) {
  endRunningSuite();
  await database?.stop().catch(() => undefined);
  process.exit(exitCode);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(130));

try {
  await installAndBuild(['server']);
  const suites = wanted.length > 0 ? chosenSuites(wanted) : fullSuites();
  const needsPage = suites.some((suite) => suite.needsPage);
  if (needsPage) await installAndBuild(['client']);
  database = await openTestDatabase(say);
  const env = { TEST_DATABASE_URL: database.url };
  if (needsPage) {
    const { browserPath } = await import('./support/browser-path.mjs');
    env.CHROMIUM_PATH = await browserPath();
  }
  const lines = [];
  for (const suite of suites) {
    say(`testing: ${suite.name}`);
    const result = await runSuite(suite, env);
    passed += result.passed;
    failed += result.failed;
    lines.push(`${suite.name}: ${result.passed} passed, ${result.failed} failed${result.note}, ${result.seconds} s`);
  }
  for (const line of lines) say(line);
} catch (error) {
  failed += 1;
  process.stderr.write(`${error instanceof StepFailed ? error.message : (error.stack ?? error)}\n`);
}
await database?.stop().catch(() => undefined);
process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed > 0 ? 1 : 0));
