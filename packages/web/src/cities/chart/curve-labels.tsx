import type { Lang } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../ui/moments.ts';
import styles from './chart.module.css';
import { allowanceText, type Curve, type CurveModel, countsDays } from './curve-model.ts';
import { whole } from './format.ts';
import type { YearScale } from './year-scale.ts';

interface CurveLabelsProps {
  readonly curve: Curve;
  readonly model: CurveModel;
  readonly scale: YearScale;
  readonly y: (value: number) => number;
  readonly right: number;
  readonly base: number;
  readonly narrow: boolean;
  readonly lang: Lang;
}

/** What may still be afforded: of concentrations a mean that may be kept, of days how many more may exceed. */
export function useAffordable(curve: Curve, model: CurveModel): string {
  const { t } = useTranslation('cities');
  if (!countsDays(curve)) {
    return t('curve.affordable', { days: model.daysLeft, allowance: allowanceText(curve.allowance ?? 0) });
  }
  const count = Math.max(0, Math.floor(curve.budget - (model.end?.[1] ?? 0)));
  return t('curve.affordableDays', { days: model.daysLeft, count });
}

/** Lines are labelled where they are; labels keep clear of the path, whichever side of the cone it runs. */
export function CurveLabels(props: CurveLabelsProps) {
  const { model, scale, right, narrow } = props;
  const late = model.end !== null && scale.x(model.end[0]) > right - 150;
  const running = model.daysLeft > 0;
  return (
    <>
      <LastYear {...props} />
      <ThisYear {...props} />
      {running && !late && !narrow && <Path {...props} />}
      {model.cone && !late && !narrow && <Room {...props} />}
      <Budget {...props} />
    </>
  );
}

/** Whether last year stands above this year at the end of this year's line. */
function lastIsAbove({ end, lastAtEnd }: CurveModel): boolean {
  return end === null || lastAtEnd === null || lastAtEnd[1] >= end[1];
}

/** Half-way through the days to come: is the path below what would be the least? Then labels change sides. */
function pathIsBelow({ curve, model }: Pick<CurveLabelsProps, 'curve' | 'model'>): boolean {
  if (!model.cone) return false;
  const middle = Math.round((model.cone.from[0] + curve.points.length) / 2);
  const least = (model.cone.from[1] + model.cone.bottom) / 2;
  return (curve.points[middle]?.plan ?? 0) < least;
}

/** On a day that is over: has more been spent than planned? Then the path runs below the line. */
function pathTrails({ points }: Curve, at: number): boolean {
  const point = points[at];
  return point !== undefined && point.spent !== null && point.spent > point.plan;
}

function LastYear({ curve, model, scale, y, narrow, lang }: CurveLabelsProps) {
  const { t } = useTranslation('cities');
  const at = model.lastAtEnd ?? model.lastEnd;
  if (at === null) return null;
  const ends = model.lastEnd !== null && model.lastEnd[0] < scale.days - 1 && !narrow;
  return (
    <text
      className="t3"
      x={Math.max(54, scale.x(at[0]) - 10)}
      y={y(at[1]) + (lastIsAbove(model) ? -8 : 22)}
      textAnchor={scale.x(at[0]) < 200 ? 'start' : 'end'}
    >
      {t('curve.last', { spent: whole(at[1]) })}
      {ends && t('curve.lastEnds', { day: dayText(curve.points[model.lastEnd?.[0] ?? 0]?.day ?? '', lang) })}
    </text>
  );
}

function ThisYear({ curve, model, scale, y }: CurveLabelsProps) {
  const { t } = useTranslation('cities');
  if (model.end === null) return null;
  const [index, value] = model.end;
  const beside = countsDays(curve) && model.daysLeft > 0;
  const start = beside || scale.x(index) < 130;
  return (
    <>
      <circle cx={scale.x(index)} cy={y(value)} r={4.2} className={styles.dot} />
      <text
        className="tb"
        x={scale.x(index) + (start ? 9 : -8)}
        y={y(value) + (beside ? 18 : lastIsAbove(model) ? 40 : -14)}
        textAnchor={start ? 'start' : 'end'}
      >
        {t('curve.spent', { spent: whole(value) })}
      </text>
    </>
  );
}

