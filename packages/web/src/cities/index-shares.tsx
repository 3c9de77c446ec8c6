import type { CityAccount } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { useTranslation } from 'react-i18next';
import { FigureText } from '../ui/figure.tsx';
import styles from './shares.module.css';

type Side = NonNullable<CityAccount['shares']['now']>;

interface IndexSharesProps {
  readonly now: Side | null;
  readonly last: Side | null;
}

const BAR = 78;
const MIDDLE = 64;

/** 综合指数构成: single indices back to back, last year left, this year right; red where one has become worse. */
export function IndexShares({ now, last }: IndexSharesProps) {
  const { t } = useTranslation('cities');
  const order = (now ?? last)?.items.map(({ pollutant }) => pollutant) ?? [];
  if (order.length === 0) return <p className="n3">{t('shares.none')}</p>;
  const longest = Math.max(
    0.01,
    ...[now, last].flatMap((side) => side?.items.map(({ index }) => Number(index)) ?? []),
  );
  const length = (index: string) => (Number(index) / longest) * BAR;
  const find = (side: Side | null, pollutant: string) =>
    side?.items.find((item) => item.pollutant === pollutant);
  return (
    <table className={styles.shares}>
      <caption className="unseen">{t('shares.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.lastHead}>
            {t('shares.last')} <Index side={last} />
          </th>
          <td />
          <th scope="col" className={styles.nowHead}>
            {t('shares.now')} <Index side={now} />
          </th>
        </tr>
      </thead>
      <tbody>
        {order.map((pollutant) => {
          const left = find(last, pollutant);
          const right = find(now, pollutant);
          const worse = left !== undefined && right !== undefined && Number(right.index) > Number(left.index);
          return (
            <tr key={pollutant}>
              <td className={styles.left} title={left && t('shares.single', { index: left.index })}>
                <span>{left?.text ?? '—'}</span>
                <i style={{ width: left ? length(left.index) : 0 }} />
              </td>
              <th scope="row" style={{ width: MIDDLE }}>
                {POLLUTANT_NAMES[pollutant]}
              </th>
              <td
                className={worse ? `${styles.right} ${styles.worse}` : styles.right}
                title={right && t('shares.single', { index: right.index })}
              >
                <i style={{ width: right ? length(right.index) : 0 }} />
                <span>
                  {right?.text ?? '—'}
                  {worse && <span className="unseen">{t('shares.worse')}</span>}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Index({ side }: { readonly side: Side | null }) {
  return side === null ? <>—</> : <FigureText figure={side.index} />;
}
