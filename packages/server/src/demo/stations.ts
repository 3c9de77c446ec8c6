import type { SimulatedStation } from '@qingzhang/simulator';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/** Registers the simulated stations; harmless where they stand already. */
export async function registerStations(db: Db, stations: readonly SimulatedStation[]): Promise<void> {
  const records = stations.map((station) => ({
    code: station.code,
    name: station.name,
    city: station.cityCode,
    county: station.countyCode ?? null,
    counts: !station.control,
  }));
  await sql`
    insert into place (kind, code, name, city_code, county_code, counts, simulated)
    select 'station', s.code, s.name, s.city, c.code, s.counts, true
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as s(code text, name text, city text, county text, counts boolean)
    left join region c on c.code = s.county
    on conflict (kind, code) do nothing`.execute(db);
}

/** Whether anything has been read into this system. */
export async function hasReadings(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from batch) as found`.execute(db);
  return rows[0]?.found ?? false;
}
