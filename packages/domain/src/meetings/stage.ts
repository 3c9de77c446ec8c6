/**
 * 会中: what the person who drives may do to the stage, and what it is afterwards. Pure: the moment comes in, whole seconds are
 * counted. Every moment is taken at its whole second, so that stretches add up exactly over pauses and restarts: used
 * seconds are never lost and never counted twice.
 */

/** States of a meeting, as far as the stage asks. */
export type StageMeetingState =
  | 'planned'
  | 'preparing'
  | 'ready'
  | 'live'
  | 'ended'
  | 'followed'
  | 'cancelled';

/** The running clock: `used` seconds before the running stretch; `startedAt` null: paused. */
export interface StageClock {
  readonly item: number;
  readonly seconds: number;
  readonly used: number;
  readonly startedAt: number | null;
}

/** One item of the agenda; moments in whole epoch seconds. Items stand in the order of the agenda. */
export interface StageItem {
  readonly id: number;
  readonly parent: number | null;
  readonly minutes: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Of its own clock, the running stretch left out. */
  readonly used: number;
}

/** A page in the order of showing; `subs` screens of it, one at least. */
export interface StagePage {
  readonly key: string;
  readonly subs: number;
  readonly item: number | null;
}

/** Everything an act stands on and changes. */
export interface StageFacts {
  readonly state: StageMeetingState;
  readonly revision: number;
  readonly page: string | null;
  readonly sub: number;
  readonly blank: boolean;
  readonly item: number | null;
  readonly clock: StageClock | null;
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  readonly items: readonly StageItem[];
  readonly pages: readonly StagePage[];
}

/** What who drives does. */
export type StageMove =
  | { readonly act: 'show'; readonly page: string; readonly sub: number }
  | { readonly act: 'next' | 'previous' | 'pause' | 'resume' | 'open' | 'end' }
  | { readonly act: 'blank'; readonly on: boolean }
  | { readonly act: 'begin'; readonly item: number }
  | { readonly act: 'addTime'; readonly seconds: number }
  | { readonly act: 'replan'; readonly minutes: Readonly<Record<string, number>> }
  | { readonly act: 'reopen'; readonly reason: string };

/** `same`: nothing to do (the last page's next), no change and no new revision. */
export type StageOutcome =
  | { readonly kind: 'changed'; readonly facts: StageFacts }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly why: 'state' | 'page' | 'item' | 'clock' };

const refused = (why: 'state' | 'page' | 'item' | 'clock'): StageOutcome => ({ kind: 'refused', why });
const same: StageOutcome = { kind: 'same' };

/** Which states allow an act: pages may be turned before (a rehearsal the halls do not see) and after the meeting. */
function allowed(state: StageMeetingState, act: StageMove['act']): boolean {
  switch (act) {
    case 'open':
      return state === 'preparing' || state === 'ready';
    case 'reopen':
      return state === 'live' || state === 'ended';
    case 'show':
    case 'next':
    case 'previous':
    case 'blank':
      return state !== 'followed' && state !== 'cancelled';
    case 'replan':
      return state === 'preparing' || state === 'ready' || state === 'live';
    default:
      return state === 'live';
  }
}

/** Seconds the clock has counted up to a moment (whole epoch seconds); a clock set back never takes any away. */
export function usedBy(clock: StageClock, at: number): number {
  return clock.used + (clock.startedAt === null ? 0 : Math.max(0, at - clock.startedAt));
}

/** One act at a moment (epoch milliseconds; its whole second counts). The revision rises by one with every change. */
export function moveStage(facts: StageFacts, move: StageMove, atMilliseconds: number): StageOutcome {
  if (!allowed(facts.state, move.act)) return refused('state');
  const at = Math.floor(atMilliseconds / 1000);
  const changed = (patch: Partial<StageFacts>): StageOutcome => ({
    kind: 'changed',
    facts: { ...facts, ...patch, revision: facts.revision + 1 },
  });
  const { clock } = facts;
  switch (move.act) {
    case 'show': {
      const page = facts.pages.find(({ key }) => key === move.page);
      if (page === undefined) return refused('page');
      // How far a paper or a long text goes is known where it is drawn: a screen asked for more shows the last one.
      const { sub } = move;
      return facts.page === page.key && facts.sub === sub && !facts.blank
        ? same
        : changed({ page: page.key, sub, blank: false });
    }
    case 'next':
    case 'previous': {
      const to = turned(facts, move.act);
      if (to !== null) return changed({ ...to, blank: false });
      return facts.blank ? changed({ blank: false }) : same;
    }
    case 'blank':
      return facts.blank === move.on ? same : changed({ blank: move.on });
    case 'begin': {
      const item = leafOf(facts.items, move.item, clock?.item ?? null);
      if (item === null) return refused('item');
      if (clock?.item === item.id)
        return clock.startedAt === null ? moveStage(facts, { act: 'resume' }, atMilliseconds) : same;
      return changed(begun(facts, item.id, at));
    }
    case 'pause':
      if (clock === null) return refused('clock');
      return clock.startedAt === null
        ? same
        : changed(withClock(facts, { ...clock, used: usedBy(clock, at), startedAt: null }));
    case 'resume':
      if (clock === null) return refused('clock');
      return clock.startedAt === null ? changed({ clock: { ...clock, startedAt: at } }) : same;
    case 'addTime': {
      if (clock === null) return refused('clock');
      const seconds = Math.max(0, clock.seconds + move.seconds);
      return seconds === clock.seconds ? same : changed({ clock: { ...clock, seconds } });
    }
    case 'replan':
      return replanned(facts, move.minutes, changed);
    case 'open': {
      const first = facts.items.find((one) => one.endedAt === null && one.parent === null);
      const leaf = first === undefined ? null : leafOf(facts.items, first.id, null);
      const live: StageFacts = { ...facts, state: 'live', openedAt: facts.openedAt ?? at, endedAt: null };
      if (leaf === null) return changed({ ...live, page: facts.pages[0]?.key ?? null, sub: 0, blank: false });
      return changed({ ...live, ...begun(live, leaf.id, at) });
    }
    case 'end':
      return changed({ state: 'ended', endedAt: at, clock: null, items: ended(facts, at, new Set()) });
    case 'reopen':
      return changed(facts.state === 'ended' ? continued(facts) : unopened(facts));
  }
}

