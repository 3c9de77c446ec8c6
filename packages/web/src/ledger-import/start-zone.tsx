import { getLedgerTemplate, type LedgerImportLine, pasteLedger, urlOf } from '@qingzhang/contract';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useMay } from '../app/session.ts';
import { NoSecrets } from '../ui/no-secrets.tsx';
import styles from './import.module.css';
import { sendLedger } from './upload.ts';

interface StartZoneProps {
  readonly program: string;
  readonly pasting: boolean;
  readonly onPasting: (open: boolean) => void;
  readonly onBatch: (line: LedgerImportLine) => void;
}

/** The way in: drop, choose or paste; or take a template. */
export function StartZone({ program, pasting, onPasting, onBatch }: StartZoneProps) {
  const { t } = useTranslation('ledgerImport');
  const words = useErrorWords();
  const assigns = useMay('items.import');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [month, setMonth] = useState('');
  const [sending, setSending] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [text, setText] = useState('');
  const paste = useSend(pasteLedger);
  const send = async (file: File | undefined) => {
    if (file === undefined || sending !== null) return;
    setFailure(null);
    setSending(0);
    try {
      onBatch(await sendLedger(program, file, month === '' ? null : month, setSending));
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(null);
    }
  };
  const { mutate } = paste;
  const sendText = useCallback(
    (table: string) =>
      mutate(
        { params: { key: program }, body: { text: table, ...(month === '' ? {} : { month }) } },
        { onSuccess: onBatch },
      ),
    [mutate, program, month, onBatch],
  );
  usePastedTable(sendText);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className={styles.start}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={over ? `${styles.zone} ${styles.over}` : styles.zone}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('choose')}
          accept=".csv,.txt,.tsv,.xlsx"
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <p>
          {over ? t('dropNow') : t('drop')}{' '}
          <button
            type="button"
            className="btn pri"
            disabled={sending !== null}
            onClick={() => input.current?.click()}
          >
            {t('choose')}
          </button>{' '}
          <button type="button" className="btn" aria-expanded={pasting} onClick={() => onPasting(!pasting)}>
            {t('paste')} <kbd>Ctrl V</kbd>
          </button>
        </p>
        <p className="n3">{t('dropHint')}</p>
        {!assigns && (
          <label className={styles.month}>
            {t('month')}{' '}
            <input type="month" value={month} onChange={(event) => setMonth(event.target.value)} />
          </label>
        )}
        {sending !== null && <p role="status">{t('sending', { share: Math.round(sending * 100) })}</p>}
        {(failure ?? paste.error) !== null && (
          <p role="alert" className={styles.red}>
            {words(failure ?? paste.error)}
          </p>
        )}
      </div>
      {pasting && (
        <form
          className={styles.paste}
          onSubmit={(event) => {
            event.preventDefault();
            sendText(text);
          }}
        >
          <p className="n2">{t('pasteHint')}</p>
          <textarea
            rows={6}
            aria-label={t('pasteBox')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="btn pri" disabled={text.trim() === '' || paste.isPending}>
            {t('readPaste')}
          </button>{' '}
          <button type="button" className="btn" onClick={() => onPasting(false)}>
            {t('cancelPaste')}
          </button>
        </form>
      )}
      <p className={styles.templates}>
        {t('templates')}{' '}
        <a
          href={urlOf(getLedgerTemplate, {
            params: { key: program },
            query: { kind: 'items', ...(month === '' ? {} : { month }) },
          })}
          download
        >
          {t('templateItems')}
        </a>
        {assigns && (
          <>
            {'　'}
            <a href={urlOf(getLedgerTemplate, { params: { key: program }, query: { kind: 'new' } })} download>
              {t('templateNew')}
            </a>
          </>
        )}
      </p>
      <NoSecrets />
    </div>
  );
}

/** A table pasted anywhere on the page where nothing else is being typed: cells parted by tabs, at least two rows. */
export function usePastedTable(onTable: (text: string) => void): void {
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      const { target } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!text.includes('\t') || !text.trim().includes('\n')) return;
      event.preventDefault();
      onTable(text);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  }, [onTable]);
}
