import type { ProgramBoard, ProgramTile } from '@qingzhang/contract';
import { amountName } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { dayText, monthText } from '../ui/moments.ts';
import { layoutTile, pointsOf, TILE, type TileSpan } from './tile-layout.ts';

interface TileChartProps {
  readonly tile: ProgramTile;
  readonly span: TileSpan;
  readonly definition: ProgramBoard['definition'];
  /** The first chart also names what the lines are. */
  readonly first: boolean;
  readonly label: string;
}

/** Half of the widest month under the axis (12月): the last one stays within the tile. */
const TICK = 14;

/** Installed is a line, running an area: the space between is idle. The red bar is the gap at the last month. */
export function TileChart({ tile, span, definition, first, label }: TileChartProps) {
  const { t, i18n } = useTranslation('programs');
  const { lang } = useView();
  const layout = layoutTile(tile, span);
  const named = (role: 'progress' | 'companion') =>
    amountName(definition.measures.find((measure) => measure.role === role)?.name, lang);
  const { labels, gap, end } = layout;
  const baseline = TILE.bottom;
  const middle = (TILE.top + TILE.bottom) / 2;
  const ticks = layout.ticks;
  const area = layout.companion;
  return (
    <svg viewBox={`0 0 ${TILE.width} ${TILE.height}`} width="100%" role="img" aria-label={label}>
      <line x1="0" x2={TILE.width} y1={middle} y2={middle} stroke="var(--wash2)" />
      <line x1="0" x2={TILE.width} y1={TILE.top} y2={TILE.top} stroke="var(--wash2)" />
      <line x1="0" x2={TILE.width} y1={baseline} y2={baseline} stroke="var(--rule2)" />
      {layout.deadline !== null && (
        <line
          x1={layout.deadline}
          x2={layout.deadline}
          y1={TILE.top - 2}
          y2={baseline}
          stroke="var(--axis)"
        />
      )}
      {area.length > 1 && (
        <polygon
          points={`${area[0]?.[0]},${baseline} ${pointsOf(area)} ${area.at(-1)?.[0]},${baseline}`}
          fill="var(--rule2)"
          fillOpacity=".7"
        />
      )}
      {area.length > 1 && (
        <polyline points={pointsOf(area)} fill="none" stroke="var(--axis)" strokeWidth="1.5" />
      )}
      <polyline
        points={pointsOf(layout.path)}
        fill="none"
        stroke="var(--axis)"
        strokeWidth="1.5"
        strokeDasharray="3 3"
      />
      <polyline points={pointsOf(layout.progress)} fill="none" stroke="var(--ink)" strokeWidth="2" />
      {gap && <line x1={gap.x} x2={gap.x} y1={gap.from} y2={gap.to} stroke="var(--worse)" strokeWidth="4" />}
      {end && <circle cx={end[0]} cy={end[1]} r="3" fill="var(--ink)" />}
      {labels && (
        <g>
          {tile.progress !== null && tile.missingSince === null && (
            <text
              className="tk"
              x={labels.x}
              y={labels.progress}
              textAnchor={labels.anchor}
              style={{ fill: 'var(--ink)' }}
            >
              {named('progress')} {tile.progress.toFixed(1)}%
            </text>
          )}
          {tile.companion !== null && tile.missingSince === null && (
            <text className="tk" x={labels.x} y={labels.companion} textAnchor={labels.anchor}>
              {named('companion')} {tile.companion.toFixed(1)}%
            </text>
          )}
          {tile.missingSince !== null && (
            <text
              className="tk"
              x={labels.x}
              y={labels.progress}
              textAnchor={labels.anchor}
              style={{ fill: 'var(--worse)' }}
            >
              {t('tile.missingSince', {
                month: monthText(Number(tile.missingSince.slice(5)), i18n.language),
              })}
            </text>
          )}
        </g>
      )}
      {first && (
        <g>
          <text className="tk" x="0" y={TILE.top + 11}>
            100%
          </text>
          <text className="tk" x={TILE.width * 0.58} y={TILE.top + 25} textAnchor="end">
            {t('tile.path')}
          </text>
          {layout.deadline !== null && tile.deadline && (
            <text
              className="tk"
              x={layout.deadline - 4}
              // Clear of what is said beside the line's end.
              y={labels && Math.abs(labels.progress - middle - 7) < 14 ? baseline - 4 : middle + 7}
              textAnchor="end"
            >
              {dayText(tile.deadline.day, i18n.language)}
              {t('tile.deadline')}
            </text>
          )}
        </g>
      )}
      {ticks.map(({ x, month }, index) => (
        <text
          key={`${x}`}
          className="tk"
          x={Math.min(x, TILE.width - TICK)}
          y={TILE.height - 2}
          textAnchor="middle"
        >
          {index === ticks.length - 1 || i18n.language === 'en' ? monthText(month, i18n.language) : month}
        </text>
      ))}
    </svg>
  );
}
