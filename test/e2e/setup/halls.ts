import type { Browser, Page } from 'playwright-core';
import { movedDate } from './moved-clock.ts';

/**
 * Runs in the page: notes each change of what the screen shows and when a key went down last, by the page's own clock in
 * milliseconds since 1970; answers what is asked below. Observed is the document itself: its root element is replaced
 * while it is read.
 */
const WATCH = `{
  const shown = [];
  let pressed = 0;
  const now = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => {
    const revision = Number(document.querySelector('main[data-revision]')?.dataset.revision ?? -1);
    const page = document.querySelector('[data-page]')?.dataset.page ?? '';
    const last = shown.at(-1);
    if (last?.revision !== revision || last.page !== page) shown.push({ revision, page, at: now() });
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-page', 'data-revision'] });
  window.addEventListener('keydown', () => { pressed = now(); }, true);
  const clock = () => (document.querySelector('[role="timer"] b') ?? document.querySelector('header b'))?.textContent;
  window.watched = {
    stands: async (revision, page) => {
      const end = now() + 30_000;
      while (!(shown.at(-1)?.revision >= revision && shown.at(-1).page === page)) {
        if (now() > end) throw new Error('it does not stand there');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    last: () => JSON.stringify(shown.at(-1) ?? null),
    since: (revision) => shown.find((one) => one.revision >= revision)?.at ?? -1,
    pressed: () => pressed,
    clock: () => clock() ?? '',
  };
}`;

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
  await context.addInitScript(WATCH);
  return context.newPage();
}

/** Wait until every screen shows this page at this revision. */
export async function allShow(
  screens: readonly Page[],
  { revision, page }: { readonly revision: number; readonly page: string | null },
): Promise<void> {
  const stands = `watched.stands(${revision}, ${JSON.stringify(page ?? '')})`;
  await Promise.all(screens.map((screen) => screen.evaluate(stands))).catch(async (error: unknown) => {
    const stand = await Promise.all(screens.map((screen) => screen.evaluate<string>('watched.last()')));
    throw new Error(`wanted ${page} at ${revision}, stands: ${stand.join(' ')}`, { cause: error });
  });
}

/** Since when a screen has shown a revision, in milliseconds since 1970; -1: it has not. */
export const shownSince = (screen: Page, revision: number): Promise<number> =>
  screen.evaluate<number>(`watched.since(${revision})`);

/** When a key went down last before this page, by the same clock. */
export const pressedAt = (page: Page): Promise<number> => page.evaluate<number>('watched.pressed()');

/** The speaker's clock as it stands on a screen, in seconds left; null: none. */
export async function clockOn(screen: Page): Promise<number | null> {
  const read = /^([−-]?)(\d+):(\d\d)$/.exec(await screen.evaluate<string>('watched.clock()'));
  return read === null ? null : (read[1] === '' ? 1 : -1) * (Number(read[2]) * 60 + Number(read[3]));
}
