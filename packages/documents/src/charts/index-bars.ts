import { scaleLinear } from 'd3-scale';
import type { IndexBarsSpec } from '../model/chart.ts';
import { INK, type Picture, picture, svgLine, svgRect, svgText, textWidth } from './svg.ts';

const WIDTH = 590;
const ROW = 24;
const TOP = 40;
const LABEL = 66;
const CHANGE = 96;

/** Horizontal bars from zero; a hollow tick marks last year; the change stands at the right in words. */
export function drawIndexBars(spec: IndexBarsSpec, label: string): Picture {
  const right = WIDTH - CHANGE;
  const values = spec.bars.flatMap((bar) => [bar.now?.value ?? 0, bar.lastYear?.value ?? 0]);
  const x = scaleLinear()
    .domain([0, Math.max(1e-9, ...values, spec.reference?.value ?? 0) * 1.02])
    .range([LABEL, right - 44]);
  const bottom = TOP + spec.bars.length * ROW;
  const parts: string[] = [];
  parts.push(svgRect(LABEL, 6, 12, 9, INK.bar), svgText(LABEL + 17, 15, '本期'));
  parts.push(svgLine(LABEL + 58, 5, LABEL + 58, 17, INK.ink, 2), svgText(LABEL + 64, 15, '上年同期'));
  if (spec.unit) parts.push(svgText(LABEL + 128, 15, `单位：${spec.unit}`, { fill: INK.ink3 }));
  parts.push(svgText(WIDTH, 15, spec.changeTitle, { anchor: 'end', fill: INK.ink3 }));
  parts.push(svgLine(LABEL, TOP - 6, LABEL, bottom, INK.axis));
  if (spec.reference) {
    const at = x(spec.reference.value);
    parts.push(svgLine(at, TOP - 6, at, bottom, INK.ink2, 1, '4 3'));
    const anchor = at + textWidth(spec.reference.label, 11) > right ? 'end' : 'start';
    parts.push(svgText(at, TOP - 10, spec.reference.label, { size: 11, fill: INK.ink2, anchor }));
  }
  spec.bars.forEach((bar, i) => {
    const y = TOP + i * ROW;
    const middle = y + ROW / 2;
    const strong = bar.emphasis === true;
    parts.push(svgText(LABEL - 8, middle + 4, bar.label, { anchor: 'end', fill: INK.ink, bold: strong }));
    if (bar.now === null) {
      parts.push(svgText(LABEL + 6, middle + 4, '数据无效，未参评', { fill: INK.ink3 }));
    } else {
      const end = x(bar.now.value);
      parts.push(svgRect(LABEL, y + 5, end - LABEL, ROW - 10, strong ? INK.ink2 : INK.bar));
      const last = bar.lastYear ? x(bar.lastYear.value) : 0;
      if (bar.lastYear) parts.push(svgLine(last, y + 2, last, y + ROW - 2, INK.ink, 2));
      parts.push(
        svgText(Math.max(end, last) + 6, middle + 4, bar.now.text, {
          fill: INK.ink,
          bold: strong,
          halo: true,
        }),
      );
    }
    parts.push(
      svgText(WIDTH, middle + 4, bar.change, {
        anchor: 'end',
        fill: bar.worse ? INK.ink : INK.ink2,
        bold: bar.worse,
      }),
    );
  });
  return picture(WIDTH, bottom + 6, parts, label);
}
