import type { TemplatePart } from '@qingzhang/contract';
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './templates.module.css';

const kinds = ['title', 'recipients', 'heading', 'paragraph', 'list', 'part', 'remark'] as const;

interface PartEditorProps {
  readonly part: TemplatePart;
  /** Chapters that the program makes. */
  readonly names: readonly string[];
  readonly problems: readonly { readonly message: string }[];
  readonly disabled: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onChange: (part: TemplatePart) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onFocus: (area: HTMLTextAreaElement) => void;
}

/** One part of a template: what it is, its words, whether it is used, where it stands. */
export function PartEditor(props: PartEditorProps) {
  const { part, names, problems, disabled, first, last, onChange, onMove, onRemove, onFocus } = props;
  const { t } = useTranslation('templates');
  const label = t('part.words', { key: part.key });
  return (
    <fieldset className={part.on ? styles.part : `${styles.part} ${styles.off}`} disabled={disabled}>
      <div className={styles.partHead}>
        <Select
          aria-label={t('part.kindOf', { key: part.key })}
          size="small"
          disabled={disabled}
          value={part.kind}
          onChange={(kind) =>
            onChange({
              ...part,
              kind,
              level: kind === 'heading' ? (part.level ?? 1) : null,
              text: kind === 'part' ? (names[0] ?? '') : part.text,
            })
          }
          options={kinds
            .filter((kind) => kind !== 'part' || names.length > 0)
            .map((value) => ({ value, label: t(`part.kind.${value}`) }))}
        />
        {part.kind === 'heading' && (
          <Select
            aria-label={t('part.levelOf', { key: part.key })}
            size="small"
            disabled={disabled}
            value={part.level ?? 1}
            onChange={(level) => onChange({ ...part, level })}
            options={[1, 2, 3].map((value) => ({ value, label: t('part.level', { level: value }) }))}
          />
        )}
        <Checkbox
          checked={part.on}
          disabled={disabled}
          onChange={(event) => onChange({ ...part, on: event.target.checked })}
        >
          {t('part.on')}
        </Checkbox>
        {!disabled && (
          <span className={styles.moves}>
            <button type="button" className="plain" disabled={first} onClick={() => onMove(-1)}>
              {t('part.up')}
            </button>
            <button type="button" className="plain" disabled={last} onClick={() => onMove(1)}>
              {t('part.down')}
            </button>
            <button type="button" className="plain" onClick={onRemove}>
              {t('part.remove')}
            </button>
          </span>
        )}
      </div>
      {part.kind === 'part' ? (
        <Select
          aria-label={label}
          disabled={disabled}
          value={part.text}
          onChange={(text) => onChange({ ...part, text })}
          options={names.map((value) => ({ value, label: value }))}
        />
      ) : (
        <textarea
          aria-label={label}
          aria-invalid={problems.length > 0}
          data-part={part.key}
          rows={Math.min(12, Math.max(2, Math.ceil(part.text.length / 44), part.text.split('\n').length))}
          value={part.text}
          onFocus={(event) => onFocus(event.currentTarget)}
          onChange={(event) => onChange({ ...part, text: event.target.value })}
        />
      )}
      {problems.map(({ message }) => (
        <p key={message} className="overdrawn" role="alert">
          {message}
        </p>
      ))}
    </fieldset>
  );
}
