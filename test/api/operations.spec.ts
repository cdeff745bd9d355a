import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { createApp } from '../../server/src/app.setup.js';
import { readConfig } from '../../server/src/config/app-config.js';
import { NightlyBackup } from '../../server/src/features/operations/index.js';
import { BackupWorker } from '../../server/src/platform/backup/backup-worker.js';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

describe('the operation of an installation', () => {
  let app: TestApp;
  let folder: string;
  let administrator: Person;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongxin-operating-'));
    app = await TestApp.start({ settings: { DATA_DIR: folder, BACKUP_AT: '02:30', BACKUP_KEEP: '2' } });
    const school = await app.world.school({ name: '实验小学' });
    administrator = await app.world.person(school, { roles: ['administrator'] });
    await app.world.student(school, { name: '赵小川', in: await app.world.class(school) });
    // The installation is older than the night in question.
    await app.owner.query(`UPDATE installation SET created_at = '2026-11-01'`);
  });
  afterEach(async () => {
    await app.nest.get(BackupWorker).idle();
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const view = async (): Promise<Awaited<ReturnType<typeof ask>>['body']> => (await ask()).body;
  const ask = () => app.as(administrator).get('/api/operations').expect(200);
  const done = async (): Promise<void> => {
    app.nest.get(BackupWorker).begin();
    await app.nest.get(BackupWorker).idle();
  };
  const backups = (): Promise<string[]> => readdir(join(folder, 'backups')).catch(() => []);
  const night = (): Promise<boolean> => app.nest.get(NightlyBackup).look();

  it('is shown to the administrator without any child: versions, room, queue, and that there is no backup yet', async () => {
    const found = await view();
    expect(found).toMatchObject({
      notices: ['backup.never'],
      plan: { at: '02:30', timeZone: 'Asia/Shanghai', nextAt: '2026-11-23T18:30:00.000Z', keep: 2, encrypted: false },
      lastBackup: null,
      lastRestoreTest: null,
      running: null,
      chain: null,
      queue: { failed: 0 },
      versions: { product: '0.1.0' },
    });
    expect(found.disk.totalBytes).toBeGreaterThan(found.disk.freeBytes);
    expect(found.databaseBytes).toBeGreaterThan(1_000_000);
    expect(JSON.stringify(found)).not.toContain('赵小川');
  });

  it('is nobody else’s business', async () => {
    const school = await app.world.school();
    for (const role of ['office', 'moralEducation', 'principal', 'dataProtection'] as const) {
      const person = await app.world.person(school, { roles: [role] });
      await app.as(person).get('/api/operations').expect(403);
      await app.as(person).post('/api/operations/runs').send({ kind: 'backup' }).expect(403);
    }
    expect(await backups()).toEqual([]);
  });

  it('makes a backup when asked, tries it when asked, and says how both went', async () => {
    const { body } = await app.as(administrator).post('/api/operations/runs').send({ kind: 'backup' }).expect(201);
    expect(body).toMatchObject({ kind: 'backup', origin: 'byHand', status: 'waiting' });
    await done();
    expect(await backups()).toEqual(['tongxin-byHand-20261123-020000.tar']);
    expect(await view()).toMatchObject({
      notices: ['restoreTest.never'],
      lastBackup: {
        id: body.id,
        status: 'done',
        fileName: 'tongxin-byHand-20261123-020000.tar',
        missingFiles: 0,
        failure: null,
      },
      chain: { schools: 1, broken: 0 },
      running: null,
    });
    await app.as(administrator).post('/api/operations/runs').send({ kind: 'restoreTest' }).expect(201);
    await done();
    expect(await view()).toMatchObject({ notices: [], lastRestoreTest: { status: 'done', restored: true } });
    const { rows } = await app.owner.query<{ act: string }>(
      `SELECT act FROM audit_entries WHERE actor_id = $1 ORDER BY at, id`,
      [administrator.id],
    );
    expect(rows.map(({ act }) => act)).toEqual(['backup.asked', 'restoreTest.asked']);
  }, 60_000);

  it('begins by itself soon after it was asked', async () => {
    await app.as(administrator).post('/api/operations/runs').send({ kind: 'backup' }).expect(201);
    for (let wait = 0; wait < 200 && (await view()).lastBackup === null; wait += 1)
      await new Promise((next) => setTimeout(next, 100));
    expect(await view()).toMatchObject({ lastBackup: { status: 'done' } });
  }, 60_000);

  it('does one thing at a time, and tries nothing where there is no backup', async () => {
    const { body: none } = await app
      .as(administrator)
      .post('/api/operations/runs')
      .send({ kind: 'restoreTest' })
      .expect(409);
    expect(none.code).toBe('operation.noBackup');
    await app.owner.query(
      `INSERT INTO operation_runs (id, kind, origin, status, asked_at) VALUES ($1, 'backup', 'byHand', 'running', now())`,
      [v7()],
    );
    const { body } = await app.as(administrator).post('/api/operations/runs').send({ kind: 'backup' }).expect(409);
    expect(body.code).toBe('operation.running');
    const { body: unknown } = await app
      .as(administrator)
      .post('/api/operations/runs')
      .send({ kind: 'restore' })
      .expect(400);
    expect(unknown.errors[0].pointer).toBe('/kind');
  });

  it('says of a backup whose server was killed that it was interrupted, and begins anew', async () => {
    await app.owner.query(
      `INSERT INTO operation_runs (id, kind, origin, status, asked_at, started_at) VALUES ($1, 'backup', 'byHand', 'running', '2026-11-23T01:00:00Z', '2026-11-23T01:00:00Z')`,
      [v7()],
    );
    await night();
    await app.nest.get(BackupWorker).idle();
    const found = await view();
    expect(found).toMatchObject({ running: null, notices: ['backup.failed', 'backup.never'] });
    expect(found.recent[0]).toMatchObject({ status: 'failed', failure: 'interrupted' });
    expect(await night()).toBe(true);
    await app.nest.get(BackupWorker).idle();
    expect(await view()).toMatchObject({ lastBackup: { origin: 'nightly' }, notices: ['restoreTest.never'] });
  }, 60_000);

  it('makes one backup a night, and keeps as many nights as it was told', async () => {
    const look = async (at: string): Promise<void> => {
      app.clock.moveTo(at);
      await night();
      await app.nest.get(BackupWorker).idle();
    };
    for (const day of [23, 24, 25]) {
      await look(`2026-11-${day}T02:35:00+08:00`);
      await look(`2026-11-${day}T14:00:00+08:00`);
    }
    expect(await backups()).toEqual(['tongxin-nightly-20261123-183500.tar', 'tongxin-nightly-20261124-183500.tar']);
    const { rows } = await app.owner.query<{ runs: number }>(`SELECT count(*)::int AS runs FROM operation_runs`);
    expect(rows[0]!.runs).toBe(3);
    // What somebody made by hand is not pushed out by the nights, nor the nights by it.
    await app.as(administrator).post('/api/operations/runs').send({ kind: 'backup' }).expect(201);
    await done();
    expect(await backups()).toHaveLength(3);
  }, 60_000);

  it('makes one backup a night also with several servers', async () => {
    const config = readConfig({
      DATABASE_URL: app.database.url,
      DEMO: '0',
      DB_POOL: '2',
      LOG_LEVEL: 'silent',
      DATA_DIR: folder,
      BACKUP_AT: '02:30',
    });
    const second = await createApp(config, { clock: app.clock, logger: false });
    try {
      const servers = [app.nest, second];
      const asked = await Promise.all([...servers, ...servers].map((server) => server.get(NightlyBackup).look()));
      expect(asked.filter(Boolean)).toHaveLength(1);
      for (const server of servers) {
        server.get(BackupWorker).begin();
        await server.get(BackupWorker).idle();
      }
      expect(await backups()).toHaveLength(1);
    } finally {
      await second.close();
    }
  }, 60_000);

  it('does not ask a new installation for a night it has not seen', async () => {
    await app.owner.query(`UPDATE installation SET created_at = '2026-11-23T09:00:00+08:00'`);
    expect(await night()).toBe(false);
    app.clock.moveTo('2026-11-24T02:30:00+08:00');
    expect(await night()).toBe(true);
  });

  it('lets a failed night stand out, and tries three times', async () => {
    await writeFile(join(folder, 'backups'), 'a file where a folder should be');
    const attempt = async (at: string): Promise<boolean> => {
      app.clock.moveTo(at);
      const asked = await night();
      await app.nest.get(BackupWorker).idle();
      return asked;
    };
    const times = ['02:30', '02:35', '03:05', '03:40', '04:30'].map((time) => `2026-11-24T${time}:00+08:00`);
    const asked = [];
    for (const time of times) asked.push(await attempt(time));
    expect(asked).toEqual([true, false, true, true, false]);
    const found = await view();
    expect(found.notices).toEqual(['backup.failed', 'backup.never']);
    expect(found.recent[0]).toMatchObject({ origin: 'nightly', status: 'failed', failure: 'notWritable' });
  }, 60_000);

  it('removes what a killed backup left half made', async () => {
    const left = join(folder, 'backups', '.making-4194300-abc');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'rows'), 'half');
    await app.as(administrator).post('/api/operations/runs').send({ kind: 'backup' }).expect(201);
    await done();
    expect(await readdir(join(folder, 'backups'))).toEqual(['tongxin-byHand-20261123-020000.tar']);
  }, 60_000);
});
