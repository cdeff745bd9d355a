import { todayIn } from '@tongxin/shared';
import pg from 'pg';
import { newDatabase, type TestDatabase } from '../support/database.js';
import { GroupServer } from '../support/group-server.js';
import { Product } from '../support/product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';
import { TEST_PASSWORD, World, type Person } from '../support/world.js';

describe('being reminded', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let product: Product;
  let group: GroupServer;
  let head: Person;
  let administrator: Person;

  beforeAll(async () => {
    database = await newDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    const world = new World(owner);
    const school = await world.school();
    const inClass = await world.class(school, { grade: 3, number: 2 });
    head = await world.person(school, { heads: [inClass], username: 'lin', name: '林晚晴' });
    administrator = await world.person(school, { roles: ['administrator'], username: 'guan', name: '关山' });
    await owner.query(
      `INSERT INTO digests (school_id, staff_id, on_day, talks_due, cards_due, overdue, follow_ups, urgent, approvals, made_at)
       VALUES ($1, $2, $3, 3, 2, 1, 1, 0, 0, now())`,
      [school.id, head.id, todayIn('Asia/Shanghai', new Date())],
    );
    group = await GroupServer.start();
    product = await Product.start({
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: '',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'tongxin@school.example',
    });
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product?.stop();
    await group?.stop();
    await owner.end();
    await database.drop();
  });

  it('a head teacher sees the morning on Today, asks for mail, and puts what is due into the calendar', async () => {
    const visit = await Visit.begin(product.url, { width: 390 });
    try {
      const { page } = visit;
      await visit.signIn(head.username, TEST_PASSWORD);
      await visit.go('/today');
      await page.getByText('1 项已逾期 · 3 次谈心待完成 · 2 张联系卡待核对 · 1 件约好的事到期').waitFor();
      await visit.picture('today-digest');
      expect(await visit.barriers()).toEqual([]);
      await page.getByRole('button', { name: '今天不再显示' }).click();
      await page.getByText('今早提醒').waitFor({ state: 'detached' });

      await visit.go('/me');
      await page.getByRole('checkbox', { name: '早上把待办数字发到我的邮箱' }).check();
      await page.getByRole('textbox', { name: '邮箱地址' }).fill('lin@school.example');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('以后会用邮件提醒您。').waitFor();
      await page.getByRole('button', { name: '生成地址' }).click();
      const address = (await page.locator('.address').textContent())!;
      await visit.picture('me-reminders');
      expect(await visit.barriers()).toEqual([]);
      const feed = await fetch(address);
      expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      expect(await feed.text()).toContain('BEGIN:VCALENDAR');
      await page.getByRole('button', { name: '停用' }).click();
      await page.getByRole('button', { name: '生成地址' }).waitFor();
      expect((await fetch(address)).status).toBe(404);
      expect(visit.complaints).toEqual([]);
    } finally {
      await visit.end();
    }
  }, 90_000);

  it('the administrator sets the group robot and tries it', async () => {
    const visit = await Visit.begin(product.url, { width: 1280, language: 'en', theme: 'dark' });
    try {
      const { page } = visit;
      await visit.signIn(administrator.username, TEST_PASSWORD);
      await visit.go('/school/reminders');
      await page.getByRole('button', { name: 'DingTalk' }).click();
      await page.getByRole('textbox', { name: 'Webhook address' }).fill(`${group.url}/robot/send?access_token=made-up`);
      await page.getByRole('textbox', { name: 'Signing secret' }).fill('SEC-made-up');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText(/127\.0\.0\.1:\d+ · …e-up/).waitFor();
      await page.getByRole('button', { name: 'Send a test message' }).click();
      await page.getByText('The group has heard it.').waitFor();
      expect(group.messages).toHaveLength(1);
      await visit.picture('reminder-channel');
      expect(await visit.barriers()).toEqual([]);
      expect(visit.complaints).toEqual([]);
    } finally {
      await visit.end();
    }
  }, 90_000);
});
