import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { FoundPlace, PlaceFault, PlaceRef } from './layouts/hour-reader.ts';
import { plainCityName, readStationName } from './place-names.ts';

interface City {
  code: string;
  name: string;
}

/** A place as the importer knows it: its database id, or 0 while it is still to be created. */
interface Entry {
  id: number;
  cityCode: string;
  /** How our plain layout would name it. */
  name: string;
  city: City | null;
}

/**
 * Finds the place a file means: stations by code, or by name within their city (with the marks taken off), cities by
 * code or name. Places are numbered from 0 in the order they were first met; a city's series is created when the
 * first reading of it comes.
 */
export class PlaceBook {
  private readonly entries: Entry[] = [];
  private readonly byId = new Map<number, number>();
  private readonly cities = new Map<string, City>();
  private readonly cityNames = new Map<string, City>();
  /** Ids of the city series that exist, and the numbers of those still to be created, by city. */
  private readonly seriesIds = new Map<string, number>();
  private readonly series = new Map<string, number>();
  private readonly codes = new Map<number, string>();
  private readonly stationCodes = new Map<string, { id: number; cityCode: string }>();
  private readonly stationNames = new Map<string, { id: number; cityCode: string }>();
  /** City and name of each station as registered, with its marks if it has any. */
  private readonly registered = new Map<number, string>();
  private readonly cityOfAlias = new Map<string, string[]>();
  private readonly scope: string | null;
  private toCreate = false;

  private constructor(scope: string | null) {
    this.scope = scope;
  }

  /** Everything registered. `scope`: the one city whose places may be written (a city bureau), null for all. */
  static async load(db: Db, scope: string | null): Promise<PlaceBook> {
    const book = new PlaceBook(scope);
    const cities = await sql<{ code: string; name: string; short_name: string }>`
      select code, name, short_name from region where level = 'city' order by sort, code`.execute(db);
    for (const { code, name, short_name } of cities.rows) {
      const city = { code, name };
      book.cities.set(code, city);
      for (const text of [name, short_name, plainCityName(name)]) {
        if (!book.cityNames.has(text)) book.cityNames.set(text, city);
      }
    }
    const places = await sql<{ id: number; kind: string; code: string; name: string; city_code: string }>`
      select id, kind, code, name, city_code from place order by id`.execute(db);
    for (const { id, kind, code, name, city_code } of places.rows) {
      book.registered.set(id, `${city_code}|${name}`);
      if (kind === 'station') book.stationCodes.set(code, { id, cityCode: city_code });
      else book.seriesIds.set(code, id);
      book.codes.set(id, code);
    }
    const aliases = await sql<{ alias: string; city_code: string; place_id: number }>`
      select alias, city_code, place_id from place_alias order by alias, city_code`.execute(db);
    for (const { alias, city_code, place_id } of aliases.rows) {
      book.stationNames.set(`${city_code}|${alias}`, { id: place_id, cityCode: city_code });
      if (alias.includes('(')) book.registered.set(place_id, `${city_code}|${alias}`);
      book.cityOfAlias.set(alias, [...(book.cityOfAlias.get(alias) ?? []), city_code]);
    }
    return book;
  }

  /** How many places were met so far; their numbers are 0 … size − 1. */
  get size(): number {
    return this.entries.length;
  }

  idOf(place: number): number {
    return this.entries[place]!.id;
  }

  /** How a place is named in a file of our plain layout: a station's code, a city's code. */
  nameOf(place: number): string {
    return this.entries[place]!.name;
  }

  /** Whether places were met that are still to be created. */
  get pending(): boolean {
    return this.toCreate;
  }

  private entry(id: number, cityCode: string, name: string, city: City | null = null): number {
    const known = id === 0 ? undefined : this.byId.get(id);
    if (known !== undefined) return known;
    this.entries.push({ id, cityCode, name, city });
    if (id === 0) this.toCreate = true;
    if (id !== 0) this.byId.set(id, this.entries.length - 1);
    return this.entries.length - 1;
  }

