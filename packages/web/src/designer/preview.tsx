import { burdenOf, type Field, type ProgramDefinition } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import styles from './designer.module.css';

/** 填报负担: fields × people × times a month, against the version in force. */
export function BurdenLine({
  definition,
  published,
}: {
  readonly definition: ProgramDefinition;
  readonly published: ProgramDefinition | null;
}) {
  const { t } = useTranslation('designer');
  const { fields, people, times, entriesPerMonth } = burdenOf(definition);
  const before = published === null ? null : burdenOf(published).entriesPerMonth;
  const change = before === null ? 0 : entriesPerMonth - before;
  return (
    <section className={styles.burden} aria-label={t('burden.title')}>
      <h2>{t('burden.title')}</h2>
      <p>
        <b className={styles.figure}>{entriesPerMonth.toLocaleString('en-US')}</b> {t('burden.unit')}
        {change !== 0 && (
          <span className={change > 0 ? 'worse' : 'better'}>
            {' '}
            {change > 0 ? t('burden.more', { n: change }) : t('burden.less', { n: -change })}
          </span>
        )}
      </p>
      <p className="n3">{t('burden.parts', { fields, people, times })}</p>
    </section>
  );
}

/** As a county sees it on a phone, and the head of its ledger. */
export function Preview({ definition }: { readonly definition: ProgramDefinition }) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const name = (field: Field) => field.name[lang] || field.name.zh || '—';
  const locked = definition.fields.filter(({ source }) => source === 'issued').slice(0, 4);
  const asked = definition.fields.filter(({ source }) => source === 'reported');
  const listed = definition.fields.filter((field) => field.listed);
  return (
    <>
      <section aria-label={t('preview.phone')}>
        <h2>{t('preview.phone')}</h2>
        <div className={styles.phone}>
          <b>{definition.name[lang] || definition.name.zh}</b>
          <dl>
            {locked.map((field) => (
              <div key={field.key}>
                <dt>{name(field)}</dt>
                <dd className="n3">{t('preview.issued')}</dd>
              </div>
            ))}
          </dl>
          <div className={styles.oneTap}>
            <span>{t('preview.unchanged')}</span>
            <span>{t('preview.progress')}</span>
            <span>{t('preview.none')}</span>
          </div>
          {asked.length === 0 && <p className="n3">{t('preview.nothing')}</p>}
          {asked.map((field) => (
            <div key={field.key} className={styles.phoneField}>
              <span>
                {name(field)}
                {field.required === 'report' && <i> *</i>}
              </span>
              <span className={styles.fake}>{fake(field, lang)}</span>
              {field.use && <small>{field.use[lang] || field.use.zh}</small>}
            </div>
          ))}
        </div>
      </section>
      <section aria-label={t('preview.ledger')}>
        <h2>
          {t('preview.ledger')} <small>{t('preview.columns', { n: listed.length })}</small>
        </h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
        <section className={styles.ledgerHead} tabIndex={0} aria-label={t('preview.ledger')}>
          <table>
            <thead>
              <tr>
                {listed.map((field) => (
                  <th key={field.key} className={field.source === 'issued' ? styles.lockedHead : undefined}>
                    {name(field)}
                    {field.unit && <small>{field.unit}</small>}
                  </th>
                ))}
                {definition.evidence.length > 0 && (
                  <th>{definition.evidence.map(({ badge }) => badge).join(' ')}</th>
                )}
              </tr>
            </thead>
          </table>
        </section>
      </section>
    </>
  );
}

/** What stands in a box that nobody has filled: its unit or its choices. */
function fake(field: Field, lang: 'zh' | 'en'): string {
  if (field.type === 'choice')
    return (field.choices ?? []).map(({ name }) => name[lang] || name.zh).join(' · ');
  return field.unit ?? '';
}
