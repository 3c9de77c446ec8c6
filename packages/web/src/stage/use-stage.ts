/** The stage as one page holds it: the state, the pages beforehand, the connection, and what was kept from before. */
import {
  CLOSED_PAGE,
  getScreen,
  getScreenPages,
  getStage,
  getStagePages,
  openScreen,
  openStage,
  postScreenSeen,
  postSeen,
  type RecordLine,
  type ScreenPage,
  type StageState,
  urlOf,
  type VenuePresence,
} from '@qingzhang/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { anchorOf, type ClockAnchor, steady } from './clock.ts';
import { type Link, type LinkTarget, openLink, type Shown } from './link.ts';
import { forget, keepPages, keepState, readKept, readPages, type Scope } from './page-store.ts';

/** Where the stage is asked: by a venue's link, or by a meeting's id for who is signed in (as a venue's screen, or watching). */
export type StageAddress =
  | { readonly by: 'link'; readonly token: string }
  | { readonly by: 'meeting'; readonly id: number; readonly venue: number | null };

export interface StageVenue {
  readonly id: number;
  readonly name: string;
  readonly main: boolean;
}

export interface Stage {
  readonly state: StageState | null;
  /** The server's clock; null before anything was heard. */
  readonly anchor: ClockAnchor | null;
  /** Pages by key, each in the newest version this device has. */
  readonly pages: ReadonlyMap<string, ScreenPage>;
  readonly venue: StageVenue | null;
  /** Steady-clock moment since when the line is down; null: it is up. */
  readonly downSince: number | null;
  /** The server has said no: the link has ended, nobody is signed in, no right. */
  readonly refusal: ApiError | null;
  readonly presence: readonly VenuePresence[];
  /** How many streams have begun to speak: one, and one more after each break. */
  readonly streams: number;
  /** The screen has rendered this. */
  shows(shown: Shown): void;
  /** Take over a state that an act of one's own answered with, before the stream brings it. */
  take(state: StageState): void;
}

/** How many pages are asked for at once. */
const BATCH = 12;

