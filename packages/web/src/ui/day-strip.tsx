import type { DayCell } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { barHeight, classCounts, STRIP_HEIGHT, type StripLevel } from './day-strip.ts';
import { dayText } from './moments.ts';

interface DayStripProps {
  /** Whose days. */
  readonly place: string;
  readonly cells: readonly DayCell[];
  /** Nominal width; the strip stretches to its column. */
  readonly width?: number;
}

/** 每天的格子: height and colour both carry the class, so it survives colour-blindness and a photocopy. */
export function DayStrip({ place, cells, width = 330 }: DayStripProps) {
  const { t, i18n } = useTranslation('ui');
  const step = width / Math.max(cells.length, 1);
  const counts = classCounts(cells)
    .map(({ level, days }) => t('day.count', { level: t(`level.${level}`), days }))
    .join(', ');
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${width} ${STRIP_HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('day.strip', { place, counts })}
    >
      {cells.map((cell, index) => (
        <Cell
          key={cell.day}
          cell={cell}
          x={index * step + 0.5}
          width={Math.max(step - 2, step * 0.72)}
          title={titleOf(cell)}
        />
      ))}
    </svg>
  );

  function titleOf(cell: DayCell): string {
    const day = dayText(cell.day, i18n.language);
    if (cell.state !== 'valid' || cell.level === null) {
      return t(`day.${cell.state === 'valid' ? 'invalid' : cell.state}`, { place, day });
    }
    const level = t(`level.${cell.level as StripLevel}`);
    return t('day.valid', { place, day, aqi: cell.aqi ?? '', level }) + (cell.dust ? t('day.dust') : '');
  }
}

interface CellProps {
  readonly cell: DayCell;
  readonly x: number;
  readonly width: number;
  readonly title: string;
}

function Cell({ cell, x, width, title }: CellProps) {
  const bottom = STRIP_HEIGHT - 0.5;
  if (cell.state === 'future') {
    return (
      <rect x={x} y={bottom - 5} width={width} height={5} fill="var(--wash2)">
        <title>{title}</title>
      </rect>
    );
  }
  if (cell.state === 'running') {
    return (
      <rect
        x={x}
        y={bottom - 13}
        width={width}
        height={13}
        fill="none"
        stroke="var(--axis)"
        strokeDasharray="2 2"
        vectorEffect="non-scaling-stroke"
      >
        <title>{title}</title>
      </rect>
    );
  }
  if (cell.state === 'invalid' || cell.level === null) {
    // A missing day is a bare line with a cross: nothing that looks like a low value.
    return (
      <g stroke="var(--axis)" vectorEffect="non-scaling-stroke">
        <title>{title}</title>
        <path d={`M${x} ${bottom}h${width}M${x} ${bottom}l${width} -6M${x} ${bottom - 6}l${width} 6`} />
      </g>
    );
  }
  const height = barHeight(cell.level);
  return (
    <g>
      <title>{title}</title>
      <rect
        className="changed"
        x={x}
        y={bottom - height}
        width={width}
        height={height}
        fill={`var(--aqi${cell.level}f)`}
        stroke={`var(--aqi${cell.level}e)`}
        strokeWidth={0.8}
      />
      {cell.dust && <path d={`M${x} ${bottom + 0.2}h${width}`} stroke="#8a6d3b" strokeWidth={2} />}
    </g>
  );
}

/** The key of the strip: one bar per class, and today's dashed outline. */
export function StripLegend({ levels }: { readonly levels: readonly StripLevel[] }) {
  const { t } = useTranslation('ui');
  return (
    <span className="strip-legend">
      {levels.map((level) => {
        const height = barHeight(level);
        return (
          <span key={level}>
            <svg width="12" height={STRIP_HEIGHT} aria-hidden="true">
              <rect
                x="1"
                y={STRIP_HEIGHT - 0.5 - height}
                width="9"
                height={height}
                fill={`var(--aqi${level}f)`}
                stroke={`var(--aqi${level}e)`}
                strokeWidth=".8"
              />
            </svg>
            {t(`level.${level}`)}
          </span>
        );
      })}
      <span>
        <svg width="12" height={STRIP_HEIGHT} aria-hidden="true">
          <rect x="1" y={10.5} width="9" height="13" fill="none" stroke="var(--axis)" strokeDasharray="2 2" />
        </svg>
        {t('day.today')}
      </span>
    </span>
  );
}
