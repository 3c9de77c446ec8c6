/** Sentences of the domain as the contract carries them: what a run speaks of becomes the handle that asks why. */
import type { Lang, Region, Run } from '@qingzhang/contract';
import type { About, Run as DomainRun, Names } from '@qingzhang/domain';
import { POLLUTANTS } from '@qingzhang/standards';
import { dayAccountKey, monthAccountKey, yearAccountKey } from './keys.ts';
import type { Standpoint } from './moment.ts';

/** A plain piece of a sentence. */
export const run = (text: string, tone?: Run['tone'], why?: string | null): Run => ({
  text,
  ...(tone === undefined ? {} : { tone }),
  ...(why === undefined || why === null ? {} : { why }),
});

/** Names of cities for the domain's sentences. */
export function namesOf(cities: readonly Region[]): Names {
  const byCode = new Map(cities.map((city) => [city.code, { zh: city.shortName, en: city.nameEn }]));
  return (code) => byCode.get(code) ?? { zh: code, en: code };
}

export interface SpokenAt {
  readonly stand: Pick<Standpoint, 'day' | 'month' | 'year'>;
  /** The region a run speaks of when it names none. */
  readonly region: string;
  /** Handles of statistics over the period of the page. */
  readonly period?: (region: string | null, indicator: About['indicator']) => string | null;
}

/** The domain's runs with handles. */
export const spoken = (runs: readonly DomainRun[], at: SpokenAt): Run[] =>
  runs.map(({ text, tone, about }) => run(text, tone, about === undefined ? null : handleOf(about, at)));

function handleOf(about: About, { stand, region, period }: SpokenAt): string | null {
  const code = about.region ?? region;
  const { indicator } = about;
  if (about.scale === 'period') return period?.(about.region, indicator) ?? null;
  if (indicator === 'goodDays') return null;
  if (about.scale === 'month') return monthAccountKey(indicator, code, monthText(stand));
  if (about.scale === 'year') return yearAccountKey(indicator, code, stand.year);
  const pollutant = POLLUTANTS.find((name) => name === indicator);
  return pollutant === undefined ? null : dayAccountKey(pollutant, code, stand.day);
}

/** 2020-06. */
export const monthText = ({ year, month }: { readonly year: number; readonly month: number }): string =>
  `${year}-${String(month).padStart(2, '0')}`;

/** A text in the language asked for. */
export const pick = (lang: Lang, zh: string, en: string): string => (lang === 'zh' ? zh : en);
