import {
  type DocumentDesk,
  type DocumentEditInput,
  DocumentOwner,
  type EditRun,
  getDocumentDesk,
  postDocumentEdit,
} from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api/api-error.ts';
import { useCall, useRenew, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { fileAddress } from './address.ts';
import { BlockEditor } from './block-editor.tsx';
import { CopiesPanel } from './copies-panel.tsx';
import { EditHistory } from './edit-history.tsx';
import { PaperBlock } from './paper-block.tsx';
import styles from './papers.module.css';
import { isBlank } from './runs.ts';
import { TableBlock } from './table-block.tsx';
import { tableTexts } from './table-order.ts';

const touched = [getDocumentDesk];
type Tab = 'edit' | 'preview' | 'copies';
const tabs: readonly Tab[] = ['edit', 'preview', 'copies'];

/** A draft follows its figures while it lies open; behind them it is looked at again at once. */
const followDraft = (desk: DocumentDesk | undefined): number | false => {
  if (desk === undefined || desk.frozenAt !== null) return false;
  return desk.updating ? 1500 : 60_000;
};

/** 编辑文稿: the document as paper, every paragraph changed where it stands, every change on record. */
export function DocumentEditor() {
  const { t } = useTranslation('papers');
  const { owner, id } = useParams({ from: '/shell/documents/$owner/$id/edit' });
  const of = DocumentOwner.safeParse(owner);
  const { lang } = useView();
  const query = useCall(
    getDocumentDesk,
    { params: { owner: of.data ?? 'paper', id }, query: { lang } },
    { enabled: of.success, refetchInterval: followDraft },
  );
  return (
    <main className={`page ${styles.page}`}>
      {of.success ? (
        <Loaded query={query} skeleton={<Skeleton rows={18} bar={22} />}>
          {(desk) => <Desk key={`${desk.owner}${desk.id}`} desk={desk} />}
        </Loaded>
      ) : (
        <Empty title={t('edit.noSuch')} />
      )}
    </main>
  );
}

/** What is being written: words of a block, or a new paragraph behind it. */
interface Writing {
  readonly block: string;
  readonly act: 'replace' | 'insert';
  /** How the block read, and in which revision, when it was begun; null: what now stands has been looked at. */
  readonly begun: { readonly revision: number; readonly seen: readonly EditRun[] } | null;
}

function Desk({ desk }: { readonly desk: DocumentDesk }) {
  const { t } = useTranslation('papers');
  useTitle(desk.title);
  const maySend = useMay('papers.write');
  const [tab, setTab] = useState<Tab>('edit');
  return (
    <>
      <header className={styles.header}>
        <h1>{desk.title}</h1>
        {desk.simulated && <Badge kind="sim">{t('simulated')}</Badge>}
        <nav className={styles.tabs} aria-label={t('edit.tabs')}>
          {tabs
            .filter((one) => one !== 'copies' || maySend)
            .map((one) => (
              <button type="button" key={one} aria-pressed={one === tab} onClick={() => setTab(one)}>
                {t(`edit.tab.${one}`)}
              </button>
            ))}
        </nav>
        <span className={styles.actions}>
          {desk.owner === 'bulletin' && (
            <Link className="btn" to="/bulletins/$id" params={{ id: String(desk.id) }}>
              {t('edit.toBulletin')}
            </Link>
          )}
        </span>
      </header>
      <p className="cap" role="status">
        <State desk={desk} />
      </p>
      {tab === 'edit' && <Paper desk={desk} />}
      {tab === 'preview' && <Preview desk={desk} />}
      {tab === 'copies' && <CopiesPanel owner={desk.owner} id={desk.id} />}
    </>
  );
}

/** Whether figures move, and whether words may be changed: in words. */
function State({ desk }: { readonly desk: DocumentDesk }) {
  const { t } = useTranslation('papers');
  const figures =
    desk.frozenAt === null
      ? t('edit.live', { at: momentText(desk.asOf) })
      : t('edit.frozen', { at: momentText(desk.frozenAt) });
  return (
    <>
      {figures} {desk.updating && <b>{t('edit.updating')}</b>}{' '}
      {t(desk.editable ? 'edit.editable' : 'edit.readOnly')}
    </>
  );
}

/** As it will be read, with tables, charts, red head and record, which are not edited. */
function Preview({ desk }: { readonly desk: DocumentDesk }) {
  const page = useFileText(`${fileAddress(desk.owner, desk.id, 'html')}?revision=${desk.revision}`);
  if (page.data === undefined) return page.error ? <ErrorPanel error={page.error} /> : <Skeleton rows={20} />;
  return <DocumentFrame html={page.data} title={desk.title} />;
}

function Paper({ desk }: { readonly desk: DocumentDesk }) {
  const { t } = useTranslation('papers');
  const send = useSend(postDocumentEdit, touched);
  const reload = useRenew(touched);
  const [writing, setWriting] = useState<Writing | null>(null);
  const figures = new Map(desk.figures.map((figure) => [figure.id, figure]));
  const say = (id: string) => {
    const figure = figures.get(id);
    return figure ? `${figure.text}${figure.unit}` : t('figure.gone');
  };
  const texts = new Map<string | null, readonly EditRun[]>(
    desk.blocks
      .flatMap<{ readonly key: string | null; readonly runs: readonly EditRun[] }>((block) =>
        block.table === null ? [block] : tableTexts(block.table),
      )
      .map(({ key, runs }) => [key, runs]),
  );
  const standing = (key: string) => texts.get(key) ?? null;
  // The draft may follow its figures while somebody writes: told is over what the words were written.
  const act = (edit: DocumentEditInput, begun: Writing['begun'] = null, next: Writing | null = null) => {
    const { owner, id } = desk;
    const { revision, seen } = begun ?? { revision: desk.revision, seen: standing(edit.block) };
    const body = { revision, edit, seen: seen && [...seen] };
    send.mutate({ params: { owner, id }, body }, { onSuccess: () => setWriting(next) });
  };
  const begin = (block: string, how: Writing['act']) =>
    setWriting({ block, act: how, begun: { revision: desk.revision, seen: standing(block) ?? [] } });
  const save = (runs: EditRun[]) => {
    if (writing === null) return;
    const { block, act: how, begun } = writing;
    act({ block, act: how, runs }, begun);
  };
  /** A text of a table: emptied it is cleared, Tab opens the next one. */
  const cellEdit = (block: string, runs: EditRun[]): DocumentEditInput =>
    isBlank(runs) ? { act: 'remove', block } : { act: 'replace', block, runs };
  const cellEditor = (runs: readonly EditRun[], label: string, next: (step: 1 | -1) => string | null) => {
    if (writing === null) return null;
    const { block, begun } = writing;
    return (
      <BlockEditor
        key={block}
        runs={runs}
        figures={desk.figures}
        say={say}
        label={label}
        pending={send.isPending}
        mayBeEmpty={!block.includes('/#head')}
        onSave={(written) => act(cellEdit(block, written), begun)}
        onTab={(written, step) => {
          const key = next(step);
          const following: Writing | null =
            key === null
              ? null
              : { block: key, act: 'replace', begun: { revision: desk.revision, seen: standing(key) ?? [] } };
          if (written === null) setWriting(following);
          else act(cellEdit(block, written), begun, following);
        }}
        onCancel={() => {
          send.reset();
          setWriting(null);
        }}
      />
    );
  };
  const lookAgain = () =>
    void reload().then(() => {
      send.reset();
      setWriting(writing && { ...writing, begun: null });
    });
  const editor = (runs: readonly EditRun[], label: string) => (
    <BlockEditor
      key={`${writing?.block}${writing?.act}`}
      runs={runs}
      figures={desk.figures}
      say={say}
      label={label}
      pending={send.isPending}
      onSave={save}
      onCancel={() => {
        send.reset();
        setWriting(null);
      }}
    />
  );
  return (
    <div className={styles.desk}>
      <section className={styles.sheet} aria-label={t('edit.paper')} lang="zh-CN">
        {send.error && <Refused error={send.error} onReload={lookAgain} />}
        {desk.blocks.map((block) => (
          <div key={block.key} className={styles.place}>
            {block.table !== null ? (
              <TableBlock
                table={block.table}
                say={say}
                figures={figures}
                warnings={desk.warnings}
                editable={desk.editable}
                pending={send.isPending}
                writing={writing?.act === 'replace' ? writing.block : null}
                onWrite={(key) => begin(key, 'replace')}
                onAct={act}
                editor={cellEditor}
              />
            ) : writing?.block === block.key && writing.act === 'replace' ? (
              editor(block.runs, t('edit.write'))
            ) : (
              <PaperBlock
                block={block}
                say={say}
                figures={figures}
                warnings={desk.warnings.filter((warning) => warning.block === block.key)}
                editable={desk.editable}
                pending={send.isPending}
                onWrite={() => begin(block.key, 'replace')}
                onInsert={() => begin(block.key, 'insert')}
                onAct={act}
              />
            )}
            {writing?.block === block.key && writing.act === 'insert' && editor([], t('edit.writeNew'))}
          </div>
        ))}
        <p className="n3">{t('edit.drawn')}</p>
      </section>
      <EditHistory
        edits={desk.edits}
        blocks={desk.blocks}
        editable={desk.editable && !send.isPending}
        onRestore={(block) => act({ act: 'restore', block })}
      />
    </div>
  );
}

/** Why it was not saved. Where somebody else was first, the new text is loaded and one's own stays in the box. */
function Refused({ error, onReload }: { readonly error: ApiError; readonly onReload: () => void }) {
  const { t } = useTranslation('papers');
  if (error.code !== 'document.changed') return <ErrorPanel error={error} />;
  return (
    <div className="panel error" role="alert">
      <p className="b">{t('conflict.title')}</p>
      <p className="n2">{t('conflict.hint')}</p>
      <button type="button" className="btn pri" onClick={onReload}>
        {t('conflict.reload')}
      </button>
    </div>
  );
}
