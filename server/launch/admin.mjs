// npm run admin -- <command>: makes sure the server is built, then runs an administrator's command.
import './node-version.mjs';

const { installAndBuild } = await import('./build.mjs');
const { runServer } = await import('./run-server.mjs');
const { say, StepFailed } = await import('./step.mjs');

try {
  await installAndBuild(['server']);
  process.exitCode = await runServer('server/dist/admin.js', process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
