/** From the year's accounts to the facts of the binding targets at the end of the period. */
import type { Region } from '@qingzhang/contract';
import {
  type Account,
  type Indicator,
  type MeanAccount,
  parseExact,
  publishedDecimals,
  unitOf,
} from '@qingzhang/domain';
import { roundedToNumber, roundHalfEven } from '@qingzhang/standards';
import type { CityBooks } from '../accounts/books.ts';
import { yearAccountKey } from '../accounts/keys.ts';
import type { Published, TargetFacts } from './compose/facts.ts';
import { published } from './period-facts.ts';

/** What an indicator is called where its target for the year is meant. */
const NAMES: Readonly<Record<Indicator, string>> = {
  pm25: 'PM2.5年均浓度',
  pm10: 'PM10年均浓度',
  so2: 'SO2年均浓度',
  no2: 'NO2年均浓度',
  co: 'CO日均值第95百分位数',
  o3: 'O3日最大8小时平均第90百分位数',
  index: '综合指数',
  goodDayShare: '优良天数比例',
  heavyDays: '重度及以上污染天数',
};

/** What the same is called in a narrow column. */
const SHORT: Readonly<Partial<Record<Indicator, string>>> = {
  co: 'CO-95',
  o3: 'O3-8h-90',
  heavyDays: '重污染天数',
};

const UNITS: Readonly<Record<string, string>> = {
  'µg/m³': '微克/立方米',
  'mg/m³': '毫克/立方米',
  days: '天',
};
const unitWord = (unit: string): string => UNITS[unit] ?? unit;

/** Every target of the cities in protocol order, each with its year's account. */
export function targetFacts(cities: readonly Region[], books: ReadonlyMap<string, CityBooks>): TargetFacts[] {
  return cities.flatMap((city) => {
    const own = books.get(city.code);
    return Object.values(own?.accounts.yearly ?? {}).map((account) =>
      factsOf(city, own?.accounts.year ?? 0, account),
    );
  });
}

function factsOf(city: Region, year: number, account: Account): TargetFacts {
  const { indicator } = account;
  const decimals = publishedDecimals(indicator);
  const soFar = account.kind === 'index' ? account.current : account.soFar;
  const state = account.lamp.state;
  return {
    figureId: yearAccountKey(indicator, city.code, year),
    code: city.code,
    name: city.name,
    indicator: NAMES[indicator],
    short: SHORT[indicator] ?? NAMES[indicator],
    kind: account.kind === 'mean' || account.kind === 'index' ? 'mean' : 'days',
    unit: unitWord(unitOf(indicator)),
    target: { text: account.target, value: Number(account.target) },
    actual: soFar === null ? null : rounded(soFar.exact, decimals),
    ...balanceOf(account),
    daysLeft: account.days.left,
    state: state === 'none' ? null : state,
  };
}

/** Rounded once from the exact value, as everywhere a figure is published (AIR-3.11). */
function rounded(exact: string, decimals: number): Published {
  const count = roundHalfEven(parseExact(exact), decimals);
  return published(count, decimals);
}

function balanceOf(account: Account): Pick<TargetFacts, 'account' | 'allowance'> {
  switch (account.kind) {
    case 'mean':
      return meanBalance(account);
    case 'index':
      return { account: null, allowance: null };
    default:
      return {
        account: {
          unit: '天',
          budget: days(account.budgetDays),
          spent: days(account.usedDays),
          left: days(account.budgetDays - account.usedDays),
        },
        allowance: account.mayExceed < 0 ? null : days(account.mayExceed),
      };
  }
}

/**
 * The books of a mean by the target itself (稳妥), not by what rounding would still let pass: target × days, spent, left,
 * and left ÷ days left add up for whoever reckons it again, and a promise kept is a target kept.
 */
function meanBalance(account: MeanAccount): Pick<TargetFacts, 'account' | 'allowance'> {
  const { budget, spent, left, allowance } = account.settled.safe;
  const unit = unitOf(account.indicator) === 'mg/m³' ? '毫克·天/立方米' : '微克·天/立方米';
  return {
    account: {
      unit,
      budget: rounded(budget.exact, 0),
      spent: rounded(spent.exact, 0),
      left: rounded(left.exact, 0),
    },
    allowance: allowance && { text: allowance.text, value: Number(allowance.text) },
  };
}

const days = (count: number): Published => ({ text: String(count), value: roundedToNumber(count, 0) });
