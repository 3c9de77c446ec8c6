import { useTranslation } from 'react-i18next';
import styles from './report.module.css';

interface QuestionsProps {
  readonly questions: readonly {
    readonly key: string;
    readonly say: string;
    readonly causes: readonly string[];
  }[];
  readonly answers: Readonly<Record<string, string>>;
  readonly tried: boolean;
  readonly onAnswer: (key: string, answer: string) => void;
}

/** 发送前问: doubtful figures are asked about here, with causes to pick; asked before sending, not after. */
export function Questions({ questions, answers, tried, onAnswer }: QuestionsProps) {
  const { t } = useTranslation('report');
  if (questions.length === 0) return null;
  return (
    <section className={styles.questions} aria-label={t('questions')}>
      <h2>{t('questions')}</h2>
      {questions.map(({ key, say, causes }) => {
        const answer = answers[key] ?? '';
        const own = !causes.includes(answer);
        return (
          <fieldset key={key} data-open={tried && answer === ''} tabIndex={-1}>
            <legend>{say}</legend>
            <div>
              {causes.map((cause) => (
                <label key={cause} className={answer === cause ? styles.on : undefined}>
                  <input
                    type="radio"
                    name={`question-${key}`}
                    className="unseen"
                    checked={answer === cause}
                    onChange={() => onAnswer(key, cause)}
                  />
                  {cause}
                </label>
              ))}
            </div>
            <input
              aria-label={t('ownWords', { question: say })}
              placeholder={t('ownWordsHint')}
              maxLength={400}
              value={own ? answer : ''}
              onChange={({ target }) => onAnswer(key, target.value)}
            />
          </fieldset>
        );
      })}
    </section>
  );
}
