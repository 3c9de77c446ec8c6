/** What the monitors say for cities in a month, for questions that hold reports against readings (DIS-14.3). */
import type { ProgramDefinition, ReadingTerm } from '@qingzhang/domain';
import { month as monthOf, spanOf } from '@qingzhang/standards';
import { dayBookOf } from '../../evaluation/day-book.ts';
import { numberOf, publishedOf } from '../../evaluation/published.ts';
import { evaluationPolicy } from '../../evaluation/settings.ts';
import { evaluateCities } from '../../evaluation/statistics.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { readSetting } from '../../platform/settings/settings.ts';

/** A reading of a city; null: unknown. */
export type Readings = (city: string, term: ReadingTerm) => number | null;

/** Whether any question or check of the program asks for readings. */
export const asksReadings = (definition: ProgramDefinition): boolean =>
  JSON.stringify([definition.questions, definition.checks]).includes('"reading"');

/** The readings of some cities in a month ('2026-06'), worked out once for a whole batch of reports. */
export async function readingsOf(
  platform: Platform,
  db: Db,
  cities: readonly string[],
  month: string,
): Promise<Readings> {
  if (cities.length === 0) return () => null;
  const { dust, ...policy } = await readSetting(db, evaluationPolicy);
  const book = dayBookOf(platform);
  const [year = 0, number = 1] = month.split('-').map(Number);
  const period = monthOf(year, number);
  const { from, to } = spanOf(period);
  const result = await evaluateCities(db, book, cities, period, { policy, dust });
  const years = await book.load(db, cities, [year], policy);
  const levels = new Map(result.cities.map((city) => [city.code, publishedOf(city.now)]));
  return (city, { pollutant, statistic }) => {
    if (statistic === 'level') {
      const published = levels.get(city);
      return published === undefined ? null : numberOf(published[pollutant]);
    }
    const days = [...(years.get(`${city}-${year}`) ?? [])].filter(([day]) => day >= from && day <= to);
    const known = days.filter(([, day]) => day[dust].aqi.iaqi[pollutant] !== null);
    return known.length === 0
      ? null
      : known.filter(([, day]) => day[dust].aqi.exceeding.includes(pollutant)).length;
  };
}
