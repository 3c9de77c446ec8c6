import { MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import { epochHourOf, hourOfEpochHour } from './epoch-hours.ts';
import { CELLS, type HourChunk } from './hour-chunk.ts';
import type { PlaceBook } from './place-book.ts';
import { Standing, UNCHANGED } from './standing.ts';

/** Bytes of a row as `packedRows` packs it. */
const PACKED = 4 * (3 + CELLS);
const packed = [
  'a.place_id',
  '(extract(epoch from a.hour) / 3600)::integer',
  'a.batch_id',
  ...POLLUTANTS.map((pollutant) => `coalesce(a.${pollutant}, ${MISSING})`),
];

/**
 * The rows of a join packed into texts of 64 rows: as rows of a result they would cost fifty times their size in memory,
 * and long texts would stay in it until the next full collection.
 */
function packedRows(join: string): string {
  return `select encode(string_agg(row, ''::bytea), 'base64') as rows
            from (select ${packed.map((value) => `int4send(${value})`).join(' || ')} as row,
                         (row_number() over () - 1) / 64 as part from ${join}) packed
           group by part`;
}

const inSpans = packedRows(
  `unnest($1::integer[], $2::bigint[], $3::bigint[]) k (place_id, low, high) join air_hour a
     on a.place_id = k.place_id and a.hour between to_timestamp(k.low * 3600) and to_timestamp(k.high * 3600)`,
);
const atHours = packedRows(
  `unnest($1::integer[], $2::bigint[]) k (place_id, hour) join air_hour a
     on a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`,
);

/** What the database has of the place-hours of a file. */
export class KnownRows {
  private readonly client: PoolClient;
  private readonly places: Pick<PlaceBook, 'idOf'>;
  /** Used again by every look. */
  private standing = new Standing(0);

  constructor(client: PoolClient, places: Pick<PlaceBook, 'idOf'>) {
    this.client = client;
    this.places = places;
  }

  /** The place-hours of these rows as they stand, with room for all of the rows; good until the next look. */
  async lookUp(rows: HourChunk, from: number, to: number): Promise<Standing> {
    const lows = new Map<number, number>();
    const highs = new Map<number, number>();
    for (let at = from; at < to; at++) {
      const place = rows.place[at]!;
      const hour = rows.hour[at]!;
      if (hour < (lows.get(place) ?? Number.MAX_SAFE_INTEGER)) lows.set(place, hour);
      if (hour > (highs.get(place) ?? -1)) highs.set(place, hour);
    }
    let span = 0;
    for (const [place, low] of lows) span += highs.get(place)! - low + 1;
    const count = to - from;
    // Spans where the rows lie close together, single hours where they are scattered.
    const dense = span <= count * 4;
    const places = dense ? [...lows.keys()] : Array.from(rows.place.subarray(from, to));
    const ids = places.map((place) => this.places.idOf(place));
    const values = dense
      ? [
          ids,
          places.map((place) => epochHourOf(lows.get(place)!)),
          places.map((place) => epochHourOf(highs.get(place)!)),
        ]
      : [ids, Array.from(rows.hour.subarray(from, to), epochHourOf)];
    const result = await this.client.query<{ rows: string }>(dense ? inSpans : atHours, values);
    const parts = result.rows.map((row) => Buffer.from(row.rows, 'base64'));
    const placeOf = new Map(places.map((place, at) => [ids[at]!, place]));
    return this.unpack(parts, placeOf, count);
  }

  private unpack(parts: readonly Buffer[], placeOf: ReadonlyMap<number, number>, room: number): Standing {
    const needed = parts.reduce((sum, part) => sum + part.length / PACKED, room);
    if (this.standing.capacity < needed) this.standing = new Standing(needed * 2);
    const { standing } = this;
    standing.clear();
    for (const part of parts) {
      // Not readInt32BE: it computes in floating point and leaves a number object behind per value.
      const view = new DataView(part.buffer, part.byteOffset, part.length);
      for (let at = 0; at < part.length; at += PACKED) {
        const hour = hourOfEpochHour(view.getInt32(at + 4));
        const slot = standing.add(placeOf.get(view.getInt32(at))!, hour, view.getInt32(at + 8), UNCHANGED);
        for (let i = 0; i < CELLS; i++) standing.values[slot * CELLS + i] = view.getInt32(at + 12 + 4 * i);
      }
    }
    return standing;
  }
}
