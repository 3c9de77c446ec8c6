import { getNumberRules, listTemplates, type NumberRule, putNumberRules } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './templates.module.css';

/** 文稿模板与编号: the words of each kind of paper, and under which number it goes out. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  useTitle(t('title'));
  const query = useCall(listTemplates, undefined);
  return (
    <main className={`page ${styles.page}`}>
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <p className="lead">{t('lead')}</p>
      <Loaded query={query}>
        {({ items }) => (
          <ListTable className={styles.table} headings={[t('kind'), t('version'), t('changed')]}>
            {items.map(({ kind, name, version, changedAt, changedPost }) => (
              <tr key={kind}>
                <th scope="row">
                  <Link to="/templates/$kind" params={{ kind }}>
                    {name}
                  </Link>
                </th>
                <td>{version === 0 ? t('shipped') : t('versionNo', { version })}</td>
                <td>{changedAt ? `${momentText(changedAt)} ${changedPost ?? ''}` : '—'}</td>
              </tr>
            ))}
          </ListTable>
        )}
      </Loaded>
      <Numbers />
    </main>
  );
}

/** 发文字号: 机关代字 and form of each kind, with the number that comes next. */
function Numbers() {
  const { t } = useTranslation('templates');
  const query = useCall(getNumberRules, undefined);
  return (
    <section className={styles.block}>
      <h2>
        {t('numbers.title')}
        <small>{t('numbers.note')}</small>
      </h2>
      <Loaded query={query}>
        {({ rules, next }) => (
          <ListTable
            className={styles.table}
            headings={[t('numbers.kind'), t('numbers.prefix'), t('numbers.style'), t('numbers.next'), '']}
          >
            {rules.map((rule) => {
              const coming = next.find(({ kind }) => kind === rule.kind);
              return (
                <NumberLine
                  key={`${rule.kind}${rule.prefix}${rule.style}`}
                  rule={rule}
                  derived={coming?.prefix ?? ''}
                  next={coming?.number ?? ''}
                />
              );
            })}
          </ListTable>
        )}
      </Loaded>
    </section>
  );
}

interface NumberLineProps {
  readonly rule: NumberRule;
  readonly derived: string;
  readonly next: string;
}

function NumberLine({ rule, derived, next }: NumberLineProps) {
  const { t } = useTranslation('templates');
  const may = useMay('templates.write');
  const put = useSend(putNumberRules, [getNumberRules]);
  const [prefix, setPrefix] = useState(rule.prefix ?? '');
  const [style, setStyle] = useState(rule.style);
  const name = t(`numbers.of.${rule.kind}`);
  const wanted = prefix.trim() === '' ? null : prefix.trim();
  const changed = wanted !== rule.prefix || style !== rule.style;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <input
          className={styles.prefix}
          aria-label={t('numbers.prefixOf', { kind: name })}
          value={prefix}
          placeholder={derived}
          maxLength={20}
          disabled={!may}
          onChange={(event) => setPrefix(event.target.value)}
        />
      </td>
      <td>
        <Select
          aria-label={t('numbers.styleOf', { kind: name })}
          value={style}
          disabled={!may}
          onChange={setStyle}
          options={(['year', 'issue'] as const).map((value) => ({
            value,
            label: t(`numbers.styles.${value}`),
          }))}
        />
      </td>
      <td className="nowrap">{next}</td>
      <td>
        {changed && (
          <button
            type="button"
            className="btn pri"
            disabled={put.isPending}
            onClick={() => put.mutate({ body: { rules: [{ kind: rule.kind, prefix: wanted, style }] } })}
          >
            {t('numbers.save')}
          </button>
        )}
        {put.error && <ErrorPanel error={put.error} />}
      </td>
    </tr>
  );
}
