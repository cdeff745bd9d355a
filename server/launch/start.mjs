// npm start: installs, builds and runs the product; each step is skipped where nothing changed.
import './node-version.mjs';

const { installAndBuild } = await import('./build.mjs');
const { runServer } = await import('./run-server.mjs');
const { say, StepFailed } = await import('./step.mjs');

try {
  await installAndBuild(['server', 'client']);
  say('starting');
  process.exitCode = await runServer('server/dist/main.js', process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
