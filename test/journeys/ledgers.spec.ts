import { readFile } from 'node:fs/promises';
import readExcelFile from 'read-excel-file/node';
import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit, type How } from '../support/visit.js';

describe('a ledger as Excel', () => {
  let product: DemoProduct;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });

  /** Presses something that saves a workbook. @returns its name, and the children by the words of the header */
  async function saved(visit: Visit, press: () => Promise<void>): Promise<{ name: string; children: unknown[][] }> {
    const coming = visit.page.waitForEvent('download');
    await press();
    const download = await coming;
    const [sheet] = await readExcelFile(await readFile(await download.path()));
    const rows = sheet!.data as unknown[][];
    const header = rows.findIndex((row) => row.includes('姓名') || row.includes('Name'));
    return { name: download.suggestedFilename(), children: rows.slice(header + 1, -2) };
  }

  async function namesOf(visit: Visit, filter: object): Promise<string[]> {
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const body = { ...filter, limit: 100, ...(cursor ? { cursor } : {}) };
      const answer = await visit.page.request.post(`${product.url}/api/students/search`, { data: body });
      const page = (await answer.json()) as { items: { name: string }[]; nextCursor: string | null };
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    return names.sort();
  }

  const openSheet = async (visit: Visit, name = '导出台账'): Promise<void> => {
    await visit.page.getByRole('button', { name, exact: true }).click();
    await visit.page.getByRole('checkbox').first().waitFor();
    await visit.settled();
  };

  it('of a category goes to the department at once, and is what its list shows', async () => {
    const visit = await Visit.begin(product.url, { width: 1280 });
    await visit.signIn('moral');
    await visit.go('/students?category=orphan');
    await openSheet(visit);
    await visit.page.getByText('每名学生的记录里也能看到').waitFor();
    await visit.picture('ledger-at-once');
    expect(await visit.barriers()).toEqual([]);
    const { name, children } = await saved(visit, () =>
      visit.page.getByRole('button', { name: '下载', exact: true }).click(),
    );
    expect(name).toMatch(/^.+特殊群体学生台账-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const wanted = await namesOf(visit, { categories: ['orphan'] });
    expect(wanted.length).toBeGreaterThan(3);
    expect(children.map((row) => row[2]).sort()).toEqual(wanted);
    await visit.page.getByText('台账已下载。').waitFor();
    expect(visit.complaints).toEqual([]);
    await visit.end();
  }, 120_000);

  it('of the whole school waits for the principal, who sees how many and which columns, and is then downloaded', async () => {
    const department = await Visit.begin(product.url, { width: 1280, language: 'en', theme: 'dark' });
    await department.signIn('moral');
    await department.go('/students');
    await openSheet(department, 'Ledger');
    await department.page.getByText('the principal has to agree').waitFor();
    await department.page.getByRole('button', { name: 'Ask for it' }).click();
    await department.page.getByText('Please fill this in.').waitFor();
    expect(await department.barriers()).toEqual([]);
    await department.page.locator('mat-dialog-container textarea').fill('Winter list for the education bureau');
    await department.page.getByRole('button', { name: 'Ask for it' }).click();
    await department.page.getByText('Waits for the principal').waitFor();
    await department.picture('ledger-asked');
    expect(await department.barriers()).toEqual([]);
    const everybody = await namesOf(department, {});

    const principal = await Visit.begin(product.url, { width: 390 });
    await principal.signIn('principal');
    await principal.go('/approvals?kind=ledger.export');
    await principal.page.locator('li a', { hasText: '台账导出' }).first().click();
    await principal.page.getByText('Winter list for the education bureau').waitFor();
    await principal.page.getByText(String(everybody.length), { exact: true }).waitFor();
    await principal.page.getByText('性别与出生日期、学籍号与身份证号').waitFor();
    const shown = await principal.page.locator('article').innerText();
    expect(everybody.filter((name) => shown.includes(name))).toEqual([]);
    await principal.picture('ledger-approval');
    expect(await principal.barriers()).toEqual([]);
    await principal.page.getByRole('button', { name: '同意' }).click();
    await principal.page.getByText('已同意', { exact: true }).first().waitFor();
    expect(principal.complaints).toEqual([]);
    await principal.end();

    await department.go('/students');
    await openSheet(department, 'Ledger');
    await department.page.getByText('3 more times').waitFor();
    const { name, children } = await saved(department, () =>
      department.page.locator('tx-ledger-requests').getByRole('button', { name: 'Download' }).click(),
    );
    expect(name).toMatch(/^tongxin-ledger-/);
    expect(children.map((row) => row[2]).sort()).toEqual(everybody);
    await department.page.getByText('2 more times').waitFor();
    expect(department.complaints).toEqual([]);
    await department.end();
  }, 180_000);

  it.each<[How]>([
    [{ width: 390, language: 'en', theme: 'light' }],
    [{ width: 390, language: 'zh-CN', theme: 'dark' }],
    [{ width: 840, language: 'zh-CN', theme: 'light' }],
  ])(
    'of the own class is on a head teacher’s phone too, with masked numbers %j',
    async (how) => {
      const visit = await Visit.begin(product.url, how);
      await visit.signIn('head-3-2');
      await visit.go('/students');
      await openSheet(visit, how.language === 'en' ? 'Ledger' : '导出台账');
      await visit.page.getByText(how.language === 'en' ? 'partly hidden' : '部分隐藏').waitFor();
      await visit.picture('ledger-of-a-head-teacher');
      expect(await visit.barriers()).toEqual([]);
      const { children } = await saved(visit, () =>
        visit.page.getByRole('button', { name: how.language === 'en' ? 'Download' : '下载', exact: true }).click(),
      );
      expect(children.map((row) => row[2]).sort()).toEqual(await namesOf(visit, {}));
      const numbers = children.flatMap((row) => [row[5], row[15]]).filter((cell) => cell !== null);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers.filter((number) => typeof number !== 'string' || !number.includes('*'))).toEqual([]);
      expect(visit.complaints).toEqual([]);
      await visit.end();
    },
    120_000,
  );
});
