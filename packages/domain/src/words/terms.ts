/** Single words: indicators, lamps, units. Chinese first. */
import { forEachPollutant, POLLUTANT_NAMES } from '@qingzhang/standards';
import type { LampState, ReasonCode } from '../accounts/lamp.ts';
import type { ComparedIndicator } from '../outlook/bottom-line.ts';
import type { Indicator, Unit } from '../targets/indicator.ts';
import type { Lang } from './sentence.ts';

type Both = Readonly<Record<Lang, string>>;
const same = (text: string): Both => ({ zh: text, en: text });

const INDICATORS: Readonly<Record<Indicator | ComparedIndicator, Both>> = {
  ...forEachPollutant((pollutant) => same(POLLUTANT_NAMES[pollutant])),
  index: { zh: '综合指数', en: 'composite index' },
  goodDayShare: { zh: '优良天', en: 'good days' },
  goodDays: { zh: '优良天', en: 'good days' },
  heavyDays: { zh: '重污染天', en: 'heavy-pollution days' },
};

const LAMPS: Readonly<Record<LampState, Both>> = {
  safe: { zh: '安全', en: 'safe' },
  tight: { zh: '趋紧', en: 'tight' },
  overdrawn: { zh: '透支', en: 'overdrawn' },
  impossible: { zh: '已无可能', en: 'impossible' },
  none: { zh: '—', en: '—' },
};

/** Shape of each lamp: it says the state without colour. */
export const LAMP_SHAPES: Readonly<Record<LampState, string>> = {
  safe: '●',
  tight: '▲',
  overdrawn: '■',
  impossible: '✕',
  none: '—',
};

export const indicatorWord = (indicator: Indicator | ComparedIndicator, lang: Lang): string =>
  INDICATORS[indicator][lang];
export const lampWord = (state: LampState, lang: Lang): string => LAMPS[state][lang];
/** `▲ 趋紧`. */
export const lampText = (state: LampState, lang: Lang): string =>
  state === 'none' ? '—' : `${LAMP_SHAPES[state]} ${LAMPS[state][lang]}`;

export function unitWord(unit: Unit | 'µg·d' | '%', lang: Lang): string {
  if (unit === 'days') return lang === 'zh' ? '天' : 'days';
  if (unit === 'µg·d') return lang === 'zh' ? 'µg·天' : 'µg·days';
  return unit;
}

/** `6月`, `June`. */
export function monthWord(month: number, lang: Lang): string {
  if (lang === 'zh') return `${month}月`;
  return EN_MONTHS[month - 1] ?? String(month);
}
const EN_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `6月29日`, `29 June`. */
export function dayWord(day: string, lang: Lang): string {
  const [, month, date] = day.split('-').map(Number);
  return lang === 'zh' ? `${month}月${date}日` : `${date} ${monthWord(month ?? 0, 'en')}`;
}

/** Why there is no lamp. */
export const NO_LAMP: Readonly<Partial<Record<ReasonCode, Both>>> = {
  noTarget: { zh: '未设目标', en: 'no target set' },
  noData: { zh: '尚无有效数据', en: 'no valid data yet' },
  notBegun: { zh: '尚未开始', en: 'not begun' },
  dayInvalid: { zh: '有效小时不足 20，今天将无效', en: 'fewer than 20 valid hours: today will be invalid' },
  periodInvalid: { zh: '有效天数不足，本期将无效', en: 'too few valid days: the period will be invalid' },
};
