import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

const PASSWORD = '山高水长万里路0927';

describe('a new colleague', () => {
  let product: DemoProduct;
  let office: Visit;
  let colleague: Visit;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
    office = await Visit.begin(product.url, { width: 1280 });
    colleague = await Visit.begin(product.url, { width: 390, language: 'en', theme: 'dark' });
  }, 120_000);
  afterAll(async () => {
    await office?.end();
    await colleague?.end();
    await closeBrowser();
    await product?.stop();
  });

  it('is invited by the office, comes in with the code of the slip, and signs in with a password of their own', async () => {
    const { page } = office;
    await office.signIn('office');
    await office.go('/school/people');
    await page.getByRole('heading', { name: '人员与账号', level: 1 }).waitFor();
    expect(await office.barriers()).toEqual([]);
    await page.getByRole('button', { name: '邀请' }).click();
    const sheet = page.getByRole('dialog');
    const suggestion = page.waitForResponse((response) => response.url().endsWith('/api/users/username'));
    await sheet.getByRole('textbox', { name: '姓名' }).fill('花木禾');
    await suggestion;
    await sheet.getByRole('checkbox', { name: '志愿者' }).check();
    await office.picture('invite');
    expect(await office.barriers()).toEqual([]);
    await sheet.getByRole('button', { name: '邀请' }).click();
    await sheet.getByText('志愿者：等待审批').waitFor();
    await sheet.getByText('huamuhe').waitFor();
    const code = (await sheet.locator('tx-slip-card .code dd').textContent())!;
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await office.picture('invited');
    await sheet.getByRole('button', { name: '打印' }).click();
    await page.waitForURL((url) => url.pathname === '/school/people/slips');
    await page.locator('.slips').getByText(code).waitFor();
    await sheet.waitFor({ state: 'detached' });
    await office.picture('slips');
    expect(await office.barriers()).toEqual([]);
    // Told once: after a reload it is gone.
    await office.go('/school/people/slips');
    await page.getByText('这里没有纸条').waitFor();

    const { page: phone } = colleague;
    await colleague.go('/sign-in');
    await phone.getByRole('link', { name: 'I have a one-time code' }).click();
    await phone.getByRole('heading', { name: 'Come in with your code' }).waitFor();
    await phone.getByRole('textbox', { name: 'User name' }).fill('huamuhe');
    await phone.getByRole('textbox', { name: 'One-time code' }).fill(code.toLowerCase().replace('-', ' '));
    await phone.getByRole('textbox', { name: 'Your own password' }).fill(PASSWORD);
    await colleague.picture('activate');
    expect(await colleague.barriers()).toEqual([]);
    await phone.getByRole('button', { name: 'Set password' }).click();
    await phone.getByText('Your password is set').waitFor();
    await colleague.signIn('huamuhe', PASSWORD);
    // The notice on confidentiality comes first; who holds no post yet then finds the own account.
    await phone.getByRole('button', { name: 'I have read this and will keep to it' }).click();
    await phone.waitForURL((url) => url.pathname === '/me');

    await office.go('/school/people?state=active');
    await page.getByRole('searchbox', { name: '姓名或用户名' }).fill('木禾');
    await page.getByRole('link', { name: '花木禾' }).click();
    await page.getByText('志愿者：等待审批').waitFor();
    await office.picture('person');
    expect(await office.barriers()).toEqual([]);
    expect([...office.complaints, ...colleague.complaints]).toEqual([]);
  }, 120_000);
});
