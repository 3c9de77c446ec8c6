/** Messages as they come: one connection for the window, whoever listens. */
import {
  type Endpoint,
  MessageEvent as LiveMessage,
  openEvents,
  type SubjectType,
} from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';

type Listener = (event: LiveMessage) => void;

/** `open`: messages come by themselves; `down`: the page has to ask. */
export type LiveState = 'open' | 'down';

/** A stream that was refused (too many windows, signed out) is asked for again after this. */
const AGAIN_MS = 60_000;

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let state: LiveState = 'down';
let users = 0;
let stop = () => {};

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
}

/** Open the stream. The browser reconnects by itself and says what it saw last; only a refusal ends it. */
function start(): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const stream = new EventSource(openEvents.path);
    source = stream;
    stream.onopen = () => become('open');
    stream.onerror = () => {
      become('down');
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_MS);
    };
    stream.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const event = parse(data);
      if (event !== null) for (const listener of listeners) listener(event);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
    become('down');
  };
}

/** What came, if this page understands it (the server may be newer). */
function parse(text: string): LiveMessage | null {
  try {
    return LiveMessage.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keep the stream open while this is shown, and say how it stands. Once, in the frame. */
export function useLiveState(): LiveState {
  useEffect(() => {
    users += 1;
    if (users === 1) stop = start();
    return () => {
      users -= 1;
      if (users === 0) stop();
    };
  }, []);
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Hear every message that comes. */
export function useLiveMessages(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear: Listener = (event) => latest.current(event);
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, []);
}

/** What a page is about; without an id anything of the type. */
export interface LiveSubject {
  readonly type: SubjectType;
  readonly id?: string | number;
}

/** Ask these addresses again when a message about the subject comes: somebody has changed what the page shows. */
export function useLive(subject: LiveSubject | null, touches: readonly Endpoint[]): void {
  const client = useQueryClient();
  useLiveMessages((event) => {
    if (subject === null || !concerns(event, subject)) return;
    for (const { path } of touches) void client.invalidateQueries({ queryKey: [path] });
  });
}

/** Whether the message is about the subject. */
export function concerns(event: Pick<LiveMessage, 'subject'>, { type, id }: LiveSubject): boolean {
  return event.subject.type === type && (id === undefined || event.subject.id === String(id));
}
