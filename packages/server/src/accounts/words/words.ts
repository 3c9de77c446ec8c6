/** Small words of the pages that the domain does not have, Chinese and English side by side. */
import type { Lang, Region, StatIndicator, TargetIndicator } from '@qingzhang/contract';
import { dayWord, indicatorWord, monthWord } from '@qingzhang/domain';

/** What an indicator is called. */
export const indicatorName = (indicator: StatIndicator | TargetIndicator, lang: Lang): string =>
  indicatorWord(indicator, lang);

/** 6月, June. */
export const monthName = (month: number, lang: Lang): string => monthWord(month, lang);

/** 6月29日, 29 June. */
export const dayName = (day: string, lang: Lang): string => dayWord(day, lang);

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

/** A signed text without its sign. */
export const unsigned = (text: string): string => text.replace(/^[+-]/, '');
