import type { ItemPage } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { fieldText } from './field-text.ts';
import styles from './items.module.css';

/** 问题原文, 目标, 时限, 责任, 督导与验收; the columns of the ledger below. */
export function Facts({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const note = [t('problem.verbatim'), item.sourceDocument, item.sourceClause].filter(Boolean).join(' · ');
  return (
    <section>
      {item.problem && (
        <>
          <h2>
            {t('problem.title')}
            <small>{note}</small>
          </h2>
          <blockquote className={styles.quote}>{item.problem}</blockquote>
        </>
      )}
      <dl className={styles.pairs}>
        <Pair name={t('fact.target')}>{item.target}</Pair>
        <Pair name={t('fact.deadline')}>
          <Deadline item={item} />
        </Pair>
        <Pair name={t('fact.duty')}>
          <Duty item={item} />
        </Pair>
        <Pair name={t('fact.above')}>
          {[item.supervisorUnit, item.acceptorUnit].filter(Boolean).join(t('fact.semicolon')) || null}
        </Pair>
        {!item.problem && item.sourceDocument && (
          <Pair name={t('fact.source')}>
            {[item.sourceDocument, item.sourceClause].filter(Boolean).join(' · ')}
          </Pair>
        )}
        {(item.township || item.site) && (
          <Pair name={t('fact.place')}>{[item.township, item.site].filter(Boolean).join(' ')}</Pair>
        )}
      </dl>
      <Columns item={item} />
    </section>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { t } = useTranslation('items');
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <span className="n3">{t('fact.none')}</span>}</dd>
    </div>
  );
}

function Deadline({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  return (
    <>
      {t(`kind.${item.kind}`)}
      {item.nationalDeadline !== null && (
        <>
          {' '}
          {t('fact.national', { day: item.nationalDeadline })}{' '}
          <Badge title={t('fact.fixedHint')}>{t('fact.fixed')}</Badge>
        </>
      )}
      {item.deadline !== null && item.deadline !== item.nationalDeadline && (
        <> {t('fact.own', { day: item.deadline })}</>
      )}
    </>
  );
}

function Duty({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const parts = [
    item.leadUnit && t('fact.lead', { unit: item.leadUnit }),
    item.supportingUnits.length > 0 &&
      t('fact.supporting', { units: item.supportingUnits.join(t('fact.join')) }),
    item.leaderPost && t('fact.leader', { post: item.leaderPost }),
  ].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(t('fact.comma'));
}

/** The program's own columns, as far as they hold something. */
function Columns({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const { titleField, fields } = item.definition;
  const shown = fields.filter(({ key }) => {
    const value = item.values[key];
    return (
      key !== titleField && value !== undefined && value !== null && value !== '' && value !== item.problem
    );
  });
  if (shown.length === 0) return null;
  return (
    <details className={styles.columnsBox} open={shown.length <= 8}>
      <summary>{t('columns.title', { count: shown.length })}</summary>
      <dl className={styles.pairs}>
        {shown.map((field) => (
          <Pair key={field.key} name={field.name[lang]}>
            <span title={t(`columns.source.${field.source}`)}>
              {fieldText(field, item.values[field.key], lang)}
            </span>
          </Pair>
        ))}
      </dl>
    </details>
  );
}
