import { Day, Month, TargetIndicator } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { z } from 'zod';

/** What the city page keeps in its address besides the view every page shares. */
export const CitySearch = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  indicator: TargetIndicator.optional().catch(undefined),
  /** The day whose hours are open. */
  day: Day.optional().catch(undefined),
  /** Set while the what-if panel is open. */
  whatif: z.literal('1').optional().catch(undefined),
});
export interface CitySearch {
  year?: number | undefined;
  indicator?: TargetIndicator | undefined;
  day?: string | undefined;
  whatif?: '1' | undefined;
}

export const StatementSearch = z.object({ month: Month.optional().catch(undefined) });
export interface StatementSearch {
  month?: string | undefined;
}

/** The page's own state, read from and written to the address; replacing keeps the way back short. */
export function useCitySearch(): [CitySearch, (change: CitySearch & { at?: undefined }) => void] {
  const search = useSearch({ from: '/shell/cities/$code' });
  const navigate = useNavigate({ from: '/cities/$code' });
  const change = useCallback(
    (part: CitySearch & { at?: undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  return [search, change];
}
