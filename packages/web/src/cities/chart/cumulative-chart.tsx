import type { Lang } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../ui/moments.ts';
import { BalanceBand } from './balance-band.tsx';
import styles from './chart.module.css';
import { CurveLabels, CurveReading, useAffordable } from './curve-labels.tsx';
import { type Curve, curveModel, type Mark } from './curve-model.ts';
import { whole } from './format.ts';
import { useWidth } from './use-width.ts';
import { YearAxis } from './year-axis.tsx';
import { dayIndex, yearScale } from './year-scale.ts';

interface CumulativeChartProps {
  readonly curve: Curve;
  readonly year: number;
  readonly lang: Lang;
}

const HEIGHT = 250;
const BASE = 228;

/**
 * 已用与预算: what was spent since 1 January against the path of the target, the cone of what is still affordable
 * to 31 December, last year thin and grey; below, the difference on its own scale under the same months.
 */
export function CumulativeChart({ curve, year, lang }: CumulativeChartProps) {
  const { t } = useTranslation('cities');
  const [ref, width] = useWidth<HTMLDivElement>(952);
  const model = useMemo(() => curveModel(curve), [curve]);
  const narrow = width < 620;
  const right = width - (narrow ? 8 : 132);
  const scale = useMemo(() => yearScale(year, 46, right), [year, right]);
  const y = scaleLinear([0, model.top], [BASE, 16]);
  const [picked, setPicked] = useState<number | null>(null);
  const path = line<Mark>(
    ([index]) => scale.x(index),
    ([, value]) => y(value),
  );
  const known = model.end?.[0] ?? -1;
  const settled = known >= dayIndex(curve.today);
  const todayX = scale.x(Math.min(settled ? known : dayIndex(curve.today) - 1, scale.days - 1));
  const running = model.daysLeft > 0;
  const affordable = useAffordable(curve, model);
  const shared = { curve, scale, right, base: BASE, lang };

  const move = (event: PointerEvent<SVGSVGElement>) =>
    setPicked(scale.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left));
  const keys = (event: KeyboardEvent<SVGSVGElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setPicked((now) => Math.min(scale.days - 1, Math.max(0, (now ?? known) + step)));
  };

  return (
    <div ref={ref} className={styles.frame}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the values day by day
        tabIndex={0}
        aria-label={describe()}
        onPointerMove={move}
        onPointerLeave={() => setPicked(null)}
        onBlur={() => setPicked(null)}
        onKeyDown={keys}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <path d={`M46 ${y(tick)}H${right}`} stroke="var(--rule)" />
            <text className="tk" x={40} y={y(tick) + 4} textAnchor="end">
              {whole(tick)}
            </text>
          </g>
        ))}
        <YearAxis scale={scale} y={BASE} lang={lang} />
        {model.cone && (
          <>
            <path
              d={`M${scale.x(model.cone.from[0])} ${y(model.cone.from[1])}L${right} ${y(model.cone.top)}V${y(model.cone.bottom)}Z`}
              className={styles.cone}
            />
            <path
              d={`M${scale.x(model.cone.from[0])} ${y(model.cone.from[1])}L${right} ${y(model.cone.top)}`}
              className={styles.ray}
            />
          </>
        )}
        {model.overdraft !== null && (
          <path d={`M46 ${y(curve.budget)}H${right}`} className={styles.budgetOver} />
        )}
        <path d={path(model.plan) ?? ''} className={styles.plan} />
        {model.last.map((run) => (
          <path key={run[0]?.[0]} d={path(run) ?? ''} className={styles.last} />
        ))}
        {model.spent.map((run) => (
          <path key={run[0]?.[0]} d={path(run) ?? ''} className={styles.spent} />
        ))}
        {model.overdraft !== null &&
          model.spent.map((run) => {
            const over = run.filter(([, value]) => value >= curve.budget);
            return <path key={run[0]?.[0]} d={path(over) ?? ''} className={styles.over} />;
          })}
        {running && (
          <>
            <path d={`M${todayX} 14V${BASE}`} className={styles.today} />
            <text
              className="tk"
              x={narrow ? todayX - 4 : todayX + 6}
              y={22}
              textAnchor={narrow ? 'end' : 'start'}
            >
              {t(settled ? 'curve.upTo' : 'curve.today', { day: dayText(curve.today, lang) })}
            </text>
          </>
        )}
        <CurveLabels {...shared} model={model} y={y} narrow={narrow} />
        {picked !== null && <CurveReading {...shared} index={picked} />}
      </svg>
      <BalanceBand curve={curve} scale={scale} width={width} right={right} lang={lang} picked={picked} />
    </div>
  );

  function describe(): string {
    const parts = [
      t('curve.aria', { year, budget: whole(curve.budget), unit: curve.unit }),
      model.end &&
        t('curve.ariaSpent', { spent: whole(model.end[1]), day: dayText(dayAt(model.end[0]), lang) }),
      model.cone && affordable,
      model.overdraft !== null && t('curve.overdraft', { amount: whole(model.overdraft) }),
    ];
    return parts.filter(Boolean).join(lang === 'zh' ? '；' : '; ');
  }

  function dayAt(index: number): string {
    return curve.points[index]?.day ?? curve.today;
  }
}
