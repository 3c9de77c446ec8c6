import type { ChartSpec } from '../model/chart.ts';
import { drawClassDays } from './class-days.ts';
import { drawIndexBars } from './index-bars.ts';
import { drawMonthBars } from './month-bars.ts';
import { drawSlope } from './slope.ts';
import type { Picture } from './svg.ts';
import { drawTargetLine } from './target-line.ts';

/** Draws any chart as SVG: a pure function of its data, without fonts, clock or machine. `label` is the spoken text. */
export function drawChart(spec: ChartSpec, label: string): Picture {
  switch (spec.type) {
    case 'index-bars':
      return drawIndexBars(spec, label);
    case 'month-bars':
      return drawMonthBars(spec, label);
    case 'slope':
      return drawSlope(spec, label);
    case 'class-days':
      return drawClassDays(spec, label);
    case 'target-line':
      return drawTargetLine(spec, label);
  }
}
