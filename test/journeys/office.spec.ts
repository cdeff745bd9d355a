import { dataFile } from '../support/data-file.js';
import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('the school office, with the ledger it has', () => {
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

  it('imports it, sees what is wrong at its cell, takes the good rows, and finds a child by initials', async () => {
    const { page } = visit;
    await visit.signIn('office');
    await page.getByRole('link', { name: '导入' }).click();
    await page.locator('input[type=file]').setInputFiles(dataFile('ledger-60.xlsx'));

    await page.getByText('60 行中，52 行可以导入').waitFor({ timeout: 60_000 });
    await page.getByText('7 行要修改 · 1 行重复').waitFor();
    const rowOf = (sheetRow: number) => page.getByRole('form', { name: `第 ${sheetRow} 行` });
    // The faults a person can see, by the row of the sheet: a mangled number, a short phone, no such class, no name, an unknown category, a formula.
    await rowOf(7).getByText('身份证号被 Excel 改成了数字').waitFor();
    await rowOf(12).getByText('这里有 10 位数字').waitFor();
    await rowOf(16).getByText('学校里还没有四年级9班').waitFor();
    await rowOf(27).getByText('缺少姓名').waitFor();
    await rowOf(29).getByText('看不懂的类别：外星人').waitFor();
    await rowOf(33).getByText('姓名不能以 = + - @ 开头').waitFor();
    await visit.picture('import-checked');
    expect(await visit.barriers()).toEqual([]);

    // One is mended in place.
    const phone = rowOf(12).getByRole('textbox', { name: 'P 监护人电话' });
    await phone.fill('13812345678');
    await phone.press('Enter');
    await page.getByText('60 行中，53 行可以导入').waitFor();

    await page.getByRole('button', { name: '导入 53 行' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '导入 53 行' }).click();
    await page.getByText('已写入 53 名学生').waitFor({ timeout: 60_000 });

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载待修改的行' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);

    await page.getByRole('link', { name: '去看学生' }).click();
    await page.getByRole('searchbox', { name: '搜索学生' }).first().fill('ztq');
    await page.getByRole('link', { name: '赵桐强' }).click();
    await page.getByRole('heading', { name: '赵桐强', level: 1 }).waitFor();
    // What was searched stands nowhere in an address.
    expect(page.url()).not.toMatch(/ztq|%E8/);
    expect(visit.complaints).toEqual([]);
  }, 150_000);
});
