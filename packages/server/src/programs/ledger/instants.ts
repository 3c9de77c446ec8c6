/** A moment on Beijing's wall clock, with its zone. */
export function beijingInstant(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
