/** Small words of SVG for the wall chart. */

/** The packaged typeface's own name first, then what desks have. */
const FONT =
  "'Noto Sans S Chinese','Noto Sans Hans','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

export const INK = {
  ink: '#15181c',
  ink2: '#424951',
  ink3: '#626a73',
  axis: '#8b939b',
  rule: '#e3e6e9',
  rule2: '#c3c9cf',
  wash: '#f6f7f8',
  area: '#d5dade',
  worse: '#bf2418',
} as const;

/** Nothing a person typed can become markup. */
export function escapeText(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

export interface Type {
  readonly size: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A white edge, so that a line behind does not cut the words. */
  readonly halo?: boolean;
}

/** One line of words. */
export function words(x: number, y: number, value: string, type: Type): string {
  const { size, fill = INK.ink, bold = false, anchor = 'start', halo = false } = type;
  const edge = halo
    ? ` paint-order="stroke" stroke="#ffffff" stroke-width="${n(size / 4)}" stroke-linejoin="round"`
    : '';
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" font-weight="${bold ? 700 : 400}" text-anchor="${anchor}" fill="${fill}"${edge}>${escapeText(value)}</text>`;
}

/** A piece of a line. */
export interface Piece {
  readonly text: string;
  readonly fill?: string;
  readonly bold?: boolean;
}

/** Pieces in one line, each with its own weight and colour; they follow each other as they are set. */
export function pieces(x: number, y: number, parts: readonly Piece[], size: number): string {
  const spans = parts
    .filter(({ text }) => text !== '')
    .map(
      ({ text, fill = INK.ink, bold = false }) =>
        `<tspan fill="${fill}" font-weight="${bold ? 700 : 400}">${escapeText(text)}</tspan>`,
    );
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" xml:space="preserve">${spans.join('')}</text>`;
}

export const n = (value: number): string => String(Math.round(value * 10) / 10);

export const line = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  width: number,
  dash?: string,
): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${n(width)}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}/>`;

export const polyline = (
  points: readonly (readonly [number, number])[],
  stroke: string,
  width: number,
  dash?: string,
): string =>
  points.length < 2
    ? ''
    : `<polyline points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linejoin="round"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}/>`;

export const polygon = (points: readonly (readonly [number, number])[], fill: string): string =>
  points.length < 3
    ? ''
    : `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}"/>`;

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  stroke = 'none',
): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" stroke="${stroke}"/>`;

/** The whole sheet; the view box is the same whatever the paper. */
export const sheet = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" font-family="${FONT}">${rect(0, 0, width, height, '#ffffff')}${body}</svg>`;

/** Width of a line in its own type size: Chinese signs are square, others about half. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\u2e80-\uffef]/u.test(sign) ? 1 : 0.56;
  return width;
}

/** Pieces broken into lines of at most `most` type sizes; a break stands between any two Chinese signs. */
export function wrap(parts: readonly Piece[], most: number): Piece[][] {
  const lines: Piece[][] = [];
  let current: Piece[] = [];
  let width = 0;
  for (const piece of parts) {
    // Figures and Latin words stay whole; closing signs never begin a line.
    for (const text of piece.text.match(/[\w.,%/+-]+|\s+|[^\s]/gu) ?? []) {
      const closes = /^[，。；：、）》”]$/u.test(text);
      if (!closes && width + widthOf(text) > most && current.length > 0) {
        lines.push(current);
        current = [];
        width = 0;
      }
      if (current.length === 0 && text.trim() === '') continue;
      const last = current.at(-1);
      if (last !== undefined && last.fill === piece.fill && last.bold === piece.bold) {
        current[current.length - 1] = { ...last, text: last.text + text };
      } else current.push({ ...piece, text });
      width += widthOf(text);
    }
  }
  if (current.length > 0) lines.push(current);
  return lines;
}
