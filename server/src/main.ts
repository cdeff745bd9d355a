import './small-heap.js';
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { createApp } from './app.setup.js';
import { readConfig, type AppConfig } from './config/app-config.js';
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { prepareDatabase } from './database/prepare-database.js';
import { loadDemo } from './features/demo/index.js';
import { Readiness } from './platform/health/health.controller.js';
import { stopWithLauncher } from './stop-with-launcher.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts the product: database, schema, demo where it belongs, then the server; stops all of it in the other order. */
async function start(): Promise<void> {
  const settings = readConfig();
  let stopping = false;
  const cleanUp: (() => Promise<unknown>)[] = [];
  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    say('stopping …');
    for (const one of cleanUp.reverse()) await one().catch(() => undefined);
    process.exit(exitCode);
  };
  // Not `once`: a signal to the whole group comes twice, passed on by the launcher too, and the second would kill us while stopping.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  // A terminal that is gone takes no more lines; stopping cleanly matters more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  stopWithLauncher(() => void stop(0));

  try {
    let config: AppConfig = settings;
    if (settings.databaseUrl === null) {
      say(`database: starting the embedded PostgreSQL in ${settings.dataDir}`);
      const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, say });
      cleanUp.push(() => postgres.stop());
      config = { ...settings, databaseUrl: postgres.url, databaseOwnerUrl: postgres.url };
    }
    await prepareDatabase(config.databaseOwnerUrl!, config.databaseUrl!, say);
    const demo = await loadDemo({
      ownerUrl: config.databaseOwnerUrl!,
      now: new Date(),
      password: config.demoPassword,
      // Only a database of our own is ever filled with made-up schools.
      allowed: config.demo && settings.databaseUrl === null,
      say,
    });
    const app = await createApp(config);
    cleanUp.push(() => app.close());
    // A demo knows everybody's password: it is never reached from another machine.
    const host = demo ? '127.0.0.1' : config.host;
    await app.listen(config.port, host);
    const readiness = app.get(Readiness);
    readiness.ready = true;
    cleanUp.push(async () => {
      readiness.leave();
      await sleep(config.drainSeconds * 1000);
    });
    const { port } = app.getHttpServer().address() as { port: number };
    say('');
    say(`Tongxin is ready: http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`);
    if (demo) say(demo.text);
  } catch (error) {
    new Logger('Start').error(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
}

await start();
