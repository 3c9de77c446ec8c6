import { getWhatIfBase, type Lang, type WhatIfBase } from '@qingzhang/contract';
import { POLLUTANT_NAMES, POLLUTANTS, type Pollutant } from '@qingzhang/standards';
import { InputNumber } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { useView } from '../../app/view.ts';
import { Badge } from '../../ui/badges.tsx';
import { dayText } from '../../ui/moments.ts';
import { Empty, Loaded, Skeleton } from '../../ui/states.tsx';
import {
  levelled,
  outlook,
  type Plan,
  regionInput,
  scaled,
  startingPlan,
  stepOf,
  weeksOf,
  withWeek,
} from './model.ts';
import { OutcomeTable } from './outcome-table.tsx';
import { WeekBars } from './week-bars.tsx';
import styles from './what-if.module.css';

interface WhatIfPanelProps {
  readonly code: string;
  readonly year: number;
  readonly lang: Lang;
}

/** 推演: set what the coming weeks may bring; month and year answer at once, computed here as the server would. */
export function WhatIfPanel({ code, year, lang }: WhatIfPanelProps) {
  const { t } = useTranslation('cities');
  const view = useView();
  const query = useCall(getWhatIfBase, { params: { code }, query: { ...view, year } });
  return (
    <section className={styles.panel} aria-label={t('whatIfPanel.title')}>
      <div className={styles.head}>
        <h2>
          {t('whatIfPanel.title')}
          <small>{t('whatIfPanel.note')}</small>
        </h2>
        <Badge kind="sim">{t('whatIfPanel.badge')}</Badge>
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={6} bar={28} />}>
        {(base) =>
          weeksOf(base).length === 0 ? (
            <Empty title={t('whatIfPanel.over')} />
          ) : (
            <Workbench key={`${base.region}${base.year}${base.from}`} base={base} lang={lang} />
          )
        }
      </Loaded>
    </section>
  );
}

const order: readonly Pollutant[] = [
  'pm25',
  'o3',
  ...POLLUTANTS.filter((one) => one !== 'pm25' && one !== 'o3'),
];

function Workbench({ base, lang }: { readonly base: WhatIfBase; readonly lang: Lang }) {
  const { t } = useTranslation('cities');
  const weeks = useMemo(() => weeksOf(base), [base]);
  const input = useMemo(() => regionInput(base), [base]);
  const start = useMemo(() => startingPlan(base, 'last'), [base]);
  const [plan, setPlan] = useState<Plan>(start);
  const [pollutant, setPollutant] = useState<Pollutant>('pm25');
  const [selected, setSelected] = useState(0);
  const settled = useDeferredValue(plan);
  const result = useMemo(() => outlook(base, input, settled), [base, input, settled]);
  const values = plan[pollutant];
  const week = weeks[selected];
  const monthly = base.targets.find(({ indicator }) => indicator === pollutant)?.monthly?.map(Number) ?? null;
  const unit = pollutant === 'co' ? 'mg/m³' : 'µg/m³';
  const month = Number(base.from.slice(5, 7));
  const weekName =
    week && t('whatIfPanel.week', { from: dayText(week.from, lang), to: dayText(week.to, lang) });

  return (
    <div className={styles.bench}>
      <div className={styles.draw}>
        <div className={styles.controls}>
          <fieldset className="seg" aria-label={t('whatIfPanel.pollutant')}>
            {order.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === pollutant}
                onClick={() => setPollutant(one)}
              >
                {POLLUTANT_NAMES[one]}
              </button>
            ))}
          </fieldset>
          <span className="n3">{t('whatIfPanel.unit', { unit })}</span>
        </div>
        <WeekBars
          pollutant={pollutant}
          weeks={weeks}
          values={values}
          monthly={monthly}
          start={start[pollutant]}
          selected={selected}
          lang={lang}
          onSelect={setSelected}
          onChange={(at, value) => setPlan((before) => withWeek(before, pollutant, at, value))}
        />
        <div className={styles.controls}>
          {week && (
            <span className={styles.typed}>
              {weekName}
              <InputNumber
                aria-label={weekName}
                size="small"
                min={0}
                step={stepOf(pollutant)}
                value={values[selected] ?? 0}
                onChange={(value) => {
                  if (value !== null) setPlan((before) => withWeek(before, pollutant, selected, value));
                }}
              />
            </span>
          )}
          <button
            type="button"
            className={styles.small}
            onClick={() => setPlan((p) => scaled(p, pollutant, 0.95))}
          >
            {t('whatIfPanel.less')}
          </button>
          <button
            type="button"
            className={styles.small}
            onClick={() => setPlan((p) => scaled(p, pollutant, 1.05))}
          >
            {t('whatIfPanel.more')}
          </button>
          <button
            type="button"
            className={styles.small}
            onClick={() =>
              setPlan((p) => levelled(p, pollutant, startingPlan(base, 'recent')[pollutant][0] ?? 0))
            }
          >
            {t('whatIfPanel.recent')}
          </button>
          <button
            type="button"
            className={styles.small}
            onClick={() => setPlan((p) => levelled(p, pollutant, values[selected] ?? 0))}
          >
            {t('whatIfPanel.level')}
          </button>
          <button type="button" className={styles.small} onClick={() => setPlan(start)}>
            {t('whatIfPanel.reset')}
          </button>
        </div>
        <p className="cap">{t('whatIfPanel.basis')}</p>
      </div>
      <div className="scroll">
        <OutcomeTable result={result} month={month} lang={lang} />
      </div>
    </div>
  );
}
