/** Points and boundaries on one map. */
import type { listItemPlaces, OutputOf } from '@qingzhang/contract';
import { geoMercator, geoPath } from 'd3-geo';
import { outlinesOf } from '../ui/boundary.ts';

type Point = OutputOf<typeof listItemPlaces>['points'][number];

interface Placed {
  readonly point: Point;
  readonly x: number;
  readonly y: number;
}

/**
 * Outlines where boundaries were uploaded, and the points in the same projection. Without boundaries the points are fitted by
 * themselves: a schema, no map, and the page says so.
 */
export function placedOn(
  geojson: unknown,
  codes: ReadonlySet<string>,
  points: readonly Point[],
  size: { readonly width: number; readonly height: number },
): {
  readonly outlines: readonly { readonly code: string; readonly path: string }[];
  readonly points: readonly Placed[];
} {
  const outlines = geojson === null ? null : outlinesOf(geojson, codes, size);
  const bounds = outlines === null ? null : extentOf(geojson, codes);
  const coordinates =
    bounds ?? points.map(({ longitude, latitude }): [number, number] => [longitude, latitude]);
  if (coordinates.length === 0) return { outlines: outlines ?? [], points: [] };
  const projection = geoMercator().fitExtent(
    [
      [2, 2],
      [size.width - 2, size.height - 2],
    ],
    { type: 'MultiPoint', coordinates },
  );
  const path = geoPath(projection);
  return {
    outlines: outlines ?? [],
    points: points.flatMap((point) => {
      const [x, y] = path.centroid({ type: 'Point', coordinates: [point.longitude, point.latitude] });
      return Number.isFinite(x) && Number.isFinite(y)
        ? [{ point, x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }]
        : [];
    }),
  };
}

/** All corners of the features that are drawn; the same extent gives the same projection. */
function extentOf(geojson: unknown, codes: ReadonlySet<string>): [number, number][] | null {
  const corners: [number, number][] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number' && typeof part[1] === 'number') corners.push([part[0], part[1]]);
    else for (const one of part) walk(one);
  };
  const features: unknown =
    typeof geojson === 'object' && geojson !== null ? Reflect.get(geojson, 'features') : null;
  if (!Array.isArray(features)) return null;
  for (const feature of features) {
    const properties: unknown = Reflect.get(Object(feature), 'properties');
    const known = ['adcode', 'code', 'gb', 'ADCODE', 'CODE'].some((key) =>
      codes.has(String(Reflect.get(Object(properties), key) ?? '').replace(/^156/u, '')),
    );
    if (known) walk(Reflect.get(Object(Reflect.get(Object(feature), 'geometry')), 'coordinates'));
  }
  return corners.length === 0 ? null : corners;
}
