import {
  draftMinutes,
  type FollowUp,
  getFollowUp,
  getMeeting,
  issuePaper,
  listPapers,
  type Meeting,
  makeTasks,
  type Paper,
  postRelease,
} from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { LetterForm } from './letter-form.tsx';
import styles from './meetings.module.css';
import { PaperFiles, PaperState } from './papers.tsx';

const touched = [getFollowUp, getMeeting, listPapers];

interface MinutesPartProps {
  readonly meeting: Meeting;
  readonly data: FollowUp;
}

/** 纪要、任务、函、新闻稿: what the office still has to send out, in the order of the days after a meeting. */
export function MinutesPart({ meeting, data }: MinutesPartProps) {
  const { t } = useTranslation('meetings');
  return (
    <aside className={styles.panel}>
      <Minutes meeting={meeting} data={data} />
      {(data.can.tasks || data.requirements > 0) && <Tasks meeting={meeting} data={data} />}
      <Letters meeting={meeting} data={data} />
      {(data.release !== null || data.can.release) && (
        <section className={styles.next}>
          <h2>{t('release.title')}</h2>
          <ReleaseLine meeting={meeting} data={data} />
        </section>
      )}
    </aside>
  );
}

function Minutes({ meeting, data: { minutes, gaps, can } }: MinutesPartProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const records = useMay('meetings.record');
  const draft = useSend(draftMinutes, touched);
  const issue = useSend(issuePaper, touched);
  const drafted = minutes !== null && minutes.state !== 'withdrawn';
  const issued = minutes?.state === 'issued';
  const error = draft.error ?? issue.error;
  return (
    <section>
      <h2>{t('minutesPaper.title')}</h2>
      {minutes === null ? (
        <p className="n2">{t('minutesPaper.none')}</p>
      ) : (
        <p className={styles.paperLine}>
          <Link to="/meetings/$id/papers" params={{ id: String(meeting.id) }} search={{ paper: minutes.id }}>
            {minutes.title}
          </Link>
          <PaperState paper={minutes} />
          {minutes.number !== null && <b>{minutes.number}</b>}
          {minutes.issuedAt !== null && (
            <small>
              {t('minutesPaper.issued', { post: minutes.issuedPost ?? '', at: momentText(minutes.issuedAt) })}
            </small>
          )}
          <span className={styles.files}>
            <PaperFiles paper={minutes} />
          </span>
        </p>
      )}
      {gaps.length > 0 && !issued && (
        <>
          <p className={styles.bad}>{t('minutesPaper.gaps', { count: gaps.length })}</p>
          <ul className={styles.gaps}>
            {gaps.map((gap) => (
              <li key={gap.clientKey}>
                <span>
                  {gap.text || t('minutesPaper.wordless')}
                  <small className={styles.bad}>
                    {t('minutesPaper.lacks', {
                      what: gap.missing.map((one) => lack(one)).join(t('join')),
                    })}
                  </small>
                </span>
                {records && (
                  <Link
                    to="/meetings/$id/record"
                    params={{ id: String(meeting.id) }}
                    hash={gap.clientKey}
                    className="btn"
                  >
                    {t('minutesPaper.fill')}
                    <span className="unseen">{gap.text}</span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.buttons}>
        {can.draft && !issued && (
          <button
            type="button"
            className={drafted ? 'btn' : 'btn pri'}
            disabled={draft.isPending}
            onClick={() => draft.mutate({ params: { id: meeting.id }, query: { lang } })}
          >
            {t(drafted ? 'minutesPaper.redraft' : 'minutesPaper.draft')}
          </button>
        )}
        {minutes?.can.edit && (
          <Link
            to="/documents/$owner/$id/edit"
            params={{ owner: 'paper', id: String(minutes.id) }}
            className="btn"
          >
            {t('minutesPaper.edit')}
          </Link>
        )}
        {can.issue && minutes?.can.issue && (
          <Popconfirm
            title={t('papers.issueAsk', { title: minutes.title })}
            description={t('papers.issueHint')}
            okText={t('minutesPaper.issue')}
            cancelText={t('cancel')}
            onConfirm={() => issue.mutate({ params: { id: minutes.id }, query: { lang } })}
          >
            <button
              type="button"
              className="btn pri"
              // What is being drafted anew is not what would be issued.
              disabled={issue.isPending || draft.isPending || gaps.length > 0}
            >
              {t('minutesPaper.issue')}
            </button>
          </Popconfirm>
        )}
      </div>
      {error && <ErrorPanel error={error} />}
    </section>
  );

  function lack(what: string): string {
    switch (what) {
      case 'city':
      case 'text':
      case 'deadline':
      case 'owner':
      case 'measure':
        return t(`missingPart.${what}`);
      default:
        return what;
    }
  }
}

function Tasks({ meeting, data }: MinutesPartProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const make = useSend(makeTasks, touched);
  return (
    <section className={styles.next}>
      <h2>{t('make.title')}</h2>
      <p className="n2">{t('make.state', { requirements: data.requirements, tasks: data.tasks.length })}</p>
      {data.can.tasks && data.requirements > 0 && (
        <div className={styles.buttons}>
          <Popconfirm
            title={t('make.ask')}
            description={t('make.hint')}
            okText={t('make.make')}
            cancelText={t('cancel')}
            onConfirm={() => make.mutate({ params: { id: meeting.id }, query: { lang } })}
          >
            <button
              type="button"
              className={data.tasks.length === 0 ? 'btn pri' : 'btn'}
              disabled={make.isPending || data.gaps.length > 0}
            >
              {t(data.tasks.length === 0 ? 'make.make' : 'make.rest')}
            </button>
          </Popconfirm>
          {data.gaps.length > 0 && <span className="cap">{t('make.gaps')}</span>}
        </div>
      )}
      {make.error && <ErrorPanel error={make.error} />}
    </section>
  );
}

function Letters({ meeting, data }: MinutesPartProps) {
  const { t } = useTranslation('meetings');
  const [writing, setWriting] = useState(false);
  if (data.letters.length === 0 && !data.can.draft) return null;
  return (
    <section className={styles.next}>
      <h2>
        {t('letter.title')}
        {data.letters.length > 0 && <small>{data.letters.length}</small>}
      </h2>
      {data.letters.length === 0 && <p className="n2">{t('letter.none')}</p>}
      <ul className={styles.gaps}>
        {data.letters.map((paper: Paper) => (
          <li key={paper.id}>
            <span>
              <Link
                to="/meetings/$id/papers"
                params={{ id: String(meeting.id) }}
                search={{ paper: paper.id }}
              >
                {paper.title}
              </Link>
              <small>{[paper.number, t(`paperState.${paper.state}`)].filter(Boolean).join(' · ')}</small>
            </span>
          </li>
        ))}
      </ul>
      {data.can.draft && (
        <div className={styles.buttons}>
          <button type="button" className="btn" onClick={() => setWriting(true)}>
            {t('letter.open')}
          </button>
        </div>
      )}
      {writing && <LetterForm meeting={meeting} onClose={() => setWriting(false)} />}
    </section>
  );
}

const RELEASE_STATES = ['draft', 'review', 'approved', 'published', 'withdrawn'] as const;

function ReleaseLine({ meeting, data: { release, can } }: MinutesPartProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const navigate = useNavigate();
  const make = useSend(postRelease, touched);
  const open = (id: number) => `/releases/${id}`;
  if (release !== null) {
    const state = RELEASE_STATES.find((one) => one === release.state);
    return (
      <p className={styles.paperLine}>
        <Link to={open(release.id)}>{release.title}</Link>
        <small>{state === undefined ? release.state : t(`releaseState.${state}`)}</small>
      </p>
    );
  }
  const ended = meeting.state === 'ended' || meeting.state === 'followed';
  if (!can.release || !ended) return <p className="n2">{t('release.none')}</p>;
  return (
    <>
      <div className={styles.buttons}>
        <button
          type="button"
          className="btn"
          disabled={make.isPending}
          onClick={() =>
            make.mutate(
              { params: { id: meeting.id }, query: { lang } },
              { onSuccess: ({ id }) => void navigate({ to: open(id) }) },
            )
          }
        >
          {t('release.draft')}
        </button>
      </div>
      {make.error && <ErrorPanel error={make.error} />}
    </>
  );
}
