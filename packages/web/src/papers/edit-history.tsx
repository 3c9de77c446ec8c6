import type { DocumentEdit, EditableBlock } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { momentText } from '../ui/moments.ts';
import styles from './papers.module.css';
import { tableTexts } from './table-order.ts';

interface EditHistoryProps {
  readonly edits: readonly DocumentEdit[];
  readonly blocks: readonly EditableBlock[];
  readonly editable: boolean;
  readonly onRestore: (block: string) => void;
}

/** 修改痕迹: by which post, when, from which words to which; what was taken out can be put back. */
export function EditHistory({ edits, blocks, editable, onRestore }: EditHistoryProps) {
  const { t } = useTranslation('papers');
  const standing = new Map<string | null, { readonly origin: string }>(
    blocks.flatMap((block) =>
      block.table === null
        ? [[block.key, block] as const]
        : [
            ...tableTexts(block.table).map((text) => [text.key, text] as const),
            ...block.table.rows.filter(({ removed }) => !removed).map(({ key }) => [key, block] as const),
          ],
    ),
  );
  // An insertion changes nothing of the block it stands behind.
  const last = new Map(edits.filter(({ act }) => act !== 'insert').map((edit) => [edit.block, edit.id]));
  /** Offered once, at the block's newest act. */
  const restorable = ({ id, block, act, lost }: DocumentEdit) =>
    editable &&
    !lost &&
    act !== 'insert' &&
    last.get(block) === id &&
    (act === 'remove' ? !standing.has(block) : standing.get(block)?.origin === 'edited');
  const where = ({ part, table, row, column }: NonNullable<DocumentEdit['place']>) =>
    [
      table || t('table.gone'),
      part === 'cell' || part === 'row' ? row || t('table.rowGone') : '',
      part === 'cell'
        ? column
        : part === 'column'
          ? t('table.headingOf', { column })
          : t(`table.part.${part}`),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <aside className={styles.history} aria-label={t('history.title')}>
      <h2>
        {t('history.title')}
        <small>{t('history.count', { count: edits.length })}</small>
      </h2>
      {edits.length === 0 && <p className="n3">{t('history.none')}</p>}
      <ol>
        {edits.toReversed().map((edit) => (
          <li key={edit.id}>
            <p className="n2">
              <b>{t(`history.act.${edit.act}`)}</b> {momentText(edit.at)} {edit.post}
              {edit.actingFor && t('history.actingFor', { post: edit.actingFor })}
            </p>
            {edit.place && <p className="n3">{where(edit.place)}</p>}
            {edit.lost && <p className={styles.lost}>{t('history.lost')}</p>}
            {edit.before !== '' && <del>{edit.before}</del>}
            {edit.after !== '' && <ins>{edit.after}</ins>}
            {edit.reason !== '' && <p>{t('history.reason', { reason: edit.reason })}</p>}
            {restorable(edit) && (
              <button type="button" className="btn" onClick={() => onRestore(edit.block)}>
                {t(edit.act === 'remove' ? 'history.putBack' : 'edit.restore')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </aside>
  );
}
