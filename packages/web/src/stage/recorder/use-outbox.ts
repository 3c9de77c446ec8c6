import {
  errorWords,
  type Lang,
  putRecordLine,
  type RecordLine,
  type RecordLineInput,
  sayError,
} from '@qingzhang/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { backoff } from '../backoff.ts';
import { dropWaiting, listWaiting, onWaiting, putWaiting, readWaiting, type Waiting } from './outbox.ts';

/** `nobody`: it is not known whose line it is; `device`: the device's memory refuses it. */
export type KeptHow = 'kept' | 'nobody' | 'device';

export interface Outbox {
  /** Undefined until the device's memory has been read. */
  readonly waiting: readonly Waiting[] | undefined;
  /** Milliseconds on the device's clock; null: nothing was kept since the page was opened. */
  readonly keptAt: string | null;
  /** Keep a line on the device and send it. Only `kept` says that it is there: what is written elsewhere stays till then. */
  keep(key: string, revision: number | null, line: RecordLineInput): Promise<KeptHow>;
  /** Of a conflict: mine over the other's, or the other's as it is. */
  settle(one: Waiting, mine: boolean): Promise<void>;
}

/** Everything unacknowledged, sent again and again until the server keeps it. `onKept` hears each line it keeps. */
export function useOutbox(
  signedIn: number | undefined,
  meeting: number,
  lang: Lang,
  onKept: (line: RecordLine) => void,
): Outbox {
  // Who was signed in goes on writing under the own name while the session is asked anew or has run out.
  const [user, setUser] = useState(signedIn);
  if (signedIn !== undefined && signedIn !== user) setUser(signedIn);
  const [waiting, setWaiting] = useState<readonly Waiting[]>();
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const tell = useRef(onKept);
  useEffect(() => {
    tell.current = onKept;
  });
  useEffect(() => {
    if (user === undefined) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    let busy = false;
    const read = async () => {
      const list = await listWaiting(user, meeting).catch(() => []);
      if (!current) return;
      setWaiting(list);
      if (list.some(({ state }) => state === 'queued')) void send();
    };
    const send = async () => {
      if (busy || !current) return;
      busy = true;
      clearTimeout(timer);
      const done = await locked(() =>
        sendAll(user, meeting, lang, (line) => {
          setKeptAt(line.at);
          tell.current(line);
        }),
      ).catch(() => false);
      busy = false;
      if (!current) return;
      tries = done ? 0 : tries + 1;
      const left = (await listWaiting(user, meeting).catch(() => [])).some(({ state }) => state === 'queued');
      if (left) timer = setTimeout(() => void send(), done ? 0 : backoff(tries, Math.random()));
    };
    const online = () => {
      tries = 0;
      void send();
    };
    void read();
    const stop = onWaiting(() => void read());
    window.addEventListener('online', online);
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
      window.removeEventListener('online', online);
    };
  }, [user, meeting, lang]);

  const keep = useCallback(
    (key: string, revision: number | null, line: RecordLineInput) =>
      keepOnDevice({ user, meeting, key, revision, line }),
    [user, meeting],
  );
  const settle = useCallback(
    (one: Waiting, mine: boolean) =>
      mine && one.other !== null
        ? putWaiting({
            ...one,
            revision: one.other.revision,
            state: 'queued',
            other: null,
            savedAt: Date.now(),
          })
        : dropWaiting(one),
    [],
  );
  return { waiting, keptAt, keep, settle };
}

/** Put a line among those on their way, and say whether it is there. */
export async function keepOnDevice(
  line: Pick<Waiting, 'meeting' | 'key' | 'revision'> & {
    readonly user: number | undefined;
    readonly line: RecordLineInput;
  },
  put: typeof putWaiting = putWaiting,
): Promise<KeptHow> {
  const { user } = line;
  if (user === undefined) return 'nobody';
  try {
    await put({ ...line, user, savedAt: Date.now(), state: 'queued', other: null, problem: null });
    return 'kept';
  } catch {
    return 'device';
  }
}

/** One window of the browser sends at a time, where the browser can say so. */
async function locked(work: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? navigator.locks.request('qingzhang-record', work) : work();
}

/** True: everything has been answered one way or another; false: the server cannot be reached. */
async function sendAll(
  user: number,
  meeting: number,
  lang: Lang,
  onKept: (line: RecordLine) => void,
): Promise<boolean> {
  for (const one of await listWaiting(user, meeting)) {
    if (one.state !== 'queued') continue;
    try {
      const line = await call(
        putRecordLine,
        {
          params: { id: meeting, clientKey: one.key },
          query: { lang },
          body: { revision: one.revision, line: one.line },
        },
        { signal: AbortSignal.timeout(8_000) },
      );
      onKept(line);
      const now = await readWaiting(one);
      // Written on meanwhile: what is newer goes on from what the server keeps now.
      if (now !== null && now.savedAt !== one.savedAt) await putWaiting({ ...now, revision: line.revision });
      else await dropWaiting(one);
    } catch (error) {
      const answered = error instanceof ApiError && error.status >= 400 && error.status < 500;
      // Signed out or asked too often is no answer about the line.
      if (!answered || error.status === 401 || error.status === 429) return false;
      await refuse(one, error, lang);
    }
  }
  return true;
}

async function refuse(one: Waiting, error: ApiError, lang: Lang): Promise<void> {
  const now = (await readWaiting(one)) ?? one;
  const { kept, state, fields } = error.params;
  const revision = Number(state);
  if (error.code === 'thing.conflict' && typeof kept === 'string' && Number.isInteger(revision))
    await putWaiting({
      ...now,
      state: 'conflict',
      other: { text: kept, revision, fields: Array.isArray(fields) ? fields.map(String) : [] },
    });
  else
    await putWaiting({
      ...now,
      state: 'refused',
      problem: Object.hasOwn(errorWords, error.code) ? sayError(error.code, error.params, lang) : error.code,
    });
}
