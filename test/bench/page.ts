import { request as ask } from 'node:http';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { probe, type Press, type Probed } from './page-probe.js';

/**
 * A phone in the corridor: a quarter of this machine's speed and 1.6 Mbit/s. The goals say nothing of the way there and back or of
 * sending; 150 ms and 750 kbit/s are what is usually taken with 1.6 Mbit/s ("slow 4G"), and without them a page that asks for one
 * thing after the other would look as quick as one that asks at once.
 */
const PHONE = {
  slower: 4,
  downBytesPerSecond: 1_600_000 / 8,
  upBytesPerSecond: 750_000 / 8,
  roundTripMilliseconds: 150,
};
const SCREEN = { width: 390, height: 844 };

/** The rows that count as "the data is there". */
const ROW_OF_TODAY = 'tx-duty-row';
const ROW_OF_OVERVIEW = 'tx-class-progress .class';
const DOOR = 'tx-sign-in-form input';
const SHEET = 'mat-dialog-container tx-log-talk-sheet';
const MENU = '.mat-mdc-menu-panel';
const FOUND = '#found [role=option]';

/** What quality.md promises of the page. */
export const PAGE_GOALS = {
  largestPaintMilliseconds: 1_200,
  dataMilliseconds: 1_600,
  interactionMilliseconds: 100,
  listAnswerBytes: 20_000,
} as const;

export interface MeasuredPage {
  readonly baseUrl: string;
  /** A head teacher whose Today has rows. */
  readonly username: string;
  readonly password: string;
  readonly chromiumPath: string;
  /** Somebody who opens the overview, with the same password. */
  readonly department?: string;
  /** How often each figure is taken; the median counts. */
  readonly runs?: number;
}

/** One opening of a screen; medians over the runs, milliseconds since the navigation. */
export interface Opening {
  readonly firstPaint: number;
  readonly largestPaint: number;
  /** The element that was the largest. */
  readonly largest: string;
  readonly data: number;
  /** Cumulative layout shift. */
  readonly shift: number;
  /** Bytes over the wire, compressed, and how many requests brought them. */
  readonly bytes: number;
  readonly scriptBytes: number;
  readonly requests: number;
  /** Addresses that were asked for more than once, though one answer is enough. */
  readonly twice: readonly string[];
  /** CPU of the page's main thread under throttling, in milliseconds: what the wait consists of where it is not the network. */
  readonly cpu: number;
}

/** One press: the browser's own figure until the next frame, and until what was asked for stands there. */
export interface Interaction {
  readonly nextPaint: number;
  readonly until: number;
}

export interface PageFigures {
  readonly door: Opening;
  readonly today: Opening;
  readonly overview: Opening;
  /** Today once more, with what the first opening left in the browser's memory. */
  readonly todayAgain: Opening;
  readonly logTalk: Interaction;
  readonly menu: Interaction;
  /** `until` counts from the server's answer: the way there and back is not the page's. */
  readonly search: Interaction;
  /** Compressed bytes of the largest answers that carry 50 rows, by operation. */
  readonly listAnswers: Readonly<Record<string, number>>;
}

/** What of the figures misses its goal, as sentences; nothing where all is well. */
export function pageBreaches(figures: PageFigures): string[] {
  const breaches: string[] = [];
  const hold = (what: string, figure: number, goal: number, unit: string): void => {
    if (!(figure <= goal)) breaches.push(`${what}: ${Math.round(figure)} ${unit}, at most ${goal}`);
  };
  for (const [name, opening] of Object.entries({
    'the door': figures.door,
    Today: figures.today,
    'the overview': figures.overview,
  })) {
    hold(`largest paint of ${name}`, opening.largestPaint, PAGE_GOALS.largestPaintMilliseconds, 'ms');
    hold(`data on ${name}`, opening.data, PAGE_GOALS.dataMilliseconds, 'ms');
  }
  for (const [name, { nextPaint, until }] of Object.entries({
    'the talk sheet': figures.logTalk,
    'the menu': figures.menu,
    'the search': figures.search,
  }))
    hold(`opening ${name}`, Math.max(nextPaint, until), PAGE_GOALS.interactionMilliseconds, 'ms');
  for (const [operation, bytes] of Object.entries(figures.listAnswers))
    hold(`a page of 50 of ${operation}`, bytes, PAGE_GOALS.listAnswerBytes, 'B');
  return breaches;
}

/**
 * Opens the product in a real browser as a phone would and takes the times.
 * @returns medians; compare them with {@link PAGE_GOALS} by {@link pageBreaches}
 * @throws Error where a screen does not come up at all
 */
