import { readConfig } from '../../server/src/config/app-config.js';
import { TestApp } from '../support/test-app.js';

const TOKEN = 'a-token-only-prometheus-knows';
const settings = { METRICS: '1', METRICS_TOKEN: TOKEN };

describe('the figures for Prometheus', () => {
  let app: TestApp;
  afterEach(() => app.stop());

  const figures = async (): Promise<string> =>
    (await app.stranger.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200)).text;

  it('are off unless they are wanted', async () => {
    app = await TestApp.start();
    const { text } = await app.stranger.get('/metrics').set('Authorization', `Bearer ${TOKEN}`);
    expect(text).not.toContain('tongxin_http');
    expect(text).not.toContain('process_cpu');
  });

  it('are given to nobody without the token, and wanted without one stop the start', async () => {
    app = await TestApp.start({ settings });
    for (const header of ['', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN]) {
      const { text } = await app.stranger.get('/metrics').set('Authorization', header).expect(401);
      expect(text).toBe('401\n');
    }
    await app.stranger.get('/metrics').expect(401);
    expect(() => readConfig({ METRICS: '1' })).toThrow(/METRICS_TOKEN/);
    expect(() => readConfig({ METRICS: '1', METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN/);
  });

  it('count requests by route template and status, and tell of connections, queue, backups, memory and event loop', async () => {
    app = await TestApp.start({ settings });
    const school = await app.world.school();
    const student = await app.world.student(school, { in: await app.world.class(school) });
    const moral = await app.world.person(school, { roles: ['moralEducation'] });
    await app.as(moral).get(`/api/students/${student.id}`).expect(200);
    await app.as(moral).get(`/api/students/${student.id}`).expect(200);
    await app.stranger.get('/api/students').expect(401);
    const text = await figures();
    expect(text).toContain('tongxin_http_requests_total{method="GET",route="/api/students/:id",status="200"} 2');
    expect(text).toContain('tongxin_http_requests_total{method="GET",route="/api/students",status="401"} 1');
    for (const name of [
      'tongxin_http_request_duration_seconds_bucket',
      'tongxin_database_connections{pool="reads",state="open"}',
      'tongxin_queue_jobs{state="failed"} 0',
      'tongxin_process_resident_memory_bytes',
      'tongxin_nodejs_eventloop_lag_p99_seconds',
      'tongxin_info{version="0.1.0"} 1',
    ])
      expect(text).toContain(name);
    await app.owner.query(
      `INSERT INTO operation_runs (id, kind, origin, status, asked_at, finished_at) VALUES (gen_random_uuid(), 'backup', 'byHand', 'done', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z')`,
    );
    expect(await figures()).toContain(
      `tongxin_operation_finished_timestamp_seconds{kind="backup",status="done"} ${Date.parse('2026-11-23T00:00:00Z') / 1000}`,
    );
  });

  it('hold no id, no name and nothing that was asked for in any label', async () => {
    app = await TestApp.start({ settings });
    const school = await app.world.school({ name: '标签小学' });
    const student = await app.world.student(school, { name: '钱小标', in: await app.world.class(school) });
    const moral = await app.world.person(school, { roles: ['moralEducation'], username: 'label-moral' });
    await app.as(moral).get(`/api/students/${student.id}`).expect(200);
    await app.as(moral).get(`/api/students/${school.id}`).expect(404);
    await app.as(moral).post('/api/students/search').send({ query: '钱小标' });
    await app.as(moral).get('/api/duties?month=2026-11').expect(200);
    await app.as(moral).get(`/api/nowhere/${student.id}?name=钱小标`.replace('钱小标', encodeURIComponent('钱小标')));
    await app.stranger.get(`/students/${student.id}/overview`);
    await app.stranger.get(`/assets/${student.id}.js`);
    await app.stranger.get('/api/canary-path-by-a-stranger');
    await app.stranger.post('/api/session').send({ username: 'label-moral', password: 'wrong-password-here' });
    const text = await figures();
    const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => ({ name: name!, value: value! }));
    expect(labels.length).toBeGreaterThan(50);
    const routes = new Set(labels.filter(({ name }) => name === 'route').map(({ value }) => value));
    for (const route of routes) expect(route).toMatch(/^(none|page|\/metrics|\/api(\/(:?[a-zA-Z]+[a-zA-Z.-]*))+)$/);
    expect([...routes]).toEqual(expect.arrayContaining(['/api/students/:id', '/api/students/search', 'none']));
    expect([...new Set(labels.map(({ name }) => name))].sort()).toEqual(
      expect.arrayContaining(['method', 'route', 'status', 'pool', 'state']),
    );
    for (const secret of [
      student.id,
      school.id,
      moral.id,
      moral.accountId,
      '钱小标',
      '标签小学',
      'label-moral',
      'canary-path',
      encodeURIComponent('钱小标'),
    ])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
