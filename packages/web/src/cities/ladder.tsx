import type { LampState, Rung } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { Ask } from '../ui/figure.tsx';
import { Lamp, lampCell } from '../ui/lamp.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import styles from './ladder.module.css';

interface LadderProps {
  readonly rungs: readonly Rung[];
}

const barInk: Record<LampState, string> = {
  safe: 'var(--ink2)',
  tight: 'var(--tight)',
  overdrawn: 'var(--over)',
  impossible: 'var(--lost-bg)',
  none: 'var(--axis)',
};

/** 阶梯: hour guards day, day guards month, month guards year, days; the city's other targets follow below. */
export function Ladder({ rungs }: LadderProps) {
  const { t } = useTranslation('cities');
  const main = rungs.filter(({ scale }) => scale !== 'other');
  const others = rungs.filter(({ scale }) => scale === 'other');
  if (rungs.length === 0) return <p className="n3">{t('ladder.none')}</p>;
  return (
    <table className={styles.ladder}>
      <caption className="unseen">{t('ladder.caption')}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('ladder.scale')}</th>
          <th scope="col">{t('ladder.standing')}</th>
          <th scope="col">{t('ladder.bars')}</th>
          <th scope="col">{t('ladder.allowance')}</th>
          <th scope="col">{t('ladder.lamp')}</th>
        </tr>
      </thead>
      <tbody>
        {main.map((rung) => (
          <Row key={`${rung.scale}:${rung.indicator}`} rung={rung} />
        ))}
      </tbody>
      {others.length > 0 && (
        <tbody className={styles.others} aria-label={t('ladder.others')}>
          {others.map((rung) => (
            <Row key={`${rung.scale}:${rung.indicator}`} rung={rung} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function Row({ rung }: { readonly rung: Rung }) {
  const { t } = useTranslation('cities');
  return (
    <tr>
      <th scope="row" className={styles.scale}>
        {rung.title}
      </th>
      <td className={styles.text}>
        <SentenceText runs={rung.text} />
        {rung.note !== '' && <small>{rung.note}</small>}
      </td>
      <td className={styles.bars}>
        <Bars rung={rung} />
        <small>{rung.barNote}</small>
      </td>
      <td className={styles.allowance}>
        <Ask why={rung.why}>
          <b>{rung.allowance}</b>
        </Ask>
        <small>{rung.unit}</small>
      </td>
      <td className={`${styles.lamp} ${lampCell(rung.lamp)}`}>
        {rung.lamp === 'none' ? (
          <span className="n3">{t('ladder.noLamp')}</span>
        ) : (
          <Lamp state={rung.lamp} word />
        )}
      </td>
    </tr>
  );
}

/** Time that has gone over what has been used, with one end mark: what passes the mark is overspent. */
function Bars({ rung }: { readonly rung: Rung }) {
  const time = `${Math.min(1, Math.max(0, rung.timeShare)) * 100}%`;
  const used = `${Math.min(1.08, Math.max(0, rung.usedShare)) * 100}%`;
  return (
    <span className={styles.track} aria-hidden="true">
      <i style={{ width: time }} className={styles.time} />
      <i style={{ width: used, background: barInk[rung.lamp] }} className={styles.used} />
      <i className={styles.mark} />
    </span>
  );
}
