import { waterfall } from './waterfall-layout.ts';

export interface WaterfallStep {
  readonly key: string;
  readonly label: string;
  /** Signed, as published. */
  readonly text: string;
  readonly value: number;
}

interface WaterfallProps {
  readonly label: string;
  readonly start: { readonly label: string; readonly text: string };
  readonly end: { readonly label: string; readonly text: string };
  readonly steps: readonly WaterfallStep[];
  /** Height of a step; 33 unless the screen is low. */
  readonly row?: number;
}

const WIDTH = 390;
const BAR = { height: 21, left: 122, right: 300 };

/** 分解图: from last year to this, what each part took away or added; the parts add up. Lower is better. */
export function Waterfall({ label, start, end, steps, row: rowHeight = 33 }: WaterfallProps) {
  const layout = waterfall(steps.map(({ value }) => value));
  const x = (share: number) => BAR.left + share * (BAR.right - BAR.left);
  const rose = steps.reduce((sum, { value }) => sum + value, 0) > 0;
  const endColour = rose ? 'var(--over)' : 'var(--safe)';
  const top = (row: number) => 4 + row * rowHeight;
  const last = steps.length + 1;
  return (
    <svg className="waterfall" viewBox={`0 0 ${WIDTH} ${top(last) + 30}`} role="img" aria-label={label}>
      <text x="0" y={top(0) + 16} className="wf-label">
        {start.label}
      </text>
      <path d={`M${x(layout.start)} ${top(0)}v26`} stroke="var(--ink)" strokeWidth="2" />
      <text className="tb" x={x(layout.start) + 6} y={top(0) + 16}>
        {start.text}
      </text>
      {steps.map((step, at) => {
        const bar = layout.bars[at];
        if (bar === undefined) return null;
        const worse = step.value > 0;
        const row = top(at + 1);
        const before = at === 0 ? layout.start : (layout.bars[at - 1]?.end ?? layout.start);
        const colour = step.value === 0 ? 'var(--flat)' : worse ? 'var(--worse)' : 'var(--better)';
        return (
          <g key={step.key}>
            <text x="0" y={row + 15} className="wf-label">
              {step.label}
            </text>
            <path
              d={`M${x(before)} ${row - (rowHeight - BAR.height)}v${rowHeight - BAR.height}`}
              stroke="var(--axis)"
            />
            <rect
              x={x(bar.from)}
              y={row}
              width={Math.max(1, x(bar.to) - x(bar.from))}
              height={BAR.height}
              fill={colour}
              opacity={worse ? 0.9 : 0.75}
            />
            <text x={x(bar.to) + 6} y={row + 15} style={{ fill: colour, fontWeight: worse ? 700 : 400 }}>
              {step.text}
            </text>
          </g>
        );
      })}
      <path
        d={`M${x(layout.end)} ${top(last) - (rowHeight - BAR.height)}v${rowHeight - BAR.height}`}
        stroke="var(--axis)"
      />
      <text x="0" y={top(last) + 16} className="wf-label">
        {end.label}
      </text>
      <path d={`M${x(layout.end)} ${top(last)}v26`} stroke={endColour} strokeWidth="3" />
      <text className="tb" x={x(layout.end) + 6} y={top(last) + 16} style={{ fill: endColour }}>
        {end.text}
      </text>
    </svg>
  );
}
