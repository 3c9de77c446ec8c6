import {
  fillWords,
  getRejectsCsv,
  getRejectsXlsx,
  type ImportBatch,
  type ImportReject,
  type Lang,
  listRejects,
  rejectWords,
  urlOf,
} from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { Loaded, Skeleton } from '../ui/states.tsx';
import styles from './data.module.css';
import { countText } from './format.ts';
import zh from './locale/zh-CN.json';

type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];

/** Whether this page has a short name for a reason; newer reasons are told by their sentence alone. */
function isNamed(code: string): code is Leaves<typeof zh.reason> {
  const [group = '', name = ''] = code.split('.');
  const names: unknown = Object.hasOwn(zh.reason, group) ? Reflect.get(zh.reason, group) : null;
  return typeof names === 'object' && names !== null && Object.hasOwn(names, name);
}

interface RejectsProps {
  readonly batch: ImportBatch;
  readonly lang: Lang;
}

/** 要改的行: grouped by reason, each with an example and all its lines one click away; a copy to mend. */
export function Rejects({ batch, lang }: RejectsProps) {
  const { t } = useTranslation('data');
  const [open, setOpen] = useState<string | null>(null);
  const query = { lang };
  const params = { id: batch.id };
  const groups = [...batch.detail.rejects].sort((a, b) => b.count - a.count);
  return (
    <section>
      <h2>
        {t('rejects.title', { text: countText(batch.rows.rejected) })}
        <small>{t('rejects.note')}</small>
      </h2>
      <table className={styles.rejects}>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('rejects.count')}
            </th>
            <th scope="col">{t('rejects.reason')}</th>
            <th scope="col">
              <span className="unseen">{t('rejects.lines')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ code, count, kept }) => (
            <Group
              key={code}
              batch={batch.id}
              code={code}
              count={count}
              kept={kept}
              lang={lang}
              open={open === code}
              onToggle={() => setOpen(open === code ? null : code)}
            />
          ))}
        </tbody>
      </table>
      <p className={styles.mend}>
        <a className="btn pri" href={urlOf(getRejectsXlsx, { params, query })} download>
          {t('rejects.xlsx', { text: countText(batch.rows.rejected) })}
        </a>
        <a className="btn" href={urlOf(getRejectsCsv, { params, query })} download>
          {t('rejects.csv')}
        </a>
        <span className="n2">{t('rejects.mend')}</span>
      </p>
    </section>
  );
}

interface GroupProps {
  readonly batch: number;
  readonly code: string;
  readonly count: number;
  readonly kept: number;
  readonly lang: Lang;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Group({ batch, code, count, kept, lang, open, onToggle }: GroupProps) {
  const { t } = useTranslation('data');
  const sample = useCall(listRejects, { params: { id: batch }, query: { code, limit: open ? 100 : 1 } });
  const first = sample.data?.items[0];
  return (
    <>
      <tr>
        <td className="num b">{countText(count)}</td>
        <td>
          <b>{reasonName(code)}</b>
          {first && <small>{fillWords(rejectWords, code, first.params, lang)}</small>}
          {first && <Place reject={first} />}
        </td>
        <td className="num">
          <button type="button" className={styles.link} aria-expanded={open} onClick={onToggle}>
            {open ? t('rejects.fold') : t('rejects.unfold')}
          </button>
        </td>
      </tr>
      {open && (
        <tr className={styles.lines}>
          <td colSpan={3}>
            <Loaded query={sample} skeleton={<Skeleton rows={4} />}>
              {({ items }) => (
                <>
                  <Lines items={items} />
                  {items.length < count && (
                    <p className="cap">
                      {t('rejects.partial', {
                        shown: countText(items.length),
                        kept: countText(kept),
                        count: countText(count),
                      })}
                    </p>
                  )}
                </>
              )}
            </Loaded>
          </td>
        </tr>
      )}
    </>
  );

  function reasonName(name: string): string {
    return isNamed(name) ? t(`reason.${name}`) : name;
  }
}

function Place({ reject }: { readonly reject: ImportReject }) {
  const { t } = useTranslation('data');
  return (
    <span className={styles.example}>
      <kbd>{t('rejects.line', { line: reject.line })}</kbd>
      {reject.column && <kbd>{reject.column}</kbd>}
      <code>{reject.raw}</code>
    </span>
  );
}

/** The lines as they stand in the file, the cell at fault named. */
function Lines({ items }: { readonly items: readonly ImportReject[] }) {
  const { t } = useTranslation('data');
  return (
    <div className={styles.sheet}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('rejects.lineHead')}</th>
            <th scope="col">{t('rejects.column')}</th>
            <th scope="col">{t('rejects.raw')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((reject) => (
            <tr key={`${reject.line}${reject.column ?? ''}`}>
              <td className="num">{countText(reject.line)}</td>
              <td className={styles.bad}>{reject.column === null ? '—' : `▲ ${reject.column}`}</td>
              <td>
                <code>{reject.raw}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
