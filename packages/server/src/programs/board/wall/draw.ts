/** 挂图作战: a board as one sheet to hang up, read from metres away. Pure: the same board gives the same drawing. */
import type { ProgramBoard, ProgramRanking, ProgramTile } from '@qingzhang/contract';
import { amountName, type ProgramLamp, sayLamp, sayStepFigure } from '@qingzhang/domain';
import { daysBetween } from '@qingzhang/standards';
import { INK, line, n, pieces, polygon, polyline, rect, sheet, widthOf, words, wrap } from './svg.ts';

/** ISO A: the same drawing on A3 and A0. Units of the drawing; a city's name is 8 mm high on A3, 23 mm on A0. */
const WIDTH = 1680;
const HEIGHT = 1188;
const EDGE = 44;

const LAMPS: Readonly<Record<ProgramLamp, { readonly fill: string; readonly ink: string }>> = {
  blue: { fill: '#1f66b3', ink: '#ffffff' },
  green: { fill: '#2a7757', ink: '#ffffff' },
  yellow: { fill: '#f2c230', ink: '#15181c' },
  red: { fill: '#bf2418', ink: '#ffffff' },
  grey: { fill: '#6b737b', ink: '#ffffff' },
};

export interface WallFacts {
  readonly board: ProgramBoard;
  readonly ranking: ProgramRanking;
  /** 市's name by code; the province's too. */
  readonly name: (code: string) => string;
  /** When it was drawn: 2021-07-04 09:00. */
  readonly drawnAt: string;
}

/** The drawing as SVG. */
export function drawWall(facts: WallFacts): string {
  const { board } = facts;
  const all = board.province === null ? board.tiles : [...board.tiles, board.province];
  const head = headOf(facts);
  const side = 352;
  const chart = {
    x: EDGE,
    y: head.bottom + 16,
    width: WIDTH - 2 * EDGE - side - 32,
    height: HEIGHT - head.bottom - 16 - 84,
  };
  const columns =
    all.length <= 1
      ? 1
      : all.length <= 4
        ? 2
        : all.length <= 9
          ? 3
          : all.length <= 12
            ? 4
            : all.length <= 20
              ? 5
              : 6;
  const rows = Math.max(1, Math.ceil(all.length / columns));
  const span = spanOf(all);
  const tiles = all.map((tile, index) => {
    const width = chart.width / columns;
    const height = chart.height / rows;
    const box = {
      x: chart.x + (index % columns) * width,
      y: chart.y + Math.floor(index / columns) * height,
      width: width - 16,
      height: height - 16,
    };
    return tileSvg(tile, box, span, facts, tile === board.province);
  });
  const right = WIDTH - EDGE - side;
  return sheet(
    WIDTH,
    HEIGHT,
    [
      head.svg,
      ...tiles,
      sideSvg(facts, right, chart.y, side, chart.height),
      footSvg(facts.board, facts.drawnAt),
    ].join(''),
  );
}

/** 2021-06-30 24:00 for midnight, else the minute, on Beijing's clock. */
function untilOf(until: string): string {
  const wall = new Date(Date.parse(until) + 8 * 3_600_000);
  const text = wall.toISOString();
  if (text.slice(11, 16) !== '00:00') return text.slice(0, 16).replace('T', ' ');
  return `${new Date(wall.getTime() - 3_600_000).toISOString().slice(0, 10)} 24:00`;
}

