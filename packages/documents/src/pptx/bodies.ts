import { rasterise } from '../charts/raster.ts';
import type { DeckAgenda, DeckBody, DeckMap, DeckPledges, DeckTable } from '../model/deck.ts';
import { widthEm } from '../model/table.ts';
import { barParts } from './bars.ts';
import { type GridCell, gridParts } from './grid.ts';
import { htmlLines } from './html-lines.ts';
import { COLOR, clean, FACE, fitSize, lineCount, lineHeight, TONE_FILL, TONE_INK, VERDICT } from './look.ts';
import type { Part, Room, Slide } from './room.ts';
import { classFill } from './tile-fill.ts';

/** A body as the slides it takes: one, or more where it is longer than a slide. */
export function bodyParts(body: DeckBody, room: Room): Part[] {
  switch (body.kind) {
    case 'cover':
      return [(slide, place) => drawLines(slide, place, body.lines)];
    case 'agenda':
      return agendaParts(body, room);
    case 'bars':
      return barParts(body);
    case 'table':
      return tableParts(body, room);
    case 'chart':
      return [(slide, place) => drawChart(slide, place, body.light, body.alt)];
    case 'map':
      return [(slide, place) => drawMap(slide, place, body)];
    case 'pledges':
      return pledgeParts(body, room);
    case 'points':
      return pointParts(body.points, room);
    case 'document':
      return documentParts(body.html, room);
  }
}

function drawLines(slide: Slide, room: Room, lines: readonly string[]): void {
  const pt = fitSize(
    lines.join('\n'),
    room.w,
    [26, 22, 18, 14],
    Math.max(1, Math.floor(room.h / lineHeight(26))),
  );
  slide.addText(
    lines.map((line) => ({ text: clean(line), options: { breakLine: true } })),
    { ...box(room), fontSize: pt, color: COLOR.ink2, valign: 'top', paraSpaceAfter: 10 },
  );
}

function agendaParts(body: DeckAgenda, room: Room): Part[] {
  const speaks = body.items.some((item) => item.speakers.length > 0);
  const rows = body.items.map((item, i) => ({
    cells: [
      { text: String(i + 1), ink: COLOR.ink3 },
      { text: item.title, bold: true },
      ...(speaks ? [{ text: item.speakers.join('、'), ink: COLOR.ink2 }] : []),
      { text: `${item.minutes} 分钟`, ink: COLOR.ink2 },
    ],
  }));
  return gridParts(
    [
      { title: '', align: 'left' },
      { title: '议程', align: 'left' },
      ...(speaks ? [{ title: '发言', align: 'left' as const }] : []),
      { title: '时间', align: 'right' },
    ],
    rows,
    room,
    null,
  );
}

function tableParts(body: DeckTable, room: Room): Part[] {
  const rows = body.rows.map((row) => ({
    cells: row.cells.map((cell): GridCell => {
      const tone = cell.tone ?? 'plain';
      return {
        text: cell.text,
        ink: TONE_INK[tone],
        bold: row.emphasis === true || tone === 'strong' || tone === 'bad',
        ...(row.emphasis ? { fill: COLOR.soft } : {}),
      };
    }),
  }));
  return gridParts(body.columns, rows, room, body.note);
}

function pledgeParts(body: DeckPledges, room: Room): Part[] {
  const rows = body.rows.map((row) => ({
    cells: [
      { text: row.city, bold: true },
      { text: row.promised },
      { text: row.result },
      { text: `${VERDICT[row.verdict].mark} ${row.verdictText}`, ink: VERDICT[row.verdict].ink, bold: true },
    ],
  }));
  return gridParts(
    [
      { title: '市', align: 'left' },
      { title: '上次承诺', align: 'left' },
      { title: '本次兑现', align: 'left' },
      { title: '结果', align: 'left' },
    ],
    rows,
    room,
    body.summary || null,
  );
}

function drawChart(slide: Slide, room: Room, svg: string, alt: string): void {
  const size = svgSize(svg);
  const scale = Math.min(room.w / size.width, room.h / size.height);
  const w = size.width * scale;
  const h = size.height * scale;
  // 200 dots an inch: sharp on a wall, small in the file.
  const png = rasterise({ svg, ...size }, (w * 200) / size.width);
  slide.addImage({
    data: `image/png;base64,${png.toString('base64')}`,
    x: room.x + (room.w - w) / 2,
    y: room.y + (room.h - h) / 2,
    w,
    h,
    altText: clean(alt),
  });
}

