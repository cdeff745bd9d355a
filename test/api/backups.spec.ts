import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { extract, pack } from 'tar-stream';
import { loadDemo } from '../../server/src/features/demo/index.js';
import { verifyChain } from '../../server/src/platform/audit/verify-chain.js';
import { BackupRefused } from '../../server/src/platform/backup/backup-refused.js';
import type { Manifest } from '../../server/src/platform/backup/manifest.js';
import { verifyBackup } from '../../server/src/platform/backup/read-backup.js';
import { restoreBackup } from '../../server/src/platform/backup/restore-backup.js';
import { backupNow, testNow } from '../../server/src/platform/backup/runs.js';
import { addTrailer } from '../../server/src/platform/backup/sealed-file.js';
import { LEFT_OUT } from '../../server/src/platform/backup/tables.js';
import { prepareDatabase } from '../../server/src/database/prepare-database.js';
import type { FolderStore } from '../../server/src/platform/files/folder-store.js';
import { asServer, Installation } from '../support/installation.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const now = (): Date => NOW;

/** Every table with how many rows it has and a sum over all of them. */
async function contentsOf(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [Object.keys(LEFT_OUT)],
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")), '') AS sum FROM ${name} t`,
    );
    found[name] = rows[0]!.sum;
  }
  return found;
}

const tablesIn = (pool: pg.Pool): Promise<number> =>
  pool
    .query(`SELECT 1 FROM schools UNION ALL SELECT 1 FROM accounts UNION ALL SELECT 1 FROM audit_entries`)
    .then(({ rowCount }) => rowCount ?? 0);

