/** The service worker: keeps the shell of the pages and the last answers about oneself for when there is no network. */
import { offlineRoute } from './policy.ts';

/** Files of the shell; the build puts their names here. */
declare const __OFFLINE_SHELL__: { readonly version: string; readonly files: readonly string[] };

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void;
}
declare const self: WorkerScope;

const SHELL = `shell-${__OFFLINE_SHELL__.version}`;
const DATA = 'data';
const PAGE = '/index.html';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll([PAGE, ...__OFFLINE_SHELL__.files]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name !== SHELL && name !== DATA).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  switch (offlineRoute(request.method, url.pathname, request.mode === 'navigate')) {
    case 'page':
      event.respondWith(fetch(request).catch(() => keptOr(PAGE)));
      return;
    case 'asset':
      event.respondWith(keptFirst(request));
      return;
    case 'data':
      event.respondWith(networkFirst(request));
      return;
    case 'forget':
      event.waitUntil(caches.delete(DATA));
      return;
    case 'network':
      return;
  }
});

async function keptOr(address: string): Promise<Response> {
  return (await caches.match(address)) ?? Response.error();
}

async function keptFirst(request: Request): Promise<Response> {
  const known = await caches.match(request);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function networkFirst(request: Request): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
  if (answer.ok) await (await caches.open(DATA)).put(request, answer.clone());
  // Nobody is signed in any more: what is kept is nobody's.
  else if (answer.status === 401) await caches.delete(DATA);
  return answer;
}
