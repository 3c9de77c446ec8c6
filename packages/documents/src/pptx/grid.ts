import { widthEm } from '../model/table.ts';
import { COLOR, clean, FACE, lineCount, lineHeight } from './look.ts';
import type { BorderProps, Part, Room, Slide, TableCell } from './room.ts';

/** A cell of a native table. */
export interface GridCell {
  readonly text: string;
  readonly ink?: string;
  readonly bold?: boolean;
  readonly fill?: string;
}

export interface GridRow {
  readonly cells: readonly GridCell[];
}

export interface GridColumn {
  readonly title: string;
  readonly align: 'left' | 'center' | 'right';
  /** Share of the width; without it, as wide as its words. */
  readonly share?: number;
}

const SIZES = [20, 18, 16, 14, 12] as const;
const MARGIN = 0.08;
const PAD = 0.1;

/**
 * A table as native, editable tables: as large as its rows allow, on as many slides as they need, the header on each. Rows
 * are never cut; a slide that would hold one or two rows alone shares with the one before.
 */
export function gridParts(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  room: Room,
  note: string | null,
): Part[] {
  if (columns.length === 0 || rows.length === 0) return [(slide, place) => drawNothing(slide, place)];
  const noteHeight = note ? lineHeight(13) * lineCount(note, room.w, 13) + 0.2 : 0;
  const height = room.h - noteHeight;
  const plans = SIZES.map((pt) => plan(columns, rows, room.w, height, pt));
  // The largest type that takes the fewest slides, not below 14 points unless a row would be taller than a slide.
  const legible = plans.filter((one) => one.fits && one.pt >= 14);
  const fewest = Math.min(...legible.map((one) => one.slices.length));
  const chosen =
    legible.find((one) => one.slices.length === fewest) ?? plans.find((one) => one.fits) ?? plans.at(-1)!;
  return chosen.slices.map(
    (slice, i): Part =>
      (slide, place) => {
        drawGrid(slide, place, columns, slice, chosen);
        if (note && i === chosen.slices.length - 1) {
          const used = slice.reduce((sum, { height: h }) => sum + h, chosen.headHeight);
          slide.addText(clean(note), {
            x: place.x,
            y: Math.min(place.y + used + 0.14, place.y + place.h - noteHeight),
            w: place.w,
            h: noteHeight,
            margin: 0,
            fontFace: FACE,
            fontSize: 13,
            color: COLOR.ink3,
            valign: 'top',
          });
        }
      },
  );
}

function drawNothing(slide: Slide, room: Room): void {
  slide.addText('暂无数据', { ...room, h: 0.5, margin: 0, fontFace: FACE, fontSize: 18, color: COLOR.ink3 });
}

interface PlacedRow {
  readonly row: GridRow;
  readonly height: number;
}

interface Plan {
  readonly pt: number;
  readonly widths: readonly number[];
  readonly headHeight: number;
  readonly slices: readonly (readonly PlacedRow[])[];
  /** No single row is taller than a slide. */
  readonly fits: boolean;
}

function plan(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  width: number,
  height: number,
  pt: number,
): Plan {
  const widths = columnWidths(columns, rows, width, pt);
  const tall = (cells: readonly string[], size: number): number =>
    Math.max(
      1,
      ...cells.map((words, c) => lineCount(words, Math.max(0.2, (widths[c] ?? 1) - 2 * MARGIN), size)),
    ) *
      lineHeight(size) +
    PAD;
  const hasHead = columns.some((column) => column.title !== '');
  const headHeight = hasHead
    ? tall(
        columns.map((column) => column.title),
        pt - 3,
      )
    : 0;
  const placed = rows.map(
    (row): PlacedRow => ({
      row,
      height: tall(
        row.cells.map((cell) => cell.text),
        pt,
      ),
    }),
  );
  const room = height - headHeight;
  const slices = evenSlices(placed, room);
  const airy = slices.map((slice) => {
    const free = room - slice.reduce((sum, one) => sum + one.height, 0);
    const more = Math.max(0, Math.min(0.26, free / Math.max(1, slice.length)));
    return slice.map((one) => ({ ...one, height: one.height + more }));
  });
  return { pt, widths, headHeight, slices: airy, fits: placed.every((one) => one.height <= room) };
}

