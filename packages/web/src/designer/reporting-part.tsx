import type { RankingStep } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { moved, withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, NumberInput, Pick, RowTools } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const stepKey = (step: RankingStep): string =>
  step.by === 'measure' ? `m:${step.measure}` : step.by === 'alarm' ? `a:${step.alarm}` : step.by;
const stepOf = (key: string): RankingStep => {
  if (key === 'overdue' || key === 'rebound') return { by: key };
  return key.startsWith('m:')
    ? { by: 'measure', measure: key.slice(2) }
    : { by: 'alarm', alarm: key.slice(2) };
};

/** 排名与报送: the order of cities; how often, by whom, until when. */
export function ReportingPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { ranking, reporting } = definition;
  const options = [
    ...definition.measures.map(({ key, name }) => ({ value: `m:${key}`, label: name.zh })),
    { value: 'overdue', label: t('ranking.overdue') },
    { value: 'rebound', label: t('ranking.rebound') },
    ...definition.alarms.map(({ key, name }) => ({
      value: `a:${key}`,
      label: t('ranking.alarm', { name: name.zh }),
    })),
  ];
  const setSteps = (next: readonly RankingStep[]) => change({ ranking: { ...ranking, steps: next } });
  return (
    <>
      <Part id="ranking" title={t('ranking.title')} hint={t('ranking.hint')}>
        {ranking.steps.map((step, index) => (
          <div key={stepKey(step)} className={styles.sentence}>
            <span>{index === 0 ? t('ranking.first') : t('ranking.next')}</span>
            <Pick
              bare
              label={t('ranking.step', { n: index + 1 })}
              value={stepKey(step)}
              options={options}
              onChange={(key) => setSteps(withAt(ranking.steps, index, stepOf(key)))}
            />
            <RowTools
              name={t('ranking.step', { n: index + 1 })}
              onUp={index === 0 ? undefined : () => setSteps(moved(ranking.steps, index, -1))}
              onRemove={
                ranking.steps.length === 1 ? undefined : () => setSteps(without(ranking.steps, index))
              }
            />
            <FaultsAt path={`ranking.steps.${index}`} />
          </div>
        ))}
        <button
          type="button"
          className={styles.link}
          onClick={() => {
            const used = ranking.steps.map(stepKey);
            const next = options.find(({ value }) => !used.includes(value));
            if (next !== undefined) setSteps([...ranking.steps, stepOf(next.value)]);
          }}
        >
          {t('ranking.add')}
        </button>
        <NumberInput
          label={t('ranking.atLeast')}
          min={1}
          value={ranking.atLeast}
          onChange={(n) => change({ ranking: { ...ranking, atLeast: n ?? 5 } })}
        />
      </Part>
      <Part id="reporting" title={t('reporting.title')}>
        <div className={styles.grid}>
          <Pick
            label={t('reporting.every')}
            value={reporting.every}
            options={(['month', 'week', 'none'] as const).map((value) => ({
              value,
              label: t(`every.${value}`),
            }))}
            onChange={(every) => change({ reporting: { ...reporting, every } })}
          />
          <NumberInput
            label={t('reporting.dueDay')}
            min={1}
            max={31}
            value={reporting.dueDay}
            onChange={(day) => change({ reporting: { ...reporting, dueDay: day ?? 5 } })}
          />
          <NumberInput
            label={t('reporting.people')}
            min={0}
            value={reporting.people}
            onChange={(people) => change({ reporting: { ...reporting, people: people ?? 0 } })}
          />
          <Labelled label={t('reporting.sunset')}>
            {(id) => (
              <input
                id={id}
                type="date"
                value={definition.sunset}
                onChange={(event) => change({ sunset: event.target.value })}
              />
            )}
          </Labelled>
        </div>
        <FaultsAt path="reporting" />
        <FaultsAt path="sunset" />
      </Part>
    </>
  );
}
