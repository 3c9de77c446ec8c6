import type { DocumentEdit, EditableBlock } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { momentText } from '../ui/moments.ts';
import styles from './papers.module.css';

interface EditHistoryProps {
  readonly edits: readonly DocumentEdit[];
  readonly blocks: readonly EditableBlock[];
  readonly editable: boolean;
  readonly onRestore: (block: string) => void;
}

/** 修改痕迹: by which post, when, from which words to which; what was taken out can be put back. */
export function EditHistory({ edits, blocks, editable, onRestore }: EditHistoryProps) {
  const { t } = useTranslation('papers');
  const standing = new Map(blocks.map((block) => [block.key, block]));
  // An insertion changes nothing of the block it stands behind.
  const last = new Map(edits.filter(({ act }) => act !== 'insert').map((edit) => [edit.block, edit.id]));
  /** Offered once, at the block's newest act. */
  const restorable = ({ id, block, act }: DocumentEdit) =>
    editable &&
    act !== 'insert' &&
    last.get(block) === id &&
    (act === 'remove' ? !standing.has(block) : standing.get(block)?.origin === 'edited');
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
            {edit.before !== '' && <del>{edit.before}</del>}
            {edit.after !== '' && <ins>{edit.after}</ins>}
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