/** The size a drawing says it has: its view box, else its width and height. */
function svgSize(svg: string): { width: number; height: number } {
  const root = /<svg\b[^>]*>/u.exec(svg)?.[0] ?? '';
  const box = /viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/u.exec(root);
  const width = Number(box?.[1] ?? /\bwidth="([\d.]+)/u.exec(root)?.[1] ?? 960);
  const height = Number(box?.[2] ?? /\bheight="([\d.]+)/u.exec(root)?.[1] ?? 540);
  return { width: width || 960, height: height || 540 };
}

function drawMap(slide: Slide, room: Room, body: DeckMap): void {
  if (body.tiles.length === 0) return;
  const left = Math.min(...body.tiles.map((tile) => tile.column));
  const top = Math.min(...body.tiles.map((tile) => tile.row));
  const columns = Math.max(...body.tiles.map((tile) => tile.column)) - left + 1;
  const rows = Math.max(...body.tiles.map((tile) => tile.row)) - top + 1;
  const gap = 0.1;
  const legend = 0.5;
  const w = Math.min(2.2, (room.w - (columns - 1) * gap) / columns);
  const h = Math.min(1.25, (room.h - legend - (rows - 1) * gap) / rows);
  const indent = (room.w - columns * (w + gap) + gap) / 2;
  const fit = (words: readonly string[], most: number): number =>
    Math.max(7, Math.min(most, Math.floor(((w - 0.1) * 72) / (Math.max(1, ...words.map(widthEm)) * 1.08))));
  const namePt = fit(
    body.tiles.map((tile) => tile.name),
    Math.floor(h * 72 * 0.24),
  );
  const figurePt = fit(
    body.tiles.map((tile) => tile.text),
    Math.floor(h * 72 * 0.34),
  );
  for (const tile of body.tiles) {
    const { fill, ink } = classFill(tile.class) ?? { fill: TONE_FILL[tile.tone], ink: TONE_INK[tile.tone] };
    slide.addText(
      [
        { text: clean(tile.name), options: { fontSize: namePt, breakLine: true } },
        { text: clean(tile.text), options: { fontSize: figurePt, bold: true } },
      ],
      {
        shape: 'rect',
        x: room.x + indent + (tile.column - left) * (w + gap),
        y: room.y + (tile.row - top) * (h + gap),
        w,
        h,
        margin: 0,
        align: 'center',
        valign: 'middle',
        fontFace: FACE,
        color: ink,
        fill: { color: fill },
        line: { color: COLOR.axis, width: 0.5 },
      },
    );
  }
  let x = room.x;
  const y = room.y + room.h - 0.34;
  const words = [...body.legend, ...(body.unit ? [{ text: `单位：${body.unit}`, class: '' }] : [])];
  for (const entry of words) {
    const colour = classFill(entry.class);
    if (entry.class !== '') {
      slide.addShape('rect', {
        x,
        y: y + 0.06,
        w: 0.2,
        h: 0.2,
        fill: { color: colour?.fill ?? COLOR.soft },
        line: { color: COLOR.axis, width: 0.5 },
      });
      x += 0.28;
    }
    const width = (widthEm(entry.text) * 13 * 1.1) / 72 + 0.2;
    slide.addText(clean(entry.text), {
      x,
      y,
      w: width,
      h: 0.32,
      margin: 0,
      fontFace: FACE,
      fontSize: 13,
      color: COLOR.ink2,
      valign: 'middle',
    });
    x += width + 0.2;
  }
}

type Point = { readonly head: string; readonly text: string };

/** Points in words: as large as they allow; beyond what 16 points hold, on further slides. */
function pointParts(points: readonly Point[], room: Room): Part[] {
  const height = (point: Point, pt: number): number =>
    lineCount(`${point.head}　${point.text}`, room.w - 0.1, pt) * lineHeight(pt) + pt / 72;
  const total = (pt: number): number => points.reduce((sum, point) => sum + height(point, pt), 0);
  const pt = [26, 22, 20, 18, 16].find((size) => total(size) <= room.h) ?? 16;
  const slices: Point[][] = [[]];
  let used = 0;
  for (const point of points.flatMap((one) => splitPoint(one, room, pt))) {
    const tall = height(point, pt);
    if (used > 0 && used + tall > room.h) {
      slices.push([]);
      used = 0;
    }
    slices.at(-1)!.push(point);
    used += tall;
  }
  return slices.map(
    (slice): Part =>
      (slide, place) => {
        if (slice.length === 0) return;
        const runs = slice.flatMap((point) => [
          ...(point.head
            ? [
                {
                  text: clean(point.text ? `${point.head}　` : point.head),
                  options: { bold: true, breakLine: point.text === '' },
                },
              ]
            : []),
          ...(point.text ? [{ text: clean(point.text), options: { breakLine: true } }] : []),
        ]);
        slide.addText(runs, {
          ...box(place),
          fontSize: pt,
          color: COLOR.ink,
          valign: 'top',
          paraSpaceAfter: pt * 0.7,
          lineSpacingMultiple: 1.08,
        });
      },
  );
}

/** A paragraph longer than a slide goes on on the next. */
function splitPoint(point: Point, room: Room, pt: number): Point[] {
  const perSlide = Math.max(40, Math.floor(((room.w * 72) / pt) * (room.h / lineHeight(pt)) * 0.8));
  const letters = [...point.text];
  if (widthEm(point.text) <= perSlide) return [point];
  const count = Math.ceil(widthEm(point.text) / perSlide);
  const size = Math.ceil(letters.length / count);
  return Array.from({ length: count }, (_, i) => ({
    head: i === 0 ? point.head : '',
    text: letters.slice(i * size, (i + 1) * size).join(''),
  }));
}

/** The words of a paper as text that can be edited; its tables and pictures stay in the paper. */
function documentParts(html: string, room: Room): Part[] {
  return pointParts(
    htmlLines(html).map((line) =>
      line.heading ? { head: line.text, text: '' } : { head: '', text: line.text },
    ),
    room,
  );
}

function box(room: Room): { x: number; y: number; w: number; h: number; margin: 0; fontFace: string } {
  return { x: room.x, y: room.y, w: room.w, h: room.h, margin: 0, fontFace: FACE };
}
