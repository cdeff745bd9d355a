import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { newDatabase, type TestDatabase } from '../support/database.js';
import { Product } from '../support/product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';
import { TEST_PASSWORD, World } from '../support/world.js';

/** What the app on the phone shows; `ahead` looks one code further, as a clock half a minute fast would. */
const codeOf = (secret: string, ahead = false): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + (ahead ? 30_000 : 0),
  });

describe('the first day of a colleague in the department, where a second step is demanded', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let product: Product;
  let visit: Visit;

  beforeAll(async () => {
    database = await newDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    const world = new World(owner);
    const school = await world.school();
    await world.class(school, { grade: 3, number: 2 });
    const colleague = await world.person(school, { roles: ['moralEducation'], username: 'shen', name: '沈若兰' });
    await owner.query(`UPDATE accounts SET notice_accepted_at = NULL WHERE id = $1`, [colleague.accountId]);
    product = await Product.start({ DATABASE_URL: database.url, DATABASE_OWNER_URL: '', REQUIRE_TOTP: '1' });
    await openBrowser();
    visit = await Visit.begin(product.url, { width: 390 });
  }, 120_000);
  afterAll(async () => {
    await visit?.end();
    await closeBrowser();
    await product?.stop();
    await owner.end();
    await database.drop();
  });

  it('accepts the notice, sets up the app, keeps the recovery codes, and signs in with them from then on', async () => {
    const { page } = visit;
    await visit.signIn('shen', TEST_PASSWORD);
    await page.getByRole('heading', { name: '保密须知', level: 1 }).waitFor();
    await visit.picture('notice');
    expect(await visit.barriers()).toEqual([]);
    // Nothing else opens before.
    await visit.go('/students');
    await page.getByRole('button', { name: '我已读过，并会照做' }).click();

    await page.getByRole('heading', { name: '两步验证', level: 1 }).waitFor();
    const secret = (await page.locator('.secret').textContent())!;
    await visit.picture('second-step-setup');
    expect(await visit.barriers()).toEqual([]);
    await page.getByRole('textbox', { name: '六位验证码' }).fill(codeOf(secret));
    await page.getByRole('button', { name: '开启' }).click();
    await page.getByRole('heading', { name: '您的备用码' }).waitFor();
    const codes = await page.locator('tx-recovery-codes li').allTextContents();
    expect(codes).toHaveLength(10);
    await visit.picture('recovery-codes');
    expect(await visit.barriers()).toEqual([]);
    await page.getByRole('button', { name: '我已保存好，继续' }).click();
    // Where they wanted to go in the first place.
    await page.waitForURL((url) => url.pathname === '/students');

    const again = await Visit.begin(product.url, { width: 390, language: 'en', theme: 'dark' });
    try {
      const other = again.page;
      const type = async (field: string, text: string): Promise<void> => {
        await other.getByRole('textbox', { name: field }).fill(text);
        await other.keyboard.press('Enter');
      };
      await again.go('/sign-in');
      await other.getByRole('textbox', { name: 'User name' }).fill('shen');
      await type('Password', TEST_PASSWORD);
      await other.getByRole('textbox', { name: 'Six-digit code' }).waitFor();
      await again.picture('sign-in-second-step');
      expect(await again.barriers()).toEqual([]);
      await type('Six-digit code', codeOf(secret, true));
      await other.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

      // The phone is lost: a recovery code opens once.
      await again.go('/me');
      await other.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
      await again.picture('me');
      expect(await again.barriers()).toEqual([]);
      await other.getByRole('button', { name: /^Sign out: / }).click();
      await other.getByText('Nowhere else.').waitFor();
      expect(again.complaints).toEqual([]);
    } finally {
      await again.end();
    }

    // The first device is signed out at once, and comes back with a recovery code, in place.
    await page.getByRole('link', { name: '总览' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: '请重新登录' }).waitFor();
    await dialog.getByRole('textbox', { name: '密码' }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '改用备用码' }).click();
    await dialog.getByRole('textbox', { name: '备用码' }).fill(codes[0]!);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(visit.complaints).toEqual([]);
  }, 120_000);
});
