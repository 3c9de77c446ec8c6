import {
  getTemplate,
  listTemplates,
  previewTemplate,
  putTemplate,
  type Template,
  TemplateKind,
  type TemplatePart,
} from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../api/call.ts';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { PartEditor } from './part-editor.tsx';
import { Placeholders } from './placeholders.tsx';
import styles from './templates.module.css';

/** 一份模板: its parts in order, what may be used in them, how it reads, what it was before. */
export function TemplatePage() {
  const { t } = useTranslation('templates');
  const params = useParams({ from: '/shell/templates/$kind' });
  const kind = TemplateKind.safeParse(params.kind);
  const [version, setVersion] = useState<number | undefined>();
  const query = useCall(
    getTemplate,
    {
      params: { kind: kind.data ?? 'notice' },
      query: version === undefined ? {} : { version },
    },
    { enabled: kind.success },
  );
  if (!kind.success) {
    return (
      <main className="page">
        <Empty title={t('noSuch')} />
      </main>
    );
  }
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={22} />}>
        {(template) => (
          <Editor key={`${template.kind}${template.version}`} template={template} onVersion={setVersion} />
        )}
      </Loaded>
    </main>
  );
}

interface EditorProps {
  readonly template: Template;
  readonly onVersion: (version: number | undefined) => void;
}

function Editor({ template, onVersion }: EditorProps) {
  const { t } = useTranslation('templates');
  const may = useMay('templates.write');
  useTitle(template.name);
  const [parts, setParts] = useState<readonly TemplatePart[]>(template.body.parts);
  const [note, setNote] = useState('');
  const save = useSend(putTemplate, [getTemplate, listTemplates]);
  const last = useRef<HTMLTextAreaElement | null>(null);
  const newest = template.versions[0]?.version ?? 0;
  const shown = usePreview(template.kind, parts, may);
  const change = (index: number, part: TemplatePart) =>
    setParts(parts.map((one, at) => (at === index ? part : one)));
  const move = (index: number, by: number) => {
    const next = [...parts];
    const [part] = next.splice(index, 1);
    if (part) next.splice(index + by, 0, part);
    setParts(next);
  };
  /** Into the text that was written in last, at its caret. */
  const put = (words: string) => {
    const area = last.current;
    const index = parts.findIndex(({ key }) => key === area?.dataset.part);
    const part = parts[index];
    if (!area || !part) return;
    const { selectionStart: from, selectionEnd: to } = area;
    change(index, { ...part, text: part.text.slice(0, from) + words + part.text.slice(to) });
    area.focus();
  };
  return (
    <>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/templates">{t('title')}</Link> › {template.name}
      </nav>
      <header className="page-head">
        <h1>
          {template.name}
          <small>
            {template.version === 0 ? t('shipped') : t('versionNo', { version: template.version })}
          </small>
        </h1>
      </header>
      <div className={styles.columns}>
        <section aria-label={t('parts')}>
          {parts.map((part, index) => (
            <PartEditor
              key={part.key}
              part={part}
              names={template.parts}
              problems={shown.problems.filter((problem) => problem.part === part.key)}
              disabled={!may}
              first={index === 0}
              last={index === parts.length - 1}
              onChange={(next) => change(index, next)}
              onMove={(by) => move(index, by)}
              onRemove={() => setParts(parts.filter((one) => one !== part))}
              onFocus={(area) => {
                last.current = area;
              }}
            />
          ))}
          {may && (
            <button type="button" className="btn" onClick={() => setParts([...parts, newPart(parts)])}>
              {t('part.add')}
            </button>
          )}
          {may && (
            <div className={styles.save}>
              <input
                aria-label={t('note')}
                placeholder={t('note')}
                maxLength={400}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
              <button
                type="button"
                className="btn pri"
                disabled={save.isPending || shown.problems.length > 0}
                onClick={() =>
                  save.mutate(
                    {
                      params: { kind: template.kind },
                      body: { version: newest, body: { parts: [...parts] }, note },
                    },
                    { onSuccess: () => onVersion(undefined) },
                  )
                }
              >
                {t('save', { version: newest + 1 })}
              </button>
              {shown.problems.length > 0 && <span className="overdrawn">{t('faulty')}</span>}
            </div>
          )}
          {save.error && <ErrorPanel error={save.error} />}
          <Versions template={template} onVersion={onVersion} />
        </section>
        <aside className={styles.side}>
          <Placeholders placeholders={template.placeholders} disabled={!may} onPut={put} />
        </aside>
        {may && (
          <section className={styles.preview} aria-label={t('preview')}>
            <h2>
              {t('preview')}
              <small>{t('previewNote')}</small>
            </h2>
            {shown.error !== null && <ErrorPanel error={shown.error} />}
            {shown.html === null ? (
              <Skeleton rows={10} />
            ) : (
              <DocumentFrame html={shown.html} title={t('preview')} />
            )}
          </section>
        )}
      </div>
    </>
  );
}

/** A key of its own, for edits of documents made from it. */
function newPart(parts: readonly TemplatePart[]): TemplatePart {
  const keys = new Set(parts.map(({ key }) => key));
  let number = parts.length + 1;
  while (keys.has(`part-${number}`)) number += 1;
  return { key: `part-${number}`, kind: 'paragraph', level: null, text: '', on: true };
}

interface Preview {
  readonly html: string | null;
  readonly problems: readonly { readonly part: string; readonly message: string }[];
  readonly error: unknown;
}

/** So long after the last key stroke the preview is drawn. */
const PAUSE_MS = 350;

/** How the parts read as they stand now. */
function usePreview(kind: TemplateKind, parts: readonly TemplatePart[], enabled: boolean): Preview {
  const [shown, setShown] = useState<Preview>({ html: null, problems: [], error: null });
  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      perform(
        previewTemplate,
        { params: { kind }, body: { body: { parts: [...parts] } } },
        { signal: abort.signal },
      ).then(
        ({ html, problems }) => setShown({ html, problems, error: null }),
        (error: unknown) => {
          if (!abort.signal.aborted) setShown((before) => ({ ...before, error }));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [kind, parts, enabled]);
  return shown;
}

/** 历次版本: each can be looked at, and saved anew as the newest. */
function Versions({ template, onVersion }: EditorProps) {
  const { t } = useTranslation('templates');
  const { versions, version } = template;
  return (
    <section className={styles.block}>
      <h2>{t('versions.title')}</h2>
      <p className="n3">{t('versions.hint')}</p>
      <ol className={styles.versions}>
        {[...versions, { version: 0, post: t('shipped'), at: null, note: '' }].map((one) => (
          <li key={one.version}>
            <button
              type="button"
              className="btn"
              aria-pressed={one.version === version}
              disabled={one.version === version}
              onClick={() => onVersion(one.version)}
            >
              {one.version === 0 ? t('shipped') : t('versionNo', { version: one.version })}
            </button>{' '}
            {one.at !== null && `${momentText(one.at)} ${one.post}`} <span className="n2">{one.note}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
