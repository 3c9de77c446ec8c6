import { missingOf } from '@qingzhang/domain';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Program } from '../use-programs.ts';
import {
  isWritten,
  kindKeys,
  kindOfKey,
  type LineDraft,
  type PartName,
  partNames,
  type Resolved,
} from './draft.ts';
import styles from './recorder.module.css';

interface ComposerProps {
  readonly draft: LineDraft;
  readonly resolved: Resolved;
  readonly programs: readonly Program[];
  readonly words: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (change: Partial<LineDraft>) => void;
  readonly onKeep: () => void;
  /** ↑ and ↓: to an earlier line, and back. */
  readonly onMove: (step: -1 | 1) => void;
  readonly onLeave: () => void;
  readonly onSearch: () => void;
}

/** The part of a line that fills what is missing; null: its words. */
export const fieldOfMissing = {
  city: 'cities',
  text: null,
  deadline: 'deadline',
  owner: 'ownerPost',
  measure: 'measure',
} as const;
const originClass = { typed: '', none: '', item: styles.item, words: styles.fromWords } as const;

/** 记一条: words first, then its parts by Tab; Enter keeps, ↑ goes to earlier lines, Esc leaves. No mouse needed. */
export function Composer(props: ComposerProps) {
  const { draft, resolved, programs, words, onChange, onKeep, onMove, onLeave, onSearch } = props;
  const { t } = useTranslation('stage');
  const [stuck, setStuck] = useState<PartName | null>(null);
  const missing = missingOf({
    ...resolved.line,
    state: 'kept',
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line, nothing is stuck
  useEffect(() => setStuck(null), [draft.key]);

  const common = (event: KeyboardEvent<HTMLElement>): boolean => {
    // Enter and Esc of an input method choose a word, they keep nothing.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return true;
    const digit = /^(?:Digit|Numpad)([0-5])$/.exec(event.code)?.[1];
    if (event.altKey && digit !== undefined) {
      event.preventDefault();
      onChange({ kind: kindOfKey(digit) });
      return true;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      const [first] = resolved.unread;
      setStuck(first ?? null);
      if (first === undefined) onKeep();
      else document.getElementById(`part-${first}`)?.focus();
      return true;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
      return true;
    }
    return false;
  };
  const inWords = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (common(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    // A new line begins with its kind; once it is chosen, figures are figures.
    if (kindOfKey(event.key) !== null && value === '' && draft.kind === null) {
      event.preventDefault();
      onChange({ kind: kindOfKey(event.key) });
    } else if (event.key === 'Backspace' && value === '' && draft.kind !== null && !draft.amends)
      onChange({ kind: null });
    else if (event.key === '/' && value === '') {
      event.preventDefault();
      onSearch();
    } else if (event.key === 'ArrowUp' && selectionStart === 0 && selectionEnd === 0) {
      event.preventDefault();
      onMove(-1);
    } else if (event.key === 'ArrowDown' && selectionStart === value.length) {
      event.preventDefault();
      onMove(1);
    }
  };
  return (
    <section className={styles.composer} aria-label={t(draft.amends ? 'recorder.amend' : 'recorder.line')}>
      <fieldset className={styles.kinds} aria-label={t('recorder.kind')}>
        {kindKeys.map(([key, kind]) => (
          <button
            key={kind}
            type="button"
            tabIndex={-1}
            aria-pressed={resolved.kind === kind}
            className={draft.kind === null ? styles.proposed : undefined}
            onClick={() => {
              onChange({ kind });
              words.current?.focus();
            }}
          >
            <kbd>{key}</kbd>
            {t(`kind.${kind}`)}
          </button>
        ))}
        {draft.amends && <b className={styles.amends}>{t('recorder.amending')}</b>}
      </fieldset>
      <textarea
        ref={words}
        className={styles.words}
        rows={2}
        maxLength={4000}
        aria-label={t('recorder.words')}
        placeholder={t('recorder.placeholder')}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
        onKeyDown={inWords}
      />
      {resolved.strange.length > 0 && (
        <p className={styles.strange}>{t('recorder.strange', { words: resolved.strange.join(t('join')) })}</p>
      )}
      <div className={styles.parts}>
        {partNames.map((name) => {
          const { text, from } = resolved.shown[name];
          const unread = resolved.unread.includes(name);
          const lacks = isWritten(draft) && missing.some((one) => fieldOfMissing[one] === name);
          return (
            <label key={name} className={`${styles.part} ${originClass[from]} ${lacks ? styles.lacks : ''}`}>
              <span>
                {t(`recorder.part.${name}`)}
                {lacks && <b>{t('recorder.lacks')}</b>}
                {from === 'words' && <i>{t('recorder.fromWords')}</i>}
                {from === 'item' && <i>{t('recorder.fromItem')}</i>}
              </span>
              <input
                id={`part-${name}`}
                value={text}
                autoComplete="off"
                aria-invalid={unread && stuck !== null}
                placeholder={t(`recorder.hint.${name}`)}
                {...(name === 'program' && { list: 'record-programs' })}
                onFocus={(event) => event.currentTarget.select()}
                onChange={(event) => onChange({ typed: { ...draft.typed, [name]: event.target.value } })}
                onKeyDown={common}
              />
              {unread && <em role="alert">{t('recorder.unread')}</em>}
            </label>
          );
        })}
        <datalist id="record-programs">
          {programs.map((program) => (
            <option key={program.key} value={program.shortName} />
          ))}
        </datalist>
      </div>
      <p className={styles.keys}>
        <kbd>1–5</kbd> <kbd>0</kbd> {t('recorder.keyKind')} <kbd>Tab</kbd> {t('recorder.keyPart')}{' '}
        <kbd>Enter</kbd> {t('recorder.keyKeep')} <kbd>↑</kbd> {t('recorder.keyUp')} <kbd>Esc</kbd>{' '}
        {t('recorder.keyLeave')} <kbd>/</kbd> {t('recorder.keySearch')}
      </p>
    </section>
  );
}
