import type { Browser, Page } from 'playwright-core';
import { movedDate } from './moved-clock.ts';

/** What stood on a screen since when, by the page's own clock in milliseconds since 1970. */
interface Shown {
  readonly revision: number;
  readonly page: string;
  readonly at: number;
}
declare global {
  interface Window {
    /** Everything the screen has shown, in order. */
    qzShown: Shown[];
    /** When a key went down last. */
    qzPressed: number;
  }
}

/** Runs in the page: notes each change of what the screen shows, in the frame in which it stands there. */
function noteWhatIsShown(): void {
  window.qzShown = [];
  window.qzPressed = 0;
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const revision = Number(
      document.querySelector('main[data-revision]')?.getAttribute('data-revision') ?? -1,
    );
    const page = document.querySelector('[data-page]')?.getAttribute('data-page') ?? '';
    const last = window.qzShown.at(-1);
    if (last?.revision !== revision || last.page !== page) window.qzShown.push({ revision, page, at: now() });
  };
  // The document itself: its root element is replaced while it is read.
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-page', 'data-revision'],
  });
  window.addEventListener(
    'keydown',
    () => {
      window.qzPressed = now();
    },
    true,
  );
}

/** A browser of its own, on the day of the server's machine; signed in unless nobody is named. */
export async function openBrowser(
  browser: Browser,
  options: {
    readonly url: string;
    readonly moved: number;
    readonly size: readonly [width: number, height: number];
    readonly login?: { readonly login: string; readonly password: string };
  },
): Promise<Page> {
  const [width, height] = options.size;
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height },
    baseURL: options.url,
  });
  context.setDefaultTimeout(30_000);
  if (options.login !== undefined) {
    const answer = await context.request.post('/api/session', { data: options.login });
    if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`);
  }
  await context.addInitScript(movedDate(options.moved));
  await context.addInitScript(noteWhatIsShown);
  return context.newPage();
}

/** Wait until every screen shows this page at this revision. */
export async function allShow(
  screens: readonly Page[],
  { revision, page }: { readonly revision: number; readonly page: string | null },
): Promise<void> {
  const waits = screens.map((screen) =>
    screen.waitForFunction(
      ([wanted, key]) => {
        const last = window.qzShown.at(-1);
        return last !== undefined && last.revision >= wanted && last.page === key;
      },
      [revision, page ?? ''] as const,
    ),
  );
  await Promise.all(waits).catch(async (error: unknown) => {
    const stand = await Promise.all(screens.map((screen) => screen.evaluate(() => window.qzShown.at(-1))));
    throw new Error(`wanted ${page} at ${revision}, stands: ${JSON.stringify(stand)}`, { cause: error });
  });
}

/** Since when a screen has shown a revision. */
export const shownSince = (screen: Page, revision: number): Promise<number | null> =>
  screen.evaluate((wanted) => window.qzShown.find((one) => one.revision >= wanted)?.at ?? null, revision);

/** The speaker's clock as it stands on a screen, in seconds left; null: none. */
export const clockOn = (screen: Page): Promise<number | null> =>
  screen.evaluate(() => {
    const text = (document.querySelector('[role="timer"] b') ?? document.querySelector('header b'))
      ?.textContent;
    const read = /^([−-]?)(\d+):(\d\d)$/.exec(text ?? '');
    if (read === null) return null;
    return (read[1] === '' ? 1 : -1) * (Number(read[2]) * 60 + Number(read[3]));
  });
