/** '06-28' of a day of any year. */
export const monthDay = (day: string): string => day.slice(5, 10);

/** '06-28' of an instant, on the Beijing wall clock: what is handed in at 07:00 there is still yesterday elsewhere. */
export const momentDay = (iso: string): string => shortMoment(iso).slice(0, 5);

/** '07-19 16:20' on the Beijing wall clock. */
export function shortMoment(iso: string): string {
  const wall = new Date(Date.parse(iso) + 8 * 3_600_000).toISOString();
  return `${wall.slice(5, 10)} ${wall.slice(11, 16)}`;
}

/** The month so many months after a day, 'YYYY-MM'. */
export function monthAfter(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}
