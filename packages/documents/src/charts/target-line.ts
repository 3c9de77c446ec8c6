import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { ChartValue, TargetLineSpec } from '../model/chart.ts';
import { INK, type Picture, picture, px, svgLine, svgText } from './svg.ts';

const WIDTH = 590;
const HEIGHT = 210;
const LEFT = 36;
const RIGHT = WIDTH - 92;
const TOP = 28;
const BASE = 184;

/** A line over time with its target; the line ends where the data end and never bridges a gap. */
export function drawTargetLine(spec: TargetLineSpec, label: string): Picture {
  const labels = spec.points.map((_, i) => i);
  const all = [...spec.points, ...(spec.lastYear ?? [])].flatMap((p) => (p.value ? [p.value.value] : []));
  const y = scaleLinear()
    .domain([0, Math.max(1e-9, spec.target.value, ...all) * 1.05])
    .nice(4)
    .range([BASE, TOP]);
  const x = scalePoint<number>()
    .domain(labels)
    .range([LEFT + 10, RIGHT]);
  const path = line<{ value: ChartValue | null }>()
    .defined((p) => p.value !== null)
    .x((_, i) => x(i) ?? 0)
    .y((p) => y(p.value?.value ?? 0))
    .digits(2);
  const parts: string[] = [svgText(0, 13, spec.unit, { size: 11, fill: INK.ink3 })];
  for (const tick of y.ticks(4)) {
    parts.push(svgLine(LEFT, y(tick), RIGHT, y(tick), tick === 0 ? INK.axis : INK.rule));
    parts.push(svgText(LEFT - 6, y(tick) + 4, String(tick), { anchor: 'end', size: 11, fill: INK.ink3 }));
  }
  const every = Math.ceil(spec.points.length / 12);
  spec.points.forEach((point, i) => {
    if (i % every === 0) {
      parts.push(svgText(x(i) ?? 0, BASE + 16, point.label, { anchor: 'middle', size: 11, fill: INK.ink3 }));
    }
  });
  if (spec.lastYear) {
    parts.push(
      `<path d="${path([...spec.lastYear]) ?? ''}" fill="none" stroke="${INK.axis}" stroke-width="1.2"/>`,
    );
    parts.push(...endLabel(spec.lastYear, x, y, '上年', INK.ink3, false));
  }
  const at = y(spec.target.value);
  parts.push(svgLine(LEFT, at, RIGHT, at, INK.ink2, 1.4, '5 3'));
  parts.push(
    svgText(LEFT + 6, at - 5, `${spec.target.label} ${spec.target.text}`, { size: 11, fill: INK.ink2 }),
  );
  parts.push(
    `<path d="${path([...spec.points]) ?? ''}" fill="none" stroke="${INK.ink}" stroke-width="2.2"/>`,
  );
  parts.push(...endLabel(spec.points, x, y, spec.seriesLabel, INK.ink, true));
  return picture(WIDTH, HEIGHT, parts, label);
}

function endLabel(
  points: TargetLineSpec['points'],
  x: (i: number) => number | undefined,
  y: (v: number) => number,
  name: string,
  fill: string,
  strong: boolean,
): string[] {
  const last = points.findLastIndex((p) => p.value !== null);
  const value = points[last]?.value;
  if (!value) return [];
  const cx = x(last) ?? 0;
  return [
    `<circle cx="${px(cx)}" cy="${px(y(value.value))}" r="3" fill="${fill}"/>`,
    svgText(cx + 7, y(value.value) + 4, `${name} ${value.text}`, { size: 11, fill, bold: strong }),
  ];
}
