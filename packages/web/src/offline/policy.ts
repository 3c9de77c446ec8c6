/** What the service worker does with a request; everything not named here goes to the network and nowhere else. */
export type OfflineRoute =
  /** A page: the network's, without one the kept shell. */
  | 'page'
  /** A built file: its name carries its content, so what is kept is right. */
  | 'asset'
  /** An answer about oneself: the network's, without one the last that came. */
  | 'data'
  /** Signing in or out, acting for somebody: what was kept belongs to somebody else now. */
  | 'forget'
  | 'network';

/** The few answers kept on the device: who I am, the regions' names, my desk, my forms. Never anybody's pictures. */
const kept = ['/api/session', '/api/overview', '/api/desk', '/api/desk/forms'];

export function offlineRoute(method: string, path: string, navigates: boolean): OfflineRoute {
  if (method !== 'GET') return path.startsWith('/api/session') ? 'forget' : 'network';
  // The public's pages are no pages of this program's.
  if (navigates) return /^\/(?:api|public)(?:\/|$)/u.test(path) ? 'network' : 'page';
  if (path.startsWith('/assets/')) return 'asset';
  return kept.includes(path) ? 'data' : 'network';
}
