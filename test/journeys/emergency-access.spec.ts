import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('an emergency', () => {
  let product: DemoProduct;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });

  it('opens one record to a head teacher of another class, and the data-protection officer reviews it', async () => {
    const department = await Visit.begin(product.url, { width: 1280 });
    await department.signIn('moral');
    const search = await department.page.request.post(`${product.url}/api/students/search`, {
      data: { urgency: 'raised', limit: 1 },
    });
    const [child] = ((await search.json()) as { items: { name: string; class: { id: string } }[] }).items;

    const teacher = await Visit.begin(product.url, { width: 390 });
    await teacher.signIn('head-6-1');
    await teacher.go('/audit');
    await teacher.page.getByRole('button', { name: '紧急查看' }).first().click();
    await teacher.page.locator('[formcontrolname=name]').fill(child!.name);
    await teacher.page.locator('[formcontrolname=classId]').selectOption(child!.class.id);
    await teacher.page.locator('[formcontrolname=reason]').fill('家长来电说孩子没有回家，需要尽快联系');
    expect(await teacher.barriers()).toEqual([]);
    await teacher.page.getByRole('button', { name: '打开60分钟' }).click();
    await teacher.page.getByText(/还剩\d+分钟/).waitFor();
    await teacher.page.getByText('近期情绪低落').waitFor();
    expect(await teacher.barriers()).toEqual([]);
    await teacher.picture('emergency');
    await teacher.page.getByRole('button', { name: '立即结束' }).click();
    await teacher.page.getByText('已结束，不再开放。').waitFor();

    await department.go('/today');
    await department.page.getByRole('heading', { name: /待复核的紧急查看/ }).waitFor();

    const officer = await Visit.begin(product.url, { width: 1280 });
    await officer.signIn('dpo');
    await officer.page.getByRole('link', { name: child!.name }).first().click();
    await officer.page.getByLabel('复核意见').fill('与班主任核实，情况属实');
    expect(await officer.barriers()).toEqual([]);
    await officer.page.getByRole('button', { name: '保存复核' }).click();
    await officer.page.getByText('复核已保存。').waitFor();
    await officer.go('/audit?only=emergencies');
    await officer.page.getByText('复核了紧急查看').first().waitFor();
    expect(await officer.barriers()).toEqual([]);
    await officer.picture('access-log');
    for (const visit of [department, teacher, officer]) {
      expect(visit.complaints).toEqual([]);
      await visit.end();
    }
  }, 120_000);
});
