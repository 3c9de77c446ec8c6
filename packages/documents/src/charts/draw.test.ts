import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../model/chart.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { drawChart } from './draw.ts';
import { rasterise } from './raster.ts';

const slope: ChartSpec = {
  type: 'slope',
  leftTitle: '状态',
  rightTitle: '变化',
  items: [
    { label: '甲', left: { rank: 1, text: '4.00' }, right: { rank: 3, text: '↑1.0%' } },
    { label: '乙', left: { rank: 1, text: '4.00' }, right: { rank: 1, text: '↓2.0%' }, emphasis: true },
    { label: '丙', left: { rank: 3, text: '5.00' }, right: { rank: 2, text: '持平' } },
    { label: '丁', left: null, right: null },
  ],
};

describe('charts', { timeout: 30_000 }, () => {
  it('AIR-4.7 a tie is one step with all its names; an invalid city stands below, unranked', () => {
    const { svg } = drawChart(slope, 's');
    expect(svg).toContain('并列1　甲、乙　4.00');
    expect(svg).not.toContain('>2　');
    expect(svg).toContain('未参评：丁');
  });

  it('bars start at zero and their length is in proportion', () => {
    const bars = (value: number) => ({
      label: String(value),
      now: { value, text: String(value) },
      lastYear: null,
      change: '',
      worse: false,
    });
    const { svg } = drawChart(
      { type: 'index-bars', unit: '', changeTitle: '', bars: [bars(2), bars(4)] },
      'b',
    );
    const widths = [...svg.matchAll(/<rect x="66" y="\d+" width="([\d.]+)" height="14"/gu)].map((m) =>
      Number(m[1]),
    );
    expect(widths).toHaveLength(2);
    expect(widths[1]! / widths[0]!).toBeCloseTo(2, 3);
  });

  it('prints the count of days in every part wide enough, and words where there are none', () => {
    const { svg } = drawChart(
      {
        type: 'class-days',
        rows: [
          { label: '甲', days: [10, 100, 40, 20, 11, 0] },
          { label: '乙', days: [0, 0, 0, 0, 0, 0] },
        ],
      },
      'c',
    );
    for (const count of ['>10<', '>100<', '>40<', '>20<', '>11<', '数据无效']) expect(svg).toContain(count);
  });

  it('ends a line where the data end and does not bridge a gap', () => {
    const at = (value: number | null, i: number) => ({
      label: `${i}月`,
      value: value === null ? null : { value, text: String(value) },
    });
    const { svg } = drawChart(
      {
        type: 'target-line',
        unit: 'µg/m³',
        seriesLabel: '累计',
        target: { label: '目标', value: 40, text: '40' },
        points: [60, null, 50, 45, null].map(at),
      },
      't',
    );
    const path = /<path d="([^"]+)" fill="none" stroke="#15181c"/u.exec(svg)?.[1] ?? '';
    expect(path.match(/M/gu)).toHaveLength(2);
    expect(svg).toContain('累计 45');
    expect(svg).toContain('目标 40');
  });

  it('escapes whatever a label holds', () => {
    const { svg } = drawChart(
      { type: 'class-days', rows: [{ label: '<script>&"', days: [1, 0, 0, 0, 0, 0] }] },
      '"<x>',
    );
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;&amp;&quot;');
  });

  it('is rastered with the packaged fonts: words make dark pixels where a missing font would leave none', () => {
    const chart = sampleStatement().chart;
    if (!chart) throw new Error('the sample has a chart');
    const drawing = drawChart(chart.spec, chart.alt);
    const png = rasterise(drawing, 2);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(drawing.width * 2);
    const without = rasterise({ ...drawing, svg: drawing.svg.replaceAll(/<text.*?<\/text>/gu, '') }, 2);
    expect(png.length).toBeGreaterThan(without.length * 1.3);
  });
});
