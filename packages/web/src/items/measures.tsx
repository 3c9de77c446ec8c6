import { getItem, type ItemPage, putItemMeasures } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { monthDay } from './days.ts';
import { measureCounts } from './facts-line.ts';
import { numberText } from './field-text.ts';
import styles from './items.module.css';
import { type MeasureDraft, MeasureEditor } from './measure-editor.tsx';

type Measure = ItemPage['measures'][number];

/** 整改措施: planned and done, late ones say by how much; who rectifies changes them in place. */
export function Measures({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const [editing, setEditing] = useState(false);
  const send = useSend(putItemMeasures, [getItem]);
  const mayEdit = item.mayReport && ['working', 'reopened', 'issued', 'standing'].includes(item.state);
  if (item.measures.length === 0 && !mayEdit) return null;
  const { done, all, late, days } = measureCounts(item);
  const save = (measures: readonly MeasureDraft[]) =>
    send.mutate(
      { params: { id: item.id }, body: { revision: item.revision, measures: [...measures] } },
      { onSuccess: () => setEditing(false) },
    );
  return (
    <section className={styles.block}>
      <h2>
        {t('measures.title')}
        <small>
          {all === 0
            ? t('measures.none')
            : late > 0
              ? t('measures.countLate', { done, all, late, days })
              : t('measures.count', { done, all })}
        </small>
        {mayEdit && !editing && (
          <button type="button" className={`plain ${styles.link}`} onClick={() => setEditing(true)}>
            {all === 0 ? t('measures.plan') : t('measures.edit')}
          </button>
        )}
      </h2>
      {editing ? (
        <MeasureEditor
          measures={item.measures}
          pending={send.isPending}
          onSave={save}
          onCancel={() => setEditing(false)}
        />
      ) : (
        all > 0 && <MeasureTable measures={item.measures} />
      )}
      {send.error && <ErrorPanel error={send.error} />}
    </section>
  );
}

function MeasureTable({ measures }: { readonly measures: readonly Measure[] }) {
  const { t } = useTranslation('items');
  const quantity = (value: number | null, unit: string | null) =>
    value === null ? '—' : `${numberText(value, undefined)}${unit === null ? '' : ` ${unit}`}`;
  return (
    <div className="scroll">
      <table className={styles.list}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('measures.text')}</th>
            <th scope="col">{t('measures.due')}</th>
            <th scope="col">{t('measures.doneOn')}</th>
            <th scope="col" className="num">
              {t('measures.amount')}
            </th>
            <th scope="col">
              <span className="unseen">{t('measures.state')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((one, index) => (
            <tr key={one.id}>
              <td className="n3">{index + 1}</td>
              <td>{one.text}</td>
              <td className="nowrap">{one.due ?? '—'}</td>
              <td className="nowrap">
                {one.late > 0 ? (
                  <b className="tight">
                    {one.doneOn === null
                      ? t('measures.lateOpen', { days: one.late })
                      : t('measures.late', { day: monthDay(one.doneOn), days: one.late })}
                  </b>
                ) : one.doneOn === null ? (
                  <span className="n3">{t('measures.open')}</span>
                ) : (
                  monthDay(one.doneOn)
                )}
              </td>
              <td className="num nowrap">
                {one.planned === null && one.done === null
                  ? ''
                  : `${quantity(one.done, one.unit)} / ${quantity(one.planned, one.unit)}`}
              </td>
              <td className="better b">
                {one.doneOn !== null && (
                  <>
                    <span aria-hidden="true">✓</span>
                    <span className="unseen">{t('measures.finished')}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
