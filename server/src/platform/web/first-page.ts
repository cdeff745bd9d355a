/** What the client's build wrote down for the first paint of its screens; see client/tools/page.mjs. */
export interface PagePlan {
  /** A script that runs before anything is painted: light, language, and the texts of that language in the place of `__TEXTS__`. */
  readonly before: string;
  /** Files of texts by language: those of the first screens, and all. */
  readonly texts: Readonly<Record<'first' | 'all', Readonly<Record<string, readonly string[]>>>>;
  /** What stands on the screen until the application does. */
  readonly frames: Readonly<Record<'door' | 'inside', string>>;
  readonly screens: readonly ScreenPlan[];
}

export interface ScreenPlan {
  /** As in the router: '/students/:id/contacts'. */
  readonly path: string;
  readonly frame: 'door' | 'inside' | null;
  /** The screen's name in every language, as HTML. */
  readonly title: string;
  /** The scripts of the page and of the screen, in the order in which they are needed. */
  readonly files: readonly string[];
  /** Which texts are there before the screen is. */
  readonly texts: 'first' | 'all';
  /** Addresses the screen asks at once. */
  readonly reads: readonly string[];
}

/** Whoever asks for a page, as far as the page differs. */
export interface PageAsked {
  /** The path of the address, without its query. */
  readonly path: string;
  /** Whether the request carries a session; whether that is still good, the API says. */
  readonly signedIn: boolean;
  readonly demo: boolean;
  /** What the browser asks for, as in `Accept-Language`; another choice kept on the device still wins there. */
  readonly languages: string | undefined;
}

/** Where whoever is not signed in is led. */
export const DOOR = '/sign-in';
const SESSION = '/api/session';

/**
 * The one page, told what this screen will need: its scripts and its first answers are fetched together instead of one after the
 * other, and its frame is painted before any of them is there. A stranger gets the door's page and nothing of the school, whatever
 * the address.
 */
export class FirstPage {
  private readonly pages = new Map<string, string>();
  private readonly screens: readonly (ScreenPlan & { readonly parts: readonly string[] })[];

  /**
   * @param page the client's index.html
   * @param plan null for a build without one; the page then finds out by itself
   */
  constructor(
    private readonly page: string,
    private readonly plan: PagePlan | null,
  ) {
    this.screens = (plan?.screens ?? []).map((screen) => ({ ...screen, parts: partsOf(screen.path) }));
  }

  /**
   * @param nonce of this answer; nothing that stands in the page runs or paints without it
   * @returns the HTML of this answer
   */
  for(asked: PageAsked, nonce: string): string {
    const screen = this.screenOf(asked.path);
    const shown = screen?.frame === 'inside' && !asked.signedIn ? this.screenOf(DOOR) : screen;
    const language = languageOf(asked.languages);
    const key = `${shown?.path} ${asked.signedIn} ${asked.demo} ${language}`;
    let page = this.pages.get(key);
    if (page === undefined) {
      page = this.told(shown, asked, language);
      this.pages.set(key, page);
    }
    return page.replaceAll('__CSP_NONCE__', nonce);
  }

  private told(screen: ScreenPlan | undefined, { signedIn, demo }: PageAsked, language: string): string {
    if (!this.plan) return this.page;
    const reads = [SESSION, ...(screen?.frame === 'inside' && !signedIn ? [] : (screen?.reads ?? []))];
    const texts = this.plan.texts[screen?.texts ?? 'all'];
    const before = this.plan.before.replace('__TEXTS__', () => JSON.stringify(texts));
    const own = screen?.files ?? [];
    const links = [
      `<script nonce="__CSP_NONCE__">${before}</script>`,
      ...reads.map((address) => `<link rel="preload" as="fetch" href="${address}" crossorigin>`),
      // Nothing is shown without the page's own script and its texts: they come before what only this screen needs.
      ...[...own.slice(0, 1), ...(texts[language] ?? []), ...own.slice(1)].map(
        (file) => `<link rel="modulepreload" href="${file}">`,
      ),
    ];
    const frame = screen?.frame ? this.plan.frames[screen.frame].replace('<!--title-->', screen.title) : '';
    return this.page
      .replace(/<html lang="[^"]*"/, `<html${demo ? ' data-demo' : ''} lang="${language}"`)
      .replace('<!--first-->', () => links.join(''))
      .replace('<!--frame-->', () => frame);
  }

  private screenOf(path: string): ScreenPlan | undefined {
    const parts = partsOf(path);
    return this.screens
      .filter((screen) => screen.parts.length === parts.length)
      .filter((screen) => screen.parts.every((part, at) => part.startsWith(':') || part === parts[at]))
      .sort((one, other) => variables(one) - variables(other))[0];
  }
}

/** '/standards/new' is nearer to what was asked than '/standards/:ruleId'. */
const variables = (screen: ScreenPlan): number => screen.path.split(':').length;

/** Chinese, unless the first of the two that the browser names is English. */
function languageOf(languages: string | undefined): string {
  return /^(?:(?!\bzh\b).)*\ben\b/i.test(languages ?? '') ? 'en' : 'zh-CN';
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');
