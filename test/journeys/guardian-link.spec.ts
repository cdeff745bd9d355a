import { CATEGORY_WORDS, type GuardianLinkMade } from '@tongxin/shared';
import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit, type How } from '../support/visit.js';

describe('a guardian who gets a link from the school', () => {
  let product: DemoProduct;
  let office: Visit;
  let child: { id: string; name: string };

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
    office = await Visit.begin(product.url, { width: 1280 });
    await office.signIn('office');
    child = await aChildWithTwoPeople();
  }, 120_000);
  afterAll(async () => {
    await office.end();
    await closeBrowser();
    await product.stop();
  });

  const get = async <T>(visit: Visit, path: string): Promise<T> =>
    (await (await visit.page.request.get(`${product.url}${path}`)).json()) as T;

  async function aChildWithTwoPeople(): Promise<{ id: string; name: string }> {
    const { items } = await get<{ items: { id: string; name: string }[] }>(office, '/api/students');
    for (const one of items) {
      const card = await get<{ guardians: { phones: unknown[]; deceased: boolean | null }[] }>(
        office,
        `/api/students/${one.id}/contact-card`,
      );
      if (card.guardians.filter(({ phones, deceased }) => phones.length > 0 && !deceased).length >= 2) return one;
    }
    throw new Error('the demo has no child with two people on the card');
  }

  /** The office makes a link on the child's page. @returns its whole address, as the QR code holds it */
  async function aLink(): Promise<string> {
    const { page } = office;
    await office.go(`/students/${child.id}/contacts`);
    await page.getByRole('link', { name: '监护人链接' }).click();
    // Read on its way to the page: what a browser keeps of an answer it may forget at any time.
    let made: GuardianLinkMade | undefined;
    await page.route('**/guardian-links', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const answer = await route.fetch();
      made = (await answer.json()) as GuardianLinkMade;
      await route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: '生成链接' }).click();
    await page.getByRole('img', { name: '联系卡链接的二维码' }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    return made!.url;
  }

  async function onAPhone(url: string, how: How = {}): Promise<Visit> {
    const visit = await Visit.begin(product.url, { width: 390, ...how });
    await visit.page.goto(url);
    await visit.settled();
    return visit;
  }

  const sideways = (visit: Visit) =>
    visit.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('corrects a number on a phone; the department agrees, and both numbers stand in the history', async () => {
    const url = await aLink();
    await office.picture('guardian-link-made');
    expect(await office.barriers()).toEqual([]);

    const phone = await onAPhone(url);
    const { page } = phone;
    await page.getByRole('heading', { name: '请核对联系方式' }).waitFor();
    await page.getByText(child.name).waitFor();
    const shown = await page.locator('body').innerText();
    for (const word of Object.values(CATEGORY_WORDS).flat().map(String))
      expect([word, shown.includes(word)]).toEqual([word, false]);
    expect(shown).toMatch(/1\d\d\*{4}\d{4}/);
    expect(shown).not.toMatch(/1\d{10}/);
    expect(await page.title()).not.toContain(child.name);
    await phone.picture('guardian-card');
    expect([await sideways(phone), ...(await phone.barriers())]).toEqual([0]);

    await phone.tap(page.getByRole('button', { name: '有不对的地方' }));
    await phone.tap(page.getByRole('button', { name: /^改号码/ }).first());
    await page
      .getByLabel(/的新号码$/)
      .first()
      .fill('1234');
    await phone.tap(page.getByRole('button', { name: '提交给学校' }));
    await page.getByRole('alert').getByText('有些内容需要修改').waitFor();
    await page
      .getByLabel(/的新号码$/)
      .first()
      .fill('139 8765 4321');
    await phone.picture('guardian-card-correct');
    expect([await sideways(phone), ...(await phone.barriers())]).toEqual([0]);
    await phone.tap(page.getByRole('button', { name: '提交给学校' }));
    await page.getByText('学校已收到您的更正').waitFor();
    await page.reload();
    await page.getByText('这个链接已经使用过了').waitFor();
    await phone.end();

    const department = await Visit.begin(product.url, { width: 1280 });
    await department.signIn('moral');
    const { items } = await get<{ items: { proposalId: string | null; state: string }[] }>(
      department,
      `/api/students/${child.id}/guardian-links`,
    );
    expect(items[0]!.state).toBe('corrected');
    await department.go(`/approvals/${items[0]!.proposalId}`);
    await department.page.getByText('139****4321').waitFor();
    await department.page.getByRole('button', { name: /^同意/ }).click();
    await department.page.getByText('已同意').first().waitFor();
    const history = await get<{ items: { field: string; after: string | null; source: string | null }[] }>(
      department,
      `/api/students/${child.id}/contact-card/changes`,
    );
    expect(history.items[0]).toMatchObject({ field: 'phone', after: '139****4321', source: 'guardian' });
    await department.end();
  }, 90_000);

  it('says that everything is right, in either language and in the dark; the card is fresh then', async () => {
    const phone = await onAPhone(await aLink(), { language: 'en', theme: 'dark' });
    const { page } = phone;
    await page.getByRole('heading', { name: 'Please check how we reach you' }).waitFor();
    await phone.picture('guardian-card');
    expect(await phone.barriers()).toEqual([]);
    await phone.tap(page.getByRole('button', { name: '简体中文' }));
    await phone.tap(page.getByRole('button', { name: '都正确' }));
    await page.getByText('学校已收到您的确认').waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.end();

    await office.go(`/students/${child.id}/contacts`);
    await office.page.getByText('由家长确认').waitFor();
  }, 60_000);

  it('is told calmly when the link is not one', async () => {
    const phone = await onAPhone(`${product.url}/g#${'A'.repeat(43)}`);
    await phone.page.getByText('无法识别这个链接').waitFor();
    expect([await sideways(phone), ...(await phone.barriers())]).toEqual([0]);
    await phone.end();
  });
});
