/** Where the lines of a little multiple run: one scale for all tiles of a board (mock decision 2). Pure. */
import type { ProgramTile } from '@qingzhang/contract';
import { daysBetween } from '@qingzhang/standards';

export const TILE = { width: 214, height: 104, top: 8, bottom: 90 } as const;
/** The red bar is drawn from the gap that makes a lamp yellow. */
const BAR_FROM = 5;

export interface TileSpan {
  readonly first: string;
  readonly last: string;
}

export interface TileLayout {
  readonly path: readonly (readonly [number, number])[];
  readonly progress: readonly (readonly [number, number])[];
  readonly companion: readonly (readonly [number, number])[];
  /** The end of the line. */
  readonly end: readonly [number, number] | null;
  /** From the path down to the line, where it is behind. */
  readonly gap: { readonly x: number; readonly from: number; readonly to: number } | null;
  readonly deadline: number | null;
  readonly ticks: readonly { readonly x: number; readonly month: number }[];
  /** Labels of the end: beside it, kept apart from each other and within the tile. */
  readonly labels: {
    readonly x: number;
    readonly anchor: 'start' | 'end';
    readonly progress: number;
    readonly companion: number;
  } | null;
}

/** First and last day of all tiles: whole months, so that the multiples share their axis. */
export function spanOf(tiles: readonly Pick<ProgramTile, 'path' | 'series'>[]): TileSpan | null {
  const days = tiles.flatMap(({ path, series }) => [
    ...path
      .filter(({ share }, index) => share > 0 || (path[index + 1]?.share ?? 1) > 0)
      .map(({ day }) => day),
    ...series.map(({ day }) => day),
  ]);
  if (days.length === 0) return null;
  const sorted = [...days].sort();
  const first = sorted[0] ?? '';
  const last = sorted.at(-1) ?? '';
  // A path that begins on a month's last day belongs to the month after.
  const next = dayAfter(first);
  return { first: next.endsWith('-01') ? first : `${first.slice(0, 7)}-01`, last: monthEnd(last) };
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function monthEnd(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The path's share on a day, linear between its corners; null outside of it. */
export function shareAt(path: ProgramTile['path'], day: string): number | null {
  const index = path.findIndex((corner) => corner.day >= day);
  const to = path[index];
  if (to === undefined) return path.at(-1)?.share ?? null;
  const from = path[index - 1];
  if (from === undefined) return to.day === day ? to.share : null;
  const part = daysBetween(from.day, day) / daysBetween(from.day, to.day);
  return from.share + (to.share - from.share) * part;
}

/** Lay one tile out over the common span. */
export function layoutTile(
  tile: Pick<ProgramTile, 'path' | 'series' | 'deadline'>,
  span: TileSpan,
): TileLayout {
  const days = Math.max(1, daysBetween(span.first, span.last));
  const x = (day: string) => round((daysBetween(span.first, day) / days) * TILE.width);
  const y = (share: number) =>
    round(TILE.bottom - (Math.min(110, Math.max(0, share)) / 100) * (TILE.bottom - TILE.top));
  const line = (key: 'progress' | 'companion') =>
    tile.series.flatMap((point) => {
      const value = point[key];
      return value === null ? [] : [[x(point.day), y(value)] as const];
    });
  const progress = line('progress');
  const companion = line('companion');
  const end = progress.at(-1) ?? null;
  const endPoint = tile.series.findLast((point) => point.progress !== null);
  const planned = endPoint === undefined ? null : shareAt(tile.path, endPoint.day);
  const behind = planned !== null && endPoint?.progress != null && planned - endPoint.progress > BAR_FROM;
  return {
    path: tile.path.map(({ day, share }) => [x(day), y(share)] as const),
    progress,
    companion,
    end,
    gap: behind && end !== null && planned !== null ? { x: end[0], from: y(planned), to: end[1] } : null,
    deadline: tile.deadline === null ? null : x(tile.deadline.day),
    ticks: ticksOf(span, x),
    labels: end === null ? null : labelsOf(end, companion.at(-1) ?? null),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Distance between two lines of small type. */
const LINE = 12.5;

function labelsOf(
  end: readonly [number, number],
  companion: readonly [number, number] | null,
): TileLayout['labels'] {
  const right = end[0] < TILE.width * 0.62;
  const lowest = TILE.bottom - 3;
  let upper = Math.max(TILE.top + 9, end[1] + 5);
  let lower = companion === null ? upper : Math.max(companion[1] + 5, upper + LINE);
  if (lower > lowest) {
    lower = lowest;
    if (companion !== null) upper = Math.min(upper, lower - LINE);
  }
  // At the right edge words stand above the line's end, not over its way up.
  if (!right) {
    const above = end[1] - 6 - (companion === null ? 0 : LINE);
    upper = Math.max(TILE.top + 9, above);
    lower = upper + LINE;
  }
  return {
    x: round(right ? end[0] + 7 : end[0] - 6),
    anchor: right ? 'start' : 'end',
    progress: round(upper),
    companion: round(lower),
  };
}

/** The middle of each month; every second or third where they would touch. */
function ticksOf(span: TileSpan, x: (day: string) => number): TileLayout['ticks'] {
  const ticks: { x: number; month: number }[] = [];
  let [year = 0, month = 1] = dayAfter(span.first).split('-').map(Number);
  for (;;) {
    const day = `${year}-${String(month).padStart(2, '0')}-16`;
    if (day > span.last) break;
    ticks.push({ x: x(day), month });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  const every = Math.ceil(ticks.length / 9);
  return ticks.filter((_, index) => (ticks.length - 1 - index) % every === 0);
}

/** '0,90 30,84' for a polyline. */
export const pointsOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y]) => `${x},${y}`).join(' ');
