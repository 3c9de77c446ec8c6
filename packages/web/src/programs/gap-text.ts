import type { TFunction } from 'i18next';

/** 落后 18.4 点, 超前 6.2 点, 与序时持平: a gap in points as it is printed; what rounds to nothing is even. */
export function gapText(gap: number, t: TFunction<'programs'>): string {
  const points = Math.abs(gap).toFixed(1);
  if (points === '0.0') return t('tile.even');
  return t(gap > 0 ? 'tile.behind' : 'tile.ahead', { points });
}
