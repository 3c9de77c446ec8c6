import { listPapers, type Meeting } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { Loaded } from '../ui/states.tsx';
import { agendaParts } from './agenda-model.ts';
import styles from './meetings.module.css';
import { MinutesStrip } from './minutes-strip.tsx';
import { SpeechActs } from './papers.tsx';

/** What is asked of who is invited: the speech, the own venue, the papers; then the agenda. */
export function Invited({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const reads = useMay('papers.read');
  const papers = useCall(listPapers, { params: { id: meeting.id }, query: { lang } }, { enabled: reads });
  const params = { id: String(meeting.id) };
  const own = meeting.venues.find(({ id }) => id === meeting.can.ownVenue);
  const mine = meeting.agenda.filter(
    ({ city, parent }) => parent !== null && city !== null && city === own?.region,
  );
  return (
    <>
      <section>
        <h2>{t('invited.title')}</h2>
        <ul className={styles.asks}>
          {mine.map((item) => (
            <li key={item.id}>
              <b>{t(`agendaKind.${item.kind}`)}</b>
              <span>
                {item.title}
                <small>
                  {t('minutes', { count: item.minutes })}
                  {item.reasons.length > 0 && ` · ${item.reasons.map(({ text }) => text).join('；')}`}
                </small>
              </span>
            </li>
          ))}
          {mine.length === 0 && (
            <li>
              <b>{t('invited.speech')}</b>
              <span className="n2">{t('invited.noSpeech')}</span>
            </li>
          )}
          {reads && (
            <Loaded query={papers}>
              {({ items }) => (
                <>
                  {items
                    .filter(({ kind }) => kind === 'speech')
                    .map((paper) => (
                      <li key={paper.id}>
                        <b>{t('paperKind.speech')}</b>
                        <span>
                          {paper.title}
                          <small>{t(`paperState.${paper.state}`)}</small>
                        </span>
                        <SpeechActs paper={paper} />
                      </li>
                    ))}
                  <li>
                    <b>{t('tab.papers')}</b>
                    <span>{t('invited.papers', { count: items.length })}</span>
                    <Link to="/meetings/$id/papers" params={params} className="btn">
                      {t('invited.readPapers')}
                    </Link>
                  </li>
                </>
              )}
            </Loaded>
          )}
          {own !== undefined && (
            <li>
              <b>{own.name}</b>
              <span>
                {t('venue.sums', { expected: own.expected, signedIn: own.signedIn, onLeave: own.onLeave })}
              </span>
              <Link to="/meetings/$id/venues" params={params} className="btn">
                {t('invited.venue')}
              </Link>
            </li>
          )}
        </ul>
      </section>
      <section className={styles.section}>
        <h2>{t('tab.agenda')}</h2>
        <MinutesStrip parts={agendaParts(meeting.agenda)} planned={meeting.minutesPlanned} />
      </section>
    </>
  );
}
