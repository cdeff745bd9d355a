import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Product } from '../support/product.js';

describe('PostgreSQL dying under load', () => {
  it('costs only answers of 503 with a time to come back, and the product is well again within 10 seconds', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-'));
    const product = await Product.start({ DATA_DIR: dataDir, DATABASE_URL: '', DATABASE_OWNER_URL: '', DEMO: '1' });
    try {
      const signIn = await fetch(`${product.url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: 'moral', password: 'tongxin-demo' }),
      });
      expect(signIn.status).toBe(200);
      const cookie = signIn.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      const statuses: number[] = [];
      let waits = true;
      let stopped = false;
      const load = Array.from({ length: 4 }, async () => {
        while (!stopped) {
          const answer = await fetch(`${product.url}/api/classes`, { headers: { Cookie: cookie } });
          statuses.push(answer.status);
          if (answer.status === 503 && !answer.headers.get('retry-after')) waits = false;
          await answer.arrayBuffer();
          await sleep(5);
        }
      });
      await sleep(300);
      const [postmaster] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(postmaster), 'SIGKILL');
      await sleep(500);
      let well = false;
      for (let wait = 0; wait < 100 && !well; wait += 1) {
        well = (await fetch(`${product.url}/api/health/ready`)).status === 200;
        if (!well) await sleep(100);
      }
      expect(well).toBe(true);
      await sleep(300);
      stopped = true;
      await Promise.all(load);
      expect(statuses.at(-1)).toBe(200);
      expect(statuses).toContain(503);
      expect([...new Set(statuses)].sort()).toEqual([200, 503]);
      expect(waits).toBe(true);
    } finally {
      await product.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 60_000);
});