function headOf({ board }: WallFacts): { readonly svg: string; readonly bottom: number } {
  const title = board.name.zh;
  const size = 62;
  const [year = '', month = ''] = board.month.split('-');
  const parts = [words(EDGE, 92, title, { size, bold: true })];
  let x = EDGE + widthOf(title) * size + 24;
  const label = `${year}年${Number(month)}月`;
  parts.push(words(x, 92, label, { size: 34, fill: INK.ink2 }));
  x += widthOf(label) * 34 + 20;
  if (board.simulated) parts.push(simulatedMark(x, 62));
  parts.push(words(WIDTH - EDGE, 68, '挂图作战', { size: 34, bold: true, anchor: 'end' }));
  parts.push(
    words(WIDTH - EDGE, 98, `数据截至 ${untilOf(board.until)}`, { size: 20, fill: INK.ink3, anchor: 'end' }),
  );
  const lead = board.lead.map(({ text, tone }) => ({
    text,
    bold: tone !== undefined,
    fill: tone === 'worse' ? INK.worse : INK.ink,
  }));
  const lines = wrap(lead, (WIDTH - 2 * EDGE) / 31).slice(0, 3);
  lines.forEach((parts_, index) => {
    parts.push(pieces(EDGE, 146 + index * 42, parts_, 30));
  });
  const bottom = 146 + (lines.length - 1) * 42 + 22;
  parts.push(line(EDGE, bottom, WIDTH - EDGE, bottom, INK.ink, 3));
  return { svg: parts.join(''), bottom };
}

