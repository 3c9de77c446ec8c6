import {
  confirmRecordLine,
  listRecordXlsx,
  type RecordLine,
  type RecordLineInput,
} from '@qingzhang/contract';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/use-call.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useTitle } from '../../app/use-title.ts';
import { useView } from '../../app/view.ts';
import { keepPagesOffline } from '../../offline/register.ts';
import { ExportButton } from '../../ui/export-button.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../../ui/states.tsx';
import { useServerNow } from '../clock.ts';
import { isIncomplete, useRecord } from '../use-record.ts';
import { useStage } from '../use-stage.ts';
import { Composer, fieldOfMissing } from './composer.tsx';
import {
  afterKept,
  draftOfLine,
  isWritten,
  type LineDraft,
  newDraft,
  type PartName,
  resolve,
  type Say,
} from './draft.ts';
import { LineView } from './line-view.tsx';
import styles from './recorder.module.css';
import { RecorderBar, RecorderSide } from './recorder-frame.tsx';
import { useAskedLine } from './use-asked-line.ts';
import { newKey, useDraft } from './use-draft.ts';
import { useLines } from './use-lines.ts';
import { type KeptHow, useOutbox } from './use-outbox.ts';
import { useWords } from './use-words.ts';

/** A line that is written on is told to the chair after a pause of this length. */
const PAUSE_MS = 2_500;