  find(ref: PlaceRef): FoundPlace | PlaceFault {
    const found = ref.kind === 'station' ? this.findStation(ref) : this.findCity(ref);
    if ('code' in found) return found;
    const { cityCode } = this.entries[found.place]!;
    if (this.scope !== null && cityCode !== this.scope) {
      return { code: 'place.otherCity', params: { city: cityCode, own: this.scope } };
    }
    return found;
  }

  private cityOf(ref: PlaceRef): City | undefined {
    const { adcode, city } = ref;
    // 直辖市 are written 110000 or 110100.
    const byCode = this.cities.get(adcode) ?? this.cities.get(adcode.replace(/0100$/, '0000'));
    return byCode ?? this.cityNames.get(city) ?? this.cityNames.get(plainCityName(city));
  }

  private findCity(ref: PlaceRef): FoundPlace | PlaceFault {
    const city = this.cityOf(ref);
    if (!city) return { code: 'place.unknown', params: { place: ref.city || ref.adcode } };
    const known = this.series.get(city.code);
    if (known !== undefined) return { place: known, otherName: false };
    const id = this.seriesIds.get(city.code) ?? 0;
    if (id !== 0) return { place: this.entry(id, city.code, city.code), otherName: false };
    const place = this.entry(0, city.code, city.code, city);
    this.series.set(city.code, place);
    return { place, otherName: false };
  }

  /**
   * Whether a name is the registered one, marks and all. A station registered as `上兰(对照点)` has the plain name as an
   * alias too, but where a file has both, the plain one is some other, mostly stale, series.
   */
  private isRegisteredName(id: number, city: string, name: string): boolean {
    return this.registered.get(id) === `${city}|${name}`;
  }

  private station(found: { id: number; cityCode: string }, otherName: boolean): FoundPlace {
    return { place: this.entry(found.id, found.cityCode, this.codes.get(found.id) ?? ''), otherName };
  }

  private findStation(ref: PlaceRef): FoundPlace | PlaceFault {
    const byCode = this.stationCodes.get(ref.code) ?? this.stationCodes.get(ref.code.toUpperCase());
    if (byCode) return this.station(byCode, false);
    const name = ref.name || ref.code;
    const shown = [ref.code, ref.name, ref.city || ref.adcode].filter((text) => text !== '').join(' ');
    const unknown: PlaceFault = { code: 'place.unknown', params: { place: shown } };
    // A code that is not registered is not guessed at by its name: a new station may carry an old name.
    if (name === '' || (ref.code !== '' && ref.name !== '')) return unknown;
    const plain = readStationName(name).name;
    const city = this.cityOf(ref);
    if (city) {
      const found =
        this.stationNames.get(`${city.code}|${name}`) ?? this.stationNames.get(`${city.code}|${plain}`);
      return found ? this.station(found, !this.isRegisteredName(found.id, city.code, name)) : unknown;
    }
    if (ref.city !== '' || ref.adcode !== '') return unknown;
    const homes = this.cityOfAlias.get(name) ?? this.cityOfAlias.get(plain) ?? [];
    if (homes.length > 1)
      return { code: 'place.ambiguous', params: { place: name, cities: homes.join(' ') } };
    const alias = this.cityOfAlias.has(name) ? name : plain;
    const found = homes[0] === undefined ? undefined : this.stationNames.get(`${homes[0]}|${alias}`);
    return found
      ? this.station(found, homes[0] !== undefined && !this.isRegisteredName(found.id, homes[0], name))
      : unknown;
  }

  /** Creates the series of cities met since the last call. */
  async create(db: Db, simulated: boolean): Promise<void> {
    if (!this.toCreate) return;
    this.toCreate = false;
    for (const [place, entry] of this.entries.entries()) {
      if (entry.id !== 0 || !entry.city) continue;
      const { code, name } = entry.city;
      const { rows } = await sql<{ id: number }>`
        insert into place (kind, code, name, city_code, simulated) values ('city_series', ${code}, ${name}, ${code}, ${simulated})
        on conflict (kind, code) do update set code = excluded.code returning id`.execute(db);
      entry.id = rows[0]!.id;
      this.byId.set(entry.id, place);
    }
  }
}