export async function measurePage(wanted: MeasuredPage): Promise<PageFigures> {
  const { baseUrl, username, password, chromiumPath, department = 'moral', runs = 3 } = wanted;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const stranger = (): Promise<BrowserContext> => phone(browser, baseUrl);
    const somebody = async (name: string): Promise<BrowserContext> => {
      const context = await stranger();
      const { status } = await signIn(context, name, password).then((answer) => ({ status: answer.status() }));
      if (status >= 300) throw new Error(`${name} could not sign in: ${status}`);
      return context;
    };
    const door = await severalTimes(runs, async () => once(await stranger(), '/sign-in', DOOR));
    const overview = await severalTimes(runs, async () =>
      once(await somebody(department), '/overview', ROW_OF_OVERVIEW),
    );
    const visits = await severalTimes(runs, async () => visit(await somebody(username)));
    const context = await somebody(department);
    const cookies = await context.cookies();
    await context.close();
    return {
      door: medianOpening(door),
      today: medianOpening(visits.map(({ first }) => first)),
      overview: medianOpening(overview),
      todayAgain: medianOpening(visits.map(({ again }) => again)),
      logTalk: medianInteraction(visits.map(({ logTalk }) => logTalk)),
      menu: medianInteraction(visits.map(({ menu }) => menu)),
      search: medianInteraction(visits.map(({ search }) => search)),
      listAnswers: await listAnswers(baseUrl, cookies.map(({ name, value }) => `${name}=${value}`).join('; ')),
    };
  } finally {
    await browser.close();
  }
}

const signIn = (context: BrowserContext, username: string, password: string) =>
  context.request.post('/api/session', { data: { username, password } });

/** A browser that has never been here. */
function phone(browser: Browser, baseURL: string): Promise<BrowserContext> {
  return browser.newContext({ baseURL, viewport: SCREEN, locale: 'zh-CN', hasTouch: true, isMobile: true });
}

async function severalTimes<T>(runs: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await measure());
  return results;
}

async function once(context: BrowserContext, path: string, row: string): Promise<Opening> {
  const page = await context.newPage();
  const opening = await open(page, await slowDown(page, [row]), path, row);
  await context.close();
  return opening;
}

/** A head teacher's visit: Today, what is pressed there, and Today again. */
async function visit(context: BrowserContext) {
  const page = await context.newPage();
  const cdp = await slowDown(page, [ROW_OF_TODAY]);
  const first = await open(page, cdp, '/today', ROW_OF_TODAY);
  // What the page fetches while nothing else is to do has come; nobody presses within the first second.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_000);
  const menu = await press(page, MENU, () => page.locator('tx-account-menu button.opener').tap());
  await page.keyboard.press('Escape');
  await page.locator(MENU).waitFor({ state: 'detached' });
  const logTalk = await press(page, SHEET, () => page.locator(`${ROW_OF_TODAY} button[actions]`).first().tap());
  await page.keyboard.press('Escape');
  await page.locator('mat-dialog-container').waitFor({ state: 'detached' });
  const search = await find(page);
  await page.close();
  const later = await context.newPage();
  const again = await open(later, await slowDown(later, [ROW_OF_TODAY]), '/today', ROW_OF_TODAY);
  await context.close();
  return { first, again, menu, logTalk, search };
}

async function slowDown(page: Page, selectors: readonly string[]): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.roundTripMilliseconds,
    downloadThroughput: PHONE.downBytesPerSecond,
    uploadThroughput: PHONE.upBytesPerSecond,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript({ content: probe(selectors) });
  return cdp;
}

async function open(page: Page, cdp: CDPSession, path: string, row: string): Promise<Opening> {
  const wire = { bytes: 0, scriptBytes: 0, requests: 0 };
  const scripts = new Set<string>();
  const asked: string[] = [];
  cdp.on('Network.requestWillBeSent', ({ request }) => asked.push(new URL(request.url).pathname));
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    wire.requests += 1;
    wire.bytes += encodedDataLength;
    if (scripts.has(requestId)) wire.scriptBytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'commit' });
  await whenSeen(page, row);
  const untilData = { ...wire };
  const { metrics } = await cdp.send('Performance.getMetrics');
  // A later, larger paint would count as well.
  await page.waitForTimeout(700);
  const probed = await page.evaluate<Probed>('window.__probe.figures()');
  return {
    firstPaint: probed.firstPaint ?? Number.NaN,
    largestPaint: probed.largestPaint?.at ?? Number.NaN,
    largest: probed.largestPaint?.what ?? 'nothing',
    data: probed.seen[row] ?? Number.NaN,
    shift: probed.shift,
    ...untilData,
    // The browser's own wish for the icon in its tab is not the page's.
    twice: asked.filter((address, at) => asked.indexOf(address) !== at && address !== '/icon.svg'),
    cpu: (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000,
  };
}