/** 模拟数据: hatched, as everywhere. */
function simulatedMark(x: number, y: number): string {
  const stripes = Array.from({ length: 12 }, (_, index) =>
    polygon(
      [
        [x + index * 12, y + 38],
        [x + index * 12 + 4, y + 38],
        [x + index * 12 + 14, y],
        [x + index * 12 + 10, y],
      ],
      INK.rule,
    ),
  );
  return [
    rect(x, y, 148, 38, '#ffffff', INK.axis),
    ...stripes,
    words(x + 74, y + 28, '模拟数据', { size: 26, anchor: 'middle', halo: true }),
  ].join('');
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Span {
  readonly first: string;
  readonly last: string;
}

function spanOf(tiles: readonly ProgramTile[]): Span | null {
  const days = tiles.flatMap(({ path, series }) => [...path, ...series].map(({ day }) => day)).sort();
  const [first] = days;
  const last = days.at(-1);
  return first === undefined || last === undefined || first === last ? null : { first, last };
}

function lampSvg(x: number, y: number, radius: number, lamp: ProgramLamp): string {
  const { fill, ink } = LAMPS[lamp];
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"/>${words(x, y + radius * 0.42, sayLamp(lamp, 'zh'), { size: radius * 1.15, bold: true, fill: ink, anchor: 'middle' })}`;
}

function tileSvg(tile: ProgramTile, box: Box, span: Span | null, facts: WallFacts, whole: boolean): string {
  const { board } = facts;
  const { x, y, width, height } = box;
  const late = tile.lamp === 'red' || tile.lamp === 'yellow';
  const name = whole ? '全省' : facts.name(tile.region);
  const parts = [
    line(x, y, x + width, y, whole ? INK.ink : late ? INK.worse : INK.rule2, whole || late ? 5 : 2),
  ];
  let left = x;
  if (!whole) {
    parts.push(lampSvg(x + 19, y + 30, 18, tile.lamp));
    left += 46;
  }
  parts.push(words(left, y + 41, name, { size: 30, bold: true }));
  const gap =
    tile.gap === null || !tile.applicable
      ? tile.applicable
        ? ''
        : tile.reason
      : tile.gap > 0
        ? `落后 ${tile.gap.toFixed(1)} 点`
        : tile.gap < 0
          ? `超前 ${Math.abs(tile.gap).toFixed(1)} 点`
          : '与序时持平';
  const red = late || (tile.gap ?? 0) > 5;
  parts.push(
    words(x + width, y + 39, gap, { size: 21, bold: true, fill: red ? INK.worse : INK.ink2, anchor: 'end' }),
  );
  const plot = { x, y: y + 62, width, height: height - 62 - 58 };
  if (tile.applicable && span !== null && tile.series.length > 0)
    parts.push(plotSvg(tile, plot, span, board));
  else parts.push(figuresSvg(tile, plot, board));
  parts.push(paceSvg(tile, x, y + height - 14, board));
  return parts.join('');
}

/** Curves: done as a line, running as an area, the plan dashed, the gap as a red bar. */
function plotSvg(tile: ProgramTile, plot: Box, span: Span, board: ProgramBoard): string {
  const days = daysBetween(span.first, span.last);
  const px = (day: string) => plot.x + (daysBetween(span.first, day) / days) * plot.width;
  const py = (share: number) => plot.y + plot.height * (1 - Math.min(108, Math.max(0, share)) / 100);
  const curve = (key: 'progress' | 'companion') =>
    tile.series.flatMap((point) => {
      const value = point[key];
      return value === null ? [] : [[px(point.day), py(value)] as const];
    });
  const done = curve('progress');
  const running = curve('companion');
  const bottom = plot.y + plot.height;
  const parts = [
    line(plot.x, plot.y, plot.x + plot.width, plot.y, INK.rule, 1.5),
    line(plot.x, py(50), plot.x + plot.width, py(50), INK.rule, 1.5),
    line(plot.x, bottom, plot.x + plot.width, bottom, INK.axis, 2),
  ];
  const [firstRunning] = running;
  const lastRunning = running.at(-1);
  if (firstRunning !== undefined && lastRunning !== undefined) {
    parts.push(polygon([[firstRunning[0], bottom], ...running, [lastRunning[0], bottom]], INK.area));
    parts.push(polyline(running, INK.axis, 3));
  }
  parts.push(
    polyline(
      tile.path.map(({ day, share }) => [px(day), py(share)] as const),
      INK.axis,
      3,
      '8 7',
    ),
  );
  parts.push(polyline(done, INK.ink, 5));
  const end = done.at(-1);
  if (end !== undefined) {
    if (tile.gap !== null && tile.gap > 5 && tile.planned !== null && tile.missingSince === null) {
      parts.push(line(end[0], py(tile.planned), end[0], end[1], INK.worse, 9));
    }
    parts.push(`<circle cx="${n(end[0])}" cy="${n(end[1])}" r="7" fill="${INK.ink}"/>`);
    const named = (role: 'progress' | 'companion') =>
      amountName(board.definition.measures.find((measure) => measure.role === role)?.name, 'zh');
    const right = end[0] < plot.x + plot.width * 0.55;
    const at = right ? end[0] + 14 : end[0] - 12;
    const anchor = right ? ('start' as const) : ('end' as const);
    const upper = Math.min(Math.max(end[1] + (right ? 9 : -34), plot.y + 24), bottom - 34);
    const size = 23;
    if (tile.missingSince !== null) {
      parts.push(
        words(at, upper, `${Number(tile.missingSince.slice(5))}月起未报`, {
          size,
          fill: INK.worse,
          anchor,
          halo: true,
        }),
      );
    } else {
      if (tile.progress !== null) {
        parts.push(
          words(at, upper, `${named('progress')} ${tile.progress.toFixed(1)}%`, {
            size,
            bold: true,
            anchor,
            halo: true,
          }),
        );
      }
      if (tile.companion !== null) {
        parts.push(
          words(at, upper + 28, `${named('companion')} ${tile.companion.toFixed(1)}%`, {
            size,
            fill: INK.ink3,
            anchor,
            halo: true,
          }),
        );
      }
    }
  }
  const months = Math.round(days / 30.4);
  for (let index = 0; index <= months; index++) {
    const first = new Date(Date.parse(`${span.first}T00:00:00Z`) + 86_400_000);
    const middle = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 15))
      .toISOString()
      .slice(0, 10);
    if (middle > span.last || middle < span.first) continue;
    if (months > 8 && index % 2 === 1) continue;
    parts.push(
      words(px(middle), bottom + 21, `${Number(middle.slice(5, 7))}月`, {
        size: 16,
        fill: INK.ink3,
        anchor: 'middle',
      }),
    );
  }
  return parts.join('');
}

