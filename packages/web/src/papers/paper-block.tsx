import type {
  DocumentDesk,
  DocumentEditInput,
  EditableBlock,
  EditRun,
  PaperFigure,
} from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import styles from './papers.module.css';
import { referTo } from './runs.ts';

interface NoticesProps {
  readonly block: Pick<EditableBlock, 'key' | 'runs' | 'stale' | 'composed'>;
  readonly say: (id: string) => string;
  readonly figures: ReadonlyMap<string, PaperFigure>;
  readonly warnings: DocumentDesk['warnings'];
  readonly editable: boolean;
  readonly pending: boolean;
  readonly onAct: (edit: DocumentEditInput) => void;
}

interface PaperBlockProps extends NoticesProps {
  readonly block: EditableBlock;
  readonly onWrite: () => void;
  readonly onInsert: () => void;
}

/** A paragraph on the paper: pressed (or Enter) it is written; what can be done with it stands beside. */
export function PaperBlock(props: PaperBlockProps) {
  const { block, say, editable, pending, onWrite, onInsert, onAct } = props;
  const { t } = useTranslation('papers');
  const { key, kind, level, runs, origin, can } = block;
  const look = [styles.words, styles[kind], level ? styles[`level${level}`] : ''].filter(Boolean).join(' ');
  const words = <Words runs={runs} say={say} />;
  return (
    <>
      {editable && can.write ? (
        <button type="button" className={look} title={t('edit.press')} onClick={onWrite}>
          {words}
        </button>
      ) : (
        <p className={look}>{words}</p>
      )}
      {origin !== 'composed' && <span className={styles.mark}>{t(`origin.${origin}`)}</span>}
      {editable && (
        <span className={styles.acts}>
          {can.insert && (
            <button type="button" className="plain" disabled={pending} onClick={onInsert}>
              {t('edit.insert')}
            </button>
          )}
          {origin === 'edited' && (
            <button
              type="button"
              className="plain"
              disabled={pending}
              onClick={() => onAct({ act: 'restore', block: key })}
            >
              {t('edit.restore')}
            </button>
          )}
          {can.remove && (
            <button
              type="button"
              className="plain"
              disabled={pending}
              onClick={() => onAct({ act: 'remove', block: key })}
            >
              {t('edit.remove')}
            </button>
          )}
        </span>
      )}
      <Notices {...props} />
    </>
  );
}

/** What is to be looked at of an edited text: that the composed words moved, that a number was typed. */
export function Notices({ block, say, figures, warnings, editable, pending, onAct }: NoticesProps) {
  const { t } = useTranslation('papers');
  const { key, runs, stale, composed } = block;
  return (
    <>
      {stale && (
        <div className={styles.stale} role="note">
          <p className="b">{t(composed === null ? 'stale.homeless' : 'stale.title')}</p>
          {composed !== null && (
            <p>
              <Words runs={composed} say={say} />
            </p>
          )}
          {editable && composed !== null && (
            <span className={styles.tools}>
              <button
                type="button"
                className="btn"
                disabled={pending}
                onClick={() => onAct({ act: 'restore', block: key })}
              >
                {t('stale.take')}
              </button>
              <button
                type="button"
                className="btn"
                disabled={pending}
                onClick={() => onAct({ act: 'replace', block: key, runs })}
              >
                {t('stale.keep')}
              </button>
            </span>
          )}
        </div>
      )}
      {warnings.map((warning) => (
        <p key={warning.text} className={styles.typed} role="note">
          {t('typed.title', { text: warning.text })}
          {editable &&
            warning.figures.map((id) => {
              const figure = figures.get(id);
              return (
                figure && (
                  <button
                    type="button"
                    key={id}
                    className="btn"
                    disabled={pending}
                    onClick={() =>
                      onAct({ act: 'replace', block: key, runs: referTo(runs, warning.text, figure) })
                    }
                  >
                    {t('typed.refer', { figure: `${figure.label} ${figure.text}${figure.unit}` })}
                  </button>
                )
              );
            })}
        </p>
      ))}
    </>
  );
}

/** Words with their figures as chips. */
export function Words({
  runs,
  say,
}: {
  readonly runs: readonly EditRun[];
  readonly say: (id: string) => string;
}) {
  return runs.map((run, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: runs have no identity but their place
    if (run.kind === 'figure') {
      return (
        <span key={index} className={styles.chip} data-figure={run.id}>
          {say(run.id)}
        </span>
      );
    }
    return run.bold ? <b key={index}>{run.text}</b> : <span key={index}>{run.text}</span>;
    // biome-ignore-end lint/suspicious/noArrayIndexKey: runs have no identity but their place
  });
}
