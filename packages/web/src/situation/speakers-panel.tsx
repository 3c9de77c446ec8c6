import type { Situation } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { StandingBadges } from '../ui/badges.tsx';
import { SentenceText } from '../ui/sentence.tsx';

/** 该问谁: suggested speakers, by post, each with the reason. */
export function SpeakersPanel({ situation: { speakers, standing } }: { readonly situation: Situation }) {
  const { t } = useTranslation('situation');
  return (
    <section>
      <h2>
        {t('ask.title')}
        <small>{t('ask.note')}</small> <StandingBadges standing={standing} parts={['simulated']} />
      </h2>
      {speakers.length === 0 ? (
        <p className="all-better">{t('ask.none')}</p>
      ) : (
        <ul className="ask">
          {speakers.map((one) => (
            <li key={`${one.kind}${one.region}`}>
              <span className={one.kind === 'share' ? 'k p' : 'k'}>{t(`ask.kind.${one.kind}`)}</span>
              <span>
                <b className="who">{one.who}</b>
                <SentenceText runs={one.reason} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
