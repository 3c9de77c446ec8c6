import type { RejectCode } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import { readStationName } from './place-names.ts';
import type { Register, RegisterReject, RegisterResult, RegisterRow } from './register-file.ts';

/** A station as the register wants it to be. */
interface Station {
  code: string;
  name: string;
  city: string;
  county: string | null;
  lon: number | null;
  lat: number | null;
  counts: boolean;
  validFrom: string | null;
  validTo: string | null;
  aliases: string[];
}

/**
 * 点位登记. Columns: station_code, station_name, city or city_adcode, lon, lat, control_or_stopped (Y/N) or counts
 * (Y/N), county_adcode, valid_from, valid_to, aliases (parted by ;). Marks in the name (对照点, 停运, 启用) are read.
 */
export const stationRegister: Register = {
  kind: 'stations',
  columns: {
    code: ['station_code', 'stationcode', 'code', 'station', '点位编码', '站点编码', '监测点编码'],
    name: ['station_name', 'name', 'positionname', '点位名称', '站点名称', '监测点名称'],
    city: ['city', 'area', '城市'],
    adcode: ['city_adcode', 'adcode', 'city_code', '城市代码', '行政区划代码'],
    lon: ['lon', 'longitude', 'lng', '经度'],
    lat: ['lat', 'latitude', '纬度'],
    excluded: ['control_or_stopped', '对照点', '对照点或停运'],
    counts: ['counts', '参加评价'],
    county: ['county_adcode', 'county_adcode_computed', 'county_code', '区县代码'],
    validFrom: ['valid_from', '启用日期'],
    validTo: ['valid_to', '停运日期'],
    aliases: ['aliases', '别名'],
  },
  required: ['code', 'name'],
  put: putStations,
};

async function putStations(trx: Db, rows: readonly RegisterRow[]): Promise<RegisterResult> {
  const regions = await sql<{
    code: string;
    level: string;
    name: string;
    short_name: string;
    parent_code: string | null;
  }>`
    select code, level, name, short_name, parent_code from region`.execute(trx);
  const cities = regions.rows.filter((region) => region.level === 'city');
  const cityCodes = new Set(cities.map((city) => city.code));
  const cityByName = new Map(
    cities.flatMap((city) => [[city.name, city.code] as const, [city.short_name, city.code] as const]),
  );
  const counties = new Map(
    regions.rows.filter((one) => one.level === 'county').map((one) => [one.code, one.parent_code]),
  );

  const result: RegisterResult = { new: 0, same: 0, revised: 0, rejects: [], notes: [] };
  const stations = new Map<string, Station>();
  for (const row of rows) {
    const station = readStation(row);
    if ('code' in station && 'row' in station) result.rejects.push(station);
    else stations.set(station.code, station);
  }
  noteSameSites([...stations.values()], result);

  for (const station of stations.values()) {
    const outcome = await putStation(trx, station);
    result[outcome.state]++;
    await putAliases(trx, station, outcome.id, result);
  }
  return result;

  function readStation(row: RegisterRow): Station | RegisterReject {
    const { cells } = row;
    const refuse = (column: string, code: RejectCode): RegisterReject => ({
      row,
      column,
      code,
      params: { value: cells[column] ?? '' },
    });
    const code = (cells.code ?? '').toUpperCase();
    if (!/^[0-9A-Z_-]{1,32}$/.test(code)) return refuse('code', 'register.code');
    if (stations.has(code)) return refuse('code', 'register.repeated');
    const marks = readStationName(cells.name ?? '');
    if (marks.name === '') return refuse('name', 'register.name');
    const adcode = cells.adcode ?? '';
    const cityName = cells.city ?? '';
    const city = cityCodes.has(adcode) ? adcode : cityByName.get(cityName);
    if (city === undefined) {
      return { row, column: 'city', code: 'place.unknown', params: { place: cityName || adcode } };
    }
    const lon = coordinate(cells.lon ?? '', 180);
    const lat = coordinate(cells.lat ?? '', 90);
    if (lon === undefined) return refuse('lon', 'register.coordinate');
    if (lat === undefined) return refuse('lat', 'register.coordinate');
    const validFrom = day(cells.validFrom ?? '') ?? marks.validFrom;
    const validTo = day(cells.validTo ?? '') ?? marks.validTo;
    const excluded = yes(cells.excluded ?? '');
    const counts = yes(cells.counts ?? '');
    const county = cells.county ?? '';
    return {
      code,
      name: marks.name,
      city,
      // A county of another city, or one that is not registered, is not believed.
      county: counties.get(county) === city ? county : null,
      lon,
      lat,
      // A station with a dated stop counted until then; one stopped at an unknown time never counts.
      counts: counts ?? (!marks.control && (excluded !== true || validTo !== null)),
      validFrom,
      validTo,
      aliases: [cells.name ?? '', marks.name, ...(cells.aliases ?? '').split(/[;；]/)]
        .map((alias) => alias.normalize('NFKC').trim())
        .filter((alias) => alias !== ''),
    };
  }
}

