import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type ADuty, type DutySchool } from '../support/duty-school.js';

const SERVER = fileURLToPath(new URL('../support/server-elsewhere.mjs', import.meta.url));

/** The built product in a process of its own, whose machine stands in another time zone. */
class ServerElsewhere {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What the machine there takes the hour to be. */
    readonly hour: number,
  ) {}

  static async start(database: string, timeZone: string, instant: string): Promise<ServerElsewhere> {
    const child = spawn(process.execPath, [SERVER, instant], {
      env: { ...process.env, NODE_OPTIONS: '', TZ: timeZone, PGTZ: timeZone, DATABASE_URL: database },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { port, hour } = JSON.parse(line) as { port: number; hour: number };
    return new ServerElsewhere(child, `http://127.0.0.1:${port}`, hour);
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

describe('who is due', () => {
  let app: TestApp;
  let at: DutySchool;

  beforeAll(async () => {
    app = await TestApp.start();
    at = await dutySchool(app);
    const talks: [string, string, string][] = [
      ['安按时', '2026-11-30', '2026-11-30T23:59:59+08:00'],
      ['白补录', '2026-11-30', '2026-12-01T00:00:00+08:00'],
      ['陈上月', '2026-10-31', '2026-10-31T12:00:00+08:00'],
    ];
    for (const [name, on, typedAt] of talks)
      await app.world.talk(await at.child({ name }), { by: at.head, on, typedAt });
    await at.child({ name: '戴没有' });
  });
  afterAll(() => app.stop());

  const listAt = async (timeZone: string, instant: string): Promise<[number, string[]]> => {
    app.clock.moveTo(instant);
    const token = await app.tokenOf(at.head);
    const server = await ServerElsewhere.start(app.database.url, timeZone, instant);
    try {
      const answer = await fetch(`${server.url}/api/duties?month=2026-11&standard=monthlyTalk`, {
        headers: { Cookie: `tongxin-session=${token}` },
      });
      const { items } = (await answer.json()) as { items: ADuty[] };
      return [
        server.hour,
        items.map(({ student, status, lastOn }) => `${student.name} ${status} ${lastOn ?? 'never'}`),
      ];
    } finally {
      await server.stop();
    }
  };

  it.each([
    ['UTC', 15],
    ['America/New_York', 10],
    ['Asia/Shanghai', 23],
  ])('is the same at 23:59 in Shanghai, wherever the server stands: %s', async (timeZone, hour) => {
    expect(await listAt(timeZone, '2026-11-30T23:59:59+08:00')).toEqual([
      hour,
      ['戴没有 due never', '陈上月 due 2026-10-31', '安按时 done 2026-11-30', '白补录 late 2026-11-30'],
    ]);
  });

  it.each(['UTC', 'America/New_York'])('is the same a second later, in December: %s', async (timeZone) => {
    const [, duties] = await listAt(timeZone, '2026-12-01T00:00:00+08:00');
    expect(duties).toEqual([
      '戴没有 overdue never',
      '陈上月 overdue 2026-10-31',
      '安按时 done 2026-11-30',
      '白补录 late 2026-11-30',
    ]);
  });
});
