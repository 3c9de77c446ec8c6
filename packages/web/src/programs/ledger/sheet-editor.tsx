import { type RefObject, useId } from 'react';
import { useView } from '../../app/view.ts';
import { cellWords, type SheetColumn } from './columns.ts';
import styles from './sheet.module.css';

/** The cell that is being typed in; choices are offered as one types. */
export function Editor({
  refTo,
  field,
  text,
  onText,
  onLeave,
  label,
}: {
  readonly refTo: RefObject<HTMLInputElement | null>;
  readonly field: NonNullable<SheetColumn['field']>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
  readonly label: string;
}) {
  const { lang } = useView();
  const list = useId();
  const options =
    field.type === 'choice'
      ? (field.choices ?? []).map(({ name }) => name[lang] || name.zh)
      : field.type === 'yesNo'
        ? [true, false].map((one) => cellWords(field, one, lang))
        : [];
  const numeric = field.type === 'integer' || field.type === 'number';
  return (
    <>
      <input
        ref={refTo}
        className={numeric ? `${styles.editor} ${styles.right}` : styles.editor}
        value={text}
        inputMode={numeric ? 'decimal' : undefined}
        list={options.length > 0 ? list : undefined}
        aria-label={label}
        onChange={(event) => onText(event.target.value)}
        onBlur={(event) => {
          // Focus that goes to the grid is a key of ours; elsewhere the click ends the edit.
          if (event.relatedTarget === null || !event.relatedTarget.contains(event.target)) onLeave();
        }}
      />
      {options.length > 0 && (
        <datalist id={list}>
          {options.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}
