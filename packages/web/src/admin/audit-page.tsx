import {
  type AuditLine,
  type AuditVerification,
  auditXlsx,
  listAudit,
  verifyAudit,
} from '@qingzhang/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, NoPermission, Skeleton } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import './users.css';

/** 审计日志: who did what to what, filtered; whether it is still what it was; as a spreadsheet. */
export function AuditPage() {
  const { t } = useTranslation('users');
  useTitle(t('audit.title'));
  const may = useMay('audit.read');
  const mayVerify = useMay('audit.verify');
  const { lang } = useView();
  const filter = useSearch({ from: '/shell/admin/audit' });
  const { actor, action, objectType, objectId, from, to } = filter;
  const wanted = { actor, action, objectType, objectId, from, to };
  const lines = useInfiniteQuery({
    queryKey: [listAudit.path, wanted],
    queryFn: ({ pageParam, signal }) =>
      call(
        listAudit,
        { query: { ...wanted, ...(pageParam === '' ? {} : { cursor: Number(pageParam) }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    enabled: may,
  });
  if (!may) {
    return (
      <main className="page">
        <NoPermission />
      </main>
    );
  }
  return (
    <main className={`page ${tabbed.page}`}>
      <header className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="n3">{t('audit.hint')}</span>
        <span className="r">
          <ExportButton endpoint={auditXlsx} query={{ ...wanted, lang }} />
        </span>
      </header>
      {mayVerify && <Verification />}
      <Filters key={JSON.stringify(wanted)} />
      {lines.data ? (
        <>
          <ListTable
            className={tabbed.table}
            headings={[
              t('audit.at'),
              t('audit.actor'),
              t('audit.action'),
              t('audit.object'),
              t('audit.detail'),
            ]}
          >
            {lines.data.pages
              .flatMap(({ items }) => items)
              .map((line) => (
                <Line key={line.id} line={line} />
              ))}
          </ListTable>
          {lines.hasNextPage && (
            <button
              type="button"
              className="btn"
              disabled={lines.isFetchingNextPage}
              onClick={() => void lines.fetchNextPage()}
            >
              {t('audit.more')}
            </button>
          )}
        </>
      ) : lines.error ? (
        <ErrorPanel error={lines.error} onRetry={() => void lines.refetch()} />
      ) : (
        <Skeleton rows={10} />
      )}
    </main>
  );
}

const blank = { actor: '', action: '', objectType: '', objectId: '', from: '', to: '' };

function Filters() {
  const { t } = useTranslation('users');
  const filter = useSearch({ from: '/shell/admin/audit' });
  const navigate = useNavigate();
  const [draft, setDraft] = useState({ ...blank, ...filter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = Object.fromEntries(
      (['actor', 'action', 'objectType', 'objectId', 'from', 'to'] as const).map((name) => [
        name,
        draft[name]?.trim() || undefined,
      ]),
    );
    void navigate({ to: '/admin/audit', search });
  };
  return (
    <form className="row-form" onSubmit={submit}>
      {(['actor', 'action', 'objectType', 'objectId', 'from', 'to'] as const).map((name) => (
        <label key={name}>
          {t(`audit.filter.${name}`)}
          <input
            type={name === 'from' || name === 'to' ? 'date' : 'text'}
            value={draft[name] ?? ''}
            onChange={(event) => setDraft((before) => ({ ...before, [name]: event.target.value }))}
          />
        </label>
      ))}
      <button type="submit" className="btn">
        {t('audit.search')}
      </button>
    </form>
  );
}

function Line({ line }: { readonly line: AuditLine }) {
  const { t } = useTranslation('users');
  return (
    <tr>
      <td className="moment">{momentText(line.at)}</td>
      <td>
        {line.actor}
        {line.actingFor && <small> {t('audit.for', { login: line.actingFor })}</small>}
      </td>
      <td>
        <code>{line.action}</code>
      </td>
      <td>
        {line.objectType} {line.objectId}
      </td>
      <td className="detail">
        {Object.keys(line.detail).length > 0 && <code>{JSON.stringify(line.detail)}</code>}
      </td>
    </tr>
  );
}

/** Check the chain; with a head noted earlier also against that. */
function Verification() {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const verify = useSend(verifyAudit, [listAudit]);
  const [noted, setNoted] = useState('');
  const [, seq, hash] = /^\s*(\d{1,15}):([0-9a-f]{64})\s*$/.exec(noted) ?? [];
  const unreadable = noted.trim() !== '' && hash === undefined;
  return (
    <section className="row-form" aria-label={t('audit.verify')}>
      <label className="wide">
        {t('audit.noted')}
        <input value={noted} placeholder="12345:…" onChange={(event) => setNoted(event.target.value)} />
      </label>
      <button
        type="button"
        className="btn"
        disabled={verify.isPending || unreadable}
        onClick={() =>
          verify.mutate({
            body: { expect: seq === undefined || hash === undefined ? null : { seq: Number(seq), hash } },
          })
        }
      >
        {verify.isPending ? t('audit.verifying') : t('audit.verify')}
      </button>
      <div className="outcome" role="status">
        {unreadable && t('audit.notedWrong')}
        {verify.error && words(verify.error)}
        {verify.data && <Outcome found={verify.data} />}
      </div>
    </section>
  );
}

function Outcome({ found }: { readonly found: AuditVerification }) {
  const { t } = useTranslation('users');
  const { problem, head, checked } = found;
  if (problem !== null) {
    return (
      <p className="worse">
        {t('audit.broken', {
          what: t(`audit.problem.${problem.kind}`),
          seq: problem.seq ?? '—',
          id: problem.auditId ?? '—',
        })}
      </p>
    );
  }
  return (
    <>
      <p>{t('audit.intact', { count: checked })}</p>
      <p>
        {t('audit.head')} <code>{`${head.seq}:${head.hash}`}</code>
      </p>
    </>
  );
}
