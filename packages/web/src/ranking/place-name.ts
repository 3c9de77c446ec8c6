import type { RankColumn } from '@qingzhang/contract';
import { useRegionName } from '../app/overview.ts';

/** The name of a ranked place: cities as everywhere, counties by the name the ranking itself brings. */
export function usePlaceName(
  rows: readonly Pick<RankColumn['rows'][number], 'region' | 'name'>[],
): (code: string, form?: 'full' | 'short') => string {
  const cityName = useRegionName();
  return (code, form) =>
    code.endsWith('00')
      ? cityName(code, form)
      : // Several cities have a 城区: the ranking tells it with its city.
        (rows.find(({ region }) => region === code)?.name ?? cityName(code, form));
}
