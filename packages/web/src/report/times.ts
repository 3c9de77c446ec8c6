/** '14:18' on the Beijing wall clock. */
export const clockText = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(11, 16);

/** The Beijing day of an instant. */
export const dayOf = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);