/** Seals until everything is in; a transaction of another database of the same server keeps the newest rows back for a moment. */
async function sealAll(pool: pg.Pool): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await pool.query('SELECT app.seal_audit($1)', [NOW]);
    const { rows } = await pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM audit_entries e WHERE e.xact >= coalesce((SELECT max(b.xact_to) FROM audit_blocks b WHERE b.school_id = e.school_id), 0)`,
    );
    if (rows[0]!.left === 0) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the access log is never sealed to its end');
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof BackupRefused ? error.code : String(error)),
  );

describe('a backup', () => {
  let source: Installation;
  let path: string;
  let before: Record<string, string>;

  beforeAll(async () => {
    source = await Installation.make();
    await loadDemo({
      ownerUrl: source.database.url,
      now: NOW,
      password: 'a-demo-password',
      allowed: true,
      say: () => undefined,
    });
    before = await source.owner(async (pool) => {
      await sealAll(pool);
      return contentsOf(pool);
    });
    path = (await backupNow(source.settings, source.store, now)).path;
  }, 120_000);
  afterAll(() => source.remove());

  const empty = (): Promise<Installation> => Installation.make();
  const restore = (into: Installation, from = path, secret: string | null = null): Promise<Manifest> =>
    restoreBackup({ path: from, secret, ownerUrl: into.database.url, store: into.store, now: NOW });

  it('is one file that only its owner may read', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(source.settings.backupDir)).mode & 0o777).toBe(0o700);
    expect(await readdir(source.settings.backupDir)).toEqual(['tongxin-command-20261123-020000.tar']);
  });

  it('put into an empty installation gives the same rows in every table, and the same access log', async () => {
    const target = await empty();
    try {
      await restore(target);
      await target.owner(async (pool) => {
        // The restore itself leaves a row in each school's access log.
        const { rowCount } = await pool.query(`DELETE FROM audit_entries WHERE act = 'installation.restored'`);
        expect(rowCount).toBe(3);
        expect(await contentsOf(pool)).toEqual(before);
        expect(await verifyChain(pool)).toEqual(await source.owner(verifyChain));
      });
    } finally {
      await target.remove();
    }
  }, 60_000);

  it('lets the access log go on after a restore into a database that counts its transactions from another number', async () => {
    const elsewhere = await Installation.make();
    const target = await empty();
    try {
      // As if the old database had counted a thousand million transactions more than the new one has.
      await elsewhere.arrange(async (world, pool) => {
        const school = await world.school();
        await pool.query(
          `INSERT INTO audit_entries (school_id, id, at, act, xact) VALUES ($1, gen_random_uuid(), now(), 'test.before', 1000000000)`,
          [school.id],
        );
        await pool.query('SELECT app.continue_audit($1)', [NOW]);
        await sealAll(pool);
        await pool.query(
          `INSERT INTO audit_entries (school_id, id, at, act) VALUES ($1, gen_random_uuid(), now(), 'test.unsealed')`,
          [school.id],
        );
      });
      const { path: made } = await backupNow(elsewhere.settings, elsewhere.store, now);
      const sealed = (await elsewhere.owner(verifyChain))[0]!;
      expect(sealed).toMatchObject({ blocks: 1, entries: 1, brokenAt: null });
      await restore(target, made);
      await target.owner(async (pool) => {
        expect((await verifyChain(pool))[0]).toEqual(sealed);
        await sealAll(pool);
        const after = (await verifyChain(pool))[0]!;
        expect(after).toMatchObject({ entries: 3, brokenAt: null });
        expect(after.blocks).toBeGreaterThan(1);
        // The next start finds nothing left to do.
        await prepareDatabase(target.database.url, target.database.url);
        expect((await pool.query('SELECT app.continue_audit($1) AS moved', [NOW])).rows).toEqual([{ moved: false }]);
        await pool.query(`UPDATE audit_entries SET act = 'test.forged' WHERE act = 'test.unsealed'`);
        expect((await verifyChain(pool))[0]!.brokenAt).not.toBeNull();
      });
    } finally {
      await elsewhere.remove();
      await target.remove();
    }
  }, 60_000);

  it('brings work that was waiting back into the queue', async () => {
    const elsewhere = await Installation.make();
    const target = await empty();
    const queued = (pool: pg.Pool): Promise<unknown[]> =>
      pool
        .query(
          `SELECT t.identifier, j.payload, j.key FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id`,
        )
        .then(({ rows }) => rows);
    try {
      await elsewhere.owner((pool) =>
        pool.query(`SELECT graphile_worker.tongxin_enqueue('imports.check', '{"importId": "one"}', 'import one')`),
      );
      const { path: made } = await backupNow(elsewhere.settings, elsewhere.store, now);
      await restore(target, made);
      expect(await target.owner(queued)).toEqual([
        { identifier: 'imports.check', payload: { importId: 'one' }, key: 'import one' },
      ]);
    } finally {
      await elsewhere.remove();
      await target.remove();
    }
  }, 60_000);

  it('works with a login that is no superuser and owns nothing but its database', async () => {
    const login = { name: `backup_owner_${process.pid}`, password: 'made-up' };
    await asServer(async (client) => {
      await client.query(`CREATE ROLE ${login.name} LOGIN CREATEROLE PASSWORD '${login.password}'`);
      await client.query(`GRANT tongxin_app, tongxin_jobs TO ${login.name} WITH ADMIN OPTION`);
    });
    const [from, into] = [await Installation.bare(login), await Installation.bare(login)];
    try {
      await from.arrange(async (world) => {
        const school = await world.school();
        const student = await world.student(school, { in: await world.class(school) });
        await world.guardian(student);
        await world.person(school, { roles: ['office'] });
      });
      const held = await from.owner(contentsOf);
      const { path: made } = await backupNow(from.settings, from.store, now);
      await restore(into, made);
      await into.owner(async (pool) => {
        await pool.query(`DELETE FROM audit_entries WHERE act = 'installation.restored'`);
        expect(await contentsOf(pool)).toEqual(held);
        const { rows } = await pool.query(
          `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`,
        );
        expect(rows).toEqual([]);
      });
      // May not create a database: only the sums are checked, and that is said.
      expect(await testNow(from.settings, made, now)).toMatchObject({ restored: false });
    } finally {
      await from.remove();
      await into.remove();
      await asServer((client) => client.query(`DROP ROLE ${login.name}`));
    }
  }, 60_000);

  it('can be tried in a database of its own, of which nothing is left', async () => {
    const databases = (): Promise<number> =>
      asServer(
        async (client) =>
          (await client.query(`SELECT 1 FROM pg_database WHERE datname LIKE 'tongxin_restore_test_%'`)).rowCount ?? 0,
      );
    expect(await testNow(source.settings, path, now)).toMatchObject({ restored: true });
    expect(await databases()).toBe(0);
    const { rows } = await source.owner((pool) =>
      pool.query(`SELECT * FROM app.newest_operation('restoreTest', 'done')`),
    );
    expect(rows[0]).toMatchObject({ status: 'done', findings: { restored: true, schools: 3, brokenChains: 0 } });
  }, 60_000);

  it('holds every table, but for those that say why not', async () => {
    const { tables } = await verifyBackup(path, null);
    const { rows } = await source.owner((pool) =>
      pool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`),
    );
    expect([...tables.map(({ name }) => name), ...Object.keys(LEFT_OUT)].sort()).toEqual(
      rows.map(({ name }) => name).sort(),
    );
  });

  it('that is encrypted opens with its key only, and nothing of it can be read without', async () => {
    const keyFile = join(source.dataDir, 'backup-key');
    await writeFile(keyFile, `${randomBytes(32).toString('hex')}\n`);
    const folder = join(source.dataDir, 'sealed');
    const { path: sealed } = await backupNow(
      { ...source.settings, backupDir: folder, backupKeyFile: keyFile },
      source.store,
      now,
    );
    expect(sealed).toMatch(/\.sealed$/);
    const bytes = await readFile(sealed);
    expect(bytes.includes('manifest.json')).toBe(false);
    const secret = (await readFile(keyFile, 'utf8')).trim();
    expect((await verifyBackup(sealed, secret)).tables.length).toBeGreaterThan(20);
    expect(await refusal(verifyBackup(sealed, null))).toBe('keyMissing');
    expect(await refusal(verifyBackup(sealed, 'another key altogether'))).toBe('keyWrong');
    for (const length of [bytes.length - 1, bytes.length - 600, 65_552 + 32, 65_552 * 2 + 32, 40]) {
      await writeFile(`${sealed}.cut`, bytes.subarray(0, length));
      expect([length, ['broken', 'keyWrong'].includes(await refusal(verifyBackup(`${sealed}.cut`, secret)))]).toEqual([
        length,
        true,
      ]);
    }
    const swapped = Buffer.from(bytes);
    bytes.copy(swapped, 32 + 65_552, 32 + 2 * 65_552, 32 + 3 * 65_552);
    bytes.copy(swapped, 32 + 2 * 65_552, 32 + 65_552, 32 + 2 * 65_552);
    await writeFile(`${sealed}.swapped`, swapped);
    expect(await refusal(verifyBackup(`${sealed}.swapped`, secret))).toBe('broken');
    const target = await empty();
    try {
      await restore(target, sealed, secret);
      expect(await target.owner((pool) => pool.query('SELECT 1 FROM students'))).toHaveProperty(
        'rowCount',
        Number(before['students']!.split(' ')[0]),
      );
    } finally {
      await target.remove();
    }
  }, 60_000);

  it('is refused where BACKUP_KEY_FILE is missing or holds too little', async () => {
    const folder = join(source.dataDir, 'unsealed');
    const short = join(source.dataDir, 'short-key');
    await writeFile(short, 'short\n');
    for (const backupKeyFile of [join(source.dataDir, 'no-such-file'), short]) {
      expect(
        await refusal(backupNow({ ...source.settings, backupDir: folder, backupKeyFile }, source.store, now)),
      ).toBe('keyMissing');
    }
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  });

  describe('that is not sound', () => {
    let folder: string;
    let target: Installation;
    beforeAll(async () => {
      folder = join(source.dataDir, 'broken');
      await mkdir(folder);
      target = await empty();
    });
    afterAll(() => target.remove());

    const refused = async (from: string): Promise<string> => {
      const code = await refusal(restore(target, from));
      expect(await target.owner(tablesIn)).toBe(0);
      return code;
    };

    /** Writes the backup anew, with a sound trailer, after somebody has laid hands on its parts. */
    const tampered = async (
      name: string,
      change: (part: { name: string; content: Buffer }) => { name: string; content: Buffer }[],
    ): Promise<string> => {
      const made = join(folder, name);
      const parts: { name: string; content: Buffer }[] = [];
      const reader = extract();
      // Without the trailer, behind which no archive goes on.
      createReadStream(path, { end: (await stat(path)).size - 513 }).pipe(reader);
      for await (const entry of reader) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        parts.push(...change({ name: entry.header.name, content: Buffer.concat(chunks) }));
      }
      const archive = pack();
      const written = pipeline([Readable.from(archive, { objectMode: false }), addTrailer(), createWriteStream(made)]);
      for (const part of parts) archive.entry({ name: part.name }, part.content);
      archive.finalize();
      await written;
      return made;
    };
    const changeManifest =
      (change: (manifest: Record<string, unknown>) => void) =>
      (part: { name: string; content: Buffer }): { name: string; content: Buffer }[] => {
        if (part.name !== 'manifest.json') return [part];
        const manifest = JSON.parse(part.content.toString()) as Record<string, unknown>;
        change(manifest);
        return [{ ...part, content: Buffer.from(JSON.stringify(manifest)) }];
      };
    const students = 'tables/students.copy.gz';
    const swapName = (content: Buffer): Buffer =>
      gzipSync(
        Buffer.from(
          gunzipSync(content)
            .toString('utf8')
            .replace(/^([^\n]*)\n/, (line) => `${line}${line}`),
        ),
      );

    it('is refused wherever a byte is changed', async () => {
      const bytes = await readFile(path);
      for (const share of [0, 0.1, 0.35, 0.6, 0.85, 0.999]) {
        const flipped = Buffer.from(bytes);
        const at = Math.floor((bytes.length - 1) * share);
        flipped[at] = flipped[at]! ^ 0b100;
        await writeFile(join(folder, 'flipped.tar'), flipped);
        expect([share, await refused(join(folder, 'flipped.tar'))]).toEqual([share, 'broken']);
      }
    }, 60_000);

    it('is refused where its end is missing', async () => {
      const bytes = await readFile(path);
      for (const length of [0, 10, 511, 512, 10_000, bytes.length - 5_000, bytes.length - 512, bytes.length - 1]) {
        await writeFile(join(folder, 'cut.tar'), bytes);
        await truncate(join(folder, 'cut.tar'), length);
        expect([length, await refused(join(folder, 'cut.tar'))]).toEqual([length, 'broken']);
      }
    }, 60_000);

    it('is refused where a table is missing, changed, or there twice, though somebody has sealed it again', async () => {
      const without = await tampered('without.tar', (part) => (part.name === students ? [] : [part]));
      const changed = await tampered('changed.tar', (part) =>
        part.name === students ? [{ ...part, content: swapName(part.content) }] : [part],
      );
      const twice = await tampered('twice.tar', (part) => (part.name === students ? [part, part] : [part]));
      const strange = await tampered('strange.tar', (part) => [
        part,
        ...(part.name === students ? [{ name: '../evil', content: Buffer.from('x') }] : []),
      ]);
      expect([await refused(without), await refused(changed), await refused(twice), await refused(strange)]).toEqual([
        'broken',
        'broken',
        'broken',
        'broken',
      ]);
    }, 60_000);

    it('is refused where its list of contents was changed along with it, and nothing is left of the attempt', async () => {
      const sumOf = (content: Buffer): string => createHash('sha256').update(gunzipSync(content)).digest('hex');
      const forgotten = await tampered('forgotten.tar', (part) =>
        part.name === students
          ? []
          : changeManifest((manifest) => {
              manifest['tables'] = (manifest['tables'] as { name: string }[]).filter(({ name }) => name !== 'students');
            })(part),
      );
      expect(await refused(forgotten)).toBe('schemaDiffers');
      let forged = '';
      const log = await tampered('log.tar', (part) => {
        if (part.name === 'tables/audit_entries.copy.gz') {
          const content = gzipSync(
            gunzipSync(part.content).toString('utf8').replaceAll('talk.recorded', 'talk.approved'),
          );
          forged = sumOf(content);
          return [{ ...part, content }];
        }
        return changeManifest((manifest) => {
          const entries = (manifest['tables'] as { name: string; sha256: string }[]).find(
            ({ name }) => name === 'audit_entries',
          )!;
          entries.sha256 = forged;
          (manifest['chains'] as { newestHash: string }[])[0]!.newestHash = '0'.repeat(64);
        })(part);
      });
      expect(await refused(log)).toBe('chainDiffers');
    }, 60_000);

    it('is refused where it was made by a later version, or is something else', async () => {
      const later = await tampered(
        'later.tar',
        changeManifest((manifest) => (manifest['format'] = 2)),
      );
      const steps = await tampered(
        'steps.tar',
        changeManifest((manifest) => (manifest['migrations'] as string[]).push('Tomorrow20301231235900')),
      );
      await writeFile(join(folder, 'holiday.tar'), randomBytes(20_000));
      expect([
        await refused(later),
        await refused(steps),
        await refused(join(folder, 'holiday.tar')),
        await refused(join(folder, 'nowhere.tar')),
      ]).toEqual(['newerProduct', 'newerProduct', 'broken', 'noBackup']);
    }, 60_000);

    it('is refused where rows do not fit each other, and the installation is as empty and as usable as before', async () => {
      const orphaned = await tampered('orphaned.tar', (part) => {
        const nothing = { rows: 0, sha256: createHash('sha256').digest('hex') };
        if (part.name === 'tables/staff.copy.gz') return [{ ...part, content: gzipSync('') }];
        return changeManifest((manifest) => {
          Object.assign(
            (manifest['tables'] as { name: string }[]).find(({ name }) => name === 'staff')!,
            nothing,
          );
        })(part);
      });
      expect(await refusal(restore(target, orphaned))).toMatch(/foreign key/);
      expect(await target.owner(tablesIn)).toBe(0);
      await prepareDatabase(target.database.url, target.database.url);
      await restore(target);
      expect(await target.owner(tablesIn)).toBeGreaterThan(0);
    }, 60_000);
  });

  it('is not put over anything: not where there is a school, not while somebody else is connected', async () => {
    const target = await empty();
    try {
      await target.arrange(async (world) => {
        await world.school({ name: '已有小学' });
      });
      expect(await refusal(restore(target))).toBe('notEmpty');
      expect((await target.owner((pool) => pool.query('SELECT name FROM schools'))).rows).toEqual([
        { name: '已有小学' },
      ]);
    } finally {
      await target.remove();
    }
    const busy = await empty();
    try {
      await busy.owner(async (pool) => {
        await pool.query('SELECT 1');
        expect(await refusal(restore(busy))).toBe('inUse');
      });
    } finally {
      await busy.remove();
    }
  }, 60_000);

  it('holds the attached files, names those that are lost, and takes back what it had put where a restore fails', async () => {
    const elsewhere = await Installation.make();
    const target = await empty();
    try {
      const kept = Buffer.from('kept, made up');
      const sums = [kept, Buffer.from('lost'), Buffer.from('removed')].map((one) =>
        createHash('sha256').update(one).digest(),
      );
      const schoolId = await elsewhere.arrange(async (world, pool) => {
        const school = await world.school();
        const office = await world.person(school, { roles: ['office'] });
        for (const [index, sum] of sums.entries())
          await pool.query(
            `INSERT INTO attachments (school_id, id, subject_kind, subject_id, name, media_type, size, sha256, added_by, added_at, removed_at, removed_by, removed_reason)
             VALUES ($1, gen_random_uuid(), 'careFile', gen_random_uuid(), 'a.pdf', 'application/pdf', 1, $2, $3, now(), $4, $5, $6)`,
            [school.id, sum, office.id, ...(index === 2 ? [NOW, office.id, 'mistake'] : [null, null, null])],
          );
        return school.id;
      });
      const loose = join(elsewhere.dataDir, 'loose');
      await writeFile(loose, kept);
      await elsewhere.store.put({ schoolId, sha256: sums[0]! }, loose);
      const { path: made, manifest } = await backupNow(elsewhere.settings, elsewhere.store, now);
      expect(manifest.files.map(({ bytes, sha256 }) => [bytes, sha256])).toEqual([
        [kept.length, sums[0]!.toString('hex')],
      ]);
      expect(manifest.missingFiles).toEqual([expect.stringContaining(sums[1]!.toString('hex'))]);

      const stored = async (): Promise<number> => {
        let count = 0;
        for await (const _file of target.store.list()) count += 1;
        return count;
      };
      // The disk is full after the first file.
      const failing = Object.create(target.store) as FolderStore;
      failing.put = async (address, from) => {
        await target.store.put(address, from);
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      };
      await expect(
        restoreBackup({ path: made, secret: null, ownerUrl: target.database.url, store: failing, now: NOW }),
      ).rejects.toThrow('no space left');
      expect([await stored(), await target.owner(tablesIn)]).toEqual([0, 0]);

      await restore(target, made);
      const chunks: Buffer[] = [];
      for await (const chunk of await target.store.open({ schoolId, sha256: sums[0]! })) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks)).toEqual(kept);
    } finally {
      await elsewhere.remove();
      await target.remove();
    }
  }, 60_000);

  it('of an earlier schema is brought up to the present one', async () => {
    const elsewhere = await Installation.make();
    const target = await empty();
    try {
      await elsewhere.arrange(async (world) => {
        await world.person(await world.school(), { roles: ['office'] });
      });
      await elsewhere.owner(async (pool) => {
        // As it stood before there were any backups.
        await pool.query(
          `DROP FUNCTION app.continue_audit, app.audit_offset, app.installation_facts, app.ask_for_nightly, app.ask_for_operation, app.newest_operation, app.operation_runs CASCADE`,
        );
        await pool.query(`DROP TABLE audit_continuations`);
        await pool.query(`DELETE FROM migrations WHERE name = 'Operating20261123101300'`);
      });
      const { path: made } = await backupNow(elsewhere.settings, elsewhere.store, now);
      expect((await verifyBackup(made, null)).tables.map(({ name }) => name)).not.toContain('audit_continuations');
      await restore(target, made);
      await target.owner(async (pool) => {
        expect((await pool.query('SELECT 1 FROM accounts')).rowCount).toBe(1);
        expect((await pool.query('SELECT app.audit_offset()')).rowCount).toBe(1);
        expect((await pool.query(`SELECT name FROM migrations ORDER BY id DESC LIMIT 1`)).rows).toEqual([
          { name: 'Operating20261123101300' },
        ]);
      });
    } finally {
      await elsewhere.remove();
      await target.remove();
    }
  }, 60_000);

  it('that fails is written down with its reason, and leaves nothing half made', async () => {
    const blocked = join(source.dataDir, 'a-file');
    await writeFile(blocked, '');
    expect(
      await refusal(backupNow({ ...source.settings, backupDir: join(blocked, 'backups') }, source.store, now)),
    ).toMatch(/ENOTDIR/);
    const { rows } = await source.owner((pool) =>
      pool.query(`SELECT * FROM app.newest_operation('backup', 'failed') WHERE failure <> 'keyMissing'`),
    );
    expect(rows[0]).toMatchObject({ kind: 'backup', origin: 'command', failure: 'notWritable' });
  });
});
