import { describe, expect, it } from 'vitest';
import { outlinesOf } from './boundary.ts';

const square = (x: number, y: number, reversed = false) => {
  const ring = [
    [x, y],
    [x, y + 1],
    [x + 1, y + 1],
    [x + 1, y],
    [x, y],
  ];
  return reversed ? ring.reverse() : ring;
};
const feature = (properties: object, ring: number[][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const size = { width: 310, height: 200 };

describe('uploaded boundaries', () => {
  it('draws the regions asked for inside the box, whichever way their rings are wound', () => {
    const geojson = {
      type: 'FeatureCollection',
      features: [
        feature({ adcode: 990100 }, square(112, 37)),
        feature({ gb: '156990200' }, square(113, 37, true)),
        feature({ adcode: 980100 }, square(50, 10)),
        { type: 'Feature', properties: {}, geometry: null },
      ],
    };
    const outlines = outlinesOf(geojson, new Set(['990100', '990200']), size);
    expect(outlines?.map(({ code }) => code)).toEqual(['990100', '990200']);
    for (const { path, centre } of outlines ?? []) {
      const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
      expect(numbers.length).toBeGreaterThan(6);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...numbers)).toBeLessThanOrEqual(size.width);
      expect(centre[0]).toBeGreaterThan(0);
    }
    expect((outlines?.[0]?.centre[0] ?? 0) < (outlines?.[1]?.centre[0] ?? 0)).toBe(true);
  });

  it('says that a file has none of them instead of drawing nothing', () => {
    expect(outlinesOf({ type: 'FeatureCollection', features: [] }, new Set(['990100']), size)).toBeNull();
    expect(outlinesOf('not a map', new Set(['990100']), size)).toBeNull();
  });
});