/** Waits until something stands there. The page's own policy forbids to look again and again from outside, so the probe says when. */
async function whenSeen(page: Page, selector: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${selector} did not come up within 30 s at ${page.url()}`)), 30_000);
  });
  try {
    await Promise.race([page.evaluate(`window.__probe.whenSeen(${JSON.stringify(selector)})`), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Presses something, and waits until what it opens has been painted. */
async function press(page: Page, selector: string, act: () => Promise<void>): Promise<Interaction> {
  const name = JSON.stringify(selector);
  await page.evaluate(`window.__probe.presses.length = 0; window.__probe.watch(${name})`);
  await act();
  await whenSeen(page, selector);
  await page.waitForTimeout(300);
  const painted = await page.evaluate<number>(`window.__probe.seen[${name}]`);
  const presses = await page.evaluate<Press[]>('window.__probe.presses');
  // Quicker presses than 16 ms are not reported.
  const last = presses.filter(({ name: event }) => event === 'click').at(-1);
  return {
    nextPaint: Math.max(16, ...presses.map(({ milliseconds }) => milliseconds)),
    until: last ? painted - last.at : Number.NaN,
  };
}

/** Types a name into the search; from the answer on until the rows stand there. */
async function find(page: Page): Promise<Interaction> {
  const letter = await letterOfSomebody(page.context());
  await page.locator('tx-top-bar button.search').tap();
  const field = page.locator('mat-dialog-container input[type=search]');
  await field.waitFor();
  await page.waitForTimeout(500);
  const name = JSON.stringify(FOUND);
  await page.evaluate(`window.__probe.presses.length = 0; window.__probe.watch(${name})`);
  await field.pressSequentially(letter);
  await whenSeen(page, FOUND);
  await page.waitForTimeout(300);
  const { seen, answers } = await page.evaluate<Probed>('window.__probe.figures()');
  const presses = await page.evaluate<Press[]>('window.__probe.presses');
  const answered = answers.filter(({ path, at }) => path === '/api/students/search' && at <= seen[FOUND]!).at(-1);
  return {
    nextPaint: Math.max(16, ...presses.map(({ milliseconds }) => milliseconds)),
    until: answered ? seen[FOUND]! - answered.at : Number.NaN,
  };
}

/** The first letter that a search finds anybody by. */
async function letterOfSomebody(context: BrowserContext): Promise<string> {
  for (const letter of 'ylzwchsx') {
    const answer = await context.request.post('/api/students/search', { data: { query: letter, limit: 8 } });
    if (((await answer.json()) as { items: unknown[] }).items.length > 0) return letter;
  }
  throw new Error('No search by a letter finds a child of this class');
}

/** What a page of 50 weighs on the wire, as a browser asks for it. */
async function listAnswers(baseUrl: string, cookie: string): Promise<Record<string, number>> {
  const operations = [
    { method: 'POST', path: '/api/students/search', body: { limit: 50 } },
    { method: 'GET', path: '/api/duties?limit=50' },
    { method: 'GET', path: '/api/today' },
  ];
  const sizes: Record<string, number> = {};
  for (const { method, path, body } of operations)
    sizes[`${method} ${path.split('?')[0]}`] = await bytesOf(new URL(path, baseUrl), method, cookie, body);
  return sizes;
}

function bytesOf(address: URL, method: string, cookie: string, body?: unknown): Promise<number> {
  return new Promise((answered, failed) => {
    const headers = { cookie, 'accept-encoding': 'br', ...(body ? { 'content-type': 'application/json' } : {}) };
    const call = ask(address, { method, headers }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => (bytes += part.length));
      response.on('end', () => {
        if (response.statusCode === 200) answered(bytes);
        else failed(new Error(`${method} ${address.pathname} answered ${response.statusCode}`));
      });
    });
    call.on('error', failed);
    call.end(body ? JSON.stringify(body) : undefined);
  });
}

function medianOpening(openings: readonly Opening[]): Opening {
  const of = (figure: (opening: Opening) => number): number => median(openings.map(figure));
  return {
    firstPaint: of((opening) => opening.firstPaint),
    largestPaint: of((opening) => opening.largestPaint),
    largest: openings[0]?.largest ?? 'nothing',
    data: of((opening) => opening.data),
    shift: of((opening) => opening.shift),
    bytes: of((opening) => opening.bytes),
    scriptBytes: of((opening) => opening.scriptBytes),
    requests: of((opening) => opening.requests),
    twice: [...new Set(openings.flatMap(({ twice }) => twice))],
    cpu: of((opening) => opening.cpu),
  };
}

function medianInteraction(interactions: readonly Interaction[]): Interaction {
  return {
    nextPaint: median(interactions.map(({ nextPaint }) => nextPaint)),
    until: median(interactions.map(({ until }) => until)),
  };
}

/** The middle one; a figure that could not be taken makes the median one that could not be taken. */
function median(figures: readonly number[]): number {
  if (figures.some(Number.isNaN)) return Number.NaN;
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
