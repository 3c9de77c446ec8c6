import type { PoolClient } from 'pg';
import { hourOfEpochHour } from './epoch-hours.ts';
import type { PlaceBook } from './place-book.ts';

/** Per place: first and last hour the database had before this file. What lies outside is new without a look. */
export class KnownSpans {
  private readonly client: PoolClient;
  private readonly places: Pick<PlaceBook, 'size' | 'idOf'>;
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private loaded = 0;

  constructor(client: PoolClient, places: Pick<PlaceBook, 'size' | 'idOf'>) {
    this.client = client;
    this.places = places;
  }

  /** Whether places were met since the last `load`. */
  get due(): boolean {
    return this.loaded < this.places.size;
  }

  /** Whether the database may have this place-hour. */
  cover(place: number, hour: number): boolean {
    return hour >= this.from[place]! && hour <= this.to[place]!;
  }

  /** Asks for the places met since it last did; these must have been created. */
  async load(): Promise<void> {
    const { places } = this;
    const ids: number[] = [];
    for (let place = this.loaded; place < places.size; place++) ids.push(places.idOf(place));
    const { rows } = await this.client.query<{ id: number; first: number | null; last: number | null }>(
      `select p.id, (extract(epoch from lo.hour) / 3600)::integer as first, (extract(epoch from hi.hour) / 3600)::integer as last
         from unnest($1::integer[]) with ordinality p (id, n)
         left join lateral (select hour from air_hour where place_id = p.id order by hour limit 1) lo on true
         left join lateral (select hour from air_hour where place_id = p.id order by hour desc limit 1) hi on true
        order by p.n`,
      [ids],
    );
    for (const { first, last } of rows) {
      this.from.push(first === null ? Number.MAX_SAFE_INTEGER : hourOfEpochHour(first));
      this.to.push(last === null ? -1 : hourOfEpochHour(last));
    }
    this.loaded = places.size;
  }
}
