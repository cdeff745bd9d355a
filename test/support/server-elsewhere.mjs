// Serves the built product on a given database, at an instant that stands still. The time zone of the machine is that of the environment.
// node server-elsewhere.mjs <instant>, with DATABASE_URL
import { createApp } from '../../server/dist/app.setup.js';
import { readConfig } from '../../server/dist/config/app-config.js';
import { Clock } from '../../server/dist/platform/clock/clock.js';

class StandingClock extends Clock {
  now() {
    return new Date(process.argv[2]);
  }
}

const app = await createApp(readConfig({ ...process.env, DEMO: '0', DB_POOL: '2', LOG_LEVEL: 'silent' }), {
  clock: new StandingClock(),
  logger: false,
});
await app.listen(0, '127.0.0.1');
process.stdout.write(
  `${JSON.stringify({ port: app.getHttpServer().address().port, hour: new Date(process.argv[2]).getHours() })}\n`,
);
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
