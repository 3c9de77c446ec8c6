import type { Inline } from '@qingzhang/documents';
import type { AccountState, Indicator, PeriodFacts, PlaceFacts, Pollutant, Published } from './facts.ts';
import { figure, prose } from './prose.ts';

export const POLLUTANT_NAMES: Readonly<Record<Pollutant, string>> = {
  pm25: 'PM2.5',
  pm10: 'PM10',
  so2: 'SO2',
  no2: 'NO2',
  co: 'CO',
  o3: 'O3',
};

/** What is measured, as a bulletin says it: means, and for CO and O3 their percentiles (AIR-4.2). */
export const STATISTIC_NAMES: Readonly<Record<Pollutant, string>> = {
  pm25: 'PM2.5平均浓度',
  pm10: 'PM10平均浓度',
  so2: 'SO2平均浓度',
  no2: 'NO2平均浓度',
  co: 'CO日均值第95百分位数浓度',
  o3: 'O3日最大8小时平均第90百分位数浓度',
};

export const INDICATOR_NAMES: Readonly<Record<Indicator, string>> = {
  index: '综合指数',
  ...POLLUTANT_NAMES,
  goodDays: '优良天数比例',
};

export function unitOf(pollutant: Pollutant): string {
  return pollutant === 'co' ? '毫克/立方米' : '微克/立方米';
}

export const STATE_WORDS: Readonly<Record<AccountState, string>> = {
  safe: '安全',
  tight: '趋紧',
  overdrawn: '透支',
  impossible: '已无可能完成',
};

/** The id by which a figure can be asked why: place, period, indicator and which of its figures. */
export function figureId(
  period: PeriodFacts,
  place: PlaceFacts,
  indicator: Indicator | string,
  part: 'now' | 'change' | 'rank' | 'lastYear' = 'now',
): string {
  return `${period.key}/${place.code}/${indicator}/${part}`;
}

/** The magnitude of a change without its sign: 下降12.4% already says the direction. */
export function magnitude(change: Published): string {
  return change.text.replace(/^[-−+＋]/u, '');
}

/** A change with its sign: -12.4, +0.8, 0.0. */
export function signed(change: Published): string {
  if (change.value === 0) return magnitude(change);
  return `${change.value > 0 ? '+' : '-'}${magnitude(change)}`;
}

/** 同比下降12.4% / 同比上升0.8% / 同比持平; nothing at all where there is no last year (AIR-4.9, DIS-7.3). */
export function changeClause(id: string, change: Published | null, unit: '%' | '个百分点'): Inline[] {
  if (change === null) return [];
  if (change.value === 0) return prose`同比持平`;
  return prose`同比${change.value > 0 ? '上升' : '下降'}${figure(id, magnitude(change), unit)}`;
}

/** 同比增加3天 / 同比减少3天 / 同比持平 from two counts. */
export function daysClause(id: string, now: number, lastYear: number | null): Inline[] {
  if (lastYear === null) return [];
  if (now === lastYear) return prose`同比持平`;
  const word = now > lastYear ? '增加' : '减少';
  return prose`同比${word}${figure(id, String(Math.abs(now - lastYear)), '天')}`;
}

/** A clause preceded by a comma, or nothing. */
export function after(clause: readonly Inline[]): Inline[] {
  return clause.length === 0 ? [] : prose`，${clause}`;
}

export function goodDayCount(place: PlaceFacts): number {
  return place.days.classes[0] + place.days.classes[1];
}

/** Days of AQI above 200: 重度及以上污染 (AIR-3.21). */
export function heavyDayCount(place: PlaceFacts): number {
  return place.days.classes[4] + place.days.classes[5];
}

export function validDayCount(place: PlaceFacts): number {
  return place.days.classes.reduce((a, b) => a + b, 0);
}

/** Whether any city has a value of last year: without it no sentence compares. */
export function comparesWithLastYear(period: PeriodFacts): boolean {
  return [period.province, ...period.cities].some((place) => place.indicators.index.change !== null);
}