/** 会议记录: what is said is written down here, by keyboard alone, and never lost. */
export function RecorderPage() {
  const { t } = useTranslation('stage');
  useTitle(t('recorder.title'));
  const id = Number(useParams({ from: '/meetings/$id/record' }).id);
  const { lang } = useView();
  const session = useSession();
  const mayWrite = useMay('meetings.record');
  const mayConfirm = useMay('meetings.attend');
  const confirm = useSend(confirmRecordLine);
  const hear = useRef<(line: RecordLine) => void>(() => {});
  const stage = useStage({ by: 'meeting', id, venue: null }, (line) => hear.current(line));
  const record = useRecord(id, stage.streams);
  hear.current = record.hear;
  const [draft, setDraft] = useDraft(id);
  const { keep, settle, waiting, keptAt } = useOutbox(session?.user.id, id, lang, (line) => {
    record.hear(line);
    setDraft((before) => (before.key === line.clientKey ? { ...before, revision: line.revision } : before));
  });
  useEffect(keepPagesOffline, []);
  const now = useServerNow(stage.anchor);
  const { state } = stage;
  const words = useRef<HTMLTextAreaElement | null>(null);
  const search = useRef<HTMLInputElement | null>(null);
  const [find, setFind] = useState('');
  const [showVoid, setShowVoid] = useState(false);

  // The program that the line is about: its own unit tells what a bare figure means.
  const [about, setAbout] = useState<string | null>(null);
  const { dictionary, programs, say } = useWords(state?.startsAt ?? null, about);
  const itemOf = (one: number | null) => state?.agenda.find((item) => item.id === one) ?? null;
  const item = itemOf(draft.agendaItem ?? state?.agendaItem ?? null);
  const resolved = resolve(draft, item, dictionary, say);
  const { program } = resolved.line;
  useEffect(() => {
    if (program !== null) setAbout(program);
  }, [program]);
  const lines = useLines(record.lines, waiting, session?.user.post ?? '');
  const shownLines = lines.filter(
    ({ line }) =>
      (showVoid || line.state !== 'void') && matches(line, find, say, (kind) => t(`kind.${kind}`)),
  );

  const focus = useCallback(() => setTimeout(() => words.current?.focus(), 0), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when there is something to write in
  useEffect(() => void focus(), [state === null, mayWrite]);
  const stash = useRef<LineDraft | null>(null);
  const fresh = useCallback(() => {
    setDraft(stash.current ?? newDraft(newKey(), null));
    stash.current = null;
    focus();
  }, [setDraft, focus]);

  const change = (more: Partial<LineDraft>) =>
    setDraft((before) => ({
      ...before,
      ...more,
      // From the first word on it belongs to the item that was on.
      agendaItem:
        before.agendaItem ?? (isWritten({ ...before, ...more }) ? (state?.agendaItem ?? null) : null),
    }));
  const [lost, setLost] = useState<Exclude<KeptHow, 'kept'> | null>(null);
  const written = useRef(draft.key);
  useEffect(() => {
    written.current = draft.key;
  }, [draft.key]);
  /** The words go out of the composer only when the device has them. */
  const keepThen = async (state: 'kept' | 'void') => {
    const how = await keep(draft.key, draft.revision, { ...resolved.line, state });
    setLost(how === 'kept' ? null : how);
    if (how !== 'kept') return;
    const put = stash.current;
    // What was put aside comes back, but for the line that has just been kept itself.
    const next = put === null || put.key === draft.key ? newDraft(newKey(), null) : put;
    if (put?.key === draft.key || written.current === draft.key) stash.current = null;
    setDraft((now) => afterKept(now, draft, next));
    focus();
  };
  const keepDraft = () => {
    if (draft.text.trim() !== '') void keepThen('kept');
  };
  const leave = () => {
    // What the chair saw being written is taken back; what was never told is simply dropped.
    const told = draft.revision !== null || (waiting ?? []).some(({ key }) => key === draft.key);
    if (!draft.amends && told) void keepThen('void');
    else fresh();
  };
  const edit = (line: RecordLine, part: PartName | null = null) => {
    if (!draft.amends && isWritten(draft)) stash.current = draft;
    setDraft(draftOfLine(line, say));
    if (part === null) focus();
    else setTimeout(() => document.getElementById(`part-${part}`)?.focus(), 0);
  };
  const move = (step: -1 | 1) => {
    const open = lines.map(({ line }) => line).filter((line) => line.state !== 'void');
    const at = open.findIndex(({ clientKey }) => clientKey === draft.key);
    const to = at < 0 ? (step < 0 ? open.at(-1) : undefined) : open[at + step];
    if (to !== undefined) edit(to);
    else if (at >= 0 && step > 0) fresh();
  };
  const list = useRef<HTMLDivElement | null>(null);
  const ready = state !== null && now !== null && record.lines !== undefined && dictionary.cities.length > 0;
  const asked = useAskedLine(list, ready ? lines.map(({ line }) => line) : null, (line) => {
    if (line.state === 'void') setShowVoid(true);
    // What is already being mended keeps what was typed.
    else if (mayWrite && draft.key !== line.clientKey) edit(line, fieldOfMissing[line.missing[0] ?? 'text']);
  });
  useTelling(draft, mayWrite, resolved.line, keep);

  if (stage.refusal !== null && state === null) return <ErrorPanel error={stage.refusal} />;
  if (state === null || now === null)
    return (
      <main className="page">
        <Skeleton rows={12} bar={28} />
      </main>
    );
  const unsent = (waiting ?? []).filter(({ state: how }) => how === 'queued').length;
  const clashes = (waiting ?? []).length - unsent;
  const incomplete = lines.filter(({ line }) => isIncomplete(line)).length;
  return (
    <div className={styles.page}>
      <RecorderBar
        {...{ stage, state, now, id, unsent, clashes }}
        keptAt={
          keptAt ??
          lines.reduce<string | null>(
            (last, { line }) => (last === null || line.at > last ? line.at : last),
            null,
          )
        }
      />
      <div className={styles.columns}>
        <RecorderSide stage={stage} state={state} now={now} />
        <main className={styles.main}>
          <div className={styles.head}>
            <h1>{t('recorder.title')}</h1>
            <span className="n2">
              {t('recorder.count', { count: lines.filter(({ line }) => line.state !== 'void').length })}
            </span>
            {incomplete > 0 && (
              <b className={styles.pending}>▲ {t('record.incomplete', { count: incomplete })}</b>
            )}
            <span className={styles.headRight}>
              {lines.some(({ line }) => line.state === 'void') && (
                <label>
                  <input
                    type="checkbox"
                    checked={showVoid}
                    onChange={(event) => setShowVoid(event.target.checked)}
                  />{' '}
                  {t('recorder.showVoid')}
                </label>
              )}
              <ExportButton endpoint={listRecordXlsx} params={{ id }} query={{ lang }} />
              <input
                ref={search}
                type="search"
                aria-label={t('recorder.search')}
                placeholder={t('recorder.search')}
                value={find}
                onChange={(event) => setFind(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape' && event.key !== 'Enter') return;
                  if (event.key === 'Escape') setFind('');
                  focus();
                }}
              />
            </span>
          </div>
          {confirm.error !== null && <ErrorPanel error={confirm.error} />}
          <div
            className={styles.list}
            ref={(element) => {
              list.current = element;
              pinToEnd(element, lines.length, draft.amends || find !== '' || asked !== '');
            }}
          >
            <Loaded query={record.query}>
              {() => (
                <ol>
                  {shownLines.map(({ line, waiting: one }) => (
                    <LineView
                      key={line.clientKey}
                      meeting={id}
                      line={line}
                      waiting={one}
                      current={line.clientKey === draft.key}
                      mayWrite={mayWrite}
                      programName={say.program}
                      onConfirm={
                        mayConfirm && ownWords(line, session?.user.post)
                          ? () =>
                              confirm.mutate(
                                { params: { id, clientKey: line.clientKey }, query: { lang } },
                                { onSuccess: record.hear },
                              )
                          : null
                      }
                      onEdit={() => edit(line)}
                      onVoid={(voided) =>
                        void keep(line.clientKey, line.revision || null, {
                          ...inputOf(line),
                          state: voided ? 'void' : 'kept',
                        }).then((how) => setLost(how === 'kept' ? null : how))
                      }
                      onSettle={(mine) => one && void settle(one, mine).then(() => record.query.refetch())}
                    />
                  ))}
                  {shownLines.length === 0 && (
                    <li className="n3">{t(find === '' ? 'record.empty' : 'recorder.nothingFound')}</li>
                  )}
                </ol>
              )}
            </Loaded>
          </div>
          {lost !== null && (
            <p role="alert" className={styles.strange}>
              {t('recorder.notKept', { why: t(`recorder.notKeptWhy.${lost}`) })}
            </p>
          )}
          {mayWrite ? (
            <Composer
              draft={draft}
              resolved={resolved}
              programs={programs}
              words={words}
              onChange={change}
              onKeep={keepDraft}
              onMove={move}
              onLeave={leave}
              onSearch={() => search.current?.focus()}
            />
          ) : (
            <p className={styles.keys}>{t('recorder.readOnly')}</p>
          )}
        </main>
      </div>
    </div>
  );
}

/** Follow the newest line, unless an earlier one is being read or mended. */
function pinToEnd(element: HTMLDivElement | null, count: number, busy: boolean): void {
  if (element === null || busy || element.dataset.count === String(count)) return;
  element.dataset.count = String(count);
  requestAnimationFrame(() => element.scrollTo({ top: element.scrollHeight }));
}

/** 本人审阅 (DIS-8.3): what was kept of one's own speech, until it is confirmed. */
const ownWords = (line: RecordLine, post: string | undefined): boolean =>
  line.state === 'kept' && line.confirmed === null && line.speaker !== '' && line.speaker === post;

const inputOf = (line: RecordLine): RecordLineInput => ({
  ...{
    kind: line.kind,
    text: line.text,
    agendaItem: line.agendaItem,
    speaker: line.speaker,
    cities: line.cities,
  },
  ...{ program: line.program, verb: line.verb, deadline: line.deadline, measure: line.measure },
  ...{ leadUnit: line.leadUnit, supportingUnits: line.supportingUnits, ownerPost: line.ownerPost },
});

function matches(
  line: RecordLine,
  find: string,
  say: Say,
  kindName: (kind: RecordLine['kind']) => string,
): boolean {
  const words = find.trim().toLowerCase();
  if (words === '') return true;
  const text = [
    line.text,
    kindName(line.kind),
    line.speaker,
    line.leadUnit,
    line.ownerPost,
    line.deadline ?? '',
    ...line.cities.map(say.city),
    line.program === null ? '' : say.program(line.program),
  ].join(' ');
  return words.split(/\s+/).every((word) => text.toLowerCase().includes(word));
}

/** Tell the chair what is being written: after a pause, as a line that is not kept yet. */
function useTelling(
  draft: LineDraft,
  mayWrite: boolean,
  line: RecordLineInput,
  keep: (key: string, revision: number | null, line: RecordLineInput) => Promise<KeptHow>,
): void {
  const latest = useRef({ draft, line });
  useEffect(() => {
    latest.current = { draft, line };
  });
  const { text, typed, key, amends } = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause begins anew with every stroke
  useEffect(() => {
    if (!mayWrite || amends || text.trim().length < 2) return;
    const timer = setTimeout(() => {
      const { draft: now, line: full } = latest.current;
      void keep(now.key, now.revision, { ...full, state: 'recording' });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, typed, key, amends, mayWrite]);
}
