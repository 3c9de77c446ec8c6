/** A measured figure, for who reads the run's output. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The value below which such a share of the values lies. */
export function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
