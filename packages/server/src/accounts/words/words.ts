/** Small words every part of the accounts uses, Chinese and English side by side; Chinese first and as the office says it. */
import type { LampState, Lang, Region, StatIndicator, TargetIndicator } from '@qingzhang/contract';
import type { Pollutant } from '@qingzhang/standards';

/** A text in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** Names of the pollutants as pages print them; chemistry needs no translation. */
export const POLLUTANT_NAMES: Readonly<Record<Pollutant, string>> = {
  so2: 'SO₂',
  no2: 'NO₂',
  pm10: 'PM10',
  pm25: 'PM2.5',
  co: 'CO',
  o3: 'O₃',
};

const INDICATORS: Readonly<Record<StatIndicator, Both>> = {
  so2: { zh: 'SO₂', en: 'SO₂' },
  no2: { zh: 'NO₂', en: 'NO₂' },
  pm10: { zh: 'PM10', en: 'PM10' },
  pm25: { zh: 'PM2.5', en: 'PM2.5' },
  co: { zh: 'CO', en: 'CO' },
  o3: { zh: 'O₃', en: 'O₃' },
  index: { zh: '综合指数', en: 'composite index' },
  goodDays: { zh: '优良天', en: 'good days' },
  goodDayShare: { zh: '优良天数比例', en: 'share of good days' },
  heavyDays: { zh: '重污染天', en: 'heavy days' },
};

/** What an indicator is called. */
export const indicatorName = (indicator: StatIndicator | TargetIndicator, lang: Lang): string =>
  INDICATORS[indicator][lang];

/** 安全, 趋紧, 透支, 已无可能. */
export const LAMP_NAMES: Readonly<Record<LampState, Both>> = {
  safe: { zh: '安全', en: 'safe' },
  tight: { zh: '趋紧', en: 'tight' },
  overdrawn: { zh: '透支', en: 'overdrawn' },
  impossible: { zh: '已无可能', en: 'out of reach' },
  none: { zh: '未评价', en: 'not evaluated' },
};

/** The shape that repeats a lamp's colour. */
export const LAMP_MARKS: Readonly<Record<LampState, string>> = {
  safe: '●',
  tight: '▲',
  overdrawn: '■',
  impossible: '✕',
  none: '—',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 6月, Jun. */
export const monthName = (month: number, lang: Lang): string =>
  lang === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? '');

/** 6月29日, 29 Jun. */
export function dayName(day: string, lang: Lang): string {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return lang === 'zh' ? `${month}月${date}日` : `${date} ${monthName(month, 'en')}`;
}

/** 太原, Taiyuan: as lists and sentences say it. */
export const shortName = (region: Region, lang: Lang): string =>
  lang === 'zh' ? region.shortName : region.nameEn;

/** 太原市, Taiyuan. */
export const fullName = (region: Region, lang: Lang): string => (lang === 'zh' ? region.name : region.nameEn);

/** 太原、大同 or Taiyuan, Datong. */
export const listed = (names: readonly string[], lang: Lang): string =>
  names.join(lang === 'zh' ? '、' : ', ');

/** 3 市, 3 cities; 1 city. */
export const cityCount = (count: number, lang: Lang): string =>
  lang === 'zh' ? `${count} 市` : `${count} ${count === 1 ? 'city' : 'cities'}`;

/** An arrow for a signed text: ↓ falls, ↑ rises; nothing when flat. */
export const arrowOf = (text: string): string =>
  text.startsWith('-') ? '↓' : text.startsWith('+') ? '↑' : '';

/** A signed text without its sign. */
export const unsigned = (text: string): string => text.replace(/^[+-]/, '');
