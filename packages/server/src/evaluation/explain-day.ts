import { AppError } from '@qingzhang/contract';
import {
  type Day,
  DECIMALS,
  dailyAqi,
  dayNumber,
  editionOf,
  fixedHalfEven,
  forEachPollutant,
  formatRounded,
  fromMilli,
  HOURS_OF_DAY,
  MISSING,
  mda8,
  POLLUTANT_NAMES,
  POLLUTANTS,
  type Pollutant,
  runningEightHourMeans,
  type STANDARDS,
} from '@qingzhang/standards';
import { loadHourGrid } from '../readings/hour-grid.ts';
import { evaluateDay, placeValue } from './air-days.ts';
import { loadPlaceDaysAsOf, loadRegionDaysAsOf } from './day-book.ts';
import { measured, type PlaceDay, type RegionDay } from './day-rows.ts';
import type { ExplainContext, FigureExplanation, NamedRegion } from './explain.ts';
import { documentsOf, instantText } from './explain-period.ts';
import { dayKey, stationKey } from './figure-keys.ts';
import { unitOf } from './published.ts';
import * as queries from './queries.ts';
import { stationsOf } from './region-days.ts';
import { className, ruleTexts, spanText, word } from './words.ts';

/** A city's daily value: the mean of its stations, or its own series (AIR-3.8, 3.9). */
export async function explainCityDay(
  context: ExplainContext,
  region: NamedRegion,
  pollutant: Pollutant,
  day: Day,
): Promise<FigureExplanation> {
  const { db, lang, asOf } = context;
  const row = await regionRow(context, region.code, day);
  const places = await queries.listPlaces(db);
  const names = new Map((await queries.listStationNames(db)).map((station) => [station.id, station]));
  const stations = stationsOf(places, region.code, day);
  const rows = await loadPlaceDaysAsOf(
    db,
    stations.map(({ id }) => id),
    day,
    day,
    asOf,
  );
  const byPlace = new Map(rows.map((one) => [one.placeId, one]));
  const decimals = DECIMALS[pollutant];
  const value = measured(row, pollutant);
  const published = value === null ? '—' : fixedHalfEven(value, decimals);
  const valid = stations.flatMap(({ id }) => {
    const own = byPlace.get(id);
    const number = own && placeValue(own, pollutant);
    return number ? [fixedHalfEven(number, decimals + 2)] : [];
  });
  return {
    ...dayHead(context, region.name, pollutant, day, row, published),
    formula:
      row.basis === 'city_series'
        ? [
            word('series', lang),
            `= ${value === null ? word('invalid', lang) : fixedHalfEven(value, decimals + 3)} → ${published}`,
          ]
        : [
            'x̄ = Σ x(s) ÷ m',
            `= (${valid.join(' + ')}) ÷ ${valid.length}`,
            value === null
              ? `→ ${word('invalid', lang)}`
              : `= ${fixedHalfEven(value, decimals + 3)} → ${published}`,
          ],
    rules: ruleTexts(['AIR-3.8', 'AIR-3.9', pollutant === 'o3' ? 'AIR-3.6' : 'AIR-3.3', 'AIR-3.11'], lang),
    inputs: {
      caption: POLLUTANT_NAMES[pollutant],
      columns: [
        { key: 'station', label: word('station', lang), numeric: false },
        { key: 'hours', label: word('hoursValid', lang), numeric: true },
        { key: 'value', label: word('value', lang), numeric: true },
      ],
      rows: stations.map(({ id }) => {
        const own = byPlace.get(id);
        const number = own ? placeValue(own, pollutant) : null;
        return {
          station: names.get(id)?.name ?? String(id),
          hours: own ? String(own.n[pollutant]) : '0',
          value: number === null ? word('invalid', lang) : fixedHalfEven(number, decimals + 2),
        };
      }),
      total: null,
    },
    links: stations.flatMap(({ id }) => {
      const station = names.get(id);
      return station ? [{ label: station.name, why: stationKey(pollutant, station.code, day) }] : [];
    }),
  };
}

