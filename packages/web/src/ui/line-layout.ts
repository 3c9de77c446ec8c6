import { scaleLinear } from 'd3-scale';
import { addDays } from './moments.ts';

/** Points of a line as an SVG path; a missing value ends the line, the next value begins a new one. Never interpolated. */
export function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    path += `${drawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = true;
  });
  return path;
}

/** A scale from zero to a round number above the largest value, and three to five round ticks on it. */
export function valueScale(
  series: readonly (readonly (number | null)[])[],
  range: readonly [number, number],
  also: readonly number[] = [],
): { y: (value: number) => number; ticks: number[] } {
  const most = Math.max(0, ...also, ...series.flat().filter((value) => value !== null));
  const scale = scaleLinear()
    .domain([0, most === 0 ? 1 : most])
    .nice(4)
    .range([...range]);
  return { y: (value) => scale(value), ticks: scale.ticks(4) };
}

/** Where months begin and end in a run of days: index of their first day and how many of their days are there. */
export function monthSpans(from: string, count: number): { month: number; first: number; days: number }[] {
  const spans: { month: number; first: number; days: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const day = addDays(from, index);
    const last = spans.at(-1);
    if (last === undefined || day.endsWith('-01')) {
      spans.push({ month: Number(day.slice(5, 7)), first: index, days: 1 });
    } else {
      last.days += 1;
    }
  }
  return spans;
}
