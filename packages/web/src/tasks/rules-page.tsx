import {
  getTask,
  getTaskBoard,
  getTaskSettings,
  putTaskSettings,
  type TaskSettings,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { App, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import styles from './tasks.module.css';

/** 灯与梯级: the limits of the lamps, the days of the ladder, look-back; everybody may read what they are judged by. */
export function TaskRulesPage() {
  const { t } = useTranslation('tasks');
  useTitle(t('rules.title'));
  const settings = useCall(getTaskSettings, undefined);
  return (
    <main className={`page ${styles.page}`}>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/tasks">{t('title')}</Link> › {t('rules.title')}
      </nav>
      <header className="page-head">
        <h1>{t('rules.title')}</h1>
      </header>
      <p className="lead">{t('rules.lead')}</p>
      <Loaded query={settings} skeleton={<Skeleton rows={14} bar={24} />}>
        {(data) => <Rules key={JSON.stringify(data)} settings={data} />}
      </Loaded>
    </main>
  );
}

/** A number of the settings: its section, its name there, its bounds as the server keeps them, its unit. */
type Line = {
  [Section in 'lamps' | 'ladder' | 'lift']: readonly [
    section: Section,
    key: keyof TaskSettings[Section] & string,
    min: number,
    max: number,
    unit: 'points' | 'days' | 'workdays' | 'times' | 'months',
  ];
}['lamps' | 'ladder' | 'lift'];

const LAMPS: readonly Line[] = [
  ['lamps', 'ahead', 0, 100, 'points'],
  ['lamps', 'calmGap', 0, 100, 'points'],
  ['lamps', 'calmDays', 0, 366, 'days'],
  ['lamps', 'farGap', 0, 100, 'points'],
  ['lamps', 'closeOutDays', 0, 366, 'days'],
  ['lamps', 'rejections', 1, 20, 'times'],
  ['lamps', 'yellowMonths', 2, 12, 'months'],
];
const LADDER: readonly Line[] = [
  ['ladder', 'superviseOverdue', 0, 60, 'workdays'],
  ['ladder', 'superviseAfter', 0, 60, 'workdays'],
  ['ladder', 'bulletinOverdue', 0, 60, 'workdays'],
  ['ladder', 'bulletinAfter', 0, 60, 'workdays'],
  ['ladder', 'warningRedMonths', 1, 12, 'months'],
  ['ladder', 'summonsAfter', 0, 120, 'days'],
  ['ladder', 'replyDays', 1, 60, 'workdays'],
  ['ladder', 'holdDays', 1, 90, 'days'],
  ['lift', 'points', 0, 100, 'points'],
  ['lift', 'months', 1, 12, 'months'],
];
const MONTHS = [1, 2, 3, 6, 9, 12, 18, 24, 36];

function Rules({ settings }: { readonly settings: TaskSettings }) {
  const { t } = useTranslation('tasks');
  const mayWrite = useMay('settings.write');
  const { message } = App.useApp();
  const [draft, setDraft] = useState(settings);
  const save = useSend(putTaskSettings, [getTaskSettings, getTaskBoard, getTask]);
  const changed = JSON.stringify(draft) !== JSON.stringify(settings);
  const set = (section: 'lamps' | 'ladder' | 'lift', key: string, value: number) =>
    setDraft((before) => ({ ...before, [section]: { ...before[section], [key]: value } }));
  const number = (
    label: string,
    value: number,
    [min, max]: readonly [number, number],
    unit: Line[4] | 'hours' | 'percent',
    take: (value: number) => void,
  ) => (
    <div key={label} className={styles.rule}>
      <span>{label}</span>
      {mayWrite ? (
        <InputNumber
          size="small"
          aria-label={label}
          min={min}
          max={max}
          value={value}
          {...(unit === 'points' || unit === 'percent' ? {} : { precision: 0 })}
          onChange={(next) => next !== null && take(next)}
        />
      ) : (
        <b>{value}</b>
      )}
      <span className="n3">{t(`rules.unit.${unit}`)}</span>
    </div>
  );
  const lines = (list: readonly Line[]) =>
    list.map(([section, key, min, max, unit]) => {
      const values: Readonly<Record<string, number>> = draft[section];
      return number(
        t(`rules.${section}.${key}` as 'rules.lamps.ahead'),
        values[key] ?? min,
        [min, max],
        unit,
        (value) => set(section, key, value),
      );
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: draft }, { onSuccess: () => void message.success(t('rules.saved')) });
      }}
    >
      <div className={styles.ruleSets}>
        <section>
          <h2>{t('rules.lamps.title')}</h2>
          {lines(LAMPS)}
          <p className="cap">{t('rules.lamps.note')}</p>
        </section>
        <section>
          <h2>{t('rules.ladder.title')}</h2>
          {lines(LADDER)}
          <p className="cap">{t('rules.ladder.note')}</p>
        </section>
        <section>
          <h2>{t('rules.rest')}</h2>
          <div className={`${styles.rule} ${styles.ruleWide}`}>
            <span id="look-back-months">{t('rules.lookBack.months')}</span>
            {mayWrite ? (
              <Select
                size="small"
                mode="multiple"
                aria-labelledby="look-back-months"
                value={draft.lookBack.months}
                options={MONTHS.map((value) => ({ value, label: String(value) }))}
                onChange={(months) =>
                  months.length > 0 &&
                  setDraft((before) => ({
                    ...before,
                    lookBack: { ...before.lookBack, months: months.toSorted((a, b) => a - b) },
                  }))
                }
              />
            ) : (
              <b>{draft.lookBack.months.join(t('join'))}</b>
            )}
          </div>
          {number(
            t('rules.lookBack.samplePercent'),
            draft.lookBack.samplePercent,
            [10, 100],
            'percent',
            (samplePercent) =>
              setDraft((before) => ({ ...before, lookBack: { ...before.lookBack, samplePercent } })),
          )}
          {number(
            t('rules.selfDeadline'),
            draft.selfDeadlineWorkdays,
            [0, 60],
            'workdays',
            (selfDeadlineWorkdays) => setDraft((before) => ({ ...before, selfDeadlineWorkdays })),
          )}
          {number(t('rules.superior'), draft.superiorAfterHours, [24, 240], 'hours', (superiorAfterHours) =>
            setDraft((before) => ({ ...before, superiorAfterHours })),
          )}
          <p className="cap">{t('rules.superiorNote')}</p>
        </section>
      </div>
      {save.error !== null && <ErrorPanel error={save.error} />}
      {mayWrite ? (
        <div className={styles.buttons}>
          <button type="submit" className="btn pri" disabled={!changed || save.isPending}>
            {t('rules.save')}
          </button>
          {changed && (
            <button type="button" className="btn" onClick={() => setDraft(settings)}>
              {t('rules.undo')}
            </button>
          )}
        </div>
      ) : (
        <p className="cap">{t('rules.readOnly')}</p>
      )}
    </form>
  );
}
