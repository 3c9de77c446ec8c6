import type { EvidenceKind, EvidenceRule, ProgramDefinition, RankingStep } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { freeKey, moved, numberFields, withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, NumberInput, Pick, RowTools, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const kinds: readonly EvidenceKind[] = [
  'photoPair',
  'photo',
  'testReport',
  'acceptance',
  'invoice',
  'permit',
  'penalty',
  'shutdown',
  'satellite',
  'satisfaction',
  'notice',
  'rule',
  'survey',
  'signature',
  'document',
];
const steps = ['closeOut', 'cityCheck', 'acceptance', 'never'] as const;
const keysOf = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key);

/** 佐证与销号标准: what must lie with an item, and why. */
export function EvidencePart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { evidence, standards } = definition;
  const set = (next: readonly EvidenceRule[]) => change({ evidence: next });
  return (
    <Part id="evidence" title={t('evidence.title')} hint={t('evidence.hint')}>
      {evidence.map((rule, index) => (
        <div key={rule.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{rule.name[lang] || rule.name.zh || t('evidence.unnamed', { n: index + 1 })}</b>
            <RowTools name={rule.name.zh} onRemove={() => set(without(evidence, index))} />
          </div>
          <div className={styles.grid}>
            <TextPair
              label={t('evidence.name')}
              value={rule.name}
              onChange={(name) => set(withAt(evidence, index, { ...rule, name }))}
            />
            <Labelled label={t('evidence.badge')}>
              {(id) => (
                <input
                  id={id}
                  className={styles.unit}
                  maxLength={2}
                  value={rule.badge}
                  onChange={(event) => set(withAt(evidence, index, { ...rule, badge: event.target.value }))}
                />
              )}
            </Labelled>
            <Pick
              label={t('evidence.kind')}
              value={rule.kind}
              options={kinds.map((value) => ({ value, label: t(`evidenceKind.${value}`) }))}
              onChange={(kind) => set(withAt(evidence, index, { ...rule, kind }))}
            />
            <Pick
              label={t('evidence.neededFor')}
              value={rule.neededFor}
              options={steps.map((value) => ({ value, label: t(`neededFor.${value}`) }))}
              onChange={(neededFor) => set(withAt(evidence, index, { ...rule, neededFor }))}
            />
            <NumberInput
              label={t('evidence.atLeast')}
              min={0}
              max={50}
              value={rule.atLeast}
              onChange={(atLeast) => set(withAt(evidence, index, { ...rule, atLeast: atLeast ?? 0 }))}
            />
            <TextPair
              long
              label={t('evidence.why')}
              value={rule.why}
              onChange={(why) => set(withAt(evidence, index, { ...rule, why }))}
            />
          </div>
          <FaultsAt path={`evidence.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...evidence,
            {
              key: freeKey('evidence', keysOf(evidence)),
              name: { zh: '', en: '' },
              badge: '',
              kind: 'photo',
              neededFor: 'closeOut',
              atLeast: 1,
              why: { zh: '', en: '' },
            },
          ])
        }
      >
        {t('evidence.add')}
      </button>
      <h3 className={styles.sub}>{t('standards.title')}</h3>
      {standards.map((standard, index) => (
        <div key={standard.key} className={styles.choice}>
          <input
            aria-label={t('standards.name', { n: index + 1 })}
            value={standard.name.zh}
            onChange={(event) =>
              change({
                standards: withAt(standards, index, {
                  ...standard,
                  name: { ...standard.name, zh: event.target.value },
                }),
              })
            }
          />
          <RowTools
            name={standard.name.zh}
            onRemove={() => change({ standards: without(standards, index) })}
          />
          <FaultsAt path={`standards.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          change({
            standards: [
              ...standards,
              { key: freeKey('standard', keysOf(standards)), name: { zh: '', en: '' } },
            ],
          })
        }
      >
        {t('standards.add')}
      </button>
    </Part>
  );
}

/** 办理流程: the options of an item's life. */
export function LifePart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { life, debt } = definition;
  const set = (patch: Partial<ProgramDefinition['life']>) => change({ life: { ...life, ...patch } });
  const numbers = numberFields(definition.fields).map(({ key, name }) => ({ value: key, label: name.zh }));
  return (
    <Part id="life" title={t('life.title')}>
      <div className={styles.grid}>
        <Pick
          label={t('life.acceptance')}
          value={life.acceptance}
          options={(['province', 'city'] as const).map((value) => ({
            value,
            label: t(`acceptance.${value}`),
          }))}
          onChange={(acceptance) => set({ acceptance })}
        />
        <NumberInput
          label={t('life.noticeDays')}
          min={0}
          max={60}
          value={life.noticeDays}
          onChange={(days) => set({ noticeDays: days ?? 0 })}
        />
        <NumberInput
          label={t('life.siteVisitors')}
          min={0}
          max={10}
          value={life.siteVisitors}
          onChange={(people) => set({ siteVisitors: people ?? 0 })}
        />
        <NumberInput
          label={t('life.lookBackShare')}
          min={0}
          max={100}
          value={life.lookBackShare}
          onChange={(share) => set({ lookBackShare: share ?? 0 })}
        />
        <fieldset className={`${styles.checks} ${styles.wide}`}>
          <legend>{t('life.lookBackMonths')}</legend>
          {[1, 3, 6, 12].map((month) => (
            <label key={month}>
              <input
                type="checkbox"
                checked={life.lookBackMonths.includes(month)}
                onChange={(event) =>
                  set({
                    lookBackMonths: (event.target.checked
                      ? [...life.lookBackMonths, month]
                      : life.lookBackMonths.filter((one) => one !== month)
                    ).toSorted((a, b) => a - b),
                  })
                }
              />
              {t('life.month', { month })}
            </label>
          ))}
        </fieldset>
        <div className={`${styles.checks} ${styles.wide}`}>
          <label>
            <input
              type="checkbox"
              checked={life.coSign}
              onChange={(event) => set({ coSign: event.target.checked })}
            />
            {t('life.coSign')}
          </label>
          <label>
            <input
              type="checkbox"
              checked={life.standing}
              onChange={(event) => set({ standing: event.target.checked })}
            />
            {t('life.standing')}
          </label>
        </div>
        <Pick
          label={t('debt.by')}
          value={debt.by}
          options={(['items', 'quantity'] as const).map((value) => ({ value, label: t(`debtBy.${value}`) }))}
          onChange={(by) =>
            change({
              debt:
                by === 'items'
                  ? { by, unit: debt.unit }
                  : {
                      by,
                      unit: debt.unit,
                      planned: { field: numbers[0]?.value ?? '' },
                      done: { field: numbers[1]?.value ?? numbers[0]?.value ?? '' },
                    },
            })
          }
        />
        <Labelled label={t('debt.unit')}>
          {(id) => (
            <input
              id={id}
              className={styles.unit}
              maxLength={10}
              value={debt.unit}
              onChange={(event) => change({ debt: { ...debt, unit: event.target.value } })}
            />
          )}
        </Labelled>
        {debt.by === 'quantity' && (
          <>
            <Pick
              label={t('measures.planned')}
              value={'field' in debt.planned ? debt.planned.field : ''}
              options={numbers}
              onChange={(field) => change({ debt: { ...debt, planned: { field } } })}
            />
            <Pick
              label={t('measures.done')}
              value={'field' in debt.done ? debt.done.field : ''}
              options={numbers}
              onChange={(field) => change({ debt: { ...debt, done: { field } } })}
            />
          </>
        )}
      </div>
      <FaultsAt path="life" />
      <FaultsAt path="debt" />
    </Part>
  );
}

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
