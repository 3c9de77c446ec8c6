// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn as they are scrolled to
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself holds the focus and names the active cell
import { IdleBar } from './cell.tsx';
import { shownWords } from './columns.ts';
import styles from './sheet.module.css';
import { classOf, type Placed } from './sheet-placing.ts';
import type { SheetProps } from './sheet-props.ts';

/** The last line: totals of all rows, also of those not read yet. */
export function TotalRow({
  placed,
  totals,
  totalName,
  alarmTotals,
  definition,
  lang,
  rows,
  empty,
}: SheetProps & { readonly placed: readonly Placed[]; readonly lang: 'zh' | 'en'; readonly empty: string }) {
  const frozen = placed.filter((column) => column.frozen);
  const width = frozen.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      <div
        role="gridcell"
        aria-colindex={1}
        className={classOf(styles.td, styles.edge)}
        style={{ width, position: 'sticky', left: 0, zIndex: 2 }}
      >
        {rows.length === 0 ? empty : totalName}
      </div>
      {placed
        .filter((column) => !column.frozen)
        .map((column) => {
          const value = column.field === null ? null : (totals[column.field.key] ?? null);
          return (
            <div
              key={column.key}
              role="gridcell"
              className={classOf(
                styles.td,
                column.right && styles.right,
                column.kind === 'alarm' && styles.red,
              )}
              style={{ width: column.width }}
            >
              {column.kind === 'bar' ? (
                <IdleBar definition={definition} values={totals} column={column} />
              ) : column.kind === 'alarm' ? (
                alarmTotals
              ) : (
                column.field !== null && value !== null && shownWords(column.field, value, lang)
              )}
            </div>
          );
        })}
    </>
  );
}
