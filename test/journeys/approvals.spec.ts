import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('a change that a second person confirms', () => {
  let product: DemoProduct;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });

  it('begins as a new number typed by the head teacher, is confirmed by the department, and stands in the history with both values', async () => {
    const head = await Visit.begin(product.url, { width: 390 });
    await head.signIn('head-3-2');
    const list = (await (await head.page.request.get(`${product.url}/api/students`)).json()) as {
      items: { id: string; name: string }[];
    };
    let child: { id: string; name: string } | undefined;
    for (const one of list.items) {
      const card = (await (
        await head.page.request.get(`${product.url}/api/students/${one.id}/contact-card`)
      ).json()) as {
        waiting: unknown[];
        guardians: { phones: unknown[] }[];
      };
      if (card.waiting.length === 0 && (card.guardians[0]?.phones.length ?? 0) > 0) {
        child = one;
        break;
      }
    }
    expect(child).toBeDefined();
    await head.go(`/students/${child!.id}/contacts/edit`);
    await head.page.getByText('电话立即生效').waitFor();
    const person = head.page.locator('tx-person-fields').first();
    if (!(await person.locator('.fields').isVisible())) await person.locator('.fold').click();
    await person.locator('input[formcontrolname=number]').first().fill('139 1234 5678');
    await person.locator('input[formcontrolname=worksAt]').fill('苏州电子厂');
    await head.page.locator('input[formcontrolname=reason]').fill('家长来电');
    expect(await head.barriers()).toEqual([]);
    await head.page.getByRole('button', { name: '保存' }).click();
    await head.page.waitForURL(`**/students/${child!.id}/contacts`);
    await head.page.getByText('已生效，待确认').waitFor();
    await head.page.getByText('待审批', { exact: true }).waitFor();
    expect(await head.barriers()).toEqual([]);

    const department = await Visit.begin(product.url, { width: 1280 });
    await department.signIn('moral');
    await department.page.getByRole('link', { name: /审批/ }).first().click();
    await department.settled();
    const waiting = department.page.locator('li a', { hasText: child!.name });
    await waiting.nth(1).waitFor();
    const before = await waiting.count();
    await waiting.filter({ hasText: '电话' }).first().click();
    await department.page.getByText('139****5678').waitFor();
    await department.picture('approval');
    expect(await department.barriers()).toEqual([]);
    await department.page.getByRole('button', { name: '确认' }).click();
    await department.page.locator('.decision').getByText('已同意').waitFor();
    await waiting.nth(before - 1).waitFor({ state: 'detached' });
    expect(await waiting.count()).toBe(before - 1);

    await head.go(`/students/${child!.id}/contacts`);
    await head.page.getByRole('button', { name: '修改历史' }).click();
    const change = head.page.locator('tx-card-changes li').first();
    await change.getByText('139****5678').waitFor();
    expect(await change.locator('del').first().textContent()).toMatch(/^\d{3}\*{4}\d{4}$/);
    expect(await change.textContent()).toMatch(/已同意/);
    for (const visit of [head, department]) {
      expect(visit.complaints).toEqual([]);
      await visit.end();
    }
  }, 120_000);
});
