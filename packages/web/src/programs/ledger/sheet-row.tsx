// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn as they are scrolled to
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself holds the focus and names the active cell
import type { LedgerRow } from '@qingzhang/contract';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CellContent } from './cell.tsx';
import { lockOf } from './columns.ts';
import styles from './sheet.module.css';
import { Editor } from './sheet-editor.tsx';
import type { rangeOf } from './sheet-model.ts';
import { cellStyle, classOf, type Placed, ROW } from './sheet-placing.ts';
import type { SheetProps } from './sheet-props.ts';

interface RowProps extends SheetProps {
  readonly id: string;
  readonly row: LedgerRow;
  readonly index: number;
  readonly placed: readonly Placed[];
  readonly range: ReturnType<typeof rangeOf>;
  readonly editor: RefObject<HTMLInputElement | null>;
}

/** One line of the ledger: what each cell says, whether it may be written, what is wrong with it. */
export function Row({
  definition,
  sheet,
  row,
  index,
  placed,
  range,
  valuesOf,
  refusals,
  clashes,
  id,
  editor,
  withCity,
}: RowProps) {
  const { t } = useTranslation('programs');
  const { state, dispatch, grid } = sheet;
  const values = valuesOf(row);
  const edits = state.edits[row.id];
  const mark = state.marks[row.id];
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ height: ROW }}>
      {placed.map((column, at) => {
        const current = state.focus?.row === index && state.focus.column === at;
        const inRange =
          range !== null &&
          index >= range.top &&
          index <= range.bottom &&
          at >= range.left &&
          at <= range.right;
        const edit = column.field === null ? undefined : edits?.[column.field.key];
        const lock =
          column.kind === 'field' || column.kind === 'bar' ? lockOf(column.field, row) : 'computed';
        const refusal = refusals.find((one) => one.item === row.id && one.field === column.field?.key);
        const bad = edit?.fault !== undefined || refusal !== undefined;
        const alarm = column.kind === 'alarm' && row.alarms.length > 0;
        const washed = column.kind === 'no' || (column.kind === 'field' && lock === 'issued');
        const typing = current && state.editing !== null;
        const why = refusal?.say ?? (edit?.fault ? t(`fault.${faultKey(edit.fault)}`) : undefined);
        const hint = why ?? (lock === null || column.kind !== 'field' ? undefined : t(`lock.${lock}`));
        return (
          <div
            key={column.key}
            id={`${id}-${index}-${at}`}
            role="gridcell"
            aria-colindex={at + 1}
            aria-selected={inRange}
            aria-readonly={lock !== null}
            aria-invalid={bad || undefined}
            data-row={index}
            data-column={at}
            title={hint}
            className={classOf(
              styles.td,
              column.right && styles.right,
              column.kind === 'title' && styles.edge,
              washed && styles.ro,
              edit !== undefined && styles.ed,
              (bad || alarm) && styles.bad,
              clashes.has(row.id) && edit !== undefined && styles.clash,
              inRange && !current && styles.range,
              current && styles.cur,
            )}
            style={cellStyle(column)}
          >
            {typing && column.field !== null ? (
              <Editor
                refTo={editor}
                field={column.field}
                text={state.editing ?? ''}
                onText={(text) => dispatch({ type: 'typed', text })}
                onLeave={() => dispatch({ type: 'commit', move: 'stay' })}
                label={`${column.field.name.zh} ${grid.write(column.key, grid.value(row.id, column.key))}`}
              />
            ) : (
              <CellContent
                definition={definition}
                row={row}
                column={column}
                values={values}
                mark={mark}
                raw={edit?.raw}
                withCity={withCity}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

const faults = [
  'number.unreadable',
  'number.whole',
  'date.unreadable',
  'choice.unknown',
  'yesNo.unreadable',
  'number.unit',
  'number.range',
  'text.long',
] as const;

/** The locale's key of a fault; dots separate levels there. */
function faultKey(code: string) {
  const known = faults.find((one) => one === code) ?? 'number.unreadable';
  return keys[known];
}
const keys = {
  'number.unreadable': 'number',
  'number.whole': 'whole',
  'date.unreadable': 'date',
  'choice.unknown': 'choice',
  'yesNo.unreadable': 'yesNo',
  'number.unit': 'unit',
  'number.range': 'range',
  'text.long': 'long',
} as const;
