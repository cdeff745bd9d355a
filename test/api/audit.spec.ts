import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { AuditService } from '../../server/src/platform/audit/audit.service.js';
import { verifyChain } from '../../server/src/platform/audit/verify-chain.js';
import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type ASchool } from '../support/world.js';

describe('the access log', () => {
  let app: TestApp;
  let school: ASchool;

  beforeEach(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    await app.world.person(school, { roles: ['office'], username: 'office' });
  });
  afterEach(() => app.stop());

  const act = (): Promise<unknown> =>
    app.stranger.post('/api/session').send({ username: 'office', password: TEST_PASSWORD }).expect(200);
  const seal = (): Promise<void> => app.nest.get(AuditService).seal();
  /** Seals until so many entries are in. A transaction of another database of the same server, still running, keeps the newest rows back. */
  const sealUntil = async (entries: number): Promise<void> => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await seal();
      if ((await check()).entries >= entries) return;
      await sleep(100);
    }
  };
  const check = async () => (await verifyChain(app.owner)).find(({ schoolId }) => schoolId === school.id)!;

  it('is sealed into blocks that carry the hash of the one before', async () => {
    await act();
    await sealUntil(1);
    await act();
    await act();
    await sealUntil(3);
    const { blocks, entries, brokenAt } = await check();
    expect({ entries, brokenAt }).toEqual({ entries: 3, brokenAt: null });
    expect(blocks).toBeGreaterThanOrEqual(2);
    await seal();
    expect((await check()).blocks).toBe(blocks);
  });

  it('is told to the server’s log with its newest hash, or cutting off the end would go unseen', async () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    try {
      await act();
      await sealUntil(1);
      const { newestHash } = await check();
      expect(newestHash).toMatch(/^[0-9a-f]{64}$/);
      expect(log.mock.calls.flat().join('\n')).toContain(newestHash);
    } finally {
      log.mockRestore();
    }
  });

  it('leaves acts that are not finished for the next block', async () => {
    const open = await app.owner.connect();
    try {
      await open.query('BEGIN');
      await open.query(
        `INSERT INTO audit_entries (school_id, id, at, act) VALUES ($1, gen_random_uuid(), now(), 'test.slow')`,
        [school.id],
      );
      await act();
      await seal();
      expect((await check()).entries).toBe(0);
      await open.query('COMMIT');
    } finally {
      open.release();
    }
    await sealUntil(2);
    expect(await check()).toMatchObject({ entries: 2, brokenAt: null });
  });

  it.each([
    ['changed', `UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE school_id = $1`],
    ['taken away', `DELETE FROM audit_entries WHERE school_id = $1`],
    [
      'added afterwards',
      `INSERT INTO audit_entries (school_id, id, at, act, xact) VALUES ($1, gen_random_uuid(), now(), 'made.up', 5)`,
    ],
    ['cut out with its block', `DELETE FROM audit_blocks WHERE school_id = $1 AND height = 1`],
  ])('shows that a sealed row was %s by hand', async (_, tampering) => {
    await act();
    await sealUntil(1);
    await act();
    await sealUntil(2);
    expect((await check()).brokenAt).toBeNull();
    await app.owner.query(tampering, [school.id]);
    expect((await check()).brokenAt).not.toBeNull();
  });

  it('lets an act fail that cannot be written down', async () => {
    await app.owner.query(`REVOKE INSERT ON audit_entries FROM tongxin_app`);
    const { body } = await app.stranger
      .post('/api/session')
      .send({ username: 'office', password: TEST_PASSWORD })
      .expect(500);
    expect(body).toMatchObject({ code: 'internal' });
    expect(JSON.stringify(body)).not.toContain('audit');
  });
});
