import {
  answerCorrection,
  type CorrectionRequest,
  correctPublication,
  getRelease,
  listPublications,
  type Publication,
  publishBulletin,
  publishRanking,
  withdrawPublication,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ReasonModal } from '../meetings/reason-modal.tsx';
import { Badge } from '../ui/badges.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { ReleaseTabs } from './release-tabs.tsx';
import styles from './releases.module.css';

const touched = [listPublications, getRelease];

/** 公开: what the public sees, what may be put before it, what it asks. */
export function PublicDeskPage() {
  const { t } = useTranslation('releases');
  useTitle(t('public.title'));
  const { lang } = useView();
  const query = useCall(listPublications, { query: { lang } }, { refetchInterval: 60_000 });
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('public.title')}</h1>
        <ReleaseTabs />
      </header>
      <Loaded query={query} skeleton={<Skeleton rows={10} bar={26} />}>
        {({ items, requests, open, address, offers, can }) => (
          <>
            <p className={styles.sentence}>
              {t(open ? 'public.open' : 'public.closed')}{' '}
              {open ? (
                <a href={address} target="_blank" rel="noreferrer">
                  {t('public.look')}
                </a>
              ) : (
                <Link to="/releases/rules">{t('public.toRules')}</Link>
              )}
            </p>
            <Requests requests={requests} mayAnswer={can.publish} />
            {can.publish && <Offers offers={offers} />}
            <section className={styles.section}>
              <h2>{t('public.list')}</h2>
              {items.length === 0 ? (
                <Empty title={t('public.none')} />
              ) : (
                <Publications items={items} mayPublish={can.publish} />
              )}
            </section>
          </>
        )}
      </Loaded>
    </main>
  );
}

interface RequestsProps {
  readonly requests: readonly CorrectionRequest[];
  readonly mayAnswer: boolean;
}

