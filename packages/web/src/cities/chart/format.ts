import type { Lang } from '@qingzhang/contract';

const locales = { zh: 'zh-CN', en: 'en-GB' } as const;

/** 2020年6月 / June 2020. */
export function monthTitle(month: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locales[lang], { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
}

/** 2020年6月29日 周一 / Mon, 29 Jun 2020. */
export function longDay(day: string, lang: Lang): string {
  const month = lang === 'zh' ? 'long' : 'short';
  return new Intl.DateTimeFormat(locales[lang], {
    year: 'numeric',
    month,
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));
}

/** 6,792: cumulative amounts are counts of many units; decimals would feign precision on a chart. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The month after or before a 'YYYY-MM'. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
