import type { DeckBarRow, DeckBars } from '../model/deck.ts';
import { widthEm } from '../model/table.ts';
import { COLOR, clean, FACE, LAMP, TONE_INK } from './look.ts';
import type { BorderProps, Part, Room, Slide, TableCell, TableCellProps, TableRow } from './room.ts';

/** Rows of bars on one slide. */
const ROWS = 14;

/** Shades of a bar's parts from its beginning: ordinary, to look at, red. */
const SHADES = {
  plain: ['424951', '98A1A9', 'CDD3D8'],
  warn: ['935600', 'E0A93F', 'F4DDAE'],
  bad: ['BF2418', 'E38D85', 'F3CBC7'],
} as const;

/** Bars by city: native shapes upon a native table that holds names and figures, so that both can be edited. */
export function barParts(body: DeckBars): Part[] {
  const parts: Part[] = [];
  const count = Math.max(1, Math.ceil(body.rows.length / ROWS));
  const size = Math.ceil(body.rows.length / count);
  for (let at = 0; at < Math.max(1, body.rows.length); at += Math.max(1, size)) {
    const rows = body.rows.slice(at, at + size);
    parts.push((slide, room) => drawBars(slide, room, body, rows));
  }
  return parts;
}

function drawBars(slide: Slide, room: Room, body: DeckBars, rows: readonly DeckBarRow[]): void {
  const head = 0.62;
  if (rows.length === 0) {
    slide.addText('暂无数据', {
      x: room.x,
      y: room.y,
      w: room.w,
      h: 0.5,
      margin: 0,
      fontFace: FACE,
      fontSize: 18,
      color: COLOR.ink3,
    });
    return;
  }
  const rowHeight = Math.min(0.46, (room.h - head) / Math.max(1, rows.length));
  const pt = Math.max(11, Math.min(19, Math.floor(rowHeight * 72 * 0.56)));
  const longest = Math.max(2, ...body.rows.map((row) => widthEm(row.name)));
  const nameWidth = Math.min(room.w * 0.26, (longest * pt * 1.1) / 72 + 0.62);
  const cellWidths = body.columns.map((title, c) => {
    const widest = Math.max(
      widthEm(title) * 0.85,
      ...body.rows.map((row) => widthEm(row.cells[c]?.text ?? '')),
    );
    return (widest * pt * 1.14) / 72 + 0.24;
  });
  const cells = cellWidths.reduce((a, b) => a + b, 0);
  const barWidth = Math.max(1, room.w - nameWidth - cells);
  const scale = Math.min(1, Math.max(0, room.w - nameWidth - 1) / Math.max(0.01, cells));
  const widths = [
    nameWidth,
    barWidth,
    ...cellWidths.map((width) => (cells > room.w - nameWidth - 1 ? width * scale : width)),
  ];
  const barX = room.x + nameWidth;
  const usable = barWidth - 0.25;
  const place = (value: number): number => (Math.max(0, Math.min(body.max, value)) / body.max) * usable;
  const top = room.y + head;

  drawHead(slide, room, body, widths, { barX, usable, place, pt });
  slide.addTable(
    rows.map((row) => tableRow(row, body.columns.length, pt)),
    {
      x: room.x,
      y: top,
      w: room.w,
      colW: widths,
      rowH: rows.map(() => rowHeight),
      fontFace: FACE,
      margin: [0, 0.06, 0, 0.06],
    },
  );
  rows.forEach((row, r) => {
    const y = top + r * rowHeight;
    const shades = SHADES[row.mark ?? 'plain'];
    let from = 0;
    row.parts.forEach((end, part) => {
      if (end === null) return;
      const to = place(end);
      const width = to - from;
      if (width > 0.005) {
        slide.addShape('rect', {
          x: barX + from,
          y: y + rowHeight * 0.2,
          w: width,
          h: rowHeight * 0.6,
          fill: { color: shades[Math.min(part, 2)]! },
          objectName: clean(`${row.name} ${body.legend[part] ?? ''}`),
        });
      }
      from = Math.max(from, to);
    });
    if (row.lamp)
      drawLamp(slide, room.x + 0.06, y + rowHeight / 2, Math.min(0.34, rowHeight * 0.74), row.lamp);
  });
  if (body.path) {
    slide.addShape('line', {
      x: barX + place(body.path.value),
      y: top - 0.06,
      w: 0,
      h: rowHeight * rows.length + 0.12,
      line: { color: COLOR.ink, width: 1.5, dashType: 'dash' },
      objectName: clean(body.path.label),
    });
  }
}

