// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn as they are scrolled to
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself holds the focus and names the active cell
import { useTranslation } from 'react-i18next';
import { useView } from '../../app/view.ts';
import styles from './sheet.module.css';
import { cellStyle, classOf, type Placed } from './sheet-placing.ts';
import type { SheetProps } from './sheet-props.ts';

/** The heading of a column: name, unit, order. */
export function Heading({
  column,
  index,
  sort,
  onSort,
  definition,
}: {
  readonly column: Placed;
  readonly index: number;
  readonly sort: SheetProps['sort'];
  readonly onSort: (by: string) => void;
  readonly definition: SheetProps['definition'];
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const { field, kind } = column;
  const name =
    field === null
      ? t(`column.${kind === 'field' || kind === 'bar' ? 'value' : kind}`)
      : field.name[lang] || field.name.zh;
  const under =
    kind === 'evidence' ? definition.evidence.map(({ badge }) => badge).join(' ') : (field?.unit ?? '');
  const sorted = column.sort !== null && column.sort === sort.by;
  const last = column.frozen && column.kind === 'title';
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted ? (sort.order === 'up' ? 'ascending' : 'descending') : 'none'}
      className={classOf(styles.th, column.right && styles.right, last && styles.edge)}
      style={{ ...cellStyle(column), zIndex: column.frozen ? 4 : 3 }}
      title={field?.use?.[lang]}
    >
      {kind === 'bar' && (
        <span className={styles.legend}>
          <i className={styles.dark} />
          {t('sheet.running')} <i className={styles.mid} />
          {t('sheet.idle')}
        </span>
      )}
      {column.sort === null ? (
        <span>
          {name}
          <small>{under}</small>
        </span>
      ) : (
        <button type="button" className="plain" tabIndex={-1} onClick={() => onSort(column.sort ?? 'no')}>
          {name}
          {sorted && (sort.order === 'up' ? ' ↑' : ' ↓')}
          <small>{under}</small>
        </button>
      )}
    </div>
  );
}
