import { geoMercator, geoPath } from 'd3-geo';
import { z } from 'zod';

/** What is read of an uploaded boundary file: polygons that carry the region's code, whatever else they carry. */
const Position = z.array(z.number()).min(2);
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
]);
const Feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()),
  geometry: Geometry,
});
const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

export interface Outline {
  readonly code: string;
  readonly path: string;
  readonly centre: readonly [number, number];
}

/** The six-digit code of a feature, under the names in common use. */
function codeOf(properties: Readonly<Record<string, unknown>>): string | null {
  for (const key of ['adcode', 'code', 'gb', 'ADCODE', 'CODE']) {
    const text = String(properties[key] ?? '').replace(/^156/, '');
    if (/^\d{6}$/.test(text)) return text;
  }
  return null;
}

/**
 * Outlines of the wanted regions, fitted into a box. Null when the file holds none of them. Rings are wound as the
 * renderer wants them: a ring of either sense encloses its smaller side.
 */
export function outlinesOf(
  geojson: unknown,
  codes: ReadonlySet<string>,
  size: { readonly width: number; readonly height: number },
): Outline[] | null {
  const collection = Collection.safeParse(geojson);
  if (!collection.success) return null;
  const found = collection.data.features.flatMap((one) => {
    const feature = Feature.safeParse(one);
    if (!feature.success) return [];
    const code = codeOf(feature.data.properties);
    return code !== null && codes.has(code) ? [{ code, shape: flat(feature.data.geometry) }] : [];
  });
  if (found.length === 0) return null;
  const all = { type: 'MultiPolygon' as const, coordinates: found.flatMap(({ shape }) => shape.coordinates) };
  const projection = geoMercator().fitExtent(
    [
      [2, 2],
      [size.width - 2, size.height - 2],
    ],
    all,
  );
  const draw = geoPath(projection);
  return found.map(({ code, shape }) => ({ code, path: draw(shape) ?? '', centre: draw.centroid(shape) }));
}

/** One multi-polygon with outer rings clockwise (as d3 reads the sphere) and holes the other way. */
function flat(geometry: z.infer<typeof Geometry>) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return {
    type: 'MultiPolygon' as const,
    coordinates: polygons.map((rings) => rings.map((ring, at) => wound(ring, at === 0))),
  };
}

function wound(ring: number[][], clockwise: boolean): number[][] {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    const [x2 = 0, y2 = 0] = ring[at + 1] ?? [];
    twice += (x2 - x1) * (y2 + y1);
  }
  return twice > 0 === clockwise ? ring : [...ring].reverse();
}
