import type {
  DocumentDesk,
  DocumentEditInput,
  EditableTable,
  EditRun,
  PaperFigure,
  TablePiece,
} from '@qingzhang/contract';
import { type FormEvent, Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notices, Words } from './paper-block.tsx';
import styles from './papers.module.css';
import { cellOrder } from './table-order.ts';

interface TableBlockProps {
  readonly table: EditableTable;
  readonly say: (id: string) => string;
  readonly figures: ReadonlyMap<string, PaperFigure>;
  readonly warnings: DocumentDesk['warnings'];
  readonly editable: boolean;
  readonly pending: boolean;
  /** The text that is being written, if it is one of this table. */
  readonly writing: string | null;
  readonly onWrite: (key: string) => void;
  readonly onAct: (edit: DocumentEditInput) => void;
  readonly editor: (
    runs: readonly EditRun[],
    label: string,
    next: (step: 1 | -1) => string | null,
  ) => ReactNode;
}

/**
 * A table on the paper: its words are pressed and written below their row, Tab goes on to the next text; figures stand as they
 * are; a row is taken out with a reason and put back.
 */
export function TableBlock(props: TableBlockProps) {
  const { table, say, figures, warnings, editable, pending, writing, onWrite, onAct, editor } = props;
  const { t } = useTranslation('papers');
  const [removing, setRemoving] = useState<string | null>(null);
  const order = cellOrder(table);
  const neighbour = (key: string) => (step: 1 | -1) => order[order.indexOf(key) + step] ?? null;
  const text = (piece: TablePiece, bold = false, fixed = false) => {
    const words = <Words runs={piece.runs} say={say} />;
    const { key } = piece;
    const shown = bold ? <b>{words}</b> : words;
    if (key === null || !editable || fixed) return shown;
    return (
      <button
        type="button"
        className={`${styles.cell} ${piece.origin === 'edited' ? styles.changed : ''}`}
        title={t('edit.press')}
        data-cell={key}
        onClick={() => onWrite(key)}
      >
        {piece.runs.length === 0 ? <span className="n3">{t('table.blank')}</span> : shown}
      </button>
    );
  };
  const write = (piece: TablePiece, label: string) =>
    piece.key !== null &&
    piece.key === writing &&
    editor(piece.runs, t('table.write', { place: label }), neighbour(piece.key));
  const notices = (piece: TablePiece, label: string) => {
    const own = warnings.filter(({ block }) => block === piece.key);
    if (piece.key === null || (!piece.stale && own.length === 0)) return null;
    return (
      <div key={piece.key} className={styles.cellNotice}>
        <p className="b">{label}</p>
        <Notices
          block={{ ...piece, key: piece.key }}
          say={say}
          figures={figures}
          warnings={own}
          editable={editable}
          pending={pending}
          onAct={onAct}
        />
      </div>
    );
  };
  const named = (row: EditableTable['rows'][number], column: number) =>
    [row.name, table.columns[column]?.name].filter(Boolean).join(' · ');
  const pieces: readonly (readonly [TablePiece, string])[] = [
    ...(table.caption ? [[table.caption, t('table.part.caption')] as const] : []),
    ...table.header.flat().map((head) => [head, t('table.part.column')] as const),
    ...table.rows
      .filter(({ removed }) => !removed)
      .flatMap((row) => row.cells.map((cell, column) => [cell, named(row, column)] as const)),
    ...table.notes.map((note) => [note, t('table.part.note')] as const),
  ];
  const width = table.columns.length + (editable ? 1 : 0);
  const heads = table.header.flat().find(({ key }) => key !== null && key === writing);
  return (
    <div className={styles.grid}>
      {table.caption && <div className={styles.caption}>{text(table.caption)}</div>}
      {table.caption && write(table.caption, t('table.part.caption'))}
      <div className={styles.scroll}>
        <table>
          <thead>
            {table.header.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: heading rows have no identity but their place
              <tr key={at}>
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a fixed heading has no key
                  <th key={index} scope="col" colSpan={cell.colSpan} rowSpan={cell.rowSpan}>
                    {text(cell)}
                  </th>
                ))}
                {editable && at === 0 && (
                  <td
                    rowSpan={table.header.length}
                    className={styles.rowActs}
                    aria-label={t('table.rowActs')}
                  />
                )}
              </tr>
            ))}
            {heads && (
              <tr>
                <td colSpan={width}>{write(heads, t('table.part.column'))}</td>
              </tr>
            )}
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <Fragment key={row.key}>
                <tr className={row.removed ? styles.struck : row.emphasis ? styles.strong : undefined}>
                  {row.cells.map((cell, column) => {
                    const shown = text(cell, cell.bold, row.removed);
                    const align = table.columns[column]?.align === 'left' ? styles.wordy : styles.middle;
                    // biome-ignore-start lint/suspicious/noArrayIndexKey: cells stand by their column
                    return column === 0 ? (
                      <th key={column} scope="row" className={align}>
                        {shown}
                      </th>
                    ) : (
                      <td key={column} className={align}>
                        {shown}
                      </td>
                    );
                    // biome-ignore-end lint/suspicious/noArrayIndexKey: cells stand by their column
                  })}
                  {editable && (
                    <td className={styles.rowActs}>
                      {row.removed ? (
                        <button
                          type="button"
                          className="plain"
                          disabled={pending}
                          onClick={() => onAct({ act: 'restore', block: row.key })}
                        >
                          {t('history.putBack')}
                        </button>
                      ) : (
                        <button
                          type="button"
                          className="plain"
                          aria-label={t('table.removeRow', { row: row.name })}
                          aria-expanded={removing === row.key}
                          onClick={() => setRemoving(removing === row.key ? null : row.key)}
                        >
                          {t('edit.remove')}
                        </button>
                      )}
                    </td>
                  )}
                </tr>
                {removing === row.key && !row.removed && (
                  <tr>
                    <td colSpan={width}>
                      <RowRemoval
                        name={row.name}
                        pending={pending}
                        onCancel={() => setRemoving(null)}
                        onRemove={(reason) => {
                          onAct({ act: 'remove', block: row.key, reason });
                          setRemoving(null);
                        }}
                      />
                    </td>
                  </tr>
                )}
                {row.cells.map((cell, column) =>
                  !row.removed && cell.key !== null && cell.key === writing ? (
                    <tr key={cell.key}>
                      <td colSpan={width}>{write(cell, named(row, column))}</td>
                    </tr>
                  ) : null,
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {table.notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes stand by their place
        <div key={index} className={styles.tableNote}>
          {text(note)}
          {write(note, t('table.part.note'))}
        </div>
      ))}
      {pieces.map(([piece, label]) => notices(piece, label))}
    </div>
  );
}

/** Why a row goes: on record with it. */
function RowRemoval(props: {
  readonly name: string;
  readonly pending: boolean;
  readonly onRemove: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const { name, pending, onRemove, onCancel } = props;
  const { t } = useTranslation('papers');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onRemove(reason.trim());
  };
  return (
    <form className={styles.tools} onSubmit={submit}>
      <label>
        {t('table.reason', { row: name })}{' '}
        <input
          // biome-ignore lint/a11y/noAutofocus: it opens on a button's press, to be typed into at once
          autoFocus
          value={reason}
          maxLength={200}
          required
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        />
      </label>
      <button type="submit" className="btn pri" disabled={pending || reason.trim() === ''}>
        {t('table.remove')}
      </button>
      <button type="button" className="btn" onClick={onCancel}>
        {t('edit.cancel')}
      </button>
    </form>
  );
}
