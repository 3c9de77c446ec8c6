import type { CityDay, PollutantName } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { scaleLinear } from 'd3-scale';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { FigureText } from '../ui/figure.tsx';
import { useWidth } from './chart/use-width.ts';
import styles from './day.module.css';

type Pollutant = z.infer<typeof PollutantName>;

interface DayCurveProps {
  readonly value: CityDay['values'][number];
  readonly hours: CityDay['hours'];
}

const HEIGHT = 112;
const BASE = 92;
const LEFT = 30;

interface Point {
  readonly hour: number;
  readonly value: number | null;
  readonly excluded: boolean;
}

/** Hours without a value end the line; an excluded hour is drawn as a hollow mark, for it was measured but not counted. */
export function hourPoints(hours: CityDay['hours'], pollutant: Pollutant): readonly Point[] {
  return hours.map(({ hour, values, excluded }) => ({
    hour,
    value: values[pollutant] ?? null,
    excluded: excluded.includes(pollutant),
  }));
}

/** The unbroken stretches of hours that count. */
export function stretches(points: readonly Point[]): readonly (readonly { hour: number; value: number }[])[] {
  const found: { hour: number; value: number }[][] = [[]];
  for (const { hour, value, excluded } of points) {
    if (value === null || excluded) found.push([]);
    else found.at(-1)?.push({ hour, value });
  }
  return found.filter((run) => run.length > 0);
}

/** One pollutant's 24 hours with its limit: what stands above the limit is red and thick. */
export function DayCurve({ value, hours }: DayCurveProps) {
  const { t } = useTranslation('cities');
  const [ref, width] = useWidth<HTMLDivElement>(300);
  const points = hourPoints(hours, value.pollutant);
  const limit = Number(value.limit);
  const highest = Math.max(limit * 1.15, ...points.map((point) => point.value ?? 0));
  const x = scaleLinear([0, 24], [LEFT, width - 6]);
  const y = scaleLinear([0, highest * 1.05], [BASE, 8]);
  const above = points.filter(
    (point) => point.value !== null && !point.excluded && point.value > limit,
  ).length;
  const peak = points.reduce<Point | null>(
    (top, point) => ((point.value ?? -1) > (top?.value ?? -1) ? point : top),
    null,
  );
  const clip = `above-${value.pollutant}`;
  return (
    <section className={styles.curve}>
      <h3>
        {POLLUTANT_NAMES[value.pollutant]}{' '}
        <FigureText figure={value.figure} className={value.exceeds ? 'worse' : ''} />{' '}
        <small>
          {value.unit}
          {value.iaqi !== null && ` · IAQI ${value.iaqi}`}
          {value.exceeds && <b className="worse"> {t('day.exceeds')}</b>}
        </small>
      </h3>
      <div ref={ref}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={t('day.curveAria', {
            pollutant: POLLUTANT_NAMES[value.pollutant],
            limit: value.limit,
            unit: value.unit,
            above,
            peak: peak?.value ?? '—',
            hour: peak?.hour ?? '—',
          })}
        >
          <defs>
            <clipPath id={clip}>
              <rect x={0} y={0} width={width} height={y(limit)} />
            </clipPath>
          </defs>
          {points
            .filter(({ excluded }) => excluded)
            .map(({ hour }) => (
              <rect
                key={hour}
                x={x(hour - 1)}
                y={8}
                width={x(1) - x(0)}
                height={BASE - 8}
                className={styles.excluded}
              />
            ))}
          <path d={`M${LEFT} ${BASE}H${width - 6}`} stroke="var(--axis)" />
          <path d={`M${LEFT} ${y(limit)}H${width - 6}`} className={styles.limit} />
          <text className={styles.limitText} x={width - 6} y={y(limit) - 3} textAnchor="end">
            {t('day.limit', { limit: value.limit })}
          </text>
          <text className="tk" x={LEFT - 5} y={BASE + 4} textAnchor="end">
            0
          </text>
          <text className="tk" x={LEFT - 5} y={y(limit) + 4} textAnchor="end">
            {value.limit}
          </text>
          {stretches(points).map((run) => {
            const path = run
              .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.hour - 0.5)} ${y(point.value)}`)
              .join('');
            return (
              <g key={run[0]?.hour}>
                <path d={path} className={styles.line} />
                <path d={path} className={styles.above} clipPath={`url(#${clip})`} />
              </g>
            );
          })}
          {points.map(({ hour, value: amount, excluded }) =>
            amount === null ? (
              <path key={hour} d={`M${x(hour - 0.5)} ${BASE - 3}v6`} className={styles.missing}>
                <title>{t('day.hourMissing', { hour })}</title>
              </path>
            ) : (
              <circle
                key={hour}
                cx={x(hour - 0.5)}
                cy={y(amount)}
                r={excluded ? 2.6 : 2}
                className={excluded ? styles.out : amount > limit ? styles.high : styles.dot}
              >
                <title>
                  {t(excluded ? 'day.hourExcluded' : 'day.hourTip', {
                    hour,
                    value: amount,
                    unit: value.unit,
                  })}
                </title>
              </circle>
            ),
          )}
          {[0, 6, 12, 18, 24].map((hour) => (
            <text key={hour} className="tk" x={x(hour)} y={BASE + 15} textAnchor="middle">
              {hour}
            </text>
          ))}
        </svg>
      </div>
    </section>
  );
}