/** Programs without a path: their first figures, large. */
function figuresSvg(tile: ProgramTile, plot: Box, board: ProgramBoard): string {
  if (!tile.applicable) {
    return words(plot.x + plot.width / 2, plot.y + plot.height / 2, '本市无此项', {
      size: 28,
      fill: INK.ink3,
      anchor: 'middle',
    });
  }
  const cells = board.measures.find(({ region }) => region === tile.region)?.cells ?? {};
  const rows = Math.max(1, Math.floor(plot.height / 38));
  return board.definition.measures
    .slice(0, rows)
    .map((measure, index) => {
      const y = plot.y + 28 + index * 38;
      const value = cells[measure.key];
      const unit = measure.of.kind === 'amount' ? (measure.unit ?? '') : '%';
      return [
        words(plot.x, y, measure.name.zh.slice(0, 10), { size: 20, fill: INK.ink3 }),
        words(
          plot.x + plot.width,
          y,
          value === null || value === undefined ? '—' : `${value.toLocaleString('en-US')} ${unit}`,
          { size: 26, bold: true, anchor: 'end' },
        ),
      ].join('');
    })
    .join('');
}

const per = { day: '天', week: '周', month: '月' } as const;

function paceSvg(tile: ProgramTile, x: number, y: number, board: ProgramBoard): string {
  if (!tile.applicable) return '';
  if (tile.pace === null) {
    const { counter } = board.definition;
    const text = `共 ${tile.items.toLocaleString('en-US')} ${counter}，未销号 ${tile.openItems.toLocaleString('en-US')}`;
    const late = { text: tile.overdue > 0 ? `，逾期 ${tile.overdue}` : '', fill: INK.worse, bold: true };
    return pieces(x, y, [{ text, fill: INK.ink2 }, late], 19);
  }
  const { need, actual, unit, per: span, month } = tile.pace;
  const slow = actual !== null && actual < need / 2;
  return pieces(
    x,
    y,
    [
      { text: `要 ${need.toLocaleString('en-US')} ${unit}/${per[span]}`, bold: true },
      ...(actual === null
        ? []
        : [
            { text: `，${Number(month.slice(5))}月实际 `, fill: INK.ink2 },
            { text: actual.toLocaleString('en-US'), bold: true, fill: slow ? INK.worse : INK.ink2 },
          ]),
    ],
    19,
  );
}

