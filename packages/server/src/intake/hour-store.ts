import { MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import type { CopyIn } from './copy-in.ts';
import { epochHourOf } from './epoch-hours.ts';
import { CELLS } from './hour-chunk.ts';
import type { PlaceBook } from './place-book.ts';
import { AMEND, INSERT, REVISE, type Standing } from './standing.ts';

const columns = POLLUTANTS.join(', ');
const keep = `insert into air_hour_revision (place_id, hour, ${columns}, batch_id, superseded_by)
  select a.place_id, a.hour, ${POLLUTANTS.map((p) => `a.${p}`).join(', ')}, a.batch_id, $3
    from unnest($1::integer[], $2::bigint[]) k (place_id, hour)
    join air_hour a on a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`;
const update = `update air_hour a set ${POLLUTANTS.map((p) => `${p} = k.${p}`).join(', ')}, batch_id = $3
    from unnest($1::integer[], $2::bigint[], ${POLLUTANTS.map((_, i) => `$${i + 4}::integer[]`).join(', ')})
         k (place_id, hour, ${columns})
   where a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`;

/** Writes what a merge decided: what is superseded becomes a revision, the rest is updated or inserted. */
export class HourStore {
  private readonly client: PoolClient;
  private readonly batch: number;
  private readonly places: Pick<PlaceBook, 'idOf'>;
  private readonly copy: CopyIn;

  constructor(client: PoolClient, batch: number, places: Pick<PlaceBook, 'idOf'>, copy: CopyIn) {
    this.client = client;
    this.batch = batch;
    this.places = places;
    this.copy = copy;
  }

  /** The COPY must have been ended; it is ended again afterwards. */
  async write(standing: Standing): Promise<void> {
    const revised = standing.slotsTo(REVISE);
    if (revised.length > 0) {
      await this.client.query(keep, this.keysOf(standing, revised));
    }
    const updated = standing.slotsTo(REVISE, AMEND);
    if (updated.length > 0) {
      const cells = POLLUTANTS.map((_, i) =>
        updated.map((slot) => {
          const value = standing.values[slot * CELLS + i]!;
          return value === MISSING ? null : value;
        }),
      );
      await this.client.query(update, [...this.keysOf(standing, updated), ...cells]);
    }
    const inserted = standing.slotsTo(INSERT);
    if (inserted.length > 0) {
      await this.copy.send(standing, Int32Array.from(inserted), inserted.length);
      await this.copy.end();
    }
  }

  /** Place ids, hours and the batch: the first three parameters of both statements. */
  private keysOf(standing: Standing, slots: readonly number[]): (number | number[])[] {
    return [
      slots.map((slot) => this.places.idOf(standing.place[slot]!)),
      slots.map((slot) => epochHourOf(standing.hour[slot]!)),
      this.batch,
    ];
  }
}
