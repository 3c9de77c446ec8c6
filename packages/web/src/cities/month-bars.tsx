import type { CityAccount, Lang } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { useTranslation } from 'react-i18next';
import { monthText } from '../ui/moments.ts';
import { useWidth } from './chart/use-width.ts';
import styles from './month-bars.module.css';

interface MonthBarsProps {
  readonly months: CityAccount['months'];
  readonly lang: Lang;
}

const HEIGHT = 220;
const BASE = 196;

/** 逐月: each month's mean as a bar from zero, the plan as a line across it, last year as a grey tick. */
export function MonthBars({ months, lang }: MonthBarsProps) {
  const { t } = useTranslation('cities');
  const [ref, width] = useWidth<HTMLDivElement>(560);
  const values = months
    .flatMap(({ actual, plan, last }) => [actual, plan, last])
    .flatMap((text) => (text === null ? [] : [Number(text)]));
  if (values.length === 0) return <p className="n3">{t('months.none')}</p>;
  const y = scaleLinear([0, Math.max(...values) * 1.12], [BASE, 8]);
  const slot = (width - 30) / months.length;
  const bar = Math.min(30, slot * 0.52);
  return (
    <div ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={aria()}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <path d={`M28 ${y(tick)}H${width}`} stroke="var(--rule)" />
            <text className="tk" x={22} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {months.map(({ month, actual, plan, last, closed }, index) => {
          const middle = 30 + slot * (index + 0.5);
          const over = actual !== null && plan !== null && Number(actual) > Number(plan);
          return (
            <g key={month}>
              <title>{sentence(month, actual, plan, last)}</title>
              {actual !== null && (
                <>
                  <rect
                    x={middle - bar / 2}
                    y={y(Number(actual))}
                    width={bar}
                    height={BASE - y(Number(actual))}
                    className={closed ? styles.closed : styles.open}
                  />
                  <text
                    x={middle}
                    y={Math.min(y(Number(actual)), plan === null ? BASE : y(Number(plan))) - 5}
                    textAnchor="middle"
                    className={over ? styles.over : undefined}
                  >
                    {actual}
                  </text>
                </>
              )}
              {last !== null && (
                <path
                  d={`M${middle + bar / 2 + 2} ${y(Number(last))}h${slot * 0.14}`}
                  className={styles.last}
                />
              )}
              {plan !== null && (
                <>
                  <path
                    d={`M${middle - slot * 0.38} ${y(Number(plan))}h${slot * 0.76}`}
                    className={actual === null ? styles.ahead : styles.plan}
                  />
                  {actual === null && slot > 26 && (
                    <text className="tk" x={middle} y={y(Number(plan)) - 4} textAnchor="middle">
                      {plan}
                    </text>
                  )}
                </>
              )}
              {(slot > 27 || index % 2 === 0) && (
                <text className="tk" x={middle} y={BASE + 16} textAnchor="middle">
                  {monthText(index + 1, lang)}
                </text>
              )}
            </g>
          );
        })}
        <path d={`M28 ${BASE}H${width}`} stroke="var(--axis)" />
      </svg>
    </div>
  );

  function sentence(month: string, actual: string | null, plan: string | null, last: string | null): string {
    return t('months.tip', {
      month: monthText(Number(month.slice(5)), lang),
      actual: actual ?? '—',
      plan: plan ?? '—',
      last: last ?? '—',
    });
  }

  function aria(): string {
    return months
      .filter(({ actual }) => actual !== null)
      .map(({ month, actual, plan, last }) => sentence(month, actual, plan, last))
      .join('; ');
  }
}
