/**
 * Moments as people here write them: Beijing wall clock, 24:00 for the last hour of a day (an hour is labelled by its
 * end), `6月29日` in Chinese, `29 June` in English. Pure text work on the instant's own wall clock (+08:00).
 */
interface Wall {
  readonly day: string;
  readonly hour: number;
  readonly minute: number;
}

const HOUR = 3_600_000;

/** The Beijing wall clock of an instant; midnight belongs to the day that ends with it. */
export function wallOf(iso: string): Wall {
  const shifted = new Date(Date.parse(iso) + 8 * HOUR);
  if (shifted.getUTCHours() === 0 && shifted.getUTCMinutes() === 0) {
    return { day: new Date(shifted.getTime() - HOUR).toISOString().slice(0, 10), hour: 24, minute: 0 };
  }
  return {
    day: shifted.toISOString().slice(0, 10),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** '2020-06-30 14:00', '2020-06-30 24:00'. The same in both languages. */
export function momentText(iso: string, _language?: string): string {
  const { day, hour, minute } = wallOf(iso);
  return `${day} ${pad(hour)}:${pad(minute)}`;
}

const monthsEn = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/** '6月29日' or '29 Jun'. */
export function dayText(day: string, language: string): string {
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8, 10));
  return language.startsWith('zh') ? `${month}月${date}日` : `${date} ${monthsEn[month - 1]}`;
}

/** '6月' or 'Jun'. */
export function monthText(month: number, language: string): string {
  return language.startsWith('zh') ? `${month}月` : (monthsEn[month - 1] ?? '');
}

/** The instant of an hour label on the Beijing wall clock: ('2020-06-30', 24) is 2020-07-01T00:00+08:00. */
export function instantOf(day: string, hour: number, minute = 0): string {
  const wall = new Date(Date.parse(`${day}T00:00:00Z`) + hour * HOUR + minute * 60_000);
  return `${wall.toISOString().slice(0, 16)}:00+08:00`;
}

/** The day so many days later (or earlier). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 24 * HOUR).toISOString().slice(0, 10);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
