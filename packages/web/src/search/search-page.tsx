import { type SearchAnswer, type SearchHit, searchAll, searchAllXlsx } from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import styles from './search.module.css';

/** Typing rests this long before the question goes out, ms. */
const REST = 250;

/** 查事项: by words, pinyin initials or number; one group a program, programs of like names never run together. */
export function SearchPage() {
  const { t } = useTranslation('search');
  useTitle(t('title'));
  const { lang } = useView();
  const navigate = useNavigate({ from: '/search' });
  const { q = '', program, all } = useSearch({ from: '/shell/search' });
  const [text, setText] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(
      () =>
        void navigate({
          search: (before) => ({
            ...before,
            q: text.trim() || undefined,
            program: undefined,
            all: undefined,
          }),
          replace: true,
        }),
      REST,
    );
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  const query = {
    q: q || '-',
    lang,
    limit: program !== undefined || all ? 100 : 6,
    ...(program !== undefined && { program }),
    ...(all && { kind: 'task' as const }),
  };
  const found = useCall(searchAll, { query }, { enabled: q !== '' });
  return (
    <main className={`page ${styles.page}`}>
      <search className={styles.box}>
        <label htmlFor="search">{t('title')}</label>
        <input
          ref={box}
          id="search"
          type="search"
          value={text}
          maxLength={80}
          placeholder={t('hint')}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            document.querySelector<HTMLElement>(`.${styles.hit} a`)?.focus();
          }}
        />
        {q !== '' && (
          <ExportButton endpoint={searchAllXlsx} query={{ q, lang, ...(program && { program }) }} />
        )}
      </search>
      {q === '' ? (
        <p className="cap">{t('how')}</p>
      ) : (
        <Loaded query={found} skeleton={<Skeleton rows={10} bar={30} />}>
          {(answer) =>
            answer.total === 0 ? (
              <Empty title={t('nothing', { q })}>
                <p className="n2">{t('nothingHint')}</p>
              </Empty>
            ) : (
              <Groups answer={answer} whole={program !== undefined || all === true} />
            )
          }
        </Loaded>
      )}
    </main>
  );
}

function Groups({ answer, whole }: { readonly answer: SearchAnswer; readonly whole: boolean }) {
  const { t } = useTranslation('search');
  const { lang } = useView();
  return (
    <>
      <p className="cap" role="status">
        {t('total', { count: answer.total })}
        {whole && (
          <>
            {' '}
            <Link to="/search" search={(before) => ({ ...before, program: undefined, all: undefined })}>
              {t('backToAll')}
            </Link>
          </>
        )}
      </p>
      {answer.groups.map((group) => (
        <section key={group.program ?? group.kind} className={styles.group}>
          <h2>
            {group.name[lang]}
            <small>{t('count', { count: group.total })}</small>
          </h2>
          <ul>
            {group.hits.map((hit) => (
              <Hit key={`${hit.kind}-${hit.id}`} hit={hit} />
            ))}
          </ul>
          {group.total > group.hits.length && !whole && (
            <Link
              to="/search"
              className={styles.more}
              search={(before) => ({
                ...before,
                ...(group.program === null ? { all: true } : { program: group.program }),
              })}
            >
              {t('all', { name: group.name[lang], count: group.total })}
            </Link>
          )}
        </section>
      ))}
    </>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation('search');
  return (
    <li className={styles.hit}>
      <ProgramLamp lamp={hit.lamp} />
      <div>
        <a href={hit.kind === 'item' ? `/items/${hit.id}` : `/tasks/${hit.id}`}>
          <Marked pieces={hit.title} />
        </a>
        {hit.excerpt && (
          <p className="n2">
            <Marked pieces={hit.excerpt} />
          </p>
        )}
        <p className="n3">
          {t('no', { no: hit.no })}
          {hit.place && ` · ${hit.place}`}
          {hit.reason && ` · ${hit.reason}`}
          {hit.closed && ` · ${t('closed')}`}
        </p>
      </div>
    </li>
  );
}

function Marked({ pieces }: { readonly pieces: SearchHit['title'] }) {
  let at = 0;
  return pieces.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}
