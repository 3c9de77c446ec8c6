import type { ProgramLamp as LampName, TaskBoard } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import styles from './tasks.module.css';

const LAMPS: readonly LampName[] = ['red', 'yellow', 'green', 'blue', 'grey'];
const WIDTH = 76;

/** 灯与各市: how many of each lamp, each city's share of red and yellow; a click is a filter. */
export function Tally({ board }: { readonly board: TaskBoard }) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  const most = Math.max(1, ...board.cities.map(({ total }) => total));
  return (
    <aside className={styles.tally}>
      <h2>
        {t('tally.lamps')}
        <small>{t('tally.count', { count: board.total })}</small>
      </h2>
      <p className={styles.lamps}>
        {LAMPS.map((lamp) => (
          <Link key={lamp} to="/tasks" search={(before) => ({ ...before, lamp })}>
            <ProgramLamp lamp={lamp} />
            <b>{board.lamps[lamp]}</b>
          </Link>
        ))}
      </p>
      <table className={styles.cities}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              <span className="unseen">{t('tally.city')}</span>
            </th>
            <th scope="col" className="num">
              {t('tally.red')}
            </th>
            <th scope="col" className="num">
              {t('tally.yellow')}
            </th>
            <th scope="col" className="num">
              {t('tally.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {board.cities.map(({ city, red, yellow, total }) => {
            const scale = (count: number) => (count / most) * WIDTH;
            return (
              <tr key={city ?? 'province'}>
                <th scope="row">
                  {city === null ? (
                    t('tally.province')
                  ) : (
                    <Link to="/tasks" search={(before) => ({ ...before, city })}>
                      {region(city, 'short')}
                    </Link>
                  )}
                </th>
                <td aria-hidden="true">
                  <svg width={WIDTH} height="12" role="presentation">
                    <rect y="1" height="10" width={scale(total)} className={styles.barAll} />
                    <rect y="1" height="10" width={scale(red)} className={styles.barRed} />
                    <rect
                      y="1"
                      height="10"
                      x={scale(red)}
                      width={scale(yellow)}
                      className={styles.barYellow}
                    />
                  </svg>
                </td>
                <td className={red > 0 ? `num ${styles.bad}` : 'num n3'}>{red > 0 ? red : '·'}</td>
                <td className={yellow > 0 ? 'num' : 'num n3'}>{yellow > 0 ? yellow : '·'}</td>
                <td className="num n3">{total}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h2 className={styles.next}>13710</h2>
      <dl className={styles.key}>
        {(['sign', 'progress', 'settle', 'month', 'writeOff'] as const).map((clock) => (
          <div key={clock}>
            <dt>{t(`clock.mark.${clock}`)}</dt>
            <dd>{t(`clock.means.${clock}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="cap">{t('clock.note')}</p>
      <p className={styles.keys}>
        <Link to="/task-rules">{t('rules.open')}</Link>
      </p>
      <p className={styles.keys}>
        <kbd>J</kbd> <kbd>K</kbd> {t('keys.pick')}　<kbd>Enter</kbd> {t('keys.open')}
      </p>
    </aside>
  );
}
