import type { Alarm, Check, Question } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { firstLine, freeKey, withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, Pick, RowTools, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';
import { SentenceBuilder } from './sentence-builder.tsx';

const severities = ['red', 'yellow', 'mark'] as const;
const keysOf = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key);

/** 警报: what must be seen at once, whatever the percentages. */
export function AlarmsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { alarms, fields } = definition;
  const set = (next: readonly Alarm[]) => change({ alarms: next });
  return (
    <Part id="alarms" title={t('alarms.title')} hint={t('alarms.hint')}>
      {alarms.map((alarm, index) => (
        <div key={alarm.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{alarm.name[lang] || alarm.name.zh || t('alarms.unnamed', { n: index + 1 })}</b>
            <RowTools name={alarm.name.zh} onRemove={() => set(without(alarms, index))} />
          </div>
          <div className={styles.grid}>
            <TextPair
              label={t('alarms.name')}
              value={alarm.name}
              onChange={(name) => set(withAt(alarms, index, { ...alarm, name }))}
            />
            <Pick
              label={t('alarms.severity')}
              value={alarm.severity}
              options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
              onChange={(severity) => set(withAt(alarms, index, { ...alarm, severity }))}
            />
          </div>
          <SentenceBuilder
            condition={alarm.when}
            fields={fields}
            onChange={(when) => set(withAt(alarms, index, { ...alarm, when }))}
          />
          <FaultsAt path={`alarms.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...alarms,
            {
              key: freeKey('alarm', keysOf(alarms)),
              name: { zh: '', en: '' },
              when: firstLine(fields),
              severity: 'red',
            },
          ])
        }
      >
        {t('alarms.add')}
      </button>
    </Part>
  );
}

/** 提问: asked before sending, with causes to pick. */
export function QuestionsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { questions, fields } = definition;
  const set = (next: readonly Question[]) => change({ questions: next });
  return (
    <Part id="questions" title={t('questions.title')} hint={t('questions.hint')}>
      {questions.map((question, index) => (
        <div key={question.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{t('questions.one', { n: index + 1 })}</b>
            <RowTools
              name={t('questions.one', { n: index + 1 })}
              onRemove={() => set(without(questions, index))}
            />
          </div>
          <SentenceBuilder
            condition={question.when}
            fields={fields}
            onChange={(when) => set(withAt(questions, index, { ...question, when }))}
          />
          <div className={styles.grid}>
            <TextPair
              long
              label={t('questions.say')}
              value={question.say}
              onChange={(say) => set(withAt(questions, index, { ...question, say }))}
            />
            <Labelled label={t('questions.causes')} wide>
              {(id) => (
                <textarea
                  id={id}
                  rows={Math.max(2, question.causes.length)}
                  value={question.causes.map(({ zh }) => zh).join('\n')}
                  onChange={(event) =>
                    set(
                      withAt(questions, index, {
                        ...question,
                        causes: causesFrom(event.target.value, question),
                      }),
                    )
                  }
                />
              )}
            </Labelled>
          </div>
          <FaultsAt path={`questions.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...questions,
            {
              key: freeKey('question', keysOf(questions)),
              when: firstLine(fields),
              say: { zh: '', en: '' },
              causes: [],
            },
          ])
        }
      >
        {t('questions.add')}
      </button>
    </Part>
  );
}

/** One cause a line; what had an English name keeps it. */
function causesFrom(text: string, { causes }: Question): Question['causes'] {
  return text.split('\n').map((zh) => causes.find((one) => one.zh === zh) ?? { zh, en: '' });
}

/** 校验: refused while it holds. */
export function ChecksPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { checks, fields } = definition;
  const set = (next: readonly Check[]) => change({ checks: next });
  return (
    <Part id="checks" title={t('checks.title')} hint={t('checks.hint')}>
      {checks.map((check, index) => (
        <div key={check.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{t('checks.one', { n: index + 1 })}</b>
            <RowTools name={t('checks.one', { n: index + 1 })} onRemove={() => set(without(checks, index))} />
          </div>
          <SentenceBuilder
            condition={check.when}
            fields={fields}
            onChange={(when) => set(withAt(checks, index, { ...check, when }))}
          />
          <div className={styles.grid}>
            <Pick
              label={t('checks.field')}
              value={check.field}
              options={fields.map(({ key, name }) => ({ value: key, label: name.zh }))}
              onChange={(field) => set(withAt(checks, index, { ...check, field }))}
            />
            <TextPair
              label={t('checks.say')}
              value={check.say}
              onChange={(say) => set(withAt(checks, index, { ...check, say }))}
            />
          </div>
          <FaultsAt path={`checks.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...checks,
            {
              key: freeKey('check', keysOf(checks)),
              field: fields[0]?.key ?? '',
              when: firstLine(fields),
              say: { zh: '', en: '' },
            },
          ])
        }
      >
        {t('checks.add')}
      </button>
    </Part>
  );
}