function Requests({ requests, mayAnswer }: RequestsProps) {
  const { t } = useTranslation('releases');
  const [answering, setAnswering] = useState<CorrectionRequest | null>(null);
  return (
    <section className={styles.section} aria-label={t('request.title')}>
      <h2>
        {t('request.title')}
        <small>{t('request.open', { count: requests.filter(({ state }) => state === 'open').length })}</small>
      </h2>
      {requests.length === 0 ? (
        <p className="n2">{t('request.none')}</p>
      ) : (
        <ul className={styles.requests}>
          {requests.map((request) => (
            <li key={request.id}>
              <p>
                <b>{t(`request.kind.${request.kind}`)}</b> {request.publication.title}{' '}
                <span className={request.late ? styles.bad : undefined}>
                  {t('request.due', { day: request.due })}
                  {request.late && ` ${t('request.late')}`}
                </span>
              </p>
              <p className={styles.quote}>{request.text}</p>
              <p className="n3">
                {momentText(request.receivedAt)} {request.contact}
              </p>
              {request.state === 'open' ? (
                mayAnswer && (
                  <button type="button" className="btn pri" onClick={() => setAnswering(request)}>
                    {t('request.answer')}
                  </button>
                )
              ) : (
                <p className="n2">
                  {t(`request.state.${request.state}`)} {request.answer}{' '}
                  <small>
                    {request.answeredPost} {request.answeredAt === null ? '' : momentText(request.answeredAt)}
                  </small>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {answering !== null && <Answer request={answering} onClose={() => setAnswering(null)} />}
    </section>
  );
}

interface AnswerProps {
  readonly request: CorrectionRequest;
  readonly onClose: () => void;
}

function Answer({ request, onClose }: AnswerProps) {
  const { t } = useTranslation('releases');
  const [accept, setAccept] = useState(true);
  const send = useSend(answerCorrection, touched);
  return (
    <ReasonModal
      title={t('request.answer')}
      hint={t('request.answerHint')}
      send={t('request.send')}
      pending={send.isPending}
      error={send.error}
      onSend={(answer) =>
        send.mutate({ params: { id: request.id }, body: { accept, answer } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Radio.Group value={accept} onChange={({ target }) => setAccept(target.value)}>
        <Radio value={true}>{t('request.state.accepted')}</Radio>
        <Radio value={false}>{t('request.state.refused')}</Radio>
      </Radio.Group>
    </ReasonModal>
  );
}

interface OffersProps {
  readonly offers: {
    readonly bulletins: readonly { id: number; title: string }[];
    readonly rankings: readonly { period: string; title: string }[];
  };
}

/** Issued bulletins and rankings of closed periods that are not public yet. */
function Offers({ offers }: OffersProps) {
  const { t } = useTranslation('releases');
  const bulletin = useSend(publishBulletin, touched);
  const ranking = useSend(publishRanking, touched);
  const [chosenBulletin, setBulletin] = useState<number | null>(null);
  const [period, setPeriod] = useState<string | null>(null);
  return (
    <section className={styles.section}>
      <h2>{t('offer.title')}</h2>
      <p className="cap">{t('offer.hint')}</p>
      <div className={styles.offers}>
        <Select
          aria-label={t('offer.bulletin')}
          placeholder={t('offer.bulletin')}
          value={chosenBulletin}
          onChange={setBulletin}
          options={offers.bulletins.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <button
          type="button"
          className="btn"
          disabled={chosenBulletin === null || bulletin.isPending}
          onClick={() =>
            chosenBulletin !== null &&
            bulletin.mutate({ params: { id: chosenBulletin } }, { onSuccess: () => setBulletin(null) })
          }
        >
          {t('offer.publishBulletin')}
        </button>
        <Select
          aria-label={t('offer.ranking')}
          placeholder={t('offer.ranking')}
          value={period}
          onChange={setPeriod}
          options={offers.rankings.map((one) => ({ value: one.period, label: one.title }))}
        />
        <button
          type="button"
          className="btn"
          disabled={period === null || ranking.isPending}
          onClick={() =>
            period !== null && ranking.mutate({ params: { period } }, { onSuccess: () => setPeriod(null) })
          }
        >
          {t('offer.publishRanking')}
        </button>
      </div>
      {bulletin.error && <ErrorPanel error={bulletin.error} />}
      {ranking.error && <ErrorPanel error={ranking.error} />}
    </section>
  );
}

interface PublicationsProps {
  readonly items: readonly Publication[];
  readonly mayPublish: boolean;
}

function Publications({ items, mayPublish }: PublicationsProps) {
  const { t } = useTranslation('releases');
  const [act, setAct] = useState<{ readonly of: Publication; readonly what: 'correct' | 'withdraw' } | null>(
    null,
  );
  return (
    <>
      <ListTable
        className={styles.table}
        headings={[t('public.item'), t('public.kind'), t('public.at'), t('public.note'), '']}
      >
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className={styles.wrap}>
              <a href={`/public/p/${item.slug}`} target="_blank" rel="noreferrer">
                {item.title}
              </a>
              {item.simulated && <Badge kind="sim">{t('simulated')}</Badge>}
              {item.release !== null && (
                <small>
                  <Link to="/releases/$id" params={{ id: String(item.release) }}>
                    {t('public.release')}
                  </Link>
                </small>
              )}
            </th>
            <td className="nowrap">{t(`kind.${item.kind}`)}</td>
            <td className="nowrap">{momentText(item.publishedAt)}</td>
            <td className={styles.wrap}>
              {item.withdrawnAt === null
                ? Date.parse(item.publishedAt) > Date.now()
                  ? t('waits.locked')
                  : (item.corrected ?? '')
                : t('public.gone', { at: momentText(item.withdrawnAt) })}
            </td>
            <td>
              {mayPublish && item.withdrawnAt === null && (
                <span className={styles.files}>
                  <button type="button" className="btn" onClick={() => setAct({ of: item, what: 'correct' })}>
                    {t('publish.correct')}
                  </button>
                  <button
                    type="button"
                    className="btn"
                    onClick={() => setAct({ of: item, what: 'withdraw' })}
                  >
                    {t('publish.withdraw')}
                  </button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </ListTable>
      {act !== null && <PublicationAct {...act} onClose={() => setAct(null)} />}
    </>
  );
}

interface ActProps {
  readonly of: Publication;
  readonly what: 'correct' | 'withdraw';
  readonly onClose: () => void;
}

function PublicationAct({ of, what, onClose }: ActProps) {
  const { t } = useTranslation('releases');
  const correct = useSend(correctPublication, touched);
  const withdraw = useSend(withdrawPublication, touched);
  const send = what === 'correct' ? correct : withdraw;
  return (
    <ReasonModal
      title={`${t(`publish.${what}`)} ${of.title}`}
      hint={t(`publish.${what}Hint`)}
      send={t(`publish.${what}`)}
      pending={send.isPending}
      error={send.error}
      onSend={(note) => send.mutate({ params: { id: of.id }, body: { note } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
