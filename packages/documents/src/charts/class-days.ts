import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { ClassDaysSpec } from '../model/chart.ts';
import { INK, type Picture, picture, svgRect, svgText } from './svg.ts';

/** Softened class colours with darker edges; their greys differ too, and every part carries its count. */
export const CLASS_FILLS = ['#a9dfa6', '#f7ea7c', '#f6a04d', '#e2493f', '#97336a', '#5c1228'] as const;
const CLASS_EDGES = ['#4c9a49', '#a08b00', '#b9610c', '#b3231a', '#6e0f45', '#3d0818'] as const;
const CLASS_INKS = [INK.ink, INK.ink, INK.ink, '#fff', '#fff', '#fff'] as const;
const CLASS_NAMES = ['优', '良', '轻度污染', '中度污染', '重度污染', '严重污染'] as const;

const WIDTH = 590;
const ROW = 24;
const TOP = 30;
const LABEL = 66;
const NOTE = 84;

/** Days of each AQI class as one bar a city, the count printed in every part wide enough to hold it. */
export function drawClassDays(spec: ClassDaysSpec, label: string): Picture {
  const totals = spec.rows.map((row) => row.days.reduce((a, b) => a + b, 0));
  const hasNotes = spec.rows.some((row) => row.note);
  const x = scaleLinear()
    .domain([0, Math.max(1, ...totals)])
    .range([LABEL, WIDTH - (hasNotes ? NOTE : 4)]);
  const layers = stack<(typeof spec.rows)[number], number>()
    .keys([0, 1, 2, 3, 4, 5])
    .value((row, key) => row.days[key as 0 | 1 | 2 | 3 | 4 | 5])([...spec.rows]);
  const parts: string[] = legend();
  spec.rows.forEach((row, i) => {
    const y = TOP + i * ROW;
    parts.push(svgText(LABEL - 8, y + ROW / 2 + 4, row.label, { anchor: 'end', fill: INK.ink }));
    if (totals[i] === 0) {
      parts.push(svgText(LABEL + 6, y + ROW / 2 + 4, '数据无效', { fill: INK.ink3 }));
    }
    layers.forEach((layer, grade) => {
      const [from, to] = layer[i] ?? [0, 0];
      if (to <= from) return;
      const width = x(to) - x(from);
      parts.push(svgRect(x(from), y + 3, width, ROW - 6, CLASS_FILLS[grade]!, CLASS_EDGES[grade]));
      const count = String(to - from);
      if (width > count.length * 6.5 + 3) {
        parts.push(
          svgText((x(from) + x(to)) / 2, y + ROW / 2 + 4, count, {
            anchor: 'middle',
            size: 11,
            fill: CLASS_INKS[grade]!,
          }),
        );
      }
    });
    if (row.note) {
      parts.push(svgText(WIDTH, y + ROW / 2 + 4, row.note, { anchor: 'end', fill: INK.ink2 }));
    }
  });
  return picture(WIDTH, TOP + spec.rows.length * ROW + 6, parts, label);
}

function legend(): string[] {
  let at = LABEL;
  return CLASS_NAMES.flatMap((name, grade) => {
    const from = at;
    at += 18 + name.length * 12 + 14;
    return [
      svgRect(from, 6, 12, 10, CLASS_FILLS[grade]!, CLASS_EDGES[grade]),
      svgText(from + 17, 15, name, { size: 11 }),
    ];
  });
}