/** Right: the ranking, and who is behind with what must happen. */
function sideSvg(
  { board, ranking, name }: WallFacts,
  x: number,
  top: number,
  width: number,
  height: number,
): string {
  const parts = [
    line(x, top, x + width, top, INK.ink, 5),
    words(x, top + 42, '排名', { size: 32, bold: true }),
  ];
  parts.push(words(x + width, top + 40, '由好到差', { size: 20, fill: INK.ink3, anchor: 'end' }));
  const tiles = new Map(board.tiles.map((tile) => [tile.region, tile]));
  const late = board.tiles.filter(
    ({ lamp, applicable }) => applicable && (lamp === 'red' || lamp === 'yellow'),
  );
  // Two lists share the height: the ranking takes what the list of those behind leaves.
  const lateHeight = Math.min(late.length, 6) * 66 + 70;
  const step = Math.min(48, (height - lateHeight - 80) / Math.max(1, ranking.rows.length));
  const size = Math.min(28, step * 0.62);
  ranking.rows.forEach((row, index) => {
    const y = top + 70 + (index + 0.7) * step;
    const tile = tiles.get(row.region);
    parts.push(
      words(x + 30, y, row.rank === null ? '—' : String(row.rank), { size, bold: true, anchor: 'end' }),
    );
    if (tile) parts.push(lampSvg(x + 56, y - size * 0.35, size * 0.55, tile.lamp));
    parts.push(words(x + 82, y, name(row.region), { size }));
    const [figure] = row.steps;
    const [first] = board.definition.ranking.steps;
    const shown =
      figure == null || first === undefined ? '—' : sayStepFigure(first, board.definition, figure);
    const value = row.unranked ?? shown;
    parts.push(
      words(x + width, y, value, {
        size: row.unranked === null ? size : size * 0.72,
        bold: row.unranked === null,
        fill: row.unranked === null ? INK.ink : INK.ink3,
        anchor: 'end',
      }),
    );
    parts.push(line(x, y + step * 0.3, x + width, y + step * 0.3, INK.rule, 1));
  });
  const y = top + height - lateHeight;
  parts.push(line(x, y, x + width, y, INK.worse, 5));
  parts.push(
    words(x, y + 42, late.length === 0 ? '没有落后的市' : `落后 ${late.length} 市`, {
      size: 32,
      bold: true,
      fill: late.length === 0 ? INK.ink : INK.worse,
    }),
  );
  late.slice(0, 6).forEach((tile, index) => {
    const at = y + 62 + index * 66;
    parts.push(lampSvg(x + 17, at + 18, 17, tile.lamp));
    parts.push(words(x + 44, at + 27, name(tile.region), { size: 27, bold: true }));
    parts.push(
      words(x + width, at + 26, tile.gap === null || tile.gap <= 0 ? '' : `差 ${tile.gap.toFixed(1)} 点`, {
        size: 23,
        bold: true,
        fill: INK.worse,
        anchor: 'end',
      }),
    );
    const room = (width - 44) / 19;
    const [[{ text: reason } = { text: '' }] = []] = wrap(
      [
        {
          text:
            tile.pace === null
              ? tile.reason
              : `要 ${tile.pace.need.toLocaleString('en-US')} ${tile.pace.unit}/${per[tile.pace.per]}${tile.deadline === null ? '' : `，到 ${Number(tile.deadline.day.slice(5, 7))}月${Number(tile.deadline.day.slice(8))}日`}`,
        },
      ],
      room,
    );
    parts.push(words(x + 44, at + 52, reason, { size: 19, fill: INK.ink2 }));
  });
  return parts.join('');
}

/** The key of lamps at the left, who drew it when at the right: smaller where both would touch. */
export function footSvg(
  { office, simulated }: Pick<ProgramBoard, 'office' | 'simulated'>,
  drawnAt: string,
): string {
  const y = HEIGHT - 40;
  const parts = [line(EDGE, y - 34, WIDTH - EDGE, y - 34, INK.rule2, 1.5)];
  const lamps = [
    ['blue', '超前 10 点以上'],
    ['green', '达到序时，或差 5 点以内'],
    ['yellow', '差 5–15 点'],
    ['red', '差 15 点以上或逾期'],
    ['grey', '未启动、无此项'],
  ] as const;
  const plan = '序时';
  const drawn = `${office}　${drawnAt} 制图${simulated ? '　模拟数据，不得作为依据' : ''}`;
  // At size 19 a lamp's text is followed by 58 units of lamp and space; all of it shrinks together.
  const letters = lamps.reduce((sum, [, text]) => sum + widthOf(text), widthOf(plan) + widthOf(drawn));
  const scale = Math.min(1, (WIDTH - 2 * EDGE) / (letters * 19 + lamps.length * 58 + 42 + 30));
  const size = 19 * scale;
  let x = EDGE;
  for (const [lamp, text] of lamps) {
    parts.push(lampSvg(x + 13 * scale, y - 8 * scale, 13 * scale, lamp));
    parts.push(words(x + 32 * scale, y, text, { size, fill: INK.ink2 }));
    x += widthOf(text) * size + 58 * scale;
  }
  parts.push(line(x, y - 8 * scale, x + 34 * scale, y - 8 * scale, INK.axis, 3, '8 7'));
  parts.push(words(x + 42 * scale, y, plan, { size, fill: INK.ink2 }));
  parts.push(words(WIDTH - EDGE, y, drawn, { size, fill: INK.ink3, anchor: 'end' }));
  return parts.join('');
}
