import type { ProgramDesignDetail, ValueMigration } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { momentText } from '../ui/moments.ts';
import styles from './designer.module.css';

/** 变更记录: every version with what it changed and what became of the values. */
export function Versions({ versions }: { readonly versions: ProgramDesignDetail['versions'] }) {
  const { t } = useTranslation('designer');
  if (versions.length === 0) return null;
  return (
    <section aria-label={t('versions.title')}>
      <h2>{t('versions.title')}</h2>
      <ol className={styles.versions}>
        {versions.map((one) => (
          <li key={one.version}>
            <b>v{one.version}</b> {momentText(one.createdAt).slice(0, 10)}{' '}
            <span className="n3">{one.createdBy}</span>
            <p>{one.note}</p>
            {one.changes.length > 0 && (
              <ul>
                {one.changes.map((change) => (
                  <li key={`${change.code}${change.key}${change.text}`}>{change.text}</li>
                ))}
              </ul>
            )}
            {one.migration && <Migration migration={one.migration} done />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What becomes, or became, of existing values: nothing is lost. */
export function Migration({
  migration,
  done = false,
}: {
  readonly migration: ValueMigration;
  readonly done?: boolean;
}) {
  const { t } = useTranslation('designer');
  const touched = migration.fields.filter(({ converted, setAside }) => converted + setAside > 0);
  if (migration.items === 0) return null;
  return (
    <div className="n2">
      <p>
        {done
          ? t('migration.done', { items: migration.items })
          : t('migration.will', { items: migration.items })}
      </p>
      {touched.length === 0 && <p className="n3">{t('migration.untouched')}</p>}
      <ul>
        {touched.map((field) => (
          <li key={field.key}>
            {t('migration.field', { name: field.name, converted: field.converted, setAside: field.setAside })}
          </li>
        ))}
      </ul>
      {migration.failures.length > 0 && (
        <details>
          <summary>{t('migration.failures', { n: migration.failures.length })}</summary>
          <ul>
            {migration.failures.map((one) => (
              <li key={`${one.item}${one.field}`}>
                {t('migration.failure', { no: one.no, title: one.title, field: one.field, value: one.value })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