/** Hold the stage open. `onRecord` hears the record's lines as they come. */
export function useStage(address: StageAddress, onRecord?: (line: RecordLine) => void): Stage {
  const key = address.by === 'link' ? address.token : `${address.id}/${address.venue ?? ''}`;
  const scope: Scope = address.by === 'link' ? `screen/${address.token}` : `meeting/${address.id}`;
  const [state, setState] = useState<StageState | null>(null);
  const [anchor, setAnchor] = useState<ClockAnchor | null>(null);
  const [pages, setPages] = useState<ReadonlyMap<string, ScreenPage>>(new Map());
  const [venue, setVenue] = useState<StageVenue | null>(null);
  const [downSince, setDownSince] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [presence, setPresence] = useState<readonly VenuePresence[]>([]);
  const [streams, setStreams] = useState(0);
  const link = useRef<Link | null>(null);
  const venueNow = useRef<StageVenue | null>(null);
  const hearRecord = useRef(onRecord);
  useEffect(() => {
    hearRecord.current = onRecord;
  });

  /** A newer state replaces an older one, whichever way it came. */
  const take = useCallback(
    (next: StageState) => {
      setAnchor(anchorOf(next.now));
      setState((before) =>
        before !== null && before.meeting === next.meeting && before.revision > next.revision ? before : next,
      );
      void keepState(scope, { state: next, venue: venueNow.current, at: Date.now() }).catch(() => {});
    },
    [scope],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says everything of the address
  useEffect(() => {
    let current = true;
    void (async () => {
      const [kept, keptPages] = await Promise.all([readKept(scope), readPages(scope)]);
      if (!current) return;
      setPages((before) => withPages(before, keptPages));
      if (kept === null) return;
      venueNow.current ??= kept.venue;
      setVenue((before) => before ?? kept.venue);
      setState((before) => before ?? kept.state);
      // The server's clock went on while the page was closed.
      setAnchor((before) => before ?? anchorOf(kept.state.now, steady() - (Date.now() - kept.at)));
    })();
    const opened = openLink(
      targetOf(address, (found) => {
        venueNow.current = found;
        setVenue(found);
      }),
      {
        state: take,
        page: (page) => {
          setPages((before) => withPages(before, [page]));
          void keepPages(scope, [page]).catch(() => {});
        },
        presence: setPresence,
        record: (line) => hearRecord.current?.(line),
        began: () => setStreams((count) => count + 1),
        connection: (up) => {
          if (up) setRefusal(null);
          setDownSince((before) => (up ? null : (before ?? steady())));
        },
        refused: (error) => {
          setRefusal(error);
          void forget(scope).catch(() => {});
        },
      },
    );
    link.current = opened;
    return () => {
      current = false;
      link.current = null;
      opened.close();
    };
  }, [key, scope, take]);

  usePreload(address, scope, state, pages, setPages, downSince === null);

  const shows = useCallback((shown: Shown) => link.current?.shows(shown), []);
  return useMemo(
    () => ({ state, anchor, pages, venue, downSince, refusal, presence, streams, shows, take }),
    [state, anchor, pages, venue, downSince, refusal, presence, streams, shows, take],
  );
}

function targetOf(address: StageAddress, onVenue: (venue: StageVenue) => void): LinkTarget {
  if (address.by === 'link') {
    const params = { token: address.token };
    return {
      events: urlOf(openScreen, { params }),
      snapshot: async (signal) => {
        const { venue, venueName, main, state } = await call(getScreen, { params }, { signal });
        onVenue({ id: venue, name: venueName, main });
        return state;
      },
      seen: (shown, signal) => call(postScreenSeen, { params, body: { ...shown } }, { signal }),
    };
  }
  const { id, venue } = address;
  return {
    events: urlOf(openStage, { params: { id }, query: { venue: venue ?? undefined } }),
    snapshot: (signal) => call(getStage, { params: { id } }, { signal }),
    seen:
      venue === null
        ? null
        : (shown, signal) => call(postSeen, { params: { id }, body: { venue, ...shown } }, { signal }),
  };
}

/** Load what the state names and the device lacks, the page on show and those after it first. */
function usePreload(
  address: StageAddress,
  scope: Scope,
  state: StageState | null,
  pages: ReadonlyMap<string, ScreenPage>,
  setPages: (change: (before: ReadonlyMap<string, ScreenPage>) => ReadonlyMap<string, ScreenPage>) => void,
  up: boolean,
): void {
  const [round, setRound] = useState(0);
  const wanted = useMemo(
    // A hall that has closed needs no more pages.
    () => (state === null || (closed(state) && address.by === 'link') ? [] : missingPages(state, pages)),
    [state, pages, address.by],
  );
  const batch = wanted.slice(0, BATCH).join(',');
  const listed = state === null ? undefined : closed(state) ? NOTHING : state.pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is said by `scope`; `round` asks again
  useEffect(() => {
    if (batch === '' || !up) return;
    const controller = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask =
      address.by === 'link'
        ? call(
            getScreenPages,
            { params: { token: address.token }, query: { keys: batch } },
            { signal: controller.signal },
          )
        : call(
            getStagePages,
            { params: { id: address.id }, query: { keys: batch } },
            { signal: controller.signal },
          );
    ask.then(
      ({ items }) => {
        if (controller.signal.aborted) return;
        setPages((before) => withPages(before, items));
        void keepPages(scope, items).catch(() => {});
        // A page that vanished meanwhile is not asked for in a circle: the next state says what there is.
        if (items.length === 0) again = setTimeout(() => setRound((count) => count + 1), 2_000);
      },
      () => {
        if (!controller.signal.aborted) again = setTimeout(() => setRound((count) => count + 1), 1_000);
      },
    );
    return () => {
      controller.abort();
      clearTimeout(again);
    };
  }, [batch, scope, up, round, setPages]);
  useEffect(() => {
    if (listed !== undefined) void forget(scope, listed).catch(() => {});
  }, [listed, scope]);
}

/** After the end nothing of the meeting stays on a device. */
const NOTHING: StageState['pages'] = [];
const closed = ({ state }: StageState): boolean =>
  state === 'ended' || state === 'followed' || state === 'cancelled';

/** Keys in the order in which they may be needed; a page that is not open to a hall yet is not asked for. */
export function missingPages(
  state: Pick<StageState, 'pages' | 'page'>,
  pages: ReadonlyMap<string, Pick<ScreenPage, 'version'>>,
): string[] {
  const at = Math.max(
    0,
    state.pages.findIndex(({ key }) => key === state.page),
  );
  const turned = [...state.pages.slice(at), ...state.pages.slice(0, at).reverse()];
  return turned
    .filter(({ key, version }) => version !== CLOSED_PAGE && pages.get(key)?.version !== version)
    .map(({ key }) => key);
}

/** Pages by key; of two versions the newer one stays. */
function withPages(
  before: ReadonlyMap<string, ScreenPage>,
  more: readonly ScreenPage[],
): ReadonlyMap<string, ScreenPage> {
  if (more.length === 0) return before;
  const after = new Map(before);
  for (const page of more) {
    const known = after.get(page.key);
    if (known === undefined || known.version <= page.version) after.set(page.key, page);
  }
  return after;
}
