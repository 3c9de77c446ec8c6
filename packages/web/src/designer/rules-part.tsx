import type { Alarm, Question } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { Cards, freshKey } from './cards.tsx';
import { firstLine } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, Pick, TextPair } from './inputs.tsx';
import { Part, type PartProps } from './part.tsx';
import { SentenceBuilder } from './sentence-builder.tsx';

const severities = ['red', 'yellow', 'mark'] as const;

/** 警报: what must be seen at once, whatever the percentages. */
export function AlarmsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { alarms, fields } = definition;
  return (
    <Part id="alarms" title={t('alarms.title')} hint={t('alarms.hint')}>
      <Cards<Alarm>
        path="alarms"
        list={alarms}
        onChange={(next) => change({ alarms: next })}
        titleOf={({ name }, index) => name[lang] || name.zh || t('alarms.unnamed', { n: index + 1 })}
        nameOf={({ name }) => name.zh}
        add={t('alarms.add')}
        fresh={() => ({
          key: freshKey('alarm', alarms),
          name: { zh: '', en: '' },
          when: firstLine(fields),
          severity: 'red',
        })}
      >
        {(alarm, set) => (
          <>
            <div className={styles.grid}>
              <TextPair label={t('alarms.name')} value={alarm.name} onChange={(name) => set({ name })} />
              <Pick
                label={t('alarms.severity')}
                value={alarm.severity}
                options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
                onChange={(severity) => set({ severity })}
              />
            </div>
            <SentenceBuilder condition={alarm.when} fields={fields} onChange={(when) => set({ when })} />
          </>
        )}
      </Cards>
    </Part>
  );
}

/** 提问: asked before sending, with causes to pick. */
export function QuestionsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { questions, fields } = definition;
  return (
    <Part id="questions" title={t('questions.title')} hint={t('questions.hint')}>
      <Cards
        path="questions"
        list={questions}
        onChange={(next) => change({ questions: next })}
        titleOf={(_, index) => t('questions.one', { n: index + 1 })}
        add={t('questions.add')}
        fresh={() => ({
          key: freshKey('question', questions),
          when: firstLine(fields),
          say: { zh: '', en: '' },
          causes: [],
        })}
      >
        {(question, set) => (
          <>
            <SentenceBuilder condition={question.when} fields={fields} onChange={(when) => set({ when })} />
            <div className={styles.grid}>
              <TextPair
                long
                label={t('questions.say')}
                value={question.say}
                onChange={(say) => set({ say })}
              />
              <Labelled label={t('questions.causes')} wide>
                {(id) => (
                  <textarea
                    id={id}
                    rows={Math.max(2, question.causes.length)}
                    value={question.causes.map(({ zh }) => zh).join('\n')}
                    onChange={(event) => set({ causes: causesFrom(event.target.value, question) })}
                  />
                )}
              </Labelled>
            </div>
          </>
        )}
      </Cards>
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
  return (
    <Part id="checks" title={t('checks.title')} hint={t('checks.hint')}>
      <Cards
        path="checks"
        list={checks}
        onChange={(next) => change({ checks: next })}
        titleOf={(_, index) => t('checks.one', { n: index + 1 })}
        add={t('checks.add')}
        fresh={() => ({
          key: freshKey('check', checks),
          field: fields[0]?.key ?? '',
          when: firstLine(fields),
          say: { zh: '', en: '' },
        })}
      >
        {(check, set) => (
          <>
            <SentenceBuilder condition={check.when} fields={fields} onChange={(when) => set({ when })} />
            <div className={styles.grid}>
              <Pick
                label={t('checks.field')}
                value={check.field}
                options={fields.map(({ key, name }) => ({ value: key, label: name.zh }))}
                onChange={(field) => set({ field })}
              />
              <TextPair label={t('checks.say')} value={check.say} onChange={(say) => set({ say })} />
            </div>
          </>
        )}
      </Cards>
    </Part>
  );
}