interface BarScale {
  readonly barX: number;
  readonly usable: number;
  readonly place: (value: number) => number;
  readonly pt: number;
}

/** Legend, the planned mark's words and the columns' titles in two lines above the rows. */
function drawHead(slide: Slide, room: Room, body: DeckBars, widths: readonly number[], at: BarScale): void {
  const small = { fontFace: FACE, fontSize: 13, margin: 0, valign: 'middle' as const };
  let x = at.barX;
  const end = room.x + room.w;
  body.legend.forEach((words, part) => {
    if (x + 0.6 > end) return;
    slide.addShape('rect', {
      x,
      y: room.y + 0.07,
      w: 0.17,
      h: 0.17,
      fill: { color: SHADES.plain[Math.min(part, 2)]! },
    });
    const width = Math.min(end - x - 0.25, (widthEm(words) * 13 * 1.1) / 72 + 0.2);
    slide.addText(clean(words), { x: x + 0.25, y: room.y, w: width, h: 0.3, color: COLOR.ink2, ...small });
    x += width + 0.38;
  });
  if (body.unit && x + 1.8 <= end) {
    slide.addText(clean(`单位：${body.unit}`), { x, y: room.y, w: 1.8, h: 0.3, color: COLOR.ink3, ...small });
  }
  if (body.path) {
    const width = Math.min(room.w, (widthEm(body.path.label) * 13 * 1.15) / 72 + 0.2);
    const centre = at.barX + at.place(body.path.value);
    slide.addText(clean(body.path.label), {
      ...small,
      x: Math.max(room.x, Math.min(centre - width / 2, at.barX + at.usable + 0.25 - width)),
      y: room.y + 0.29,
      w: width,
      h: 0.27,
      align: 'center',
      bold: true,
      color: COLOR.ink,
    });
  }
  let cellX = room.x + widths[0]! + widths[1]!;
  body.columns.forEach((title, c) => {
    const width = widths[c + 2]!;
    slide.addText(clean(title), {
      ...small,
      x: cellX,
      y: room.y + 0.29,
      w: width - 0.06,
      h: 0.27,
      align: 'right',
      color: COLOR.ink2,
    });
    cellX += width;
  });
}

function tableRow(row: DeckBarRow, columns: number, pt: number): TableRow {
  const none: BorderProps = { type: 'none' };
  const rule: BorderProps = { type: 'solid', color: COLOR.rule, pt: 0.5 };
  const fill = row.mark === 'bad' ? COLOR.badSoft : row.mark === 'warn' ? COLOR.warnSoft : null;
  const look = (ink: string, align: 'left' | 'right'): TableCellProps => ({
    align,
    valign: 'middle',
    fontSize: pt,
    color: ink,
    bold: row.mark !== null,
    border: [none, none, rule, none],
    ...(fill ? { fill: { color: fill } } : {}),
  });
  const unknown = row.parts.every((part) => part === null);
  return [
    { text: clean(row.name), options: look(COLOR.ink, 'right') },
    { text: unknown ? '暂无数据' : '', options: { ...look(COLOR.ink3, 'left'), fontSize: pt - 2 } },
    ...Array.from({ length: columns }, (_, c): TableCell => {
      const cell = row.cells[c];
      return { text: clean(cell?.text ?? '—'), options: look(TONE_INK[cell?.tone ?? 'plain'], 'right') };
    }),
  ];
}

/** A lamp: a circle with its word, read without colour. */
export function drawLamp(
  slide: Slide,
  x: number,
  centre: number,
  size: number,
  lamp: keyof typeof LAMP,
): void {
  const { fill, ink, word } = LAMP[lamp];
  slide.addText(word, {
    shape: 'ellipse',
    x,
    y: centre - size / 2,
    w: size,
    h: size,
    margin: 0,
    align: 'center',
    valign: 'middle',
    fontFace: FACE,
    fontSize: Math.max(8, Math.round(size * 72 * 0.48)),
    bold: true,
    color: ink,
    fill: { color: fill },
  });
}
