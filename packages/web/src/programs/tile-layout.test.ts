import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTile, shareAt, spanOf, TILE } from './tile-layout.ts';

const path = [
  { day: '2021-03-31', share: 0 },
  { day: '2021-05-31', share: 20 },
  { day: '2021-06-30', share: 35 },
  { day: '2021-10-20', share: 100 },
];
const series = [
  { day: '2021-03-31', progress: 0, companion: 0 },
  { day: '2021-05-31', progress: 8, companion: 2 },
  { day: '2021-06-30', progress: 16.6, companion: 4.9 },
];
const tile = { path, series, deadline: { day: '2021-10-20', name: null } };
const span = spanOf([tile]) ?? { first: '', last: '' };

describe('a little multiple', () => {
  it('shares whole months with all others; a path that begins on a month’s last day begins with the next', () => {
    expect(span).toEqual({ first: '2021-03-31', last: '2021-10-31' });
    expect(spanOf([{ path: [], series: [{ day: '2021-05-12', progress: 1, companion: null }] }])).toEqual({
      first: '2021-05-01',
      last: '2021-05-31',
    });
    expect(spanOf([])).toBeNull();
    expect(layoutTile(tile, span).ticks.map(({ month }) => month)).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });
  it('draws the gap from the path to the line where it is behind, and nowhere else', () => {
    const { gap, end } = layoutTile(tile, span);
    expect(gap?.x).toBe(end?.[0]);
    expect(gap?.from).toBeCloseTo(TILE.bottom - 0.35 * 82, 0);
    const near = series.map((one) => ({ ...one, progress: one.progress === 16.6 ? 33 : one.progress }));
    expect(layoutTile({ ...tile, series: near }, span).gap).toBeNull();
  });
  it('ends where reports end', () => {
    const silent = [...series.slice(0, 2), { day: '2021-06-30', progress: null, companion: null }];
    expect(layoutTile({ ...tile, series: silent }, span).progress).toHaveLength(2);
  });
  it('reads the path between its corners', () => {
    expect(shareAt(path, '2021-06-30')).toBe(35);
    expect(shareAt(path, '2021-12-31')).toBe(100);
    expect(shareAt(path, '2021-01-01')).toBeNull();
    expect(shareAt(path, '2021-06-15')).toBeCloseTo(27.5);
  });
  it('keeps both labels apart and inside', () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        share,
        share,
        fc.constantFrom('2021-04-30', '2021-06-30', '2021-10-20'),
        (progress, running, day) => {
          const { labels } = layoutTile(
            { ...tile, series: [{ day, progress, companion: Math.min(progress, running) }] },
            span,
          );
          expect(labels).not.toBeNull();
          if (labels === null) return;
          expect(labels.companion - labels.progress).toBeGreaterThanOrEqual(12);
          expect(labels.companion).toBeLessThanOrEqual(TILE.bottom);
          expect(labels.progress).toBeGreaterThan(TILE.top);
        },
      ),
    );
  });
});
