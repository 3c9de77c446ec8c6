/**
 * 期间 as the pickers think of it: a kind and a place on the calendar; keys as in the contract (2020-06, 2020-Q2,
 * 2020-H1, 2020, 2020-YTD-06).
 */
export const periodKinds = ['month', 'quarter', 'half', 'year', 'ytd'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface PeriodChoice {
  readonly kind: PeriodKind;
  readonly year: number;
  /** The last month of the period, 1…12. */
  readonly month: number;
}

/** Read a period key; null for a free range (2020-01-01..2020-06-15) or anything else. */
export function parsePeriod(key: string): PeriodChoice | null {
  const match = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|YTD-(0[1-9]|1[0-2])))?$/.exec(key);
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2]) return { kind: 'month', year, month: Number(match[2]) };
  if (match[3]) return { kind: 'quarter', year, month: Number(match[3]) * 3 };
  if (match[4]) return { kind: 'half', year, month: Number(match[4]) * 6 };
  if (match[5]) return { kind: 'ytd', year, month: Number(match[5]) };
  return { kind: 'year', year, month: 12 };
}

/** The kind of a period; a free range from 1 January on is what 累计 means. Null for other ranges. */
export function kindOf(key: string): PeriodKind | null {
  const parsed = parsePeriod(key);
  if (parsed) return parsed.kind;
  return /^(\d{4})-01-01\.\.\1-\d{2}-\d{2}$/.test(key) ? 'ytd' : null;
}

/** The month a period ends in; a free range has an end too. Null for what is no period at all. */
export function endOf(key: string): { readonly year: number; readonly month: number } | null {
  const parsed = parsePeriod(key);
  if (parsed) return { year: parsed.year, month: parsed.month };
  const range = /^\d{4}-\d{2}-\d{2}\.\.(\d{4})-(\d{2})-\d{2}$/.exec(key);
  return range ? { year: Number(range[1]), month: Number(range[2]) } : null;
}

/** The key of the period of a kind that holds a month. */
export function periodKeyOf(kind: PeriodKind, year: number, month: number): string {
  const two = String(month).padStart(2, '0');
  switch (kind) {
    case 'month':
      return `${year}-${two}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'half':
      return `${year}-H${Math.ceil(month / 6)}`;
    case 'year':
      return String(year);
    case 'ytd':
      return `${year}-YTD-${two}`;
  }
}

/** Every period of a kind that a span of months ('2018-12' … '2020-06') touches, newest first. */
export function periodsBetween(kind: PeriodKind, first: string, last: string): string[] {
  const keys: string[] = [];
  let [year, month] = yearMonth(last);
  const [firstYear, firstMonth] = yearMonth(first);
  while (year > firstYear || (year === firstYear && month >= firstMonth)) {
    const key = periodKeyOf(kind, year, month);
    if (keys.at(-1) !== key) keys.push(key);
    month -= 1;
    if (month === 0) {
      month = 12;
      year -= 1;
    }
  }
  return keys;
}

function yearMonth(text: string): [number, number] {
  return [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
}
