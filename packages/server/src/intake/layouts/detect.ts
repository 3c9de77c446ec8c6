import type { LayoutName } from '@qingzhang/contract';
import { POLLUTANTS, type Pollutant } from '@qingzhang/standards';
import { isReasonColumn, roleOf } from './columns.ts';

/** Whether a file's places are stations or whole cities; the two are never mixed (design: a city series is a place of its own kind). */
export type PlaceKind = 'station' | 'city_series';

/** One concentration column. */
export interface CellColumn {
  column: number;
  pollutant: Pollutant;
  divisor: 1 | 1000;
}

/** Where a layout keeps what; columns count from 0, -1 means there is none. */
export interface LayoutPlan {
  layout: LayoutName;
  kind: PlaceKind;
  header: string[];
  time: { kind: 'stamp'; column: number } | { kind: 'dateHour'; date: number; hour: number };
  place: { code: number; name: number; city: number; adcode: number };
  cells: CellColumn[];
  /** Transposed files: the column that says what a row holds, and the columns that are places. */
  wide: { type: number; places: Array<{ column: number; name: string }> } | null;
  /** Headings that are not used. */
  ignored: string[];
  /** Pollutants that the file does not have. */
  absent: Pollutant[];
}

/** Why a header is none of the layouts. */
export interface LayoutFault {
  code: 'layout.unknown' | 'layout.daily' | 'layout.other' | 'layout.repeatedColumn';
  params: Record<string, unknown>;
}

/**
 * Finds the layout a header belongs to. `wanted` other than `auto` insists on one: a header of another layout is then
 * refused instead of being read by guess.
 */
export function detectLayout(
  header: readonly string[],
  wanted: LayoutName | 'auto' = 'auto',
): LayoutPlan | LayoutFault {
  const at = {
    time: -1,
    date: -1,
    hour: -1,
    type: -1,
    stationCode: -1,
    stationName: -1,
    city: -1,
    adcode: -1,
  };
  const cells: CellColumn[] = [];
  const unknown: Array<{ column: number; name: string }> = [];
  for (const [column, name] of header.entries()) {
    const role = roleOf(name);
    if (role === undefined) {
      if (!isReasonColumn(name)) unknown.push({ column, name });
    } else if (role.kind === 'pollutant') {
      if (cells.some((cell) => cell.pollutant === role.pollutant)) return repeated(name);
      cells.push({ column, pollutant: role.pollutant, divisor: role.divisor });
    } else {
      if (at[role.kind] >= 0) return repeated(name);
      at[role.kind] = column;
    }
  }
  const hasStamp = at.time >= 0;
  const hasDateHour = at.date >= 0 && at.hour >= 0;
  if (!hasStamp && at.date >= 0 && at.hour < 0 && cells.length > 0)
    return { code: 'layout.daily', params: {} };

  const isWide = hasDateHour && at.type >= 0;
  const hasStation = at.stationCode >= 0 || at.stationName >= 0;
  const hasCity = at.city >= 0 || at.adcode >= 0;
  const missing: string[] = [];
  if (!hasStamp && !hasDateHour) missing.push('time');
  if (!isWide && !hasStation && !hasCity) missing.push('station');
  if (!isWide && cells.length === 0) missing.push('pollutant');
  if (isWide && unknown.length === 0) missing.push('station');
  if (missing.length > 0) return { code: 'layout.unknown', params: { missing, header: header.slice(0, 40) } };

  const layout = nameOf();
  if (wanted !== 'auto' && wanted !== layout)
    return { code: 'layout.other', params: { wanted, found: layout } };
  const codes = unknown.filter(({ name }) => isStationCode(name)).length;
  return {
    layout,
    kind: isWide
      ? codes * 2 > unknown.length
        ? 'station'
        : 'city_series'
      : hasStation
        ? 'station'
        : 'city_series',
    header: [...header],
    time: hasStamp ? { kind: 'stamp', column: at.time } : { kind: 'dateHour', date: at.date, hour: at.hour },
    place: { code: at.stationCode, name: at.stationName, city: at.city, adcode: at.adcode },
    cells: isWide ? [] : cells,
    wide: isWide ? { type: at.type, places: unknown.filter(({ name }) => name !== '') } : null,
    ignored: isWide ? [] : unknown.map(({ name }) => name).filter((name) => name !== ''),
    absent: isWide
      ? []
      : POLLUTANTS.filter((pollutant) => !cells.some((cell) => cell.pollutant === pollutant)),
  };

  function nameOf(): LayoutName {
    if (isWide) return 'national-wide';
    if (!hasStamp) return hasStation ? 'station-hours' : 'national-cities';
    if (!hasStation) return 'city-hours';
    const heading = header[at.stationCode]?.trim().toLowerCase();
    if (heading === 'station') return 'plain';
    return at.stationCode >= 0 ? 'cnemc-stations' : 'station-hours';
  }
}

/** A national station code: four digits and a letter, `1081A`. */
export function isStationCode(text: string): boolean {
  return /^\d{4,6}[A-Z]$/.test(text);
}

function repeated(name: string): LayoutFault {
  return { code: 'layout.repeatedColumn', params: { column: name } };
}
