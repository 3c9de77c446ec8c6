import type { Situation } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { SentenceText } from '../ui/sentence.tsx';

const FIRST = 7;
const BAR = 84;

/** 变差了的: the bottom line. Everything worse than last year, worst first, bars from zero on one scale. */
export function WorsePanel({ situation: { worse, worseNote } }: { readonly situation: Situation }) {
  const { t } = useTranslation('situation');
  const { t: ui } = useTranslation('ui');
  const name = useRegionName();
  const [all, setAll] = useState(false);
  const most = Math.max(...worse.map(({ percent }) => Math.abs(percent)), 0.1);
  const shown = all ? worse : worse.slice(0, FIRST);
  return (
    <section>
      <h2>
        {t('worse.title')}
        <small>{t('worse.note')}</small>
      </h2>
      {worse.length === 0 ? (
        <p className="all-better">{t('worse.none')}</p>
      ) : (
        <table className="bad">
          <caption className="unseen">{t('worse.title')}</caption>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.region}${one.indicator}`}>
                <th scope="row" className="b">
                  {name(one.region, 'short')}
                </th>
                <td>{ui(`indicator.${one.indicator}`)}</td>
                <td className="num">
                  <FigureText figure={one.last} /> → <FigureText figure={one.now} />
                </td>
                <td className="unit">{one.unit}</td>
                <td className="bar">
                  <svg width={BAR} height="10" aria-hidden="true">
                    <rect
                      y="1"
                      width={Math.max(1, (Math.abs(one.percent) / most) * BAR)}
                      height="8"
                      fill="var(--worse)"
                      opacity=".75"
                    />
                  </svg>
                </td>
                <td className="num">
                  <DeltaText delta={one.delta} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {worse.length > FIRST && (
        <button type="button" className="plain more noprint" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('worse.fewer') : t('worse.more', { count: worse.length - FIRST })}
        </button>
      )}
      {worseNote.length > 0 && (
        <p className="worse-note">
          <SentenceText runs={worseNote} />
        </p>
      )}
    </section>
  );
}
