import {
  type AgendaKind,
  agendaKinds,
  getMeeting,
  getMeetingRules,
  listMeetings,
  type MeetingRules,
  putMeetingRules,
  type StepName,
  stepNames,
} from '@qingzhang/contract';
import { stepRules } from '@qingzhang/domain';
import { Link } from '@tanstack/react-router';
import { App, InputNumber, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { Portfolios } from './portfolios.tsx';
import { PostsEditor } from './posts-editor.tsx';

/** 会议规则: when which meeting is held, what its checklist demands, who speaks and who attends; open to all. */
export function MeetingRulesPage() {
  const { t } = useTranslation('meetings');
  useTitle(t('rules.title'));
  const rules = useCall(getMeetingRules, undefined);
  return (
    <main className={`page ${styles.page}`}>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/meetings">{t('title')}</Link> › {t('rules.title')}
      </nav>
      <header className="page-head">
        <h1>{t('rules.title')}</h1>
      </header>
      <p className="lead">{t('rules.lead')}</p>
      <Loaded query={rules} skeleton={<Skeleton rows={16} bar={24} />}>
        {(data) => <Rules key={JSON.stringify(data)} rules={data} />}
      </Loaded>
    </main>
  );
}

function Rules({ rules }: { readonly rules: MeetingRules }) {
  const { t } = useTranslation('meetings');
  const writes = useMay('meetings.prepare');
  const { message } = App.useApp();
  const [draft, setDraft] = useState(rules);
  const save = useSend(putMeetingRules, [getMeetingRules, listMeetings, getMeeting]);
  const set = (change: Partial<MeetingRules>) => setDraft((before) => ({ ...before, ...change }));
  const changed = JSON.stringify(draft) !== JSON.stringify(rules);
  const ready =
    draft.portfolios.every(({ name }) => name.trim() !== '') &&
    [...draft.mainPosts, ...draft.branchPosts].every(({ post }) => post.trim() !== '');
  const number = (
    label: string,
    value: number,
    [min, max]: readonly [number, number],
    unit: string,
    take: (value: number) => void,
  ) => (
    <Line key={label} label={label} unit={unit}>
      {writes ? (
        <InputNumber
          size="small"
          aria-label={label}
          min={min}
          max={max}
          precision={0}
          value={value}
          onChange={(next) => next !== null && take(next)}
        />
      ) : (
        <b>{value}</b>
      )}
    </Line>
  );
  const workdays = t('rules.workdays');
  const offset = (step: StepName) => draft.offsets[step] ?? stepRules[step].offset;
  const minutesOf = (kind: AgendaKind) => draft.minutes[kind] ?? 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: draft }, { onSuccess: () => void message.success(t('rules.saved')) });
      }}
    >
      <div className={styles.ruleSets}>
        <section>
          <h2>{t('rules.calendar')}</h2>
          {number(t('rules.dataDay'), draft.dataDay, [1, 28], t('rules.dayOfMonth'), (dataDay) =>
            set({ dataDay }),
          )}
          {number(t('rules.afterWorkdays'), draft.afterWorkdays, [0, 20], workdays, (afterWorkdays) =>
            set({ afterWorkdays }),
          )}
          <Line label={t('rules.startTime')} unit="">
            {writes ? (
              <TimePicker
                size="small"
                aria-label={t('rules.startTime')}
                format="HH:mm"
                minuteStep={5}
                allowClear={false}
                needConfirm={false}
                value={dayjs(`2000-01-01T${draft.startTime}`)}
                onChange={(at) => at !== null && set({ startTime: at.format('HH:mm') })}
              />
            ) : (
              <b>{draft.startTime}</b>
            )}
          </Line>
          <Line label={t('rules.countyVenues')} unit="">
            <Switch
              size="small"
              aria-label={t('rules.countyVenues')}
              disabled={!writes}
              checked={draft.countyVenues}
              onChange={(countyVenues) => set({ countyVenues })}
            />
          </Line>
          {number(t('rules.screensAhead'), draft.screensAhead, [0, 9], t('rules.items'), (screensAhead) =>
            set({ screensAhead }),
          )}
          <p className="cap">
            {t('rules.calendarNote')} <Link to="/work-calendar">{t('rules.workCalendar')}</Link>
          </p>
          <h2 className={styles.next}>{t('rules.speakers')}</h2>
          {number(t('rules.maxPledges'), draft.maxPledges, [0, 11], t('rules.cities'), (maxPledges) =>
            set({ maxPledges }),
          )}
          {number(
            t('rules.maxExperience'),
            draft.maxExperience,
            [0, 11],
            t('rules.cities'),
            (maxExperience) => set({ maxExperience }),
          )}
          {number(t('rules.pledgeGap'), draft.pledgeGap, [0, 100], t('rules.points'), (pledgeGap) =>
            set({ pledgeGap }),
          )}
          <p className="cap">{t('rules.speakersNote')}</p>
        </section>
        <section>
          <h2>{t('rules.minutes')}</h2>
          {agendaKinds
            .filter((kind) => kind !== 'other')
            .map((kind) =>
              number(
                t(`agendaKind.${kind}`),
                minutesOf(kind),
                [0, 240],
                t(['experience', 'pledge', 'comments'].includes(kind) ? 'rules.each' : 'minutesUnit'),
                (minutes) => set({ minutes: { ...draft.minutes, [kind]: minutes } }),
              ),
            )}
        </section>
        <section>
          <h2>
            {t('rules.offsets')}
            <small>{t('rules.offsetsNote')}</small>
          </h2>
          {stepNames
            .filter((step) => step !== 'meeting')
            .map((step) =>
              number(t(`step.${step}`), offset(step), [-30, 30], workdays, (value) =>
                set({ offsets: { ...draft.offsets, [step]: value } }),
              ),
            )}
        </section>
      </div>
      <Portfolios
        value={draft.portfolios}
        writes={writes}
        onChange={(portfolios) => set({ portfolios: [...portfolios] })}
      />
      <div className={styles.ruleSets}>
        <PostsEditor
          title={t('rules.mainPosts')}
          value={draft.mainPosts}
          writes={writes}
          onChange={(mainPosts) => set({ mainPosts: [...mainPosts] })}
        />
        <PostsEditor
          title={t('rules.branchPosts')}
          value={draft.branchPosts}
          writes={writes}
          onChange={(branchPosts) => set({ branchPosts: [...branchPosts] })}
        />
      </div>
      {save.error !== null && <ErrorPanel error={save.error} />}
      {writes ? (
        <div className={styles.saveBar}>
          <button type="submit" className="btn pri" disabled={!changed || !ready || save.isPending}>
            {t('rules.save')}
          </button>
          {changed && (
            <button type="button" className="btn" onClick={() => setDraft(rules)}>
              {t('rules.undo')}
            </button>
          )}
          <span className="cap">{t('rules.effect')}</span>
        </div>
      ) : (
        <p className="cap">{t('rules.readOnly')}</p>
      )}
    </form>
  );
}

interface LineProps {
  readonly label: string;
  readonly unit: string;
  readonly children: ReactNode;
}

function Line({ label, unit, children }: LineProps) {
  return (
    <div className={styles.rule}>
      <span>{label}</span>
      {children}
      <span className="n3">{unit}</span>
    </div>
  );
}
