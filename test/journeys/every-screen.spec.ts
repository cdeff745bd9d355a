import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit, type How } from '../support/visit.js';

/** Every screen, and who looks at it. `{child}` is the first child of their list. */
const SCREENS: readonly [name: string, who: string, path: string][] = [
  ['today', 'head-3-2', '/today'],
  ['today-of-the-department', 'moral', '/today'],
  ['talks', 'head-3-2', '/talks'],
  ['students', 'head-3-2', '/students'],
  ['student', 'head-3-2', '/students/{child}/overview'],
  ['contacts', 'head-3-2', '/students/{child}/contacts'],
  ['edit-contacts', 'head-3-2', '/students/{child}/contacts/edit'],
  ['print-a-file', 'moral', '/students/{child}/overview/print'],
  ['approvals', 'moral', '/approvals'],
  ['approvals-of-a-head-teacher', 'head-3-2', '/approvals?status=decided'],
  ['timeline', 'head-3-2', '/students/{child}/timeline'],
  ['log', 'head-3-2', '/students/{child}/log'],
  ['overview', 'moral', '/overview'],
  ['never-cared-for', 'moral', '/overview/never-cared-for'],
  ['page-for-the-meeting', 'moral', '/overview/meeting'],
  ['standards', 'moral', '/standards'],
  ['standards-of-a-head-teacher', 'head-3-2', '/standards'],
  ['new-standard', 'moral', '/standards/new'],
  ['exemptions', 'moral', '/standards/exemptions'],
  ['guardian-links', 'office', '/students/{child}/contacts/links'],
  ['import', 'office', '/imports'],
  ['me', 'office', '/me'],
  ['school-set-up', 'office', '/school'],
  ['the-school', 'office', '/school/profile'],
  ['terms-and-holidays', 'office', '/school/calendar'],
  ['classes', 'office', '/school/classes'],
  ['villages', 'office', '/school/villages'],
  ['roster', 'office', '/school/roster'],
  ['people', 'office', '/school/people'],
  ['staff-list', 'office', '/school/people/import'],
  ['operations', 'admin', '/school/operations'],
  ['students-of-a-subject-teacher', 'teacher-math', '/students'],
  ['volunteer', 'volunteer-1', '/today'],
];

const LOOKS: readonly How[] = [
  { width: 390, language: 'zh-CN', theme: 'light' },
  { width: 390, language: 'en', theme: 'dark' },
  { width: 840, language: 'zh-CN', theme: 'dark' },
  { width: 1280, language: 'en', theme: 'light' },
];

describe('every screen', () => {
  let product: DemoProduct;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });

  it.each(LOOKS.map((how) => [`${how.width} px, ${how.language}, ${how.theme}`, how] as const))(
    'has no serious barrier, nothing to complain of and no sideways scrolling at %s',
    async (_, how) => {
      const stranger = await Visit.begin(product.url, how);
      await stranger.go('/sign-in');
      await stranger.picture('sign-in');
      expect(['sign-in', ...(await stranger.barriers())]).toEqual(['sign-in']);
      await stranger.end();

      const visits = new Map<string, Visit>();
      const children = new Map<string, string>();
      for (const [name, who, path] of SCREENS) {
        let visit = visits.get(who);
        if (!visit) {
          visit = await Visit.begin(product.url, how);
          visits.set(who, visit);
          await visit.signIn(who);
        }
        if (path.includes('{child}') && !children.has(who)) {
          const list = (await (await visit.page.request.get(`${product.url}/api/students`)).json()) as {
            items: { id: string }[];
          };
          children.set(who, list.items[0]!.id);
        }
        await visit.go(path.replace('{child}', children.get(who) ?? ''));
        await visit.picture(name);
        const sideways = await visit.page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([name, sideways, ...(await visit.barriers()), ...visit.complaints]).toEqual([name, 0]);
        // A title bar and a link preview name the screen, never a child.
        expect(await visit.page.title()).not.toMatch(/[\u4e00-\u9fff]{2,4}的|同学/);
      }
      for (const visit of visits.values()) await visit.end();
    },
    180_000,
  );
});
