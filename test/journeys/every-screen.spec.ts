import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit, type How } from '../support/visit.js';

/** Where the names in braces come from: the first of a list, as whoever looks is shown it. */
const FIRST: Readonly<Record<string, { readonly list: string; readonly at?: number }>> = {
  child: { list: '/api/students' },
  other: { list: '/api/students', at: 1 },
  class: { list: '/api/classes' },
  person: { list: '/api/users' },
  approval: { list: '/api/approvals' },
};

/** Every screen, and who looks at it. What needs more than an address stands in the journey that comes there: a handover, an emergency, a guardian's link. */
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
  ['approval', 'moral', '/approvals/{approval}'],
  ['timeline', 'head-3-2', '/students/{child}/timeline'],
  ['file', 'head-3-2', '/students/{child}/file'],
  ['file-for-the-department', 'moral', '/students/{child}/file'],
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
  ['class', 'office', '/school/classes/{class}'],
  ['person', 'office', '/school/people/{person}'],
  ['double-files', 'moral', '/school/merges'],
  ['one-child-or-two', 'moral', '/school/merges/{child}/{other}'],
  ['new-school-year', 'moral', '/school/rollover'],
  ['handovers', 'moral', '/handovers'],
  ['access-log', 'dpo', '/audit'],
  ['access-log-of-a-head-teacher', 'head-3-2', '/audit'],
  ['list-behind-a-figure', 'moral', '/overview/list?status=overdue'],
  ['group-robot', 'admin', '/school/reminders'],
  ['operations', 'admin', '/school/operations'],
  ['students-of-a-subject-teacher', 'teacher-math', '/students'],
  ['volunteer', 'volunteer-1', '/today'],
];

/** Each width in both languages and both lights; the two of a width are looked at side by side. */
const LOOKS: readonly (readonly [How, How])[] = [
  [
    { width: 390, language: 'zh-CN', theme: 'light' },
    { width: 390, language: 'en', theme: 'dark' },
  ],
  [
    { width: 840, language: 'zh-CN', theme: 'dark' },
    { width: 840, language: 'en', theme: 'light' },
  ],
  [
    { width: 1280, language: 'en', theme: 'light' },
    { width: 1280, language: 'zh-CN', theme: 'dark' },
  ],
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

  const known = new Map<string, string>();
  /** What a name in braces stands for, for whoever looks. */
  async function idOf(visit: Visit, who: string, name: string): Promise<string> {
    const key = `${who} ${name}`;
    if (!known.has(key)) {
      const { list, at = 0 } = FIRST[name]!;
      const { items } = (await (await visit.page.request.get(product.url + list)).json()) as {
        items: { id: string }[];
      };
      known.set(key, items[at]!.id);
    }
    return known.get(key)!;
  }

  async function lookAtAll(how: How): Promise<string[]> {
    const stranger = await Visit.begin(product.url, how);
    await stranger.go('/sign-in');
    await stranger.picture('sign-in');
    const found = (await stranger.barriers()).map((one) => `sign-in: ${one}`);
    await stranger.go('/activate');
    await stranger.picture('activate');
    found.push(...(await stranger.barriers()).map((one) => `activate: ${one}`));
    await stranger.end();

    const visits = new Map<string, Visit>();
    for (const [name, who, path] of SCREENS) {
      let visit = visits.get(who);
      if (!visit) {
        visit = await Visit.begin(product.url, how);
        visits.set(who, visit);
        await visit.signIn(who);
      }
      let address = path;
      for (const [name] of path.matchAll(/(?<=\{)\w+(?=\})/g))
        address = address.replace(`{${name}}`, await idOf(visit, who, name));
      await visit.go(address);
      await visit.picture(name);
      const sideways = await visit.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const wrong = [...(await visit.barriers()), ...visit.complaints.splice(0)];
      if (sideways > 0) wrong.push(`${sideways} px to scroll sideways`);
      found.push(...wrong.map((one) => `${name}: ${one}`));
      // A title bar and a link preview name the screen, never a child.
      expect(await visit.page.title()).not.toMatch(/[\u4e00-\u9fff]{2,4}的|同学/);
    }
    for (const visit of visits.values()) await visit.end();
    return found.map((one) => `${how.language}, ${how.theme}: ${one}`);
  }

  it.each(LOOKS.map((looks) => [looks[0].width, looks] as const))(
    'has no serious barrier, nothing to complain of and no sideways scrolling at %d px',
    async (_, looks) => {
      const found = await Promise.all(looks.map((how) => lookAtAll(how)));
      expect(found.flat()).toEqual([]);
    },
    300_000,
  );
});
