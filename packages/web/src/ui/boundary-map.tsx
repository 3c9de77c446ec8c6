import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhy } from '../why/why-context.tsx';
import { outlinesOf } from './boundary.ts';
import { greyOf, inkOn, shares } from './grey-scale.ts';
import { numberOf, type PlaceValue } from './place-values.ts';
import { Empty } from './states.tsx';

interface BoundaryMapProps {
  readonly label: string;
  readonly geojson: unknown;
  readonly places: readonly PlaceValue[];
  readonly reverse: boolean;
  /** Where the boundaries come from, and their review number: always printed. */
  readonly credit: { readonly source: string; readonly approvalNo: string };
}

const size = { width: 310, height: 300 };

/** 行政区图: the boundaries an operator uploaded, grey by value, name and number printed. */
export function BoundaryMap({ label, geojson, places, reverse, credit }: BoundaryMapProps) {
  const { t } = useTranslation('ui');
  const { open } = useWhy();
  const outlines = useMemo(
    () => outlinesOf(geojson, new Set(places.map(({ code }) => code)), size),
    [geojson, places],
  );
  const parts = useMemo(() => shares(places.map(({ figure }) => numberOf(figure))), [places]);
  if (outlines === null) return <Empty title={t('map.unusable')} />;
  return (
    <>
      <svg className="boundary-map" viewBox={`0 0 ${size.width} ${size.height}`} aria-label={label}>
        {outlines.map(({ code, path }) => {
          const at = places.findIndex((place) => place.code === code);
          const why = places[at]?.figure.why;
          const share = shareAt(at);
          return (
            <path
              key={code}
              d={path}
              fill={share === null ? 'none' : greyOf(share)}
              stroke="var(--axis)"
              strokeWidth={0.6}
              {...(why && {
                role: 'button',
                tabIndex: 0,
                'aria-label': `${places[at]?.name} ${places[at]?.figure.text ?? ''}`,
                className: 'tile-why',
                onClick: () => open(why),
                onKeyDown: (event) => {
                  if (event.key === 'Enter' || event.key === ' ') open(why);
                },
              })}
            />
          );
        })}
        {outlines.map(({ code, centre }) => {
          const at = places.findIndex((place) => place.code === code);
          const place = places[at];
          const share = shareAt(at);
          const fill = share === null ? 'var(--ink2)' : inkOn(share);
          return (
            place && (
              <g key={code} pointerEvents="none" textAnchor="middle">
                <text x={centre[0]} y={centre[1] - 2} style={{ fill, fontSize: 11 }}>
                  {place.name}
                </text>
                <text x={centre[0]} y={centre[1] + 12} style={{ fill, fontSize: 13, fontWeight: 700 }}>
                  {place.figure.text ?? '—'}
                </text>
              </g>
            )
          );
        })}
      </svg>
      <p className="cap">{t('map.source', { ...credit })}</p>
    </>
  );

  function shareAt(index: number): number | null {
    const share = parts[index] ?? null;
    return share === null ? null : reverse ? 1 - share : share;
  }
}
