import type { ProgramDefinition, Term } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { sayTerm } from './condition-words.ts';
import { numberFields, progressBy, progressOf, sharedFields, shareOf } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, NumberInput, Pick } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

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
        {debt.by === 'items' && <ProgressFields definition={definition} debt={debt} change={change} />}
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

interface ProgressProps extends PartProps {
  readonly debt: Extract<ProgramDefinition['debt'], { by: 'items' }>;
}

/** 办到几成: by what an open item counts as far done, until it is closed. */
function ProgressFields({ definition, debt, change }: ProgressProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { fields } = definition;
  const { by, unit, progress } = debt;
  const numbers = numberFields(fields).map(({ key, name }) => ({ value: key, label: name[lang] || name.zh }));
  const kind = progressBy(progress);
  const shared = progress === undefined ? null : sharedFields(progress);
  const set = (next: Term | undefined) =>
    change({ debt: next === undefined ? { by, unit } : { by, unit, progress: next } });
  return (
    <>
      <Pick
        label={t('progress.by')}
        value={kind}
        options={(
          ['measures', 'share', 'percent', ...(kind === 'other' ? (['other'] as const) : [])] as const
        ).map((value) => ({ value, label: t(`progressBy.${value}`) }))}
        onChange={(next) => set(progressOf(next, fields, progress))}
      />
      {shared !== null && (
        <>
          <Pick
            label={t('progress.done')}
            value={shared.done}
            options={numbers}
            onChange={(done) => set(shareOf(done, shared.planned))}
          />
          <Pick
            label={t('progress.planned')}
            value={shared.planned}
            options={numbers}
            onChange={(planned) => set(shareOf(shared.done, planned))}
          />
        </>
      )}
      {kind === 'percent' && progress !== undefined && 'field' in progress && (
        <Pick
          label={t('progress.percent')}
          value={progress.field}
          options={numbers}
          onChange={(field) => set({ field })}
        />
      )}
      {kind === 'other' && progress !== undefined && (
        <p className={`${styles.spoken} ${styles.wide}`}>{sayTerm(progress, fields, lang)}</p>
      )}
      <p className={`n3 ${styles.wide}`}>{t(`progressHelp.${kind}`)}</p>
    </>
  );
}
