import {
  type HourIndex,
  hourBeginIso,
  hourEndIso,
  MISSING,
  type PerPollutant,
  POLLUTANTS,
} from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/**
 * Hourly readings of several places as columns: per pollutant one Int32Array, place after place, hour after hour, in
 * thousandths of the unit, MISSING where there is none. The layout the kernel of the standards reads.
 */
export interface HourGrid {
  readonly places: readonly number[];
  readonly firstHour: HourIndex;
  readonly hours: number;
  readonly columns: PerPollutant<Int32Array>;
  /** Per place and hour, when the reading became known, in milliseconds since 1970; 0 where there is none. */
  readonly knownAt: Float64Array;
}

/** An empty grid. */
export function emptyGrid(places: readonly number[], firstHour: HourIndex, hours: number): HourGrid {
  const column = () => new Int32Array(places.length * hours).fill(MISSING);
  return {
    places,
    firstHour,
    hours,
    columns: { so2: column(), no2: column(), pm10: column(), pm25: column(), co: column(), o3: column() },
    knownAt: new Float64Array(places.length * hours),
  };
}

interface HourRow {
  place_id: number;
  /** Hour index: hours since 1970-01-01 00:00 Beijing time, by the hour's begin. */
  h: number;
  so2: number | null;
  no2: number | null;
  pm10: number | null;
  pm25: number | null;
  co: number | null;
  o3: number | null;
  known: number;
}

/**
 * The readings of some places from `firstHour` over `hours` hours. With `asOf`, as they were known at that moment:
 * later batches are left out and superseded values come back (design decision 2).
 */
export async function loadHourGrid(
  db: Db,
  places: readonly number[],
  firstHour: HourIndex,
  hours: number,
  asOf?: Date,
): Promise<HourGrid> {
  const grid = emptyGrid(places, firstHour, hours);
  if (places.length === 0 || hours <= 0) return grid;
  const from = hourBeginIso(firstHour);
  const to = hourEndIso(firstHour + hours - 1);
  const ids = [...places];
  const hourOf = sql<number>`(extract(epoch from r.hour) / 3600 + 7)::int`;
  const values = sql`r.place_id, ${hourOf} as h, r.so2, r.no2, r.pm10, r.pm25, r.co, r.o3,
    (extract(epoch from b.known_at) * 1000)::float8 as known`;
  const within = sql`r.place_id = any(${ids}::int[]) and r.hour > ${from}::timestamptz and r.hour <= ${to}::timestamptz`;
  const { rows } = await (asOf === undefined
    ? sql<HourRow>`select ${values} from air_hour r join batch b on b.id = r.batch_id where ${within}`.execute(
        db,
      )
    : sql<HourRow>`
        select ${values} from air_hour r join batch b on b.id = r.batch_id
        where ${within} and b.known_at <= ${asOf}
        union all
        select ${values} from air_hour_revision r
        join batch b on b.id = r.batch_id
        join batch later on later.id = r.superseded_by
        where ${within} and b.known_at <= ${asOf} and later.known_at > ${asOf}`.execute(db));
  const position = new Map(places.map((id, index) => [id, index]));
  for (const row of rows) {
    const at = position.get(row.place_id)! * hours + (row.h - firstHour);
    for (const pollutant of POLLUTANTS) grid.columns[pollutant][at] = row[pollutant] ?? MISSING;
    grid.knownAt[at] = row.known;
  }
  return grid;
}