/** A city's AQI of a day: the largest of six individual indices (AIR-2.6…2.10). */
export async function explainAqi(
  context: ExplainContext,
  region: NamedRegion,
  day: Day,
): Promise<FigureExplanation> {
  const { lang } = context;
  const { dust: _, ...policy } = context.policy;
  const row = await regionRow(context, region.code, day);
  const evaluated = evaluateDay(row, policy);
  const aqi = dailyAqi(evaluated.measured, policy);
  const published = aqi.aqi === null ? 'NA' : String(aqi.aqi);
  return {
    ...dayHead(context, region.name, null, day, row, published),
    formula: [
      'AQI = max( IAQI )',
      `= max( ${POLLUTANTS.map((pollutant) => aqi.iaqi[pollutant] ?? '—').join(', ')} ) = ${published}`,
      ...(aqi.level === null ? [] : [className(aqi.level, lang)]),
    ],
    rules: ruleTexts(['AIR-2.10', 'AIR-2.6', 'AIR-2.7', 'AIR-2.8', 'AIR-3.22'], lang),
    inputs: {
      caption: '',
      columns: [
        { key: 'pollutant', label: word('pollutant', lang), numeric: false },
        { key: 'value', label: word('unrounded', lang), numeric: true },
        { key: 'published', label: word('concentration', lang), numeric: true },
        { key: 'iaqi', label: word('iaqi', lang), numeric: true },
      ],
      rows: POLLUTANTS.map((pollutant) => {
        const value = evaluated.measured.values[pollutant];
        const rounded = aqi.rounded[pollutant];
        return {
          pollutant: POLLUTANT_NAMES[pollutant],
          value: value === null ? word('missing', lang) : fixedHalfEven(value, DECIMALS[pollutant] + 3),
          published: rounded === null ? 'NA' : formatRounded(rounded, DECIMALS[pollutant]),
          iaqi: aqi.iaqi[pollutant] === null ? 'NA' : String(aqi.iaqi[pollutant]),
        };
      }),
      total: null,
    },
    links: POLLUTANTS.map((pollutant) => ({
      label: POLLUTANT_NAMES[pollutant],
      why: dayKey(pollutant, region.code, day),
    })),
  };
}

/** A station's daily value from its 24 hours (AIR-3.3…3.6). */
export async function explainStationDay(
  context: ExplainContext,
  code: string,
  pollutant: Pollutant,
  day: Day,
): Promise<FigureExplanation> {
  const { db, lang, asOf } = context;
  const station = (await queries.listStationNames(db)).find((one) => one.code === code);
  if (station === undefined) throw new AppError('thing.notFound', { what: 'station', id: code });
  const [row] = await loadPlaceDaysAsOf(db, [station.id], day, day, asOf);
  const firstHour = dayNumber(day) * HOURS_OF_DAY;
  const grid = await loadHourGrid(db, [station.id], firstHour, HOURS_OF_DAY, asOf);
  const places = (await queries.listPlaces(db, [station.cityCode])).filter(({ id }) => id === station.id);
  const exclusions = await queries.listExclusions(db, places, firstHour, firstHour + HOURS_OF_DAY - 1, asOf);
  const struck = (hour: number) =>
    exclusions.some(
      (one) =>
        one.active &&
        one.kind === 'invalidation' &&
        one.pollutants.includes(pollutant) &&
        hour >= one.from &&
        hour <= one.to,
    );
  const read = Array.from(grid.columns[pollutant], (value) => (value === MISSING ? null : value));
  const hours = read.map((value, index) => (struck(firstHour + index) ? null : value));
  const decimals = DECIMALS[pollutant];
  const value = row ? placeValue(row, pollutant) : null;
  const published = value === null ? '—' : fixedHalfEven(value, decimals);
  const present = hours.filter((one): one is number => one !== null);
  const windows = pollutant === 'o3' ? runningEightHourMeans(hours) : [];
  const peak = pollutant === 'o3' ? mda8(hours) : null;
  const formula =
    peak === null
      ? [
          'x̄ = Σ x(h) ÷ n',
          `= ${fixedHalfEven(fromMilli(present.reduce((a, b) => a + b, 0)), decimals)} ÷ ${present.length}`,
          value === null
            ? `→ ${word('invalid', lang)}（n < 20）`
            : `= ${fixedHalfEven(value, decimals + 3)} → ${published}`,
        ]
      : [
          'MDA8 = max x̄₈(t), t = 8…24',
          peak.endLabel === null || peak.largest === null
            ? `→ ${word('invalid', lang)}`
            : `= x̄₈(${peak.endLabel}) = ${fixedHalfEven(peak.largest, 3)} → ${value === null ? word('invalid', lang) : published}`,
        ];
  return {
    ...dayHead(context, station.name, pollutant, day, row ?? null, published),
    formula,
    rules: ruleTexts(
      pollutant === 'o3' ? ['AIR-3.4', 'AIR-3.5', 'AIR-3.6', 'AIR-3.1'] : ['AIR-3.3', 'AIR-3.1', 'AIR-1.6'],
      lang,
    ),
    inputs: {
      caption: POLLUTANT_NAMES[pollutant],
      columns: [
        { key: 'hour', label: word('hour', lang), numeric: true },
        { key: 'value', label: word('value', lang), numeric: true },
        ...(pollutant === 'o3' ? [{ key: 'window', label: word('window', lang), numeric: true }] : []),
      ],
      rows: hours.map((one, index) => {
        const window = windows[index - 7];
        return {
          hour: String(index + 1),
          value:
            one !== null
              ? fixedHalfEven(fromMilli(one), decimals)
              : read[index] === null
                ? word('missing', lang)
                : word('struckOut', lang),
          ...(pollutant === 'o3' ? { window: window ? fixedHalfEven(window, 1) : '—' } : {}),
        };
      }),
      total: null,
    },
    spark: {
      values: hours.map((one) => (one === null ? null : one / 1000)),
      from: '1',
      to: '24',
      limit: null,
      limitLabel: '',
    },
    completeness: [
      { label: word('hoursValid', lang), text: `${present.length} / 24` },
      {
        label: word('struckOut', lang),
        text: String(read.filter((one) => one !== null).length - present.length),
      },
      {
        label: word('dustRemoved', lang),
        text: row && row.dustHours > 0 ? `${row.dustHours} h` : word('none', lang),
      },
    ],
    links: [{ label: day, why: dayKey(pollutant, station.cityCode, day) }],
  };
}

