/** 推演: what the browser needs to reckon with days to come by the domain's own functions. */
import type { WhatIfBase } from '@qingzhang/contract';
import { dayOfIndex, daysInYear, settledDays, type YearToDate } from '@qingzhang/domain';
import { DECIMALS, forEachPollutant, type Pollutant, powerOfTen, roundHalfEven } from '@qingzhang/standards';
import type { Platform } from '../../platform/platform.ts';
import { cityBooks } from '../books.ts';
import { type CityQuestion, standForCity } from './account.ts';

export async function readWhatIfBase(platform: Platform, question: CityQuestion): Promise<WhatIfBase> {
  const { stand, year } = await standForCity(platform, question);
  const books = (await cityBooks(stand, { year, cities: [question.code] })).get(question.code)!;
  const { ytd, last } = books.year;
  const settled = settledDays(ytd);
  const left = daysInYear(year) - settled;
  return {
    region: question.code,
    year,
    from: dayOfIndex(year, settled),
    edition: books.standard.id,
    days: forEachPollutant((pollutant) =>
      ytd.days[pollutant].map((value): [number, number] | null => value && [value.num, value.den]),
    ),
    aqi: [...ytd.aqi],
    targets: books.input.targets.map(({ indicator, value, monthly }) => ({
      indicator,
      value,
      monthly: monthly?.every((month) => month !== null) ? [...monthly] : null,
    })),
    suggestion: forEachPollutant((pollutant) =>
      Array.from({ length: left }, (_, index) =>
        lastYear(last, pollutant, dayOfIndex(year, settled + index)),
      ),
    ),
  };
}

/** Last year's value of the same date as published; null where there is none. */
function lastYear(last: YearToDate, pollutant: Pollutant, day: string): number | null {
  const date = day.slice(5) === '02-29' ? '02-28' : day.slice(5);
  const index = Math.round(
    (Date.parse(`${last.year}-${date}`) - Date.parse(`${last.year}-01-01`)) / 86_400_000,
  );
  const value = last.days[pollutant][index];
  if (!value) return null;
  return roundHalfEven(value, DECIMALS[pollutant]) / powerOfTen(DECIMALS[pollutant]);
}
