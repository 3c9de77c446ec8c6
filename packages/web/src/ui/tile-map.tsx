import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhy } from '../why/why-context.tsx';
import { arrowOf, magnitudeOf } from './delta.ts';
import { greyOf, inkOn, shares } from './grey-scale.ts';
import { numberOf, type PlaceValue } from './place-values.ts';
import { emptyCells, tileExtent } from './tile-grid.ts';

const STEP_X = 105;
const STEP_Y = 42;
const TILE = { width: 100, height: 38 };

interface TileMapProps {
  readonly label: string;
  readonly places: readonly PlaceValue[];
  readonly unit: string;
  /** Two short lines naming the limit, printed in the first empty cell. */
  readonly note: readonly string[];
  /** Darker means lower, where more is better. */
  readonly reverse: boolean;
}

/** 城市图 (示意): cities as tiles roughly where they lie; number printed, grey by value. The default map. */
export function TileMap({ label, places, unit, note, reverse }: TileMapProps) {
  const { t } = useTranslation('ui');
  const extent = tileExtent(places);
  const parts = useMemo(() => shares(places.map(({ figure }) => numberOf(figure))), [places]);
  const notes = [
    note,
    [...(unit ? [t('map.unit', { unit })] : []), t(reverse ? 'map.darkerLow' : 'map.darker')],
    [t('map.schematic'), t('map.noBoundary')],
  ].filter((lines) => lines.length > 0);
  const free = emptyCells(places, extent);
  return (
    <svg
      className="tile-map"
      viewBox={`0 0 ${extent.columns * STEP_X - 5} ${extent.rows * STEP_Y - 4}`}
      aria-label={label}
    >
      {places.map((place, index) => (
        <Tile key={place.code} place={place} share={turned(parts[index] ?? null, reverse)} extent={extent} />
      ))}
      {notes.map((lines, index) => {
        const cell = free[index];
        return (
          cell && (
            <g key={lines.join('')} transform={`translate(${cell.column * STEP_X}, ${cell.row * STEP_Y})`}>
              {lines.map((line, at) => (
                <text key={line} className="tk" x={6} y={15 + at * 16}>
                  {line}
                </text>
              ))}
            </g>
          )
        );
      })}
    </svg>
  );
}

function turned(share: number | null, reverse: boolean): number | null {
  return share === null ? null : reverse ? 1 - share : share;
}

interface TileProps {
  readonly place: PlaceValue;
  readonly share: number | null;
  readonly extent: { readonly left: number; readonly top: number };
}

function Tile({ place, share, extent }: TileProps): ReactNode {
  const { t } = useTranslation('ui');
  const { open } = useWhy();
  if (place.tile === null) return null;
  const ink = share === null ? 'var(--ink2)' : inkOn(share);
  const { delta, figure } = place;
  const change =
    delta.kind === 'change'
      ? `${arrowOf(delta.text)}${magnitudeOf(delta.text)}${t(`unit.${delta.unit}`)}${
          delta.sense === 'worse' ? ` ${t('sense.worse')}` : ''
        }`
      : '—';
  const why = figure.why;
  return (
    <g
      transform={`translate(${(place.tile.column - extent.left) * STEP_X}, ${(place.tile.row - extent.top) * STEP_Y})`}
      {...(why && {
        role: 'button',
        tabIndex: 0,
        className: 'tile-why',
        onClick: () => open(why),
        onKeyDown: (event) => {
          if (event.key === 'Enter' || event.key === ' ') open(why);
        },
      })}
      aria-label={`${place.name} ${figure.text ?? t('noValue')} ${change}`}
    >
      <rect
        {...TILE}
        rx="1"
        fill={share === null ? 'none' : greyOf(share)}
        stroke={share === null ? 'var(--axis)' : 'none'}
        className="changed"
      />
      <text x="8" y="17" style={{ fill: ink, fontSize: 13 }}>
        {place.name}
      </text>
      <text x="92" y="18" textAnchor="end" style={{ fill: ink, fontSize: 16, fontWeight: 700 }}>
        {figure.text ?? '—'}
      </text>
      <text x="8" y="32" style={{ fill: ink, fontSize: 11 }}>
        {change}
      </text>
    </g>
  );
}
