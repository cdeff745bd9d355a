import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('the moral-education department', () => {
  let product: DemoProduct;
  let visit: Visit;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
    visit = await Visit.begin(product.url, { width: 1280 });
  }, 120_000);
  afterAll(async () => {
    await visit.end();
    await closeBrowser();
    await product.stop();
  });

  it('finds behind every number of the overview the list it counts', async () => {
    const { page } = visit;
    await visit.signIn('moral');
    await page.getByRole('link', { name: '总览' }).click();
    await page.getByRole('heading', { name: /还没有任何关爱记录/ }).waitFor();
    await visit.settled();
    await visit.picture('overview');
    const numbers = await page.locator('main a[href*="/overview/list"]').evaluateAll((links) =>
      links.map((link) => ({
        href: link.getAttribute('href')!,
        figure: Number(
          /\d+(?=\D*$)/.exec((link.querySelector('strong')?.textContent ?? link.textContent ?? '').trim())?.[0],
        ),
      })),
    );
    expect(numbers.length).toBeGreaterThan(40);
    // Every kind of number once or twice, every one of the first class; all of them would take minutes and say no more.
    const kinds = new Map<string, { href: string; figure: number }[]>();
    for (const number of numbers) {
      const query = new URLSearchParams(number.href.split('?')[1]);
      const kind = `${query.get('status')} ${query.get('standard')} ${query.has('classId')} ${query.has('nobody')} ${query.get('month')}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), number]);
    }
    for (const some of kinds.values()) {
      for (const { href, figure } of some.slice(0, 2)) {
        await visit.go(href);
        const line = await page
          .getByText(/\d{4}年\d+月 · \d+\+? (项|名学生)/)
          .first()
          .innerText();
        expect([href, Number(/· (\d+)/.exec(line)![1])]).toEqual([href, figure]);
      }
    }
    expect(visit.complaints).toEqual([]);
  }, 150_000);

  it('sees an urgent concern on top of its day and takes it', async () => {
    const { page } = visit;
    await visit.go('/today');
    await page.getByText('如有孩子处于危险中').first().waitFor();
    const take = page.getByRole('button', { name: '我来处理' });
    const before = await take.count();
    expect(before).toBeGreaterThan(0);
    await take.first().click();
    await page
      .getByText(/您已接手/)
      .first()
      .waitFor();
    await visit.go('/today');
    expect(await page.getByRole('button', { name: '我来处理' }).count()).toBe(before - 1);
    expect(visit.complaints).toEqual([]);
  });
});