/** As few slices as can be, of about the same height, so that no slide holds a single row. */
function evenSlices(rows: readonly PlacedRow[], room: number): PlacedRow[][] {
  const full = slicesUpTo(rows, room);
  const total = rows.reduce((sum, one) => sum + one.height, 0);
  for (let step = 0; step < 20; step++) {
    const least = total / full.length;
    const slices = slicesUpTo(rows, least + ((room - least) * step) / 20);
    if (slices.length <= full.length) return slices;
  }
  return full;
}

function slicesUpTo(rows: readonly PlacedRow[], height: number): PlacedRow[][] {
  const slices: PlacedRow[][] = [[]];
  let used = 0;
  for (const one of rows) {
    if (used > 0 && used + one.height > height + 0.001) {
      slices.push([]);
      used = 0;
    }
    slices.at(-1)!.push(one);
    used += one.height;
  }
  return slices;
}

/** Columns as wide as their words, sentences sharing what is left. */
function columnWidths(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  width: number,
  pt: number,
): number[] {
  const wanted = columns.map((column, c) => {
    if (column.share !== undefined) return width * column.share;
    const widest = Math.max(
      widthEm(column.title) * 0.85,
      ...rows.map((row) => widthEm(row.cells[c]?.text ?? '') * (row.cells[c]?.bold ? 1.06 : 1)),
    );
    return Math.max(0.5, (widest * 1.08 * pt) / 72 + 2 * MARGIN + 0.06);
  });
  const total = wanted.reduce((a, b) => a + b, 0);
  if (total <= width) return wanted.map((one) => (one * width) / total);
  // Narrow columns keep their width; the wide ones share the rest by the root of what they want.
  const even = width / columns.length;
  const narrow = wanted.map((one) => one <= even);
  const kept = wanted.reduce((sum, one, c) => (narrow[c] ? sum + one : sum), 0);
  const roots = wanted.map((one, c) => (narrow[c] ? 0 : Math.sqrt(one)));
  const rootSum = roots.reduce((a, b) => a + b, 0);
  return wanted.map((one, c) => (narrow[c] ? one : ((width - kept) * roots[c]!) / rootSum));
}

function drawGrid(
  slide: Slide,
  room: Room,
  columns: readonly GridColumn[],
  rows: readonly PlacedRow[],
  chosen: Plan,
): void {
  const none: BorderProps = { type: 'none' };
  const line = (color: string, pt: number): BorderProps => ({ type: 'solid', color, pt });
  const head = columns.map(
    (column): TableCell => ({
      text: clean(column.title),
      options: {
        align: column.align,
        valign: 'bottom',
        color: COLOR.ink2,
        fontSize: chosen.pt - 3,
        border: [none, none, line(COLOR.ink, 1.25), none],
      },
    }),
  );
  const body = rows.map(({ row }) =>
    row.cells.map(
      (cell, c): TableCell => ({
        text: clean(cell.text),
        options: {
          align: columns[c]?.align ?? 'left',
          valign: 'middle',
          color: cell.ink ?? COLOR.ink,
          bold: cell.bold === true,
          border: [none, none, line(COLOR.rule, 0.75), none],
          ...(cell.fill ? { fill: { color: cell.fill } } : {}),
        },
      }),
    ),
  );
  slide.addTable([...(chosen.headHeight > 0 ? [head] : []), ...body], {
    x: room.x,
    y: room.y,
    w: room.w,
    colW: [...chosen.widths],
    rowH: [...(chosen.headHeight > 0 ? [chosen.headHeight] : []), ...rows.map((one) => one.height)],
    fontFace: FACE,
    fontSize: chosen.pt,
    margin: [0.03, MARGIN, 0.03, MARGIN],
  });
}
