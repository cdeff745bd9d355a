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
    const numbers = await page.locator('main a[href*="/overview/list"]:not(tx-side-figures a)').evaluateAll((links) =>
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
      const kind = `${query.get('status')} ${query.get('standard')} ${query.has('classId')} ${query.has('neverDone')} ${query.get('month')}`;
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
    await visit.go('/overview');
    const never = Number(await page.locator('tx-never-cared h2 strong').innerText());
    await page.locator('tx-never-cared a[href="/overview/never-cared-for"]').click();
    await page.getByText(`${never} 名学生`, { exact: true }).waitFor();
    await visit.go('/overview');
    const excused = page.locator('tx-side-figures a[href="/standards/exemptions"]');
    const [exemptions] = /\d+/.exec(await excused.innerText())!;
    await excused.click();
    await page.getByText(`${exemptions} 项免做`, { exact: true }).waitFor();
    expect(await page.locator('tx-person-row').count()).toBe(Number(exemptions));
    expect(visit.complaints).toEqual([]);
  }, 150_000);

  it('changes a standard from next month on, having seen who becomes due', async () => {
    const { page } = visit;
    await visit.go('/standards');
    const card = page.locator('tx-rule-card', { hasText: '每学期' });
    await card.getByRole('link', { name: '变更' }).click();
    await page.locator('tx-preview-panel .figure strong').waitFor();
    const before = Number(await page.locator('tx-preview-panel .figure strong').innerText());
    await page.getByRole('button', { name: '每名关爱对象' }).click();
    await page.locator('tx-category-picker').getByRole('button', { name: '留守' }).click();
    await page.getByText(`按现行标准为 ${before} 名。`).waitFor();
    expect(Number(await page.locator('tx-preview-panel .figure strong').innerText())).toBeLessThan(before);
    await page.getByRole('button', { name: '保存' }).click();
    await card.getByRole('link', { name: '修改这次变更' }).waitFor();
    await card.getByText('以下类别的学生（留守）').waitFor();
    await card.getByRole('button', { name: '撤回变更' }).click();
    await card.getByRole('link', { name: '变更', exact: true }).waitFor();
    expect(visit.complaints).toEqual([]);
  });

  it('excuses a child with a reason and lets it be asked again', async () => {
    const { page } = visit;
    await visit.go('/overview/list?status=due&standard=monthlyTalk');
    const row = page.locator('li', { has: page.locator('tx-person-row') }).first();
    const name = /为(.+)批准免做/.exec(
      (await row.getByRole('button', { name: /批准免做/ }).getAttribute('aria-label')) ?? '',
    )![1]!;
    await row.getByRole('button', { name: /批准免做/ }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('原因').fill('住院治疗');
    await sheet.getByRole('button', { name: '批准免做' }).click();
    await page.getByText(`${name} 已免做。`).first().waitFor();
    await visit.go('/standards/exemptions');
    await page.getByRole('button', { name: `${name} 免做的原因` }).click();
    await sheet.getByText('住院治疗').waitFor();
    await sheet.getByRole('button', { name: '恢复要求' }).click();
    await sheet.getByRole('button', { name: '原来批错了' }).click();
    await sheet.getByLabel('为什么恢复要求？').fill('选错了学生');
    await sheet.getByRole('button', { name: '恢复要求' }).click();
    await page.getByText('已恢复要求。').first().waitFor();
    expect(await page.getByRole('button', { name: `${name} 免做的原因` }).count()).toBe(0);
    expect(visit.complaints).toEqual([]);
  });

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
