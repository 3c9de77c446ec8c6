import type { ProgramDefinition } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { numberFields } from './definition-model.ts';
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
