import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** In the page: waits until whatever moves, and will end, has ended. */
const MOVED = `Promise.all(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)))
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures go when somebody wants to look at them (`PICTURES=folder npm test -- journeys`). */
const PICTURES = process.env['PICTURES'];

export interface How {
  readonly width?: 390 | 840 | 1280;
  readonly language?: 'zh-CN' | 'en';
  readonly theme?: 'light' | 'dark';
}

interface Finding {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary: string }[];
}

let browser: Browser | undefined;

/** Starts the browser once a test file; `npm test` says where it is. */
export async function openBrowser(): Promise<void> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath)
    throw new Error('CHROMIUM_PATH is not set. Run the journeys with "npm test -- journeys", which finds a browser.');
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** Somebody in front of a screen. What the page complains of on the way is kept and must be nothing in the end. */
export class Visit {
  private taps = 0;
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly base: string,
    private readonly how: Required<How>,
  ) {}

  static async begin(base: string, how: How = {}): Promise<Visit> {
    const all = { width: 390, language: 'zh-CN', theme: 'light', ...how } as const;
    const context = await browser!.newContext({
      viewport: { width: all.width, height: all.width === 390 ? 844 : 900 },
      locale: all.language,
      colorScheme: all.theme,
      hasTouch: all.width === 390,
      acceptDownloads: true,
    });
    const page = await context.newPage();
    const visit = new Visit(page, context, base, all);
    page.on('pageerror', (error) => visit.complaints.push(error.message));
    page.on('console', (message) => {
      // Asking who is signed in is answered 401 to a stranger; the browser reports every such answer.
      if (message.type() === 'error' && !/status of 401/.test(message.text()))
        visit.complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(base) && !/^(data|blob):/.test(address))
        visit.complaints.push(`a call left the installation: ${address}`);
    });
    return visit;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.base + path);
    await this.settled();
  }

  /** Signs in by the card of the demo's sign-in page. @param name what stands on the card, for example a post */
  async signInByCard(name: RegExp): Promise<void> {
    await this.go('/sign-in');
    await this.page.getByRole('button', { name }).first().click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await this.settled();
  }

  /** Signs in by name and password. */
  async signIn(username: string, password = 'tongxin-demo'): Promise<void> {
    await this.go('/sign-in');
    await this.page.locator('input[autocomplete=username]').fill(username);
    await this.page.locator('input[autocomplete=current-password]').fill(password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await this.settled();
  }

  /** One tap of a finger, counted. */
  async tap(what: Locator): Promise<void> {
    this.taps += 1;
    if (this.how.width === 390) await what.tap();
    else await what.click();
  }

  /** @returns how many taps there were since the last call */
  countTaps(): number {
    const { taps } = this;
    this.taps = 0;
    return taps;
  }

  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
  }

  /** @returns what axe finds serious or critical on the screen as it is */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(AXE);
    // Words that are still coming in are looked at when they stand there.
    await this.page.evaluate(MOVED);
    const found = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: unknown[] }> } };
      return (await axe.run({ resultTypes: ['violations'] })).violations;
    });
    return (found as Finding[])
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.replace(/\s+/g, ' ')})`)
            .join('; ')}`,
      );
  }

  /** Keeps a picture where somebody asked for pictures. */
  async picture(name: string): Promise<void> {
    if (!PICTURES) return;
    await mkdir(PICTURES, { recursive: true });
    const { width, language, theme } = this.how;
    await this.page.screenshot({ path: join(PICTURES, `${name}-${width}-${language}-${theme}.png`) });
  }

  async end(): Promise<void> {
    await this.context.close();
  }
}
