import { useTranslation } from 'react-i18next';
import { linePath, monthSpans, valueScale } from './line-layout.ts';
import { monthText } from './moments.ts';

interface LineChartProps {
  readonly label: string;
  /** First day of both lines. */
  readonly from: string;
  readonly now: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  /** A limit drawn across, if any. */
  readonly limit?: { readonly value: number; readonly label: string };
}

const SIZE = { width: 390, height: 118 };
const PLOT = { left: 30, right: 386, top: 8, bottom: 96 };

/** 逐日曲线: this year over last year, days below; lines end where data end. */
export function LineChart({ label, from, now, last, limit }: LineChartProps) {
  const { i18n } = useTranslation();
  const count = Math.max(now.length, last.length, 2);
  const x = (index: number) => PLOT.left + (index / (count - 1)) * (PLOT.right - PLOT.left);
  const { y, ticks } = valueScale([now, last], [PLOT.bottom, PLOT.top], limit ? [limit.value] : []);
  return (
    <svg className="lines" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${PLOT.left} ${y(tick)}H${PLOT.right}`} stroke="var(--rule)" />
          <text className="tk" x={PLOT.left - 6} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {limit && (
        <g>
          <path
            d={`M${PLOT.left} ${y(limit.value)}H${PLOT.right}`}
            stroke="var(--worse)"
            strokeDasharray="4 3"
          />
          <text className="tk" x={PLOT.right} y={y(limit.value) - 3} textAnchor="end">
            {limit.label}
          </text>
        </g>
      )}
      <path d={linePath(last, x, y)} fill="none" stroke="var(--axis)" strokeWidth="1.2" />
      <path d={linePath(now, x, y)} fill="none" stroke="var(--ink)" strokeWidth="1.5" />
      {count <= 45
        ? dayTicks(from, count).map(({ index, text }) => (
            <text key={index} className="tk" x={x(index)} y={112} textAnchor="middle">
              {text}
            </text>
          ))
        : monthSpans(from, count)
            .filter(({ days }) => days > 10)
            .map(({ month, first, days }) => (
              <text key={first} className="tk" x={x(first + days / 2)} y={112} textAnchor="middle">
                {monthText(month, i18n.language)}
              </text>
            ))}
    </svg>
  );
}

/** Days 1, 5, 10 … where only a month or so is shown. */
function dayTicks(from: string, count: number): { index: number; text: string }[] {
  return monthSpans(from, count).flatMap(({ first, days }, span) => {
    const start = span === 0 ? Number(from.slice(8, 10)) : 1;
    return Array.from({ length: days }, (_, at) => ({ index: first + at, date: start + at }))
      .filter(({ date }) => date === 1 || date % 5 === 0)
      .map(({ index, date }) => ({ index, text: String(date) }));
  });
}
