import type { Lang } from '@qingzhang/contract';
import { monthText } from '../../ui/moments.ts';
import type { YearScale } from './year-scale.ts';

interface YearAxisProps {
  readonly scale: YearScale;
  readonly y: number;
  readonly lang: Lang;
}

/** Month ticks and names; on a narrow chart every second name, so that they never touch. */
export function YearAxis({ scale, y, lang }: YearAxisProps) {
  const step = (scale.months[1]?.start ?? 0) - (scale.months[0]?.start ?? 0);
  const every = step < 27 ? 2 : 1;
  return (
    <g>
      {scale.months.map(({ month, start, middle }) => (
        <g key={month}>
          <path d={`M${start} ${y}v4`} stroke="var(--rule2)" />
          {(month - 1) % every === 0 && (
            <text className="tk" x={middle} y={y + 16} textAnchor="middle">
              {monthText(month, lang)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
