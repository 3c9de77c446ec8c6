import { scaleBand, scaleLinear } from 'd3-scale';
import type { MonthBarsSpec } from '../model/chart.ts';
import { INK, type Picture, picture, svgLine, svgRect, svgText } from './svg.ts';

const WIDTH = 666;
const HEIGHT = 156;
const LEFT = 34;
const TOP = 30;
const BASE = 136;

/** Bars of the months gone against their plan; months to come show the plan alone, dashed. Bars start at zero. */
export function drawMonthBars(spec: MonthBarsSpec, label: string): Picture {
  const values = spec.months.flatMap((m) => [m.actual?.value ?? 0, m.plan?.value ?? 0]);
  const y = scaleLinear()
    .domain([0, Math.max(1e-9, ...values)])
    .nice(3)
    .range([BASE, TOP]);
  const band = scaleBand<number>()
    .domain(spec.months.map((_, i) => i))
    .range([LEFT + 8, WIDTH - 8])
    .padding(0.26);
  const parts: string[] = [];
  for (const tick of y.ticks(3)) {
    parts.push(svgLine(LEFT, y(tick), WIDTH, y(tick), tick === 0 ? INK.axis : INK.rule));
    parts.push(svgText(LEFT - 6, y(tick) + 4, String(tick), { anchor: 'end', size: 11, fill: INK.ink3 }));
  }
  spec.months.forEach((month, i) => {
    const from = band(i) ?? 0;
    const width = band.bandwidth();
    const middle = from + width / 2;
    const plan = month.plan ? y(month.plan.value) : BASE;
    parts.push(svgText(middle, BASE + 15, month.label, { anchor: 'middle', size: 11, fill: INK.ink3 }));
    if (month.actual) {
      const top = y(month.actual.value);
      parts.push(svgRect(middle - width * 0.34, top, width * 0.68, BASE - top, INK.barStrong));
      const clear = month.plan && Math.abs(plan - top) < 9 ? Math.min(plan, top) : top;
      parts.push(
        svgText(middle, clear - 5, month.actual.text, { anchor: 'middle', size: 11, fill: INK.ink }),
      );
      if (month.plan) parts.push(svgLine(middle - width / 2, plan, middle + width / 2, plan, INK.axis, 2));
    } else if (month.plan) {
      parts.push(svgLine(middle - width / 2, plan, middle + width / 2, plan, INK.ink, 2, '4 3'));
      parts.push(svgText(middle, plan - 5, month.plan.text, { anchor: 'middle', size: 11, fill: INK.ink3 }));
    }
  });
  parts.push(svgText(0, 13, `${spec.measure}，${spec.unit}`));
  parts.push(svgRect(150, 4, 12, 9, INK.barStrong), svgText(167, 13, '实际'));
  parts.push(svgLine(204, 9, 228, 9, INK.ink, 2, '4 3'), svgText(234, 13, '月计划'));
  if (spec.remark) parts.push(svgText(WIDTH, 13, spec.remark, { anchor: 'end', fill: INK.ink, bold: true }));
  return picture(WIDTH, HEIGHT, parts, label);
}
