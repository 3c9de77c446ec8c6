import type { Measure } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { sayAggregate } from './condition-words.ts';
import {
  firstLine,
  freeKey,
  type MeasureKind,
  measureKind,
  measureOf,
  moved,
  numberFields,
  summedField,
  sumOf,
  withAt,
  without,
} from './definition-model.ts';
import styles from './designer.module.css';
import { NumberInput, Pick, RowTools, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';
import { SentenceBuilder } from './sentence-builder.tsx';

const kinds: readonly MeasureKind[] = ['closedRate', 'ratio', 'weighted', 'sum', 'closedCount', 'count'];

/** 指标: what is counted and summed, one of them against the planned path. */
export function MeasuresPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { measures } = definition;
  const set = (next: readonly Measure[]) => change({ measures: next });
  return (
    <Part id="measures" title={t('measures.title')} hint={t('measures.hint')}>
      <FaultsAt path="measures" exact />
      {measures.map((measure, index) => (
        <div key={measure.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{measure.name[lang] || measure.name.zh || t('measures.unnamed', { n: index + 1 })}</b>
            <RowTools
              name={measure.name.zh}
              onUp={index === 0 ? undefined : () => set(moved(measures, index, -1))}
              onDown={index === measures.length - 1 ? undefined : () => set(moved(measures, index, 1))}
              onRemove={() => set(without(measures, index))}
            />
          </div>
          <MeasureFields
            definition={definition}
            measure={measure}
            onChange={(next) => set(withAt(measures, index, next))}
          />
          <FaultsAt path={`measures.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...measures,
            {
              key: freeKey(
                'measure',
                measures.map(({ key }) => key),
              ),
              name: { zh: '', en: '' },
              unit: null,
              role: measures.some(({ role }) => role === 'progress') ? 'figure' : 'progress',
              better: 'more',
              of: measureOf('ratio', definition.fields, { kind: 'amount', amount: { count: 'all' } }),
            },
          ])
        }
      >
        {t('measures.add')}
      </button>
    </Part>
  );
}

interface MeasureFieldsProps {
  readonly definition: PartProps['definition'];
  readonly measure: Measure;
  readonly onChange: (next: Measure) => void;
}

function MeasureFields({ definition, measure, onChange }: MeasureFieldsProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const kind = measureKind(measure);
  const { of } = measure;
  const { fields } = definition;
  const numbers = numberFields(fields).map(({ key, name }) => ({ value: key, label: name[lang] || name.zh }));
  const rule = (next: Measure['of']) => onChange({ ...measure, of: next });
  return (
    <div className={styles.grid}>
      <TextPair
        label={t('measures.name')}
        value={measure.name}
        onChange={(name) => onChange({ ...measure, name })}
      />
      <Pick
        label={t('measures.kind')}
        value={kind}
        options={[...kinds, ...(kind === 'other' ? (['other'] as const) : [])].map((value) => ({
          value,
          label: t(`measureKind.${value}`),
        }))}
        onChange={(next) => {
          const of = measureOf(next, fields, measure.of);
          onChange({ ...measure, of, unit: of.kind === 'amount' ? measure.unit : '%' });
        }}
      />
      <Pick
        label={t('measures.role')}
        value={measure.role}
        options={(['progress', 'companion', 'figure'] as const).map((value) => ({
          value,
          label: t(`role.${value}`),
        }))}
        onChange={(role) => onChange({ ...measure, role })}
      />
      <Pick
        label={t('measures.better')}
        value={measure.better}
        options={(['more', 'less'] as const).map((value) => ({ value, label: t(`better.${value}`) }))}
        onChange={(better) => onChange({ ...measure, better })}
      />
      {kind === 'ratio' && of.kind === 'ratio' && (
        <>
          <Pick
            label={t('measures.done')}
            value={summedField(of.done)}
            options={numbers}
            onChange={(field) => rule({ ...of, done: sumOf(field) })}
          />
          <Pick
            label={t('measures.planned')}
            value={summedField(of.planned)}
            options={numbers}
            onChange={(field) => rule({ ...of, planned: sumOf(field) })}
          />
        </>
      )}
      {kind === 'sum' && of.kind === 'amount' && (
        <Pick
          label={t('measures.summed')}
          value={summedField(of.amount)}
          options={numbers}
          onChange={(field) => rule({ kind: 'amount', amount: sumOf(field) })}
        />
      )}
      {kind === 'count' && of.kind === 'amount' && 'count' in of.amount && (
        <div className={styles.wide}>
          {of.amount.count === 'all' ? (
            <button
              type="button"
              className={styles.link}
              onClick={() => rule({ kind: 'amount', amount: { count: firstLine(fields) } })}
            >
              {t('measures.only')}
            </button>
          ) : (
            <SentenceBuilder
              condition={of.amount.count}
              fields={fields}
              onChange={(count) => rule({ kind: 'amount', amount: { count } })}
            />
          )}
        </div>
      )}
      {kind === 'weighted' && of.kind === 'weighted' && (
        <div className={styles.wide}>
          {of.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <div key={index} className={styles.sentence}>
              <input
                aria-label={t('measures.work', { n: index + 1 })}
                value={part.name.zh}
                onChange={(event) =>
                  rule({
                    ...of,
                    parts: withAt(of.parts, index, {
                      ...part,
                      name: { ...part.name, zh: event.target.value },
                    }),
                  })
                }
              />
              <Pick
                bare
                label={t('measures.done')}
                value={summedField(part.done)}
                options={numbers}
                onChange={(field) =>
                  rule({
                    ...of,
                    parts: withAt(of.parts, index, {
                      ...part,
                      done: sumOf(field),
                      unit: fields.find(({ key }) => key === field)?.unit ?? part.unit,
                    }),
                  })
                }
              />
              <span>÷</span>
              <Pick
                bare
                label={t('measures.planned')}
                value={summedField(part.planned)}
                options={numbers}
                onChange={(field) =>
                  rule({ ...of, parts: withAt(of.parts, index, { ...part, planned: sumOf(field) }) })
                }
              />
              <span>{t('measures.weight')}</span>
              <NumberInput
                bare
                min={0}
                label={t('measures.weight')}
                value={part.weight}
                onChange={(weight) =>
                  rule({ ...of, parts: withAt(of.parts, index, { ...part, weight: weight ?? 1 }) })
                }
              />
              {of.parts.length > 1 && (
                <RowTools
                  name={part.name.zh}
                  onRemove={() => rule({ ...of, parts: without(of.parts, index) })}
                />
              )}
            </div>
          ))}
          <button
            type="button"
            className={styles.link}
            onClick={() => rule({ ...of, parts: [...of.parts, ...of.parts.slice(-1)] })}
          >
            {t('measures.addWork')}
          </button>
        </div>
      )}
      {kind === 'other' && of.kind !== 'weighted' && (
        <p className={`${styles.spoken} ${styles.wide}`}>
          {of.kind === 'amount'
            ? sayAggregate(of.amount, fields, lang)
            : `${sayAggregate(of.done, fields, lang)} ÷ ${sayAggregate(of.planned, fields, lang)}`}
        </p>
      )}
    </div>
  );
}
