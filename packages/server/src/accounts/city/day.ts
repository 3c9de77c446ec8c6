/** 某日: the hours of one day in one city, its stations, and what was left out. */
import type { CityDay, Figure, Lang } from '@qingzhang/contract';
import {
  type Day,
  DECIMALS,
  type Exact,
  forEachPollutant,
  formatRounded,
  hourBeginIso,
  hourEndIso,
  hourIndex,
  hourlyAqi,
  hourOfEpochMs,
  labelOfHour,
  POLLUTANTS,
  type Pollutant,
  powerOfTen,
  roundHalfEven,
  standardOfDay,
  toNumber,
  UNITS,
} from '@qingzhang/standards';
import { placeValue } from '../../evaluation/air-days.ts';
import { loadPlaceDaysAsOf } from '../../evaluation/day-book.ts';
import type { PlaceDay } from '../../evaluation/day-rows.ts';
import { aqiKey, dayKey, stationKey } from '../../evaluation/figure-keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { cityHours } from '../city-hours.ts';
import { type Standpoint, standingOf } from '../moment.ts';
import { pick } from '../sentences.ts';
import { dayName, indicatorName, listed } from '../words/words.ts';
import { standForCity } from './account.ts';
import { type ExclusionRow, listDayExclusions, listStations, type StationRow } from './queries.ts';

export interface DayQuestion {
  readonly code: string;
  readonly day: Day;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
  readonly lang: Lang;
}

export async function readCityDay(platform: Platform, question: DayQuestion): Promise<CityDay> {
  const { code, day, lang } = question;
  const { stand } = await standForCity(platform, question);
  const { db, view } = stand;
  const hours = day > stand.day ? 0 : day === stand.running?.day ? stand.running.hour : 24;
  const [first, last] = [hourIndex(day, 1), hourIndex(day, 24)];
  const stations = await listStations(db, code, day);
  const [found, placeDays, exclusions, standing, book] = await Promise.all([
    hours === 0 ? null : cityHours(stand, [code], day, hours),
    loadPlaceDaysAsOf(
      db,
      stations.map(({ id }) => id),
      day,
      day,
      view.asOf,
    ),
    listDayExclusions(db, code, new Date(hourBeginIso(first)), new Date(hourEndIso(last)), view.asOf ?? null),
    standingOf(stand, { from: day, to: day }, { cities: [code] }),
    stand.book.days(db, [code], day, day, view.policy, view.asOf),
  ]);
  const settled = day <= stand.lastDay;
  const evaluated = settled ? book.get(code)?.[0]?.[view.dust] : undefined;
  const standard = standardOfDay(day, view.policy);
  const own = found?.get(code);
  const byPlace = new Map(placeDays.map((row) => [row.placeId, row]));
  return {
    region: code,
    day,
    standing,
    values: POLLUTANTS.map((pollutant) => {
      const rounded = evaluated?.aqi.rounded[pollutant] ?? null;
      const limit = standard.gradeTwo.day[pollutant];
      return {
        pollutant,
        figure: figureOf(rounded, pollutant, settled ? dayKey(pollutant, code, day) : null),
        iaqi: evaluated?.aqi.iaqi[pollutant] ?? null,
        limit: formatRounded(limit, DECIMALS[pollutant]).replace(/\.0$/, ''),
        exceeds: rounded !== null && rounded > limit,
        unit: UNITS[pollutant],
      };
    }),
    aqi: {
      text: evaluated?.aqi.aqi == null ? null : String(evaluated.aqi.aqi),
      why: settled ? aqiKey(code, day) : null,
    },
    level: evaluated?.aqi.level ?? null,
    primary: [...(evaluated?.aqi.primary ?? [])],
    hours: Array.from({ length: hours }, (_, index) => {
      const values = forEachPollutant((pollutant) => own?.hours[pollutant][index] ?? null);
      return {
        hour: index + 1,
        values: forEachPollutant((pollutant) => hourNumber(values[pollutant], pollutant)),
        aqi: hourlyAqi({ date: day, values }, view.policy).aqi,
        excluded: [...(own?.excluded[index] ?? [])],
      };
    }),
    stations: stations.map((station) => stationOf(station, byPlace.get(station.id), day)),
    exclusions: exclusions.map((row) => exclusionOf(row, stand, lang)),
  };
}

const figureOf = (rounded: number | null, pollutant: Pollutant, why: string | null): Figure => ({
  text: rounded === null ? null : formatRounded(rounded, DECIMALS[pollutant]),
  why,
});

/** An hour as pages draw it: one decimal more than published. */
function hourNumber(value: Exact | null, pollutant: Pollutant): number | null {
  if (value === null) return null;
  const scale = powerOfTen(DECIMALS[pollutant] + 1);
  return Math.round(toNumber(value) * scale) / scale;
}

function stationOf(station: StationRow, row: PlaceDay | undefined, day: Day): CityDay['stations'][number] {
  return {
    code: station.code,
    name: station.name,
    counts: station.counts,
    hoursValid: row === undefined ? 0 : Math.max(row.n.so2, row.n.no2, row.n.pm10, row.n.pm25, row.n.co),
    values: forEachPollutant((pollutant) => {
      const value = row === undefined ? null : placeValue(row, pollutant);
      const rounded = value === null ? null : roundHalfEven(value, DECIMALS[pollutant]);
      return figureOf(rounded, pollutant, stationKey(pollutant, station.code, day));
    }),
  };
}

function exclusionOf(row: ExclusionRow, stand: Standpoint, lang: Lang): CityDay['exclusions'][number] {
  const [from, to] = [hourOfEpochMs(row.start.getTime()), hourOfEpochMs(row.end.getTime())];
  const names = listed(
    POLLUTANTS.filter((pollutant) => row.pollutants.includes(pollutant)).map((name) =>
      indicatorName(name, lang),
    ),
    lang,
  );
  const moment = (hour: number) =>
    `${dayName(hourEndIso(hour - 1).slice(0, 10), lang)} ${labelOfHour(hour)}${pick(lang, ' 时', ':00')}`;
  const span = `${moment(from)}—${moment(to)}`;
  const ignored = row.kind === 'dust' && stand.view.dust === 'measured';
  const text =
    row.kind === 'dust'
      ? pick(
          lang,
          `沙尘过程 ${span}，${names} ${ignored ? '按未扣沙仍计入' : '不计入'}（${row.text}）`,
          `dust ${span}: ${names} ${ignored ? 'still counted (as measured)' : 'left out'} (${row.text})`,
        )
      : pick(
          lang,
          `${row.place ?? ''} ${span}，${names} 审核判为无效（${row.text}）`,
          `${row.place ?? ''} ${span}: ${names} struck out by review (${row.text})`,
        );
  return { kind: row.kind, text, by: row.by, at: row.at.toISOString() };
}
