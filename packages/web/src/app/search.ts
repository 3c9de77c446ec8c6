import { Instant, Lang, PeriodKey, WhyKey } from '@qingzhang/contract';
import { z } from 'zod';

/**
 * The part of a page's state that every page shares and that therefore stands in every URL: language, the moment the
 * page stands at, what was known when, the period, the question being asked. What does not fit is left out, never an
 * error: an old link still opens.
 */
export const SharedSearch = z.object({
  lang: Lang.optional().catch(undefined),
  at: Instant.optional().catch(undefined),
  asOf: Instant.optional().catch(undefined),
  period: PeriodKey.optional().catch(undefined),
  why: WhyKey.optional().catch(undefined),
  /** 大屏: dark ground, larger type, no controls. */
  screen: z.literal('hall').optional().catch(undefined),
});
export interface SharedSearch {
  lang?: z.infer<typeof Lang> | undefined;
  at?: string | undefined;
  asOf?: string | undefined;
  period?: string | undefined;
  why?: string | undefined;
  screen?: 'hall' | undefined;
}

/** Keys that go along when one page leads to another; a question (`why`) stays behind. */
export const carried = ['lang', 'at', 'asOf', 'period', 'screen'] as const;

/** `?a=1&b=x` as flat texts: no type is guessed from how a value looks (period=2020 is a text). */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The reverse of `parseSearch`; undefined, null and '' are left out, colons stay readable. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') out.set(key, String(value));
  }
  const text = out.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
