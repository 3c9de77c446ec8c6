/**
 * Pages of a meeting on the device, by key and version: a switch shows at once, and a venue that has lost its network (or
 * was opened anew without one) keeps what it had. What is kept ends with the meeting or with the right to see it.
 */
import { ScreenPage, StageState } from '@qingzhang/contract';
import { createStore, delMany, entries, get, set } from 'idb-keyval';
import { z } from 'zod';

/** One screen's own corner of the device: `screen/…` by link, `meeting/…` for who is signed in. */
export type Scope = string;

/** What a screen knew last, and when (the device's wall clock: it outlives a restart of the page). */
const Kept = z.object({
  state: StageState,
  venue: z.object({ id: z.number().int(), name: z.string(), main: z.boolean() }).nullable(),
  at: z.number(),
});
export type Kept = z.output<typeof Kept>;

const DAY = 86_400_000;
const store = createStore('qingzhang-stage', 'pages');
const pageKey = (scope: Scope, page: Pick<ScreenPage, 'key' | 'version'>) =>
  `${scope}/page/${page.key}/${page.version}`;
const stateKey = (scope: Scope) => `${scope}/state`;

export async function readKept(scope: Scope): Promise<Kept | null> {
  const parsed = Kept.safeParse(await get(stateKey(scope), store).catch(() => null));
  return parsed.success && Date.now() - parsed.data.at < 2 * DAY ? parsed.data : null;
}

export async function keepState(scope: Scope, kept: Kept): Promise<void> {
  await set(stateKey(scope), kept, store);
}

/** Everything of the scope that can still be read. */
export async function readPages(scope: Scope): Promise<ScreenPage[]> {
  const all = await entries<string, unknown>(store).catch(() => []);
  return all.flatMap(([key, raw]) => {
    if (!key.startsWith(`${scope}/page/`)) return [];
    const parsed = ScreenPage.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });
}

export async function keepPages(scope: Scope, pages: readonly ScreenPage[]): Promise<void> {
  for (const page of pages) await set(pageKey(scope, page), page, store);
}

/** Drop what is no longer of the meeting; without `current` everything of the scope. */
export async function forget(
  scope: Scope,
  current?: readonly Pick<ScreenPage, 'key' | 'version'>[],
): Promise<void> {
  const stays = new Set(current?.map((page) => pageKey(scope, page)));
  const gone = (await entries<string, unknown>(store)).flatMap(([key]) =>
    key.startsWith(`${scope}/`) && !stays.has(key) && (current === undefined || key !== stateKey(scope))
      ? [key]
      : [],
  );
  if (gone.length > 0) await delMany(gone, store);
}
