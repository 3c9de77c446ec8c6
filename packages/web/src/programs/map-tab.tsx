import {
  getBoundary,
  type ProgramLamp as Lamp,
  listItemPlaces,
  listItemPlacesXlsx,
  type ProgramBoard,
} from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded } from '../ui/states.tsx';
import { placedOn } from './map-layout.ts';
import styles from './programs.module.css';

const size = { width: 560, height: 620 };
const lamps: readonly Lamp[] = ['red', 'yellow', 'green', 'blue', 'grey'];
const inks: Record<Lamp, string> = {
  red: 'var(--p-red)',
  yellow: 'var(--p-yellow)',
  green: 'var(--p-green)',
  blue: 'var(--p-blue)',
  grey: 'var(--p-grey)',
};
/** Shape beside colour: what is red is not only red. */
const marks: Record<Lamp, string> = {
  red: 'M-4,-4h8v8h-8z',
  yellow: 'M0,-5L5,4H-5z',
  green: 'M-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0',
  blue: 'M0,-5L5,0L0,5L-5,0z',
  grey: 'M-2.5,0a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0',
};

/** 地图: points where items have a place, over the boundaries an operator uploaded; and every county's lamps beside it. */
export function MapTab({ board }: { readonly board: ProgramBoard }) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const query = useCall(listItemPlaces, { params: { key: board.key }, query: {} });
  const overview = useOverview();
  const boundary = useCall(getBoundary, undefined, { enabled: overview.data?.boundary != null });
  const region = useRegionName();
  const navigate = useNavigate();
  const codes = useMemo(
    () =>
      new Set([...(overview.data?.cities ?? []), ...(overview.data?.counties ?? [])].map(({ code }) => code)),
    [overview.data],
  );
  return (
    <Loaded query={query}>
      {({ points, counties, withoutPlace }) => {
        const drawn = placedOn(boundary.data?.geojson ?? null, codes, points, size);
        return (
          <div className={styles.map}>
            <figure>
              {/* Nothing to draw leaves no hole: the line below says why, the counties stand beside it. */}
              {drawn.outlines.length + drawn.points.length > 0 && (
                <svg
                  viewBox={`-8 -8 ${size.width + 16} ${size.height + 16}`}
                  width="100%"
                  role="img"
                  aria-label={t('map.label')}
                >
                  {drawn.outlines.map(({ code, path }) => (
                    <path key={code} d={path} fill="var(--wash)" stroke="var(--rule2)" strokeWidth=".8" />
                  ))}
                  {drawn.points.map(({ point, x, y }) => (
                    <a
                      key={point.id}
                      href={`/items/${point.id}`}
                      onClick={(event) => {
                        event.preventDefault();
                        void navigate({ to: '/items/$id', params: { id: String(point.id) } });
                      }}
                    >
                      <path
                        d={marks[point.lamp]}
                        transform={`translate(${x},${y})`}
                        fill={inks[point.lamp]}
                        stroke="var(--paper)"
                        strokeWidth=".8"
                      >
                        <title>{point.title}</title>
                      </path>
                    </a>
                  ))}
                </svg>
              )}
              <figcaption className="cap">
                {drawn.outlines.length === 0 ? t('map.noBoundary') : overview.data?.boundary?.source}
                {'　'}
                {t('map.points', { count: points.length })}
                {withoutPlace > 0 && t('map.without', { count: withoutPlace })}
              </figcaption>
            </figure>
            <div>
              <div className={styles.bar}>
                <h2>{t('map.counties')}</h2>
                <span className={styles.right}>
                  <ExportButton endpoint={listItemPlacesXlsx} params={{ key: board.key }} query={{ lang }} />
                </span>
              </div>
              <div className={`scroll ${styles.counties}`}>
                <table className={styles.programs}>
                  <thead>
                    <tr>
                      <th scope="col">{t('column.county')}</th>
                      {lamps.map((lamp) => (
                        <th key={lamp} scope="col" className="num">
                          <ProgramLamp lamp={lamp} />
                        </th>
                      ))}
                      <th scope="col" className="num">
                        {t('map.items')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...counties]
                      .sort((a, b) => b.lamps.red - a.lamps.red || b.lamps.yellow - a.lamps.yellow)
                      .map((one) => (
                        <tr key={one.county}>
                          <th scope="row">{region(one.county)}</th>
                          {lamps.map((lamp) => (
                            <td key={lamp} className={`num ${one.lamps[lamp] === 0 ? 'n3' : ''}`}>
                              {one.lamps[lamp].toLocaleString('en-US')}
                            </td>
                          ))}
                          <td className="num b">{one.items.toLocaleString('en-US')}</td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </div>
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}
