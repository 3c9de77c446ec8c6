import type { Lang } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../ui/moments.ts';
import styles from './chart.module.css';
import { balanceMarks, type Curve, type Mark, runs } from './curve-model.ts';
import { whole } from './format.ts';
import type { YearScale } from './year-scale.ts';

interface BalanceBandProps {
  readonly curve: Curve;
  readonly scale: YearScale;
  readonly width: number;
  readonly right: number;
  readonly lang: Lang;
  readonly picked: number | null;
}

const HEIGHT = 84;
const MIDDLE = 46;
const HALF = 28;

/** 余/欠: plan minus spent on its own scale, as cumulative curves hide differences. */
export function BalanceBand({ curve, scale, width, right, lang, picked }: BalanceBandProps) {
  const { t } = useTranslation('cities');
  const { worst, now } = balanceMarks(curve);
  const size = Math.max(1, ...curve.points.map(({ balance }) => Math.abs(balance ?? 0)));
  const y = scaleLinear([-size, size], [MIDDLE + HALF, MIDDLE - HALF]);
  const shape = (keep: (value: number) => number) =>
    area<Mark>(
      ([index]) => scale.x(index),
      MIDDLE,
      ([, value]) => y(keep(value)),
    );
  const above = shape((value) => Math.max(0, value));
  const below = shape((value) => Math.min(0, value));
  const series = runs(curve.points.map(({ balance }) => balance));
  const reading = picked === null ? null : (curve.points[picked]?.balance ?? null);
  const worstShown = worst !== null && now !== null && worst[0] !== now[0];
  return (
    <>
      <h3 className={styles.sub}>
        {t('balance.title')}
        <small>{t('balance.note', { unit: curve.unit, source: curve.planSource })}</small>
      </h3>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={
          now === null
            ? t('balance.none')
            : t(now[1] < 0 ? 'balance.owed' : 'balance.left', {
                amount: whole(Math.abs(now[1])),
                unit: curve.unit,
              })
        }
      >
        {series.map((run) => (
          <g key={run[0]?.[0]}>
            <path d={above(run) ?? ''} className={styles.left} />
            <path d={below(run) ?? ''} className={styles.owed} />
          </g>
        ))}
        <path d={`M46 ${MIDDLE}H${right}`} stroke="var(--ink2)" />
        <text className="tk" x={40} y={MIDDLE + 4} textAnchor="end">
          0
        </text>
        {worstShown && (
          <text className="tk" x={Math.max(46, scale.x(worst[0]) - 6)} y={HEIGHT - 1}>
            {t('balance.worst', {
              amount: whole(-worst[1]),
              day: dayText(curve.points[worst[0]]?.day ?? '', lang),
            })}
          </text>
        )}
        {now !== null && nowLabel(now)}
        {picked !== null && reading !== null && (
          <g pointerEvents="none">
            <path d={`M${scale.x(picked)} 12V${HEIGHT - 10}`} className={styles.cross} />
            <circle cx={scale.x(picked)} cy={y(reading)} r={3} className={styles.dot} />
          </g>
        )}
      </svg>
    </>
  );

  function nowLabel([index, value]: Mark) {
    const owed = value < 0;
    const x = scale.x(index);
    const crowded = x > right - 130;
    return (
      <text
        className={owed ? styles.owedText : styles.leftText}
        x={crowded ? x : x + 8}
        y={owed ? MIDDLE + 17 : Math.min(y(value) - (crowded ? 6 : -6), MIDDLE - 6)}
        textAnchor={crowded ? 'end' : 'start'}
      >
        {t(owed ? 'balance.owed' : 'balance.left', { amount: whole(Math.abs(value)), unit: curve.unit })}
      </text>
    );
  }
}