function Path({ curve, model, scale, y }: CurveLabelsProps) {
  const { t } = useTranslation('cities');
  const known = model.end?.[0] ?? -1;
  const early = countsDays(curve) && known > 100;
  const at = early ? 60 : Math.min(scale.days - 1, Math.max(known + 50, 250));
  const below = early ? pathTrails(curve, at) : pathIsBelow({ curve, model });
  return (
    <text
      className="t2"
      x={scale.x(at) + (below ? 8 : -6)}
      y={y(curve.points[at]?.plan ?? 0) + (below ? 20 : -10)}
      textAnchor={below ? 'start' : 'end'}
    >
      {t('curve.plan')}
    </text>
  );
}

function Room({ curve, model, scale, y, right, base }: CurveLabelsProps) {
  const text = useAffordable(curve, model);
  if (!model.cone) return null;
  const { from, top, bottom } = model.cone;
  const middle = (scale.x(from[0]) + right) / 2;
  const above = pathIsBelow({ curve, model });
  return (
    <text
      className={styles.room}
      x={above ? middle - 10 : middle + 36}
      y={above ? y((from[1] + top) / 2) - 12 : Math.min(base - 8, y((from[1] + bottom) / 2) + 26)}
      textAnchor={above ? 'end' : 'middle'}
    >
      {text}
    </text>
  );
}

function Budget({ curve, model, y, right, narrow }: CurveLabelsProps) {
  const { t } = useTranslation('cities');
  const at = y(curve.budget);
  const budget = t('curve.budget', { budget: whole(Math.floor(curve.budget)) });
  const over = model.overdraft !== null && (
    <text className={styles.overText} x={54} y={at - 6}>
      {t('curve.overdraft', { amount: whole(model.overdraft) })}
    </text>
  );
  if (narrow) {
    return (
      <>
        <text className="tb" x={right} y={Math.max(12, at - 6)} textAnchor="end">
          {budget}
        </text>
        {over}
      </>
    );
  }
  const floor = countsDays(curve)
    ? t('curve.floorDays')
    : t('curve.floor', { floor: Math.round(curve.floor * 10) / 10 });
  return (
    <>
      <path d={`M${right} ${at}h8`} stroke="var(--ink)" />
      <text className="tb" x={right + 12} y={at + 1}>
        {budget}
      </text>
      <text className="tk" x={right + 12} y={at + 16}>
        = {curve.budgetNote}
      </text>
      {model.cone && y(model.cone.bottom) - at > 34 && (
        <text className="tk" x={right + 12} y={y(model.cone.bottom) + 4}>
          {floor}
        </text>
      )}
      {over}
    </>
  );
}

interface CurveReadingProps extends Pick<CurveLabelsProps, 'curve' | 'scale' | 'right' | 'base' | 'lang'> {
  readonly index: number;
}

/** The figures of one day, read off under the pointer or by arrow keys. */
export function CurveReading({ curve, scale, right, base, lang, index }: CurveReadingProps) {
  const { t } = useTranslation('cities');
  const point = curve.points[index];
  if (point === undefined) return null;
  const lines = [
    dayText(point.day, lang),
    point.spent === null ? null : t('curve.spent', { spent: whole(point.spent) }),
    t('curve.planAt', { plan: whole(point.plan) }),
    point.last === null ? null : t('curve.last', { spent: whole(point.last) }),
  ].filter((text) => text !== null);
  const x = scale.x(index);
  const width = lang === 'zh' ? 118 : 148;
  const left = x + width + 10 > right ? x - width - 8 : x + 8;
  return (
    <g pointerEvents="none">
      <path d={`M${x} 14V${base}`} className={styles.cross} />
      <rect x={left} y={30} width={width} height={lines.length * 17 + 8} className={styles.box} />
      {lines.map((text, row) => (
        <text key={text} x={left + 8} y={46 + row * 17} className={row === 0 ? 'tb' : undefined}>
          {text}
        </text>
      ))}
    </g>
  );
}
