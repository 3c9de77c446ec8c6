import type { Field, Term, Text } from '@qingzhang/domain';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import styles from './designer.module.css';

interface LabelledProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
  readonly wide?: boolean;
}

/** A label over its control. */
export function Labelled({ label, children, wide = false }: LabelledProps) {
  const id = useId();
  return (
    <div className={wide ? `${styles.labelled} ${styles.wide}` : styles.labelled}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TextPairProps {
  readonly label: string;
  readonly value: Text;
  readonly onChange: (next: Text) => void;
  readonly long?: boolean;
}

/** A word in both languages: the Chinese one counts, English may follow. */
export function TextPair({ label, value, onChange, long = false }: TextPairProps) {
  const { t } = useTranslation('designer');
  return (
    <div className={long ? `${styles.pair} ${styles.wide}` : styles.pair}>
      <Labelled label={label}>
        {(id) => (
          <input
            id={id}
            value={value.zh}
            maxLength={400}
            onChange={(event) => onChange({ ...value, zh: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('english', { what: label })}>
        {(id) => (
          <input
            id={id}
            lang="en"
            value={value.en}
            maxLength={400}
            onChange={(event) => onChange({ ...value, en: event.target.value })}
          />
        )}
      </Labelled>
    </div>
  );
}

interface PickProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (next: T) => void;
  readonly bare?: boolean;
}

/** One of a few. */
export function Pick<T extends string>({ label, value, options, onChange, bare = false }: PickProps<T>) {
  const select = (id?: string) => (
    <select
      id={id}
      aria-label={bare ? label : undefined}
      value={value}
      onChange={(event) => {
        const next = options.find((one) => one.value === event.target.value);
        if (next !== undefined) onChange(next.value);
      }}
    >
      {options.some((one) => one.value === value) ? null : <option value={value}>{value || '—'}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
  return bare ? select() : <Labelled label={label}>{select}</Labelled>;
}

interface NumberInputProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (next: number | undefined) => void;
  readonly bare?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** A number that may be absent. */
export function NumberInput({ label, value, onChange, bare = false, min, max }: NumberInputProps) {
  const input = (id?: string) => (
    <input
      id={id}
      type="number"
      step="any"
      min={min}
      max={max}
      className={styles.number}
      aria-label={bare ? label : undefined}
      value={value ?? ''}
      onChange={(event) => {
        const next = event.target.valueAsNumber;
        onChange(Number.isFinite(next) ? next : undefined);
      }}
    />
  );
  return bare ? input() : <Labelled label={label}>{input}</Labelled>;
}

interface TermPickProps {
  readonly label: string;
  readonly term: Term;
  readonly fields: readonly Field[];
  readonly onChange: (next: Term) => void;
  /** A number may stand here too. */
  readonly number?: boolean;
}

/** A field, last month's value of it, or a number. */
export function TermPick({ label, term, fields, onChange, number = false }: TermPickProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const name = (field: Field) => field.name[lang] || field.name.zh || field.key;
  const value =
    'constant' in term
      ? '#'
      : 'field' in term
        ? `f:${term.field}`
        : 'previous' in term
          ? `p:${term.previous}`
          : '';
  return (
    <>
      <Pick
        bare
        label={label}
        value={value}
        options={[
          ...(number ? [{ value: '#', label: t('aNumber') }] : []),
          ...fields.map((field) => ({ value: `f:${field.key}`, label: name(field) })),
          ...fields
            .filter(({ source }) => source === 'reported')
            .map((field) => ({ value: `p:${field.key}`, label: t('lastMonth', { name: name(field) }) })),
        ]}
        onChange={(next) => {
          if (next === '#') onChange({ constant: 0 });
          else onChange(next.startsWith('f:') ? { field: next.slice(2) } : { previous: next.slice(2) });
        }}
      />
      {'constant' in term && (
        <NumberInput
          bare
          label={t('numberOf', { what: label })}
          value={term.constant}
          onChange={(next) => onChange({ constant: next ?? 0 })}
        />
      )}
    </>
  );
}

interface RowToolsProps {
  readonly name: string;
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** Up, down, away: each says what it moves. */
export function RowTools({ name, onUp, onDown, onRemove }: RowToolsProps) {
  const { t } = useTranslation('designer');
  return (
    <span className={styles.tools}>
      {onUp && (
        <button type="button" className={styles.tool} aria-label={t('up', { name })} onClick={onUp}>
          ↑
        </button>
      )}
      {onDown && (
        <button type="button" className={styles.tool} aria-label={t('down', { name })} onClick={onDown}>
          ↓
        </button>
      )}
      {onRemove && (
        <button type="button" className={styles.tool} aria-label={t('remove', { name })} onClick={onRemove}>
          ✕
        </button>
      )}
    </span>
  );
}
