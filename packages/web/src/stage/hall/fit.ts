/**
 * How large type may be on the hall's screen (1920×1080 units): reckoned from the texts, so that a page never overflows and
 * nothing is measured when it has to show within a frame. Names stay ≥ 40, figures ≥ 28, notes ≥ 20.
 */
import { TABLE_ROWS } from '@qingzhang/contract';

/** Width of a text in em: Chinese and full-width characters count 1, Latin letters and figures little more than half. */
export function em(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 1 : /[MWmw%—]/.test(character) ? 0.9 : 0.58;
  return width;
}
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6≤≥●▲■✕]/;

/** The size of a page's sentence: one line if it can be, two smaller ones if not. */
export function titleSize(title: string, width: number): number {
  const length = em(title);
  for (const size of [60, 54, 48]) if (length * size <= width) return size;
  return length * 46 <= width * 1.9 ? 46 : 40;
}

export interface TableFit {
  /** Size of figures and words; names in the first column have `name`. */
  readonly font: number;
  readonly name: number;
  readonly rowHeight: number;
  readonly perScreen: number;
  readonly screens: number;
  /** Widths of the columns, in units. */
  readonly widths: readonly number[];
}

const PADDING = 36;
const NAME = 40;

/** Fit a table into its place; what has more rows than a screen holds goes on on the next one (`sub`). */
export function fitTable(
  table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] },
  width: number,
  height: number,
): TableFit {
  const screens = Math.max(1, Math.ceil(table.rows.length / TABLE_ROWS));
  const perScreen = Math.min(TABLE_ROWS, Math.max(1, table.rows.length));
  const rowHeight = Math.min(84, Math.floor(height / perScreen));
  const widest = table.columns.map((_, column) =>
    Math.max(0, ...table.rows.map((cells) => em(cells[column] ?? ''))),
  );
  const heads = table.columns.map((title) => em(title));
  const widthsAt = (font: number) =>
    widest.map((cells, column) =>
      Math.ceil(Math.max(cells * (column === 0 ? NAME : font), (heads[column] ?? 0) * 28) + PADDING),
    );
  let font = Math.min(40, Math.floor(rowHeight / 1.3));
  while (font > 28 && sum(widthsAt(font)) > width) font -= 2;
  let widths = widthsAt(font);
  const over = sum(widths) - width;
  if (over > 0) {
    // Words that are too long even so break into lines: the widest columns give way, those of figures stay.
    const long = widths.map((one) => one > width / widths.length);
    const given = sum(widths.filter((_, column) => long[column]));
    const share = Math.max(0.2, (given - over) / given);
    widths = widths.map((one, column) => (long[column] ? Math.floor(one * share) : one));
    const lines = Math.ceil(1 / share);
    font = Math.max(24, Math.min(font, Math.floor(rowHeight / (lines * 1.2))));
  } else {
    const share = -over / Math.max(1, widths.length);
    widths = widths.map((one) => Math.floor(one + share));
  }
  return { font, name: NAME, rowHeight, perScreen, screens, widths };
}

/** Fit paragraphs: the largest size at which they stand on one screen, else as many a screen as fit at the least size. */
export function fitPoints(
  points: readonly { readonly head: string; readonly text: string }[],
  width: number,
  height: number,
): { readonly font: number; readonly screens: readonly (readonly number[])[] } {
  const heightOf = (point: { head: string; text: string }, font: number) => {
    const headLines = point.head === '' ? 0 : Math.ceil((em(point.head) * font * 1.1) / (width - font * 1.6));
    const textLines = point.text === '' ? 0 : Math.ceil((em(point.text) * font) / (width - font * 1.6));
    return (headLines * 1.5 + textLines * 1.5 + 0.6) * font;
  };
  for (let font = 48; font >= 40; font -= 2)
    if (sum(points.map((point) => heightOf(point, font))) <= height)
      return { font, screens: [points.map((_, at) => at)] };
  const font = 40;
  const screens: number[][] = [[]];
  let used = 0;
  for (const [at, point] of points.entries()) {
    const needs = heightOf(point, font);
    if (used > 0 && used + needs > height) {
      screens.push([]);
      used = 0;
    }
    screens.at(-1)?.push(at);
    used += needs;
  }
  return { font, screens };
}

/** Widths in CSS pixels a sheet of a paper is laid out for: 16 px type without margins of paper, 33 to 44 characters a line. */
const SHEET_WIDTHS = [560, 620, 680, 740] as const;
/** Each screen begins a little before the last one ended, so that no line is lost between them. */
const STEP = 0.92;
/** What a sheet may be longer than its room, in its own pixels, without another screen: less than a line. */
const SLACK = 6;

export interface SheetFit {
  /** The sheet's width and its text's height, in its own pixels; `scale` makes units of the hall of them. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly screens: number;
  /** From one screen to the next, in the sheet's pixels. */
  readonly step: number;
}

/**
 * Fit a sheet: the largest type at which its text stands on one screen, else the largest type and as many screens as it
 * needs. `heightAt` says how high the text is at a width; nothing measured (0) is one screen.
 */
export function fitSheet(
  room: { readonly width: number; readonly height: number },
  heightAt: (width: number) => number,
): SheetFit {
  const fits = SHEET_WIDTHS.map((width) => {
    const scale = room.width / width;
    const height = heightAt(width);
    const shown = room.height / scale;
    const step = shown * STEP;
    const screens = height <= shown + SLACK ? 1 : 1 + Math.ceil((height - SLACK - shown) / step);
    return { width, height, scale, screens, step };
  });
  const [largest] = fits;
  return fits.find(({ screens }) => screens === 1) ?? (largest as SheetFit);
}

/** Width of the speaker's panel that texts have. */
const SIDE_TEXT = 456;

/**
 * How the facts of the speaker's panel stand: label beside figure, or, where one of them has no room for that, every label
 * above its figure — all alike, so that figures stay under each other.
 */
export function sideStacks(
  facts: readonly { readonly label: string; readonly value: string; readonly unit: string }[],
): boolean {
  return facts.some(
    ({ label, value, unit }) =>
      Math.max(150, em(label) * 32) + 24 + em(value) * 46 + 30 + em(unit) * 32 > SIDE_TEXT,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