/** The page before or after, through the screens of each; null at either end. */
function turned(
  { pages, page, sub }: StageFacts,
  way: 'next' | 'previous',
): { page: string; sub: number } | null {
  const at = pages.findIndex(({ key }) => key === page);
  const here = pages[at];
  if (here === undefined) {
    const first = pages[0];
    return first === undefined ? null : { page: first.key, sub: 0 };
  }
  if (way === 'next') {
    if (sub + 1 < here.subs) return { page: here.key, sub: sub + 1 };
    const next = pages[at + 1];
    return next === undefined ? null : { page: next.key, sub: 0 };
  }
  if (sub > 0) return { page: here.key, sub: Math.min(sub, here.subs) - 1 };
  const before = pages[at - 1];
  return before === undefined ? null : { page: before.key, sub: before.subs - 1 };
}

/**
 * Whose clock runs: an item with speakers below it gives the word to the first who has not spoken, or, asked again, to
 * the next after the one who speaks.
 */
function leafOf(items: readonly StageItem[], id: number, speaking: number | null): StageItem | null {
  const item = items.find((one) => one.id === id);
  if (item === undefined) return null;
  const below = items.filter((one) => one.parent === id);
  if (below.length === 0) return item;
  const waiting = below.filter((one) => one.endedAt === null);
  return waiting.find((one) => one.id !== speaking) ?? waiting[0] ?? item;
}

/** The item and what stands above it. */
function lineOf(items: readonly StageItem[], id: number): Set<number> {
  const line = new Set<number>();
  let here: number | null = id;
  while (here !== null && !line.has(here)) {
    line.add(here);
    const own: number = here;
    here = items.find((one) => one.id === own)?.parent ?? null;
  }
  return line;
}

/** All running items end, except those in `staying`; the clock's seconds are written to its item. */
function ended({ items, clock }: StageFacts, at: number, staying: ReadonlySet<number>): StageItem[] {
  return items.map((one) => {
    const used = clock?.item === one.id ? usedBy(clock, at) : one.used;
    const ends = one.startedAt !== null && one.endedAt === null && !staying.has(one.id);
    return used === one.used && !ends ? one : { ...one, used, endedAt: ends ? at : one.endedAt };
  });
}

/** An item's clock starts (again), the one before it ends, its first page shows. */
function begun(facts: StageFacts, id: number, at: number): Partial<StageFacts> {
  const line = lineOf(facts.items, id);
  const items = ended(facts, at, line).map((one) =>
    line.has(one.id) ? { ...one, startedAt: one.startedAt ?? at, endedAt: null } : one,
  );
  const item = items.find((one) => one.id === id);
  const clock = { item: id, seconds: (item?.minutes ?? 0) * 60, used: item?.used ?? 0, startedAt: at };
  const first = facts.pages.find((page) => page.item === id);
  // Only a first beginning turns the page to the larger item's: who speaks second finds what is on the wall.
  const above = first ?? facts.pages.find((page) => page.item !== null && line.has(page.item));
  const shown = first ?? (facts.item !== null && line.has(facts.item) ? undefined : above);
  const page = shown === undefined ? {} : { page: shown.key, sub: 0 };
  return { items, clock, item: id, blank: false, ...page };
}

function withClock(facts: StageFacts, clock: StageClock): Partial<StageFacts> {
  const items = facts.items.map((one) => (one.id === clock.item ? { ...one, used: clock.used } : one));
  return { clock, items };
}

/** 就这样改: minutes of what is still to come; what has begun keeps its own. */
function replanned(
  facts: StageFacts,
  minutes: Readonly<Record<string, number>>,
  changed: (patch: Partial<StageFacts>) => StageOutcome,
): StageOutcome {
  for (const key of Object.keys(minutes)) {
    const item = facts.items.find((one) => String(one.id) === key);
    if (item === undefined || item.startedAt !== null) return refused('item');
  }
  const items = facts.items.map((one) => {
    const wanted = minutes[String(one.id)];
    return wanted === undefined || wanted === one.minutes ? one : { ...one, minutes: wanted };
  });
  return items.every((one, at) => one === facts.items[at]) ? same : changed({ items });
}

/** Ended by mistake: the item that was on goes on, its clock paused where it stood. */
function continued(facts: StageFacts): Partial<StageFacts> {
  const item = facts.items.find((one) => one.id === facts.item);
  if (item === undefined) return { state: 'live', endedAt: null };
  const line = lineOf(facts.items, item.id);
  return {
    state: 'live',
    endedAt: null,
    clock: { item: item.id, seconds: item.minutes * 60, used: item.used, startedAt: null },
    items: facts.items.map((one) => (line.has(one.id) ? { ...one, endedAt: null } : one)),
  };
}

/** Opened by mistake: as before the opening, no time has been used. The events keep what was done. */
function unopened(facts: StageFacts): Partial<StageFacts> {
  return {
    state: 'ready',
    openedAt: null,
    endedAt: null,
    item: null,
    clock: null,
    items: facts.items.map((one) => ({ ...one, startedAt: null, endedAt: null, used: 0 })),
    page: facts.pages[0]?.key ?? null,
    sub: 0,
    blank: false,
  };
}
