import type { PollutantName, Revision } from '@qingzhang/contract';
import type { z } from 'zod';

type Pollutant = z.infer<typeof PollutantName>;
const order: readonly Pollutant[] = ['so2', 'no2', 'pm10', 'pm25', 'co', 'o3'];

export interface Change {
  readonly pollutant: Pollutant;
  readonly before: number | null;
  readonly after: number | null;
}

/** The values that a revision changed, in the order tables have; what stayed the same is left out. */
export function changesOf({ before, after }: Revision): readonly Change[] {
  return order
    .map((pollutant) => ({ pollutant, before: before[pollutant], after: after[pollutant] }))
    .filter((change) => change.before !== change.after);
}
