/** Keep the pages for when there is no network; only where the browser may (a secure address), and only in what was built. */
export function keepPagesOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Without it everything works as before while there is a network.
  });
}

/** A key made once for one sending: the same on every try, so that the server takes it once. */
export function newDeviceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
