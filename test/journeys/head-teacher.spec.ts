import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('a head teacher with a phone in the corridor', () => {
  let product: DemoProduct;
  let visit: Visit;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });
  beforeEach(async () => {
    visit = await Visit.begin(product.url);
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });

  const ring = async (): Promise<[number, number]> => {
    const label = await visit.page.getByRole('img', { name: /本月谈话/ }).getAttribute('aria-label');
    const [done, of] = [...(label ?? '').matchAll(/\d+/g)].map(([figure]) => Number(figure));
    return [done!, of!];
  };

  it('signs in as head-3-2, logs a talk from Today in three taps, and sees the ring move', async () => {
    await visit.signIn('head-3-2');
    await visit.page.waitForURL('**/today');
    const [done, of] = await ring();
    const row = visit.page.getByRole('button', { name: /^与.+谈话$/ }).first();
    const child = /^与(.+)谈话$/.exec((await row.getAttribute('aria-label'))!)![1]!;

    visit.countTaps();
    await visit.tap(row);
    await visit.tap(visit.page.getByRole('dialog').getByRole('button', { name: '情绪' }));
    await visit.picture('log-a-talk');
    await visit.tap(visit.page.getByRole('dialog').getByRole('button', { name: '保存' }));
    expect(visit.countTaps()).toBe(3);

    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    await visit.page.getByRole('img', { name: new RegExp(`已完成 ${done + 1} 名，共 ${of} 名`) }).waitFor();
    await visit.settled();

    // It is the server that says so, not only the screen.
    await visit.go('/today');
    expect(await ring()).toEqual([done + 1, of]);
    await visit.page.getByRole('button', { name: '搜索学生' }).waitFor();
    await visit.go('/students');
    await visit.page.getByRole('link', { name: child }).first().click();
    await visit.page.getByRole('heading', { name: child }).first().waitFor();
  }, 90_000);
});
