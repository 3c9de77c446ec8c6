/**
 * The line from the server to a screen: the stage as it changes, by server-sent events. It is looked after here and not by
 * the browser, because a venue must come back by itself after anything: a restarted server, a pulled cable, a proxy that
 * has forgotten the connection without saying so. A sign of life every few seconds tells both sides.
 */
import { RecordLine, ScreenPage, StageState, VenuePresence } from '@qingzhang/contract';
import { z } from 'zod';
import { ApiError } from '../api/api-error.ts';
import { backoff } from './backoff.ts';

export interface LinkTarget {
  /** Address of the stream. */
  readonly events: string;
  /** The state by a plain request: asked before each try, so that a refusal is known by its name. */
  snapshot(signal: AbortSignal): Promise<StageState>;
  /** A sign of life; answers with the server's revision. Null: who watches without being a screen. */
  readonly seen: ((shown: Shown, signal: AbortSignal) => Promise<{ revision: number }>) | null;
}
/** What the screen shows at this moment. */
export interface Shown {
  readonly revision: number;
  readonly page: string | null;
}

export interface LinkEvents {
  state(state: StageState): void;
  /** A page that could not be loaded beforehand, right before the state that shows it. */
  page(page: ScreenPage): void;
  presence(items: readonly VenuePresence[]): void;
  record(line: RecordLine): void;
  /** A stream has begun to speak: from here on it tells everything that is kept. */
  began(): void;
  /** Up, or down since now. */
  connection(up: boolean): void;
  /** The server has said no: the link has ended, nobody is signed in, no right. Nothing is tried again for a while. */
  refused(error: ApiError): void;
}

const Presence = z.union([z.object({ items: z.array(VenuePresence) }), z.array(VenuePresence)]);
const Brought = z.object({ page: ScreenPage });
const Recorded = z.object({ line: RecordLine });
/** The server's own sign of life, with the revision a screen should be at. */
const Beat = z.object({ now: z.string(), revision: z.number() });

const LIFE_MS = 4_000;
/** The server speaks at least every five seconds; who hears nothing for two of them has lost it. */
const SILENCE_MS = 11_000;
/** An answer that takes longer is none: the connection is given up and made anew. */
const PATIENCE_MS = 4_000;
/** A refused link is looked at again after this: rights may have been given meanwhile. */
const REFUSED_MS = 30_000;

export interface Link {
  /** The screen has rendered this: said at once, and again as the sign of life. */
  shows(shown: Shown): void;
  close(): void;
}

/** Open the line and keep it open until `close`. */
export function openLink(target: LinkTarget, tell: LinkEvents): Link {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let life: ReturnType<typeof setInterval> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();
  let tries = 0;
  let closed = false;
  let shown: Shown | null = null;
  let heard = -1;

  const drop = () => {
    source?.close();
    source = null;
    clearInterval(life);
    clearTimeout(retry);
    clearTimeout(silence);
    asking.abort();
    asking = new AbortController();
  };
  const lost = (wait = backoff(tries, Math.random())) => {
    if (closed) return;
    drop();
    tell.connection(false);
    tries += 1;
    retry = setTimeout(connect, wait);
  };
  const hear = (state: StageState) => {
    heard = state.revision;
    tell.state(state);
  };
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => lost(0), SILENCE_MS);
  };
  /** The server is further than its stream has told: after a moment's grace the stream counts as dead. */
  const compare = (revision: number) => {
    const { signal } = asking;
    if (revision > heard) setTimeout(() => !signal.aborted && revision > heard && lost(0), 1_000);
  };
  const sign = () => {
    if (target.seen === null || shown === null || source === null) return;
    const { signal } = asking;
    target.seen(shown, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).then(
      ({ revision }) => {
        if (!signal.aborted) compare(revision);
      },
      () => {
        if (!signal.aborted) lost();
      },
    );
  };

  async function connect(): Promise<void> {
    drop();
    const { signal } = asking;
    try {
      const state = await target.snapshot(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
      if (signal.aborted) return;
      hear(state);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) {
        tell.refused(error);
        lost(REFUSED_MS);
      } else lost();
      return;
    }
    const stream = new EventSource(target.events);
    source = stream;
    stream.onopen = () => {
      tries = 0;
      tell.connection(true);
      alive();
      sign();
    };
    stream.onerror = () => {
      if (source === stream) lost();
    };
    const on = <T>(name: string, schema: z.ZodType<T>, take: (value: T) => void) =>
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
        alive();
        const parsed = schema.safeParse(readJson(data));
        if (parsed.success) take(parsed.data);
        else console.error('an event does not fit the contract', name, parsed.error.issues);
      });
    let began = false;
    on('state', StageState, (state) => {
      hear(state);
      if (!began) tell.began();
      began = true;
    });
    on('presence', Presence, (value) => tell.presence('items' in value ? value.items : value));
    on('beat', Beat, ({ revision }) => compare(revision));
    on('page', Brought, ({ page }) => tell.page(page));
    on('record', Recorded, ({ line }) => tell.record(line));
    life = setInterval(sign, LIFE_MS);
  }

  const online = () => {
    if (source === null) {
      tries = 0;
      void connect();
    }
  };
  const offline = () => lost();
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  void connect();
  return {
    shows: (next) => {
      if (shown?.revision === next.revision && shown.page === next.page) return;
      shown = next;
      sign();
    },
    close: () => {
      closed = true;
      drop();
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