async function regionRow(context: ExplainContext, region: string, day: Day): Promise<RegionDay> {
  const [row] = await loadRegionDaysAsOf(context.db, [region], day, day, context.asOf);
  if (row !== undefined) return row;
  return {
    region,
    day,
    basis: 'stations',
    places: 0,
    values: forEachPollutant(() => null),
    n: forEachPollutant(() => 0),
    o3Hour1: null,
    o3Hour1N: 0,
    dust: { pm10: null, pm25: null },
    dustN: { pm10: 0, pm25: 0 },
    dustHours: 0,
    excluded: 0,
    knownAt: 0,
  };
}

function dayHead(
  context: ExplainContext,
  name: string,
  pollutant: Pollutant | null,
  day: Day,
  row: RegionDay | PlaceDay | null,
  published: string,
): FigureExplanation {
  const { lang } = context;
  const { policy } = context;
  const edition = evaluateEdition(day, policy.edition);
  return {
    title: pollutant === null ? 'AQI' : POLLUTANT_NAMES[pollutant],
    subject: `${name} · ${spanText(day, day, lang)}`,
    value: published,
    unit: pollutant === null ? '' : unitOf(pollutant, lang),
    lamp: null,
    formula: [],
    facts: [],
    rules: [],
    edition: documentsOf(edition),
    document: null,
    inputs: { caption: '', columns: [], rows: [], total: null },
    spark: null,
    completeness:
      row !== null && 'places' in row && pollutant !== null
        ? [
            { label: word('stationsValid', lang), text: `${row.n[pollutant]} / ${row.places}` },
            {
              label: word('basis', lang),
              text: word(row.basis === 'stations' ? 'stations' : 'series', lang),
            },
            {
              label: word('dustRemoved', lang),
              text: row.dustHours > 0 ? `${row.dustHours} h` : word('none', lang),
            },
            {
              label: word('struckOut', lang),
              text: row.excluded > 0 ? String(row.excluded) : word('none', lang),
            },
          ]
        : [],
    knownAt: instantText(row?.knownAt ?? 0),
    links: [],
  };
}

function evaluateEdition(day: Day, edition: ExplainContext['policy']['edition']): keyof typeof STANDARDS {
  return edition === 'auto' ? editionOf(day) : edition;
}
