import { FirstPage, type PageAsked, type PagePlan } from './first-page.js';

const HTML =
  '<html lang="zh-CN"><head><!--first--><style nonce="__CSP_NONCE__"></style></head><body><!--frame--><tx-root></tx-root></body></html>';
const PLAN: PagePlan = {
  before: 'begin(__TEXTS__)',
  texts: {
    first: { 'zh-CN': ['first-zh.js'], en: ['first-en.js'] },
    all: { 'zh-CN': ['first-zh.js', 'later-zh.js'], en: ['first-en.js', 'later-en.js'] },
  },
  frames: { door: '<div id="frame">door</div>', inside: '<div id="frame"><!--title--></div>' },
  screens: [
    { path: '/', frame: 'inside', title: '', texts: 'first', files: ['main.js'], reads: [] },
    { path: '/sign-in', frame: 'door', title: '', texts: 'first', files: ['main.js', 'door.js'], reads: ['/api/demo'] },
    { path: '/g', frame: null, title: '', texts: 'all', files: ['main.js', 'card.js'], reads: [] },
    {
      path: '/today',
      frame: 'inside',
      title: 'Today',
      texts: 'first',
      files: ['main.js', 'today.js'],
      reads: ['/api/today'],
    },
    { path: '/standards/:id', frame: 'inside', title: 'One', texts: 'all', files: ['main.js', 'one.js'], reads: [] },
    { path: '/standards/new', frame: 'inside', title: 'New', texts: 'all', files: ['main.js', 'new.js'], reads: [] },
  ],
};
const NONCE = 'the-nonce-of-this-answer';

const page = (asked: Partial<PageAsked>): string =>
  new FirstPage(HTML, PLAN).for({ path: '/today', signedIn: true, demo: false, languages: undefined, ...asked }, NONCE);
const fetched = (html: string): string[] => [...html.matchAll(/<link [^>]*href="([^"]+)"/g)].map((match) => match[1]!);

describe('the page', () => {
  it('names what its screen fetches, the page’s own script before the screen’s', () => {
    expect(fetched(page({}))).toEqual(['/api/session', '/api/today', 'main.js', 'first-zh.js', 'today.js']);
  });

  it('asks the way the application asks, so that nothing is fetched twice', () => {
    expect(page({})).toContain('<link rel="preload" as="fetch" href="/api/today" crossorigin>');
    expect(page({})).toContain('<link rel="modulepreload" href="today.js">');
  });

  it('is the door’s page for a stranger, whatever the address: nothing of the school is asked for', () => {
    for (const path of ['/today', '/standards/3f0c', '/'])
      expect(fetched(page({ path, signedIn: false }))).toEqual([
        '/api/session',
        '/api/demo',
        'main.js',
        'first-zh.js',
        'door.js',
      ]);
    expect(page({ signedIn: false })).toContain('door</div>');
  });

  it('knows the nearer of two addresses', () => {
    expect(fetched(page({ path: '/standards/new' }))).toContain('new.js');
    expect(fetched(page({ path: '/standards/0198' }))).toContain('one.js');
  });

  it('says nothing about an address there is not, and repeats no word of it', () => {
    const html = page({ path: '/zhang-san"><script>' });
    expect(fetched(html)).toEqual(['/api/session', 'first-zh.js', 'later-zh.js']);
    expect(html).not.toContain('zhang-san');
    expect(html).not.toContain('id="frame"');
  });

  it('has a frame with the name of the screen, and none where a guardian looks', () => {
    expect(page({})).toContain('<div id="frame">Today</div><tx-root>');
    expect(page({ path: '/g', signedIn: false })).not.toContain('id="frame"');
  });

  it('brings the texts of the first screens, or all of them, in the language the browser asks for', () => {
    expect(page({})).toContain('begin({"zh-CN":["first-zh.js"]');
    expect(fetched(page({ path: '/standards/new' }))).toContain('later-zh.js');
    const inEnglish = page({ languages: 'fr, en-GB;q=0.9, zh;q=0.8' });
    expect(inEnglish).toContain('<html lang="en">');
    expect(fetched(inEnglish)).toContain('first-en.js');
    for (const languages of ['zh-CN, en;q=0.9', 'fr', undefined])
      expect(page({ languages })).toContain('<html lang="zh-CN">');
  });

  it('carries the nonce of this answer only', () => {
    const first = new FirstPage(HTML, PLAN);
    first.for({ path: '/today', signedIn: true, demo: false, languages: 'zh-CN' }, 'earlier');
    const html = first.for({ path: '/today', signedIn: true, demo: true, languages: 'zh-CN' }, NONCE);
    expect(html).toContain('<script nonce="the-nonce-of-this-answer">');
    expect(html).toContain('<style nonce="the-nonce-of-this-answer">');
    expect(html).not.toMatch(/earlier|CSP_NONCE/);
  });

  it('works without a plan: the page then finds out by itself', () => {
    const html = new FirstPage(HTML, null).for(
      { path: '/today', signedIn: true, demo: false, languages: 'zh-CN' },
      NONCE,
    );
    expect(fetched(html)).toEqual([]);
    expect(html).toContain('the-nonce-of-this-answer');
  });
});
