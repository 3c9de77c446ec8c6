/** 算不平, as far as it can be asked of a meeting's lines. */
import type { Platform } from '../../platform/platform.ts';
import type { DoubtOf, LineRow } from './record-rows.ts';

/** What asks each line. */
export async function doubtsOf(
  _platform: Platform,
  _meeting: { readonly id: number },
  _rows: readonly LineRow[],
): Promise<DoubtOf> {
  return () => null;
}
