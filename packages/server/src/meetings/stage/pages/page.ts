/** What every composed page has in common. Pages are Chinese: they are what the hall reads. */
import { type ScreenBody, type ScreenPage, TABLE_ROWS } from '@qingzhang/contract';

/** A page before it is kept: without a version. */
export type DraftPage = Omit<ScreenPage, 'version'>;

/** What stands at the foot of every page of one set of figures. */
export interface PageFoot {
  readonly badges: readonly string[];
  readonly until: string;
}

/** A page with its foot and the number of its screens. */
export function pageOf(
  foot: PageFoot,
  page: Pick<DraftPage, 'key' | 'agendaItem' | 'title' | 'body'> & Partial<Pick<DraftPage, 'side' | 'base'>>,
): DraftPage {
  return {
    ...page,
    side: page.side ?? null,
    base: page.base ?? '',
    badges: [...foot.badges],
    until: foot.until,
    subs: screensOf(page.body),
  };
}

/** How many screens a body takes: tables, bars and promises go on after so many rows. */
export function screensOf(body: ScreenBody): number {
  const rows =
    body.kind === 'table' || body.kind === 'pledges'
      ? body.rows.length
      : body.kind === 'bars'
        ? barRows(body)
        : 1;
  return Math.max(1, Math.ceil(rows / TABLE_ROWS));
}
const barRows = (body: Extract<ScreenBody, { kind: 'bars' }>): number => body.rows.length;

type Cell = Extract<ScreenBody, { kind: 'table' }>['rows'][number]['cells'][number];
export type Tone = NonNullable<Cell['tone']>;

/** A cell, with its tone where it has one. */
export const cell = (text: string | null | undefined, tone?: Tone): Cell =>
  tone === undefined ? { text: text ?? '—' } : { text: text ?? '—', tone };

export type Columns = Extract<ScreenBody, { kind: 'table' }>['columns'];
/** Columns from their titles: the first is a name, the others are figures. */
export const columns = (first: string, ...rest: readonly string[]): Columns => [
  { title: first, align: 'left' },
  ...rest.map((title) => ({ title, align: 'right' as const })),
];

/** 大同、吕梁、临汾; more than `most` of them: 大同、吕梁、临汾等 5 市. */
export function named(names: readonly string[], most = 4): string {
  return names.length <= most
    ? names.join('、')
    : `${names.slice(0, most - 1).join('、')}等 ${names.length} 市`;
}

/** A sign that is seen from afar: −18.4, +6.2, 0.0. */
export function signedText(value: number, decimals = 1): string {
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
