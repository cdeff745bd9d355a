import { DemoProduct } from '../support/demo-product.js';
import { closeBrowser, openBrowser, Visit } from '../support/visit.js';

describe('the first look at the product', () => {
  let product: DemoProduct;
  let visit: Visit;

  beforeAll(async () => {
    product = await DemoProduct.start();
    await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await product.stop();
  });
  beforeEach(async () => {
    visit = await Visit.begin(product.url);
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    await visit.end();
  });

  /** What a page tells the browser to fetch. */
  const named = (html: string): string[] =>
    [...html.matchAll(/<link rel="(?:modulepreload|preload)"[^>]*>/g)].map(
      ([link]) => /href="([^"]+)"/.exec(link)![1]!,
    );

  it('names only files there are, and asks for nothing of the school without a session', async () => {
    for (const path of ['/', '/sign-in', '/today', '/overview', '/students', '/school/people', '/g', '/not/here']) {
      const addresses = named(await (await fetch(`${product.url}${path}`)).text());
      expect(addresses.filter((address) => address.startsWith('/api'))).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/^\/api\/(?!session$|demo$)/)]),
      );
      for (const file of addresses.filter((address) => !address.startsWith('/api')))
        expect([file, (await fetch(`${product.url}/${file}`)).status]).toEqual([file, 200]);
    }
  }, 60_000);

  it('asks for the first answer together with the page, and the frame of Today gives way to Today', async () => {
    await visit.signIn('head-3-2');
    await visit.page.waitForURL('**/today');
    const asked: string[] = [];
    visit.page.on('request', (request) => {
      // What the screen before has still asked for is not counted.
      if (request.isNavigationRequest()) asked.length = 0;
      asked.push(new URL(request.url()).pathname);
    });
    await visit.go('/today');
    await visit.page
      .getByRole('button', { name: /^与.+谈话$/ })
      .first()
      .waitFor();
    await visit.settled();
    expect(await visit.page.locator('#frame').count()).toBe(0);
    // Both were asked for by the page itself, before the application ran and drew its first icon.
    const drawn = asked.findIndex((path) => path.startsWith('/media/icons'));
    for (const address of ['/api/session', '/api/today']) {
      expect(asked).toContain(address);
      expect(asked.indexOf(address)).toBeLessThan(drawn);
    }
  }, 60_000);

  it('leads from the address without a screen to the first screen of whoever is signed in', async () => {
    await visit.signIn('office');
    await visit.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const first = new URL(visit.page.url()).pathname;
    const page = visit.page.waitForResponse((response) => response.request().isNavigationRequest());
    await visit.go('/');
    await visit.page.waitForURL(`**${first}`);
    const files = (html: string): string[] => named(html).filter((address) => !address.startsWith('/api'));
    const own = await visit.page.request.get(`${product.url}${first}`);
    expect(files(await (await page).text())).toEqual(files(await own.text()));
  }, 60_000);
});
