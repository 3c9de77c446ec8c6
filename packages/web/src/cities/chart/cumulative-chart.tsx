import type { Lang } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../ui/moments.ts';
import { BalanceBand } from './balance-band.tsx';
import styles from './chart.module.css';
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
  const right = width - (narrow ? 8 : 114);
  const scale = useMemo(() => yearScale(year, 46, right), [year, right]);
  const y = scaleLinear([0, model.top], [BASE, 16]);
  const [picked, setPicked] = useState<number | null>(null);
  const path = line<Mark>(
    ([index]) => scale.x(index),
    ([, value]) => y(value),
  );
  const known = model.end?.[0] ?? -1;
  const todayX = scale.x(Math.min(dayIndex(curve.today) - 1, scale.days - 1));
  const running = model.daysLeft > 0;

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
              {t('curve.today', { day: dayText(curve.today, lang) })}
            </text>
          </>
        )}
        {labels()}
        {picked !== null && reading(picked)}
      </svg>
      <BalanceBand curve={curve} scale={scale} width={width} right={right} lang={lang} picked={picked} />
    </div>
  );

  function describe(): string {
    const parts = [
      t('curve.aria', { year, budget: whole(curve.budget), unit: curve.unit }),
      model.end &&
        t('curve.ariaSpent', { spent: whole(model.end[1]), day: dayText(dayAt(model.end[0]), lang) }),
      curve.allowance !== null &&
        running &&
        t('curve.affordable', { days: model.daysLeft, allowance: curve.allowance }),
      model.overdraft !== null && t('curve.overdraft', { amount: whole(model.overdraft) }),
    ];
    return parts.filter(Boolean).join(lang === 'zh' ? '；' : '; ');
  }

  function dayAt(index: number): string {
    return curve.points[index]?.day ?? curve.today;
  }

  function labels() {
    const end = model.end;
    const lastHere = model.lastAtEnd;
    const lastAbove = end === null || lastHere === null || lastHere[1] >= end[1];
    const last = lastHere ?? model.lastEnd;
    const planAt = Math.min(scale.days - 1, Math.max(known + 50, 250));
    const late = end !== null && scale.x(end[0]) > right - 150;
    return (
      <>
        {last && (
          <text
            className="t3"
            x={Math.max(54, scale.x(last[0]) - 10)}
            y={y(last[1]) + (lastAbove ? -8 : 22)}
            textAnchor={scale.x(last[0]) < 200 ? 'start' : 'end'}
          >
            {t('curve.last', { spent: whole(last[1]) })}
            {model.lastEnd && model.lastEnd[0] < scale.days - 1 && !narrow
              ? t('curve.lastEnds', { day: dayText(dayAt(model.lastEnd[0]), lang) })
              : ''}
          </text>
        )}
        {end && (
          <>
            <circle cx={scale.x(end[0])} cy={y(end[1])} r={4.2} className={styles.dot} />
            <text
              className="tb"
              x={scale.x(end[0]) + (scale.x(end[0]) < 130 ? 8 : -8)}
              y={y(end[1]) + (lastAbove ? 40 : -14)}
              textAnchor={scale.x(end[0]) < 130 ? 'start' : 'end'}
            >
              {t('curve.spent', { spent: whole(end[1]) })}
            </text>
          </>
        )}
        {running && !late && !narrow && (
          <text
            className="t2"
            x={scale.x(planAt) - 6}
            y={y(curve.points[planAt]?.plan ?? 0) - 10}
            textAnchor="end"
          >
            {t('curve.plan')}
          </text>
        )}
        {model.cone && !narrow && !late && curve.allowance !== null && (
          <text
            className={styles.room}
            x={(scale.x(known) + right) / 2 + 36}
            y={Math.min(BASE - 8, y((model.cone.from[1] + model.cone.bottom) / 2) + 26)}
            textAnchor="middle"
          >
            {t('curve.affordable', { days: model.daysLeft, allowance: curve.allowance })}
          </text>
        )}
        {narrow ? (
          <text className="tb" x={right} y={Math.max(12, y(curve.budget) - 6)} textAnchor="end">
            {t('curve.budget', { budget: whole(Math.floor(curve.budget)) })}
          </text>
        ) : (
          <>
            <path d={`M${right} ${y(curve.budget)}h8`} stroke="var(--ink)" />
            <text className="tb" x={right + 12} y={y(curve.budget) + 1}>
              {t('curve.budget', { budget: whole(Math.floor(curve.budget)) })}
            </text>
            <text className="tk" x={right + 12} y={y(curve.budget) + 16}>
              = {curve.budgetNote}
            </text>
            {model.cone && y(model.cone.bottom) - y(model.cone.top) > 34 && (
              <text className="tk" x={right + 12} y={y(model.cone.bottom) + 4}>
                {t('curve.floor', { floor: curve.floor })}
              </text>
            )}
          </>
        )}
        {model.overdraft !== null && (
          <text className={styles.overText} x={54} y={y(curve.budget) - 6}>
            {t('curve.overdraft', { amount: whole(model.overdraft) })}
          </text>
        )}
      </>
    );
  }

  function reading(index: number) {
    const point = curve.points[index];
    if (point === undefined) return null;
    const lines = [
      dayText(point.day, lang),
      point.spent === null ? null : t('curve.spent', { spent: whole(point.spent) }),
      t('curve.planAt', { plan: whole(point.plan) }),
      point.last === null ? null : t('curve.last', { spent: whole(point.last) }),
    ].filter((text) => text !== null);
    const x = scale.x(index);
    const boxWidth = lang === 'zh' ? 118 : 148;
    const left = x + boxWidth + 10 > right ? x - boxWidth - 8 : x + 8;
    return (
      <g pointerEvents="none">
        <path d={`M${x} 14V${BASE}`} className={styles.cross} />
        <rect x={left} y={30} width={boxWidth} height={lines.length * 17 + 8} className={styles.box} />
        {lines.map((text, row) => (
          <text key={text} x={left + 8} y={46 + row * 17} className={row === 0 ? 'tb' : undefined}>
            {text}
          </text>
        ))}
      </g>
    );
  }
}
