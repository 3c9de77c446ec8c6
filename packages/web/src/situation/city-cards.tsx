import type { Situation } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { DayStrip } from '../ui/day-strip.tsx';
import { DeltaText } from '../ui/delta-text.tsx';
import { Ask, FigureText } from '../ui/figure.tsx';
import { Lamp, lampCell } from '../ui/lamp.tsx';
import { type ShownWork, WorkText } from './city-work.tsx';
import { scales, shownStats } from './order.ts';

/** On a phone: a card a city, its four lamps first, each with its allowance; then the figures and the days. */
export function CityCards({
  situation,
  work,
}: {
  readonly situation: Situation;
  readonly work: ShownWork | null;
}) {
  const { t } = useTranslation('situation');
  const name = useRegionName();
  return (
    <ul className="cards">
      {situation.rows.map((row) => (
        <li key={row.region} className={row.failing >= 2 ? 'hot' : undefined}>
          <h2>
            <Link to="/cities/$code" params={{ code: row.region }}>
              {name(row.region)}
            </Link>
            {row.failing > 0 && <small>{t('card.failing', { count: row.failing })}</small>}
          </h2>
          <dl>
            {scales.map((scale) => {
              const cell = row[scale];
              return (
                <div key={scale}>
                  <dt>
                    {situation.headings[scale]}
                    <small>{cell.sub}</small>
                  </dt>
                  <dd>
                    <Ask why={cell.why} className="allowance">
                      {cell.main}
                    </Ask>
                    <span className={`pill ${lampCell(cell.lamp)}`}>
                      <Lamp state={cell.lamp} word />
                    </span>
                  </dd>
                </div>
              );
            })}
          </dl>
          <ul className="card-stats">
            {shownStats.map((stat) => (
              <li key={stat}>
                <span className="n3">{t(`stat.${stat}`)}</span>
                <b>
                  <FigureText figure={row.stats[stat].figure} />
                </b>
                <DeltaText delta={row.stats[stat].delta} word={false} />
              </li>
            ))}
          </ul>
          {work !== null && (
            <p className="card-work">
              {t('work.tasks')} {t('work.columns')} <WorkText city={row.region} work={work} />
            </p>
          )}
          <DayStrip place={name(row.region, 'short')} cells={row.strip} />
        </li>
      ))}
    </ul>
  );
}
