import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './items.module.css';

interface ReasonFormProps {
  readonly label: string;
  readonly button: string;
  readonly pending: boolean;
  readonly onSend: (reason: string) => void;
  readonly onCancel: () => void;
  /** May it be sent without words? */
  readonly optional?: boolean;
  /** What else must be filled before it can go. */
  readonly ready?: boolean;
  /** False: fields stand before the words and are filled first. */
  readonly wordsFirst?: boolean;
  readonly children?: ReactNode;
}

/** Words that go with an act: the box takes the focus, an empty one cannot be sent, Esc leaves it. */
export function ReasonForm({
  label,
  button,
  pending,
  onSend,
  onCancel,
  optional = false,
  ready = true,
  wordsFirst = true,
  children,
}: ReasonFormProps) {
  const { t } = useTranslation('items');
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState('');
  const enough = optional || words.trim().length >= 2;
  useEffect(() => {
    if (wordsFirst) box.current?.focus();
  }, [wordsFirst]);
  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        if (enough && ready) onSend(words.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      {children}
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={box}
        id={id}
        rows={3}
        maxLength={2000}
        required={!optional}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <p className={styles.buttons}>
        <button type="submit" className="btn pri" disabled={!enough || !ready || pending}>
          {button}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {t('leaveAsIs')}
        </button>
      </p>
    </form>
  );
}
