import type { Decomposition, Lang, Sentence } from '@qingzhang/contract';
import {
  apportion,
  DECIMALS,
  fixedHalfEven,
  formatRounded,
  indexChange,
  indexLimit,
  POLLUTANT_NAMES,
  POLLUTANTS,
  type Pollutant,
  roundHalfEven,
  STANDARDS,
  spanOf,
  toNumber,
  ZERO,
} from '@qingzhang/standards';
import type { DustView, EvaluatedDay } from '../evaluation/air-days.ts';
import { publishedOf, textOf, unitOf } from '../evaluation/published.ts';
import type { CityPeriod } from '../evaluation/statistics.ts';
import { text } from './words.ts';

/**
 * Decimals of a contribution: one more than the index, so that small movers are seen. Both sums are shown with as many, and
 * the contributions are apportioned to their difference, so that the table adds up to its last digit.
 */
const CONTRIBUTION_DECIMALS = 3;

const PERCENTILE_LABELS: Partial<Record<Pollutant, string>> = { co: ' P95', o3: ' P90' };

/** What moved a city's index against last year, by pollutant; null unless both years are valid. */
export function decompose(
  city: CityPeriod,
  days: { readonly now: readonly EvaluatedDay[]; readonly last: readonly EvaluatedDay[] },
  dust: DustView,
  lang: Lang,
): Decomposition | null {
  const change = indexChange(city.now.index, city.last.index);
  if (change === null) return null;
  const standard = STANDARDS[city.now.edition];
  const parts = POLLUTANTS.map((pollutant) => ({
    pollutant,
    value: toNumber(change.contributions[pollutant]),
  }));
  const [now, last] = [
    roundHalfEven(city.now.index.value ?? ZERO, CONTRIBUTION_DECIMALS),
    roundHalfEven(city.last.index.value ?? ZERO, CONTRIBUTION_DECIMALS),
  ];
  const contributions = apportion(
    now - last,
    parts.map(({ value }) => value * 10 ** CONTRIBUTION_DECIMALS),
  );
  const items = parts
    .map(({ pollutant, value }, index) => ({ pollutant, value, contribution: contributions[index]! }))
    .sort((a, b) => a.value - b.value)
    .map(({ pollutant, value, contribution }) => ({
      pollutant,
      label: `${POLLUTANT_NAMES[pollutant]}${PERCENTILE_LABELS[pollutant] ?? ''}`,
      last: textOf(publishedOf(city.last)[pollutant]) ?? '—',
      now: textOf(publishedOf(city.now)[pollutant]) ?? '—',
      limit: fixedHalfEven(indexLimit(pollutant, standard), 0),
      contribution: signed(contribution, CONTRIBUTION_DECIMALS),
      value,
    }));
  const mover = [...items].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]!.pollutant;
  const span = spanOf(city.now.period);
  const series = (list: readonly EvaluatedDay[]) =>
    list.map((day) => {
      const value = day[dust].values[mover];
      return value === null ? null : Number(fixedHalfEven(value, DECIMALS[mover] + 1));
    });
  return {
    region: city.code,
    sentence: sentenceOf(items, lang),
    last: formatRounded(last, CONTRIBUTION_DECIMALS),
    now: formatRounded(now, CONTRIBUTION_DECIMALS),
    change: signed(now - last, CONTRIBUTION_DECIMALS),
    items,
    days: {
      pollutant: mover,
      unit: unitOf(mover, lang),
      from: span.from,
      now: series(days.now),
      last: series(days.last),
      note: text('daysNote', lang, { name: POLLUTANT_NAMES[mover] }),
    },
  };
}

function signed(count: number, decimals: number): string {
  const shown = formatRounded(Math.abs(count), decimals);
  return count > 0 ? `+${shown}` : count < 0 ? `−${shown}` : shown;
}

function sentenceOf(items: readonly { pollutant: Pollutant; value: number }[], lang: Lang): Sentence {
  const names = (list: readonly { pollutant: Pollutant }[]) =>
    list.map(({ pollutant }) => POLLUTANT_NAMES[pollutant]).join(lang === 'zh' ? '、' : ', ');
  const down = items.filter(({ value }) => value < -0.0005);
  const up = items.filter(({ value }) => value > 0.0005).reverse();
  const said: Sentence = [];
  if (down.length > 0) said.push({ text: text('down', lang, { down: names(down) }), tone: 'better' });
  if (down.length > 0 && up.length > 0) said.push({ text: lang === 'zh' ? '，' : ', ' });
  if (up.length > 0) said.push({ text: text('up', lang, { up: names(up) }), tone: 'worse' });
  if (said.length > 0) said.push({ text: lang === 'zh' ? '。' : '.' });
  return said;
}
