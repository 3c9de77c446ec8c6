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

/** Numbers of a reading as it is packed: its hour and six values. */
const FIELDS = 7;

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
  const within = sql`r.place_id = any(${ids}::int[]) and r.hour > ${from}::timestamptz and r.hour <= ${to}::timestamptz`;
  const source =
    asOf === undefined
      ? sql`select r.* from air_hour r where ${within}`
      : sql`
          select r.* from air_hour r join batch b on b.id = r.batch_id where ${within} and b.known_at <= ${asOf}
          union all
          select r.place_id, r.hour, r.so2, r.no2, r.pm10, r.pm25, r.co, r.o3, r.batch_id from air_hour_revision r
          join batch b on b.id = r.batch_id
          join batch later on later.id = r.superseded_by
          where ${within} and b.known_at <= ${asOf} and later.known_at > ${asOf}`;
  // One text a place and batch, seven numbers of four bytes an hour: as rows of a result they would cost four times the
  // time, and memory.
  const { rows } = await sql<{ place_id: number; batch_id: number; packed: string }>`
    select r.place_id, r.batch_id, encode(string_agg(
      int4send((date_part('epoch', r.hour) / 3600)::int + 7)
      || int4send(coalesce(r.so2, ${MISSING}::int)) || int4send(coalesce(r.no2, ${MISSING}::int))
      || int4send(coalesce(r.pm10, ${MISSING}::int)) || int4send(coalesce(r.pm25, ${MISSING}::int))
      || int4send(coalesce(r.co, ${MISSING}::int)) || int4send(coalesce(r.o3, ${MISSING}::int)), ''::bytea), 'base64') as packed
    from (${source}) r group by r.place_id, r.batch_id`.execute(db);
  const known = await knownTimes(db);
  const position = new Map(places.map((id, index) => [id, index]));
  for (const row of rows) {
    const place = position.get(row.place_id);
    if (place === undefined) continue;
    unpack(Buffer.from(row.packed, 'base64'), grid, place * hours - firstHour, known.get(row.batch_id) ?? 0);
  }
  return grid;
}

/** Puts the packed readings of one place and batch into the grid; `offset` + hour index is the cell. */
function unpack(bytes: Buffer, grid: HourGrid, offset: number, knownAt: number): void {
  const columns = POLLUTANTS.map((pollutant) => grid.columns[pollutant]);
  for (let at = 0; at < bytes.length; at += FIELDS * 4) {
    const cell = offset + bytes.readInt32BE(at);
    for (let index = 0; index < columns.length; index++) {
      columns[index]![cell] = bytes.readInt32BE(at + 4 + index * 4);
    }
    grid.knownAt[cell] = knownAt;
  }
}

/** When each batch became known, ms since 1970. */
async function knownTimes(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('batch')
    .select(['id', 'known_at'])
    .where('known_at', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.known_at?.getTime() ?? 0]));
}