/**
 * Stations of one city at the same coordinates are one site whose code changed: only the first counts, unless dates
 * say which is valid when. The register says so instead of counting a site twice.
 */
function noteSameSites(stations: readonly Station[], result: RegisterResult): void {
  const sites = Map.groupBy(
    stations.filter((station) => station.lon !== null && station.lat !== null),
    (station) => `${station.city} ${station.lon} ${station.lat}`,
  );
  for (const site of sites.values()) {
    const counting = site.filter((station) => station.counts);
    if (counting.length < 2 || counting.every((one) => one.validFrom !== null || one.validTo !== null))
      continue;
    for (const later of counting.slice(1)) later.counts = false;
    result.notes.push({
      code: 'station.sameSite',
      params: { codes: counting.map((one) => one.code), counting: counting[0]!.code },
    });
  }
}

async function putStation(
  trx: Db,
  station: Station,
): Promise<{ id: number; state: 'new' | 'same' | 'revised' }> {
  const { code, name, city, county, lon, lat, counts, validFrom, validTo } = station;
  const { rows } = await sql<{ id: number; same: boolean }>`
    select id, (name, city_code, county_code, longitude, latitude, counts, valid_from, valid_to) is not distinct from
               (${name}, ${city}::char(6), ${county}::char(6), ${lon}::float8, ${lat}::float8, ${counts}::boolean,
                ${validFrom}::date, ${validTo}::date) as same
      from place where kind = 'station' and code = ${code} for update`.execute(trx);
  const known = rows[0];
  if (known?.same) return { id: known.id, state: 'same' };
  if (known) {
    await sql`update place set name = ${name}, city_code = ${city}, county_code = ${county}, longitude = ${lon},
                latitude = ${lat}, counts = ${counts}, valid_from = ${validFrom}::date, valid_to = ${validTo}::date
              where id = ${known.id}`.execute(trx);
    return { id: known.id, state: 'revised' };
  }
  const inserted = await sql<{ id: number }>`
    insert into place (kind, code, name, city_code, county_code, longitude, latitude, counts, valid_from, valid_to)
    values ('station', ${code}, ${name}, ${city}, ${county}, ${lon}, ${lat}, ${counts}, ${validFrom}::date, ${validTo}::date)
    returning id`.execute(trx);
  return { id: inserted.rows[0]!.id, state: 'new' };
}

/** Names by which files may call a station; where two of a city share one, the first keeps it. */
async function putAliases(trx: Db, station: Station, place: number, result: RegisterResult): Promise<void> {
  for (const alias of new Set(station.aliases)) {
    const { rows } = await sql<{ place_id: number; code: string }>`
      with put as (
        insert into place_alias (alias, city_code, place_id) values (${alias}, ${station.city}, ${place})
        on conflict (alias, city_code) do update set alias = excluded.alias returning place_id)
      select put.place_id, place.code from put join place on place.id = put.place_id`.execute(trx);
    const owner = rows[0]!;
    if (owner.place_id !== place && alias === station.name) {
      result.notes.push({
        code: 'station.sameName',
        params: { city: station.city, name: alias, code: owner.code },
      });
    }
  }
}

function coordinate(text: string, limit: number): number | null | undefined {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : undefined;
}

function day(text: string): string | null {
  const match = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}

function yes(text: string): boolean | undefined {
  if (/^(y|yes|true|1|是)$/i.test(text)) return true;
  return /^(n|no|false|0|否)$/i.test(text) ? false : undefined;
}
