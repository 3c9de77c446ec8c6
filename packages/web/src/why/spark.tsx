import type { Explanation } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { useTranslation } from 'react-i18next';
import styles from './why.module.css';

type SparkData = NonNullable<Explanation['spark']>;

const WIDTH = 366;
const HEIGHT = 68;
const BASE = 50;

/** 输入的走势: values as a thin line from zero, broken where one is missing, with the limit across it. */
export function Spark({ spark, caption }: { readonly spark: SparkData; readonly caption: string }) {
  const { t } = useTranslation('why');
  const known = spark.values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const highest = Math.max(...known, spark.limit ?? 0);
  const lowest = Math.min(0, ...known);
  const y = scaleLinear([lowest, highest * 1.05], [BASE, 4]);
  const x = scaleLinear([0, Math.max(1, spark.values.length - 1)], [0, WIDTH]);
  let broken = true;
  const path = spark.values
    .map((value, index) => {
      if (value === null) {
        broken = true;
        return '';
      }
      const move = broken ? 'M' : 'L';
      broken = false;
      return `${move}${x(index).toFixed(1)} ${y(value).toFixed(1)}${move === 'M' ? 'h0.01' : ''}`;
    })
    .join('');
  const gaps = spark.values.flatMap((value, index) => (value === null ? [index] : []));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      role="img"
      aria-label={t('sparkAria', { caption, from: spark.from, to: spark.to, missing: gaps.length })}
      className={styles.spark}
    >
      {gaps.length <= 40 &&
        gaps.map((index) => <path key={index} d={`M${x(index)} 4V${BASE}`} className={styles.gap} />)}
      <path d={path} className={styles.line} />
      {spark.limit !== null && (
        <>
          <path d={`M0 ${y(spark.limit)}H${WIDTH}`} className={styles.limit} />
          <text className={styles.limitText} x={WIDTH} y={y(spark.limit) - 3} textAnchor="end">
            {spark.limitLabel}
          </text>
        </>
      )}
      {gaps.length > 0 && (
        <text className={styles.gapText} x={Math.min(WIDTH - 90, x(gaps[0] ?? 0) + 4)} y={12}>
          {t('missing', { count: gaps.length })}
        </text>
      )}
      <text className="tk" x={0} y={HEIGHT - 3}>
        {spark.from}
      </text>
      <text className="tk" x={WIDTH} y={HEIGHT - 3} textAnchor="end">
        {spark.to}
      </text>
    </svg>
  );
}
