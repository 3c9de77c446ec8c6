import type { Template } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import styles from './templates.module.css';

interface PlaceholdersProps {
  readonly placeholders: Template['placeholders'];
  readonly disabled: boolean;
  readonly onPut: (words: string) => void;
}

/** 可用占位: names with what they would say; pressed, they go into the text that was written in last. */
export function Placeholders({ placeholders, disabled, onPut }: PlaceholdersProps) {
  const { t } = useTranslation('templates');
  return (
    <>
      <h2>
        {t('names.title')}
        <small>{t('names.hint')}</small>
      </h2>
      <ul className={styles.names}>
        {placeholders.map(({ name, example, repeats, within }) => (
          <li key={`${within ?? ''}/${name}`} className={within === null ? undefined : styles.inner}>
            <button
              type="button"
              className="plain"
              disabled={disabled}
              // The caret stays in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPut(repeats ? `{{#${name}}}{{/${name}}}` : `{{${name}}}`)}
            >
              {repeats ? t('names.repeats', { name }) : name}
            </button>
            {!repeats && <small title={example}>{example}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
