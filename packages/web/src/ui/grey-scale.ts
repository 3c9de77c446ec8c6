/**
 * Greys for maps: position is schematic, the number is printed, colour is kept for classes and lamps.
 * From almost white to slate, in a straight line of RGB, as between the mock's lightest and darkest tile.
 */
const light = [246, 246, 246] as const;
const dark = [84, 92, 100] as const;

/** The place of each value between the smallest (0) and the largest (1); all equal: 0.5. Missing values stay missing. */
export function shares(values: readonly (number | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  return values.map((value) => (value === null ? null : high === low ? 0.5 : (value - low) / (high - low)));
}

/** The grey of a share from 0 to 1. */
export function greyOf(share: number): string {
  const part = Math.min(1, Math.max(0, share));
  return `rgb(${light.map((from, at) => Math.round(from + ((dark[at] ?? 0) - from) * part)).join(', ')})`;
}

/** The ink that can be read on the grey of a share: at least 4.5:1, black up to where white takes over. */
export function inkOn(share: number): string {
  return share > 0.825 ? '#fff' : '#000';
}
