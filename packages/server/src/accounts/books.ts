/** All accounts of the cities at a standpoint: targets, year so far and season brought to the domain. */
import {
  type History,
  type Indicator,
  type RegionAccounts,
  type RegionInput,
  regionAccounts,
  type Target,
} from '@qingzhang/domain';
import { type Standard, standardOfDay } from '@qingzhang/standards';
import type { Standpoint } from './moment.ts';
import { listTargetRows, type TargetRow } from './queries.ts';
import { type CityYear, seasonOf, yearsToDate } from './ytd.ts';

/** One city's books. */
export interface CityBooks {
  readonly code: string;
  /** What the domain reckons with; a ledger or a what-if starts from the same. */
  readonly input: RegionInput;
  readonly accounts: RegionAccounts;
  readonly targets: readonly TargetRow[];
  readonly year: CityYear;
  readonly standard: Standard;
}

/**
 * The accounts of the cities at a standpoint. The month is the one at hand; at 24:00 of a month's last day it is that
 * month, which is then over.
 */
export async function cityBooks(
  stand: Standpoint,
  options: { readonly year?: number; readonly month?: number; readonly cities?: readonly string[] } = {},
): Promise<Map<string, CityBooks>> {
  const year = options.year ?? stand.year;
  const month = options.month ?? (year === stand.year ? stand.month : 12);
  const cities = options.cities ?? stand.codes;
  const [years, rows] = await Promise.all([
    yearsToDate(stand, year, cities),
    listTargetRows(stand.db, {
      year,
      regions: cities,
      ...(stand.view.asOf === undefined ? {} : { asOf: stand.view.asOf }),
    }),
  ]);
  const judged = year === stand.year ? stand.day : `${year}-12-31`;
  const standard = standardOfDay(judged, stand.view.policy);
  const choices = JSON.stringify([month, standard.id, stand.settings, stand.view.policy]);
  return new Map(
    cities.map((code) => {
      const own = years.get(code)!;
      const targets = rows.filter((row) => row.region === code);
      // A target's row never changes but for its end: its id says which version it is.
      const key = `${choices}|${targets.map(({ id }) => id).join()}`;
      const kept = keptBooks.get(own) ?? new Map<string, CityBooks>();
      keptBooks.set(own, kept);
      const books = kept.get(key) ?? booksOf(stand, own, targets, standard, month);
      kept.set(key, books);
      return [code, books];
    }),
  );
}

/** Accounts kept beside the year they are of. */
const keptBooks = new WeakMap<CityYear, Map<string, CityBooks>>();

function booksOf(
  stand: Standpoint,
  year: CityYear,
  targets: readonly TargetRow[],
  standard: Standard,
  month: number,
): CityBooks {
  const history: Partial<Record<Indicator, History>> = {};
  for (const target of targets) {
    const season = seasonOf(year, target.indicator, target.value, standard);
    if (season !== null) history[target.indicator] = season;
  }
  const input: RegionInput = {
    region: year.code,
    ytd: year.ytd,
    standard,
    targets: targets.map(targetOf),
    history,
    settings: stand.settings,
    policy: stand.view.policy,
    month,
  };
  return { code: year.code, input, accounts: regionAccounts(input), targets, year, standard };
}

/** A stored target as the domain takes it. */
export function targetOf(row: TargetRow): Target {
  const { region, year, indicator, value, monthly, document, version } = row;
  return { region, year, indicator, value, monthly, document, version };
}
