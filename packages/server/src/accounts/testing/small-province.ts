/** A province of two cities with one station each, for tests: hours written by hand, evaluated as in life. */
import { dayNumber, dayOfNumber, HOURS_OF_DAY, hourEndIso } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { TestPlatform } from '../../../test/harness/platform.ts';
import { reevaluate } from '../../evaluation/reevaluate.ts';
import { transaction } from '../../platform/database/transaction.ts';

export const NORTH = '910100';
export const SOUTH = '910200';

/** Two managed cities (甲市, 乙市) of 某省, each with one counting station. */
export async function createProvince({ db }: TestPlatform): Promise<Map<string, number>> {
  const region = (
    code: string,
    level: string,
    name: string,
    nameEn: string,
    parent: string | null,
    sort: number,
  ) => ({
    code,
    level,
    name,
    short_name: name.slice(0, 1),
    name_en: nameEn,
    parent_code: parent,
    sort,
  });
  await db
    .insertInto('region')
    .values([
      region('910000', 'province', '某省', 'Someland', null, 0),
      region(NORTH, 'city', '甲市', 'North', '910000', 1),
      region(SOUTH, 'city', '乙市', 'South', '910000', 2),
      region('910101', 'county', '东区', 'East', NORTH, 3),
    ])
    .execute();
  const places = await db
    .insertInto('place')
    .values(
      [NORTH, SOUTH].map((city) => ({
        kind: 'station',
        code: `S${city}`,
        name: `点位${city}`,
        city_code: city,
      })),
    )
    .returning(['id', 'city_code'])
    .execute();
  return new Map(places.map((place) => [place.city_code, place.id]));
}

/** Writes the same value for every pollutant (CO a hundredth of it) over whole days, known at the clock's moment. */
export async function writeDays(
  { db, clock }: TestPlatform,
  place: number,
  from: string,
  to: string,
  valueFor: (day: string) => number,
  options: { readonly simulated?: boolean; readonly hours?: number } = {},
): Promise<void> {
  const days = Array.from(
    { length: dayNumber(to) - dayNumber(from) + 1 },
    (_, index) => dayNumber(from) + index,
  );
  const count = options.hours ?? HOURS_OF_DAY;
  await transaction(db, async (trx) => {
    const batch = await trx
      .insertInto('batch')
      .values({
        kind: 'air-hours',
        file_name: 'test',
        state: 'done',
        simulated: options.simulated ?? false,
        first_hour: hourEndIso(days[0]! * HOURS_OF_DAY),
        last_hour: hourEndIso(days.at(-1)! * HOURS_OF_DAY + count - 1),
        created_by: 'test',
        created_at: clock.now(),
        known_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const rows = days.flatMap((day) =>
      Array.from({ length: count }, (_, hour) => {
        const milli = Math.round(valueFor(dayOfNumber(day)) * 1000);
        return { hour: hourEndIso(day * HOURS_OF_DAY + hour), v: milli, co: Math.round(milli / 100) };
      }),
    );
    // What was there before becomes a revision, as an import does it.
    await sql`
      insert into air_hour_revision (place_id, hour, so2, no2, pm10, pm25, co, o3, batch_id, superseded_by)
      select place_id, hour, so2, no2, pm10, pm25, co, o3, batch_id, ${batch.id} from air_hour
      where place_id = ${place} and hour = any(${rows.map(({ hour }) => hour)}::timestamptz[])`.execute(trx);
    await sql`
      insert into air_hour (place_id, hour, so2, no2, pm10, pm25, co, o3, batch_id)
      select ${place}, r.hour, r.v, r.v, r.v, r.v, r.co, r.v, ${batch.id}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(hour timestamptz, v int, co int)
      on conflict (place_id, hour) do update set so2 = excluded.so2, no2 = excluded.no2, pm10 = excluded.pm10,
        pm25 = excluded.pm25, co = excluded.co, o3 = excluded.o3, batch_id = excluded.batch_id`.execute(trx);
    await reevaluate(trx, new Map([[place, new Set(days)]]));
  });
}
