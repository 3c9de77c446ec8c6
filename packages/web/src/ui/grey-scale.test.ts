import { describe, expect, it } from 'vitest';
import { greyOf, inkOn, shares } from './grey-scale.ts';

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const numbers = (rgb: string) => (rgb.match(/\d+/g) ?? []).map(Number);

describe('grey scale of the maps', () => {
  it('spreads values from lightest to darkest; missing stays missing, equal stands in the middle', () => {
    expect(shares([34, 64, null, 49])).toEqual([0, 1, null, 0.5]);
    expect(shares([5, 5])).toEqual([0.5, 0.5]);
    expect(shares([null])).toEqual([null]);
  });

  it('keeps every number readable: at least 4.5:1 at any share', () => {
    for (let share = 0; share <= 1; share += 0.01) {
      const ground = luminance(numbers(greyOf(share)));
      const ink = luminance(inkOn(share) === '#fff' ? [255, 255, 255] : [0, 0, 0]);
      const ratio = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
      expect(ratio, `share ${share.toFixed(2)}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
