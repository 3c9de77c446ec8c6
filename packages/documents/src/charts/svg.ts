import { widthEm } from '../model/table.ts';
import { splitFormulas } from '../model/words.ts';

/** Greys and inks of the visual language; nothing in a chart is told by colour alone. */
export const INK = {
  ink: '#15181c',
  ink2: '#424951',
  ink3: '#626a73',
  axis: '#8b939b',
  rule: '#e3e6e9',
  bar: '#7b848d',
  barStrong: '#424951',
} as const;

/** Families in order of preference: the packaged font's own name first, then what desks have. */
export const CHART_FONT =
  "'Noto Sans S Chinese','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";

export interface TextOptions {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  /** A white edge, so that a line behind does not cut the words. */
  readonly halo?: boolean;
}

/** Escapes text for markup: nothing a person typed can become an element or an attribute. */
export function escapeMarkup(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A text element; formulas such as PM2.5 are set with lowered figures. */
export function svgText(x: number, y: number, value: string, options: TextOptions = {}): string {
  const size = options.size ?? 12;
  const parts = splitFormulas(value);
  let lowered = false;
  const spans = parts
    .map((part) => {
      const dy = part.sub === lowered ? '' : ` dy="${px(part.sub ? size * 0.2 : -size * 0.2)}"`;
      lowered = part.sub;
      const small = part.sub ? ` font-size="${px(size * 0.72)}"` : '';
      return parts.length === 1
        ? escapeMarkup(part.text)
        : `<tspan${dy}${small}>${escapeMarkup(part.text)}</tspan>`;
    })
    .join('');
  const anchor = options.anchor && options.anchor !== 'start' ? ` text-anchor="${options.anchor}"` : '';
  const weight = options.bold ? ' font-weight="500"' : '';
  const halo = options.halo ? ' stroke="#fff" stroke-width="3" paint-order="stroke"' : '';
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" fill="${options.fill ?? INK.ink2}"${anchor}${weight}${halo}>${spans}</text>`;
}

export function svgLine(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  width = 1,
  dash?: string,
): string {
  const pattern = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${stroke}" stroke-width="${width}"${pattern}/>`;
}

export function svgRect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  stroke?: string,
): string {
  const edge = stroke ? ` stroke="${stroke}" stroke-width="0.75"` : '';
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(height)}" fill="${fill}"${edge}/>`;
}

/** Two decimals at most, so that the same data give the same text on every machine. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Width of a text in pixels at a size, as estimated for placing labels. */
export function textWidth(value: string, size = 12): number {
  return widthEm(value) * size;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Wraps drawn parts as a complete picture with a name for screen readers. */
export function picture(width: number, height: number, parts: readonly string[], label: string): Picture {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" ` +
    `viewBox="0 0 ${px(width)} ${px(height)}" role="img" aria-label="${escapeMarkup(label)}" ` +
    `font-family="${CHART_FONT}">${parts.join('')}</svg>`;
  return { svg, width, height };
}
