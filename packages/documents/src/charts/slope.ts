import type { SlopeSpec } from '../model/chart.ts';
import { INK, type Picture, picture, svgLine, svgText } from './svg.ts';

const WIDTH = 590;
const STEP = 25;
const TOP = 46;
const LEFT = 226;
const RIGHT = 388;

type Side = 'left' | 'right';

/**
 * State and change side by side, one line a city (排名). The height is the rank itself: a tie is one step carrying
 * all its names, and the rank it skips stays empty (AIR-4.7). Cities without valid data stand below, unranked.
 */
export function drawSlope(spec: SlopeSpec, label: string): Picture {
  const ranks = spec.items.flatMap((item) => [item.left?.rank ?? 1, item.right?.rank ?? 1]);
  const bottom = TOP + (Math.max(1, ...ranks) - 1) * STEP;
  const yOf = (rank: number): number => TOP + (rank - 1) * STEP;
  const parts: string[] = [
    svgText(LEFT, 16, spec.leftTitle, { anchor: 'end', fill: INK.ink, bold: true }),
    svgText(RIGHT, 16, spec.rightTitle, { fill: INK.ink, bold: true }),
  ];
  const ordered = [...spec.items].sort((a, b) => Number(a.emphasis ?? false) - Number(b.emphasis ?? false));
  for (const item of ordered) {
    if (!item.left || !item.right) continue;
    const [ink, width] = item.emphasis ? [INK.ink, 2.25] : [INK.axis, 1.1];
    parts.push(svgLine(LEFT + 10, yOf(item.left.rank), RIGHT - 10, yOf(item.right.rank), ink, width));
    for (const [x, rank] of [
      [LEFT + 10, item.left.rank],
      [RIGHT - 10, item.right.rank],
    ] as const) {
      parts.push(`<circle cx="${x}" cy="${yOf(rank)}" r="${item.emphasis ? 4 : 3}" fill="${ink}"/>`);
    }
  }
  parts.push(...sideLabels(spec, 'left', yOf), ...sideLabels(spec, 'right', yOf));
  const missing = spec.items.filter((item) => !item.left || !item.right).map((item) => item.label);
  const height = bottom + (missing.length > 0 ? 48 : 22);
  if (missing.length > 0) {
    parts.push(
      svgText(WIDTH / 2, bottom + 36, `数据无效或无上年同期，未参评：${missing.join('、')}`, {
        anchor: 'middle',
        fill: INK.ink3,
      }),
    );
  }
  return picture(WIDTH, height, parts, label);
}

function sideLabels(spec: SlopeSpec, side: Side, yOf: (rank: number) => number): string[] {
  const steps = new Map<number, { names: string[]; text: string; strong: boolean }>();
  for (const item of spec.items) {
    const place = item[side];
    if (!place || !item.left || !item.right) continue;
    const step = steps.get(place.rank) ?? { names: [], text: place.text, strong: false };
    step.names.push(item.label);
    step.strong ||= item.emphasis === true;
    steps.set(place.rank, step);
  }
  return [...steps].map(([rank, step]) => {
    const tie = step.names.length > 1 ? `并列${rank}` : String(rank);
    const names = step.names.join('、');
    const words = side === 'left' ? `${tie}　${names}　${step.text}` : `${step.text}　${names}　${tie}`;
    return svgText(side === 'left' ? LEFT : RIGHT, yOf(rank) + 4, words, {
      anchor: side === 'left' ? 'end' : 'start',
      fill: INK.ink,
      bold: step.strong,
    });
  });
}
