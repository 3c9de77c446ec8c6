import {
  composePapers,
  getMeeting,
  getMeetingArchive,
  getMeetingDeck,
  getPaperFile,
  handInSpeech,
  issuePaper,
  listPapers,
  type Meeting,
  type Paper,
  paperKinds,
  setPaperState,
  urlOf,
} from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { PaperDrawer } from './paper-drawer.tsx';
import { ReasonModal } from './reason-modal.tsx';
import { Share } from './year-strip.tsx';

const touched = [listPapers, getMeeting];

/** 材料: every paper of the meeting by kind, how far it is, who has read it; a bureau sees its own. */
export function MeetingPapers({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const navigate = useNavigate();
  const { paper: shown } = useSearch({ from: '/shell/meetings/$id/papers' });
  const mayWrite = useMay('papers.write');
  const query = useCall(
    listPapers,
    { params: { id: meeting.id }, query: { lang } },
    { refetchInterval: (papers) => (papers?.updating ? 1500 : false) },
  );
  const compose = useSend(composePapers, touched);
  const make = () => compose.mutate({ params: { id: meeting.id }, query: { lang }, body: {} });
  const open = (paper: number | undefined) =>
    void navigate({
      to: '/meetings/$id/papers',
      params: { id: String(meeting.id) },
      search: { paper },
      replace: true,
      resetScroll: false,
    });
  const over = meeting.state === 'cancelled' || meeting.state === 'followed';
  return (
    <>
      <div className={styles.sideHead}>
        {query.data !== undefined && <PapersSentence {...query.data} meeting={meeting} />}
        <span className={styles.ways}>
          {mayWrite && !over && (
            <button type="button" className="btn" disabled={compose.isPending} onClick={make}>
              {t(
                compose.isPending
                  ? 'papers.making'
                  : (query.data?.items.length ?? 0) === 0
                    ? 'papers.make'
                    : 'papers.renew',
              )}
            </button>
          )}
          {mayWrite && (query.data?.items.length ?? 0) > 0 && (
            <a className="btn" href={urlOf(getMeetingArchive, { params: { id: meeting.id } })} download>
              {t('papers.archive')}
            </a>
          )}
          {meeting.can.drive && (
            <a className="btn" href={urlOf(getMeetingDeck, { params: { id: meeting.id } })} download>
              {t('papers.deck')}
            </a>
          )}
        </span>
      </div>
      {compose.error && <ErrorPanel error={compose.error} />}
      <Loaded query={query} skeleton={<Skeleton rows={12} bar={24} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('papers.empty')}>
              <p className="n2">{t(mayWrite ? 'papers.emptyHint' : 'papers.emptyInvited')}</p>
            </Empty>
          ) : (
            <>
              <PaperTable items={items} onOpen={open} />
              {shown !== undefined && items.some(({ id }) => id === shown) && (
                <PaperDrawer
                  key={shown}
                  paper={items.find(({ id }) => id === shown) ?? null}
                  onClose={() => open(undefined)}
                />
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface PapersSentenceProps {
  readonly items: readonly Paper[];
  readonly updating: boolean;
  readonly meeting: Meeting;
}

function PapersSentence({ items, updating, meeting }: PapersSentenceProps) {
  const { t } = useTranslation('meetings');
  const count = (state: Paper['state']) => items.filter((one) => one.state === state).length;
  const sent = items.reduce((sum, { copies }) => sum + (copies?.sent ?? 0), 0);
  const read = items.reduce((sum, { copies }) => sum + (copies?.read ?? 0), 0);
  return (
    <p className={styles.sentence}>
      {t('papers.sentence', {
        count: items.length,
        draft: count('draft'),
        final: count('final'),
        issued: count('issued'),
      })}
      {sent > 0 && t('papers.sent', { sent, read })}
      {meeting.frozenAt === null
        ? t(updating ? 'papers.updating' : 'papers.live')
        : t('papers.frozen', { moment: momentText(meeting.frozenAt) })}
    </p>
  );
}

interface PaperTableProps {
  readonly items: readonly Paper[];
  readonly onOpen: (id: number) => void;
}

function PaperTable({ items, onOpen }: PaperTableProps) {
  const { t } = useTranslation('meetings');
  const groups = paperKinds
    .map((kind) => ({ kind, list: items.filter((one) => one.kind === kind) }))
    .filter(({ list }) => list.length > 0);
  const office = useMay('papers.write');
  const headings = [
    t('papers.title'),
    t('papers.state'),
    ...(office ? [t('papers.changes'), t('papers.readBy')] : []),
    t('papers.files'),
    '',
  ];
  return (
    <ListTable className={`${styles.table} ${styles.papers}`} headings={headings}>
      {groups.flatMap(({ kind, list }) => [
        <tr key={kind} className={styles.group}>
          <th colSpan={headings.length} scope="colgroup">
            {t(`paperKind.${kind}`)} <small>{list.length}</small>
          </th>
        </tr>,
        ...list.map((paper) => <PaperRow key={paper.id} paper={paper} office={office} onOpen={onOpen} />),
      ])}
    </ListTable>
  );
}

interface PaperRowProps {
  readonly paper: Paper;
  readonly office: boolean;
  readonly onOpen: (id: number) => void;
}

function PaperRow({ paper, office, onOpen }: PaperRowProps) {
  const { t } = useTranslation('meetings');
  const { t: ui } = useTranslation('ui');
  const region = useRegionName();
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.linkish} onClick={() => onOpen(paper.id)}>
          {paper.title}
        </button>
        <small>
          {[
            paper.number,
            paper.city !== null && !paper.title.includes(region(paper.city, 'short')) && region(paper.city),
            t('papers.asOf', { moment: momentText(paper.asOf) }),
          ]
            .filter(Boolean)
            .join(' · ')}
          {paper.simulated && (
            <>
              {' '}
              <Badge kind="sim">{ui('badge.simulated')}</Badge>
            </>
          )}
        </small>
      </th>
      <td className="nowrap">
        <PaperState paper={paper} />
      </td>
      {office && (
        <>
          <td className="nowrap" data-label={t('papers.changes')} data-empty={paper.edits === 0 || undefined}>
            {paper.edits === 0 ? '—' : t('papers.edits', { count: paper.edits })}
          </td>
          <td
            className="nowrap"
            data-label={t('papers.readBy')}
            data-empty={!paper.copies?.sent || undefined}
          >
            {!paper.copies?.sent ? (
              <span className="n3">{t('papers.notSent')}</span>
            ) : (
              <Share label="" part={paper.copies.read} of={paper.copies.sent} />
            )}
          </td>
        </>
      )}
      <td className={`nowrap ${styles.files}`}>
        <PaperFiles paper={paper} />
      </td>
      <td>
        {paper.kind === 'speech' && !office ? (
          <SpeechActs paper={paper} />
        ) : (
          <PaperActs paper={paper} onOpen={onOpen} />
        )}
      </td>
    </tr>
  );
}

/** 草稿, 定稿, 已签发: with when its figures were frozen. */
export function PaperState({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Badge kind={paper.state === 'draft' ? 'live' : paper.state === 'withdrawn' ? 'adj' : 'shut'}>
        {t(`paperState.${paper.state}`)}
      </Badge>
      {paper.frozenAt !== null && (
        <small>{t('papers.frozenAt', { moment: momentText(paper.frozenAt).slice(5) })}</small>
      )}
    </>
  );
}

/** The paper as files, made from the same document as the page. */
export function PaperFiles({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('meetings');
  return paper.formats
    .filter((format) => format !== 'html')
    .map((format) => (
      <a
        key={format}
        href={urlOf(getPaperFile, { params: { id: paper.id, format } })}
        aria-label={t('papers.download', { title: paper.title, format: format.toUpperCase() })}
        download
      >
        {format.toUpperCase()}
      </a>
    ));
}

interface PaperActsProps {
  readonly paper: Paper;
  /** Open the paper beside the list, where it is sent from; null: it is open. */
  readonly onOpen: ((id: number) => void) | null;
}

/** 改稿, 定稿, 退回修改, 签发, 分发. */
export function PaperActs({ paper, onOpen }: PaperActsProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const office = useMay('papers.write');
  const state = useSend(setPaperState, touched);
  const issue = useSend(issuePaper, touched);
  const [reopening, setReopening] = useState(false);
  const target = { params: { id: paper.id }, query: { lang } };
  const { can } = paper;
  const error = state.error ?? issue.error;
  return (
    <span className={styles.rowActs}>
      {can.edit && (
        <Link
          to="/documents/$owner/$id/edit"
          params={{ owner: 'paper', id: String(paper.id) }}
          className="btn"
        >
          {t('papers.edit')}
          <span className="unseen">{paper.title}</span>
        </Link>
      )}
      {can.finish && (
        <button
          type="button"
          className={styles.quiet}
          disabled={state.isPending}
          onClick={() => state.mutate({ ...target, body: { state: 'final', reason: '' } })}
        >
          {t('papers.finish')}
          <span className="unseen">{paper.title}</span>
        </button>
      )}
      {office && paper.state === 'final' && (
        <button type="button" className={styles.quiet} onClick={() => setReopening(true)}>
          {t('papers.reopen')}
          <span className="unseen">{paper.title}</span>
        </button>
      )}
      {can.issue && (
        <Popconfirm
          title={t('papers.issueAsk', { title: paper.title })}
          description={t('papers.issueHint')}
          okText={t('papers.issue')}
          cancelText={t('cancel')}
          onConfirm={() => issue.mutate(target)}
        >
          <button type="button" className="btn" disabled={issue.isPending}>
            {t('papers.issue')}
            <span className="unseen">{paper.title}</span>
          </button>
        </Popconfirm>
      )}
      {can.send && onOpen !== null && (
        <button type="button" className="btn" onClick={() => onOpen(paper.id)}>
          {t('papers.send')}
          <span className="unseen">{paper.title}</span>
        </button>
      )}
      {error && !reopening && <ErrorPanel error={error} />}
      {reopening && (
        <ReasonModal
          title={t('papers.reopenAsk', { title: paper.title })}
          send={t('papers.reopen')}
          pending={state.isPending}
          error={state.error}
          onClose={() => setReopening(false)}
          onSend={(reason) =>
            state.mutate(
              { ...target, body: { state: 'draft', reason } },
              { onSuccess: () => setReopening(false) },
            )
          }
        />
      )}
    </span>
  );
}

/** 写发言稿, 交发言稿: a bureau's own speech until it is handed in. */
export function SpeechActs({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const hand = useSend(handInSpeech, touched);
  return (
    <span className={styles.rowActs}>
      {paper.can.edit && (
        <>
          <Link
            to="/documents/$owner/$id/edit"
            params={{ owner: 'paper', id: String(paper.id) }}
            className="btn"
          >
            {t('papers.write')}
          </Link>
          <Popconfirm
            title={t('papers.handInAsk')}
            okText={t('papers.handIn')}
            cancelText={t('cancel')}
            onConfirm={() => hand.mutate({ params: { id: paper.id }, query: { lang } })}
          >
            <button type="button" className="btn pri" disabled={hand.isPending}>
              {t('papers.handIn')}
            </button>
          </Popconfirm>
        </>
      )}
      {!paper.can.edit && paper.state !== 'draft' && <span className="n2">{t('papers.handedIn')}</span>}
      {hand.error && <ErrorPanel error={hand.error} />}
    </span>
  );
}
