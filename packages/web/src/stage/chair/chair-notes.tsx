import { getChairNotes, type StageState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { useView } from '../../app/view.ts';
import { ErrorPanel } from '../../ui/states.tsx';
import styles from './chair.module.css';

const marks = { kept: '●', late: '▲', broken: '✕', open: '○' } as const;

/** 上次承诺—本次兑现 and 可以问: seen by the chair alone. */
export function ChairNotesPart({ id, state }: { readonly id: number; readonly state: StageState }) {
  const { t } = useTranslation('stage');
  const { lang } = useView();
  const notes = useCall(getChairNotes, {
    params: { id },
    query: { lang, ...(state.agendaItem !== null && { item: state.agendaItem }) },
  });
  if (notes.data === undefined) return notes.error === null ? null : <ErrorPanel error={notes.error} />;
  const { promises, promisesFrom, questions, city } = notes.data;
  return (
    <>
      {promises.length > 0 && (
        <section className={styles.promises} aria-labelledby="chair-promises">
          <h2 id="chair-promises">
            {city !== null && `${city}　`}
            {t('chair.promises')}
            <small>{promisesFrom}</small>
          </h2>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('pledges.promised')}</th>
                <th scope="col">{t('pledges.result')}</th>
                <th scope="col">
                  <span className="unseen">{t('pledges.verdict')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {promises.map((one) => (
                <tr key={one.promised}>
                  <td>{one.promised}</td>
                  <td>{one.result}</td>
                  <td className={styles[one.verdict]}>
                    <span aria-hidden="true">{marks[one.verdict]}</span> {one.verdictText}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {questions.length > 0 && (
        <section className={styles.questions} aria-labelledby="chair-questions">
          <h2 id="chair-questions">
            {t('chair.questions')}
            <small>{t('chair.private')}</small>
          </h2>
          <ol>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
