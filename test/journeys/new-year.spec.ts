import { addDays, todayIn } from '@tongxin/shared';
import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('a school year ends', () => {
  let product: DemoProduct;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });

  it('the department tries the step into the new year, and nothing is changed by it', async () => {
    const visit = await Visit.begin(product.url, { width: 1280 });
    const { page } = visit;
    await visit.signIn('moral');
    await visit.go('/school/rollover');
    await page.getByRole('heading', { name: '毕业班' }).waitFor();
    expect(await page.getByText('六年级1班').first().isVisible()).toBe(true);
    const before = await (await page.request.get(`${product.url}/api/rollovers/preview`)).json();
    // Until the old year is over it can only be tried.
    expect(await page.getByRole('button', { name: /^升入/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByText('试运行通过，未改动任何数据。').waitFor();
    await visit.picture('rollover');
    expect(await visit.barriers()).toEqual([]);
    expect(await (await page.request.get(`${product.url}/api/rollovers/preview`)).json()).toEqual(before);
    expect(before.counts.pupilsLeaving).toBeGreaterThan(0);
    expect(visit.complaints).toEqual([]);
    await visit.end();
  }, 90_000);

  it('a head teacher who leaves writes what the next one should know', async () => {
    const moral = await Visit.begin(product.url, { width: 1280 });
    await moral.signIn('moral');
    const { items } = (await (await moral.page.request.get(`${product.url}/api/assignments?limit=100`)).json()) as {
      items: { id: string; version: number; role: string; class: { label: string } }[];
    };
    const post = items.find(({ role, class: of }) => role === 'headTeacher' && of.label === '四年级2班')!;
    const on = addDays(todayIn('Asia/Shanghai', new Date()), 14);
    const ended = await moral.page.request.post(`${product.url}/api/assignments/${post.id}/end`, {
      headers: { 'If-Match': `"${post.version}"` },
      data: { on, reason: '产假' },
    });
    expect(ended.status()).toBe(200);
    await moral.end();

    const visit = await Visit.begin(product.url, { width: 390 });
    const { page } = visit;
    await visit.signIn('head-4-2');
    await visit.go('/today');
    await page.getByRole('link', { name: /四年级2班交接/ }).click();
    const words = page.getByLabel('需要知道').first();
    await words.fill('听得懂方言，慢慢说。');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();
    await page.reload();
    await page.getByLabel('需要知道').first().waitFor();
    expect(await page.getByLabel('需要知道').first().inputValue()).toBe('听得懂方言，慢慢说。');
    await visit.picture('handover');
    expect(await visit.barriers()).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.end();
  }, 90_000);
});
