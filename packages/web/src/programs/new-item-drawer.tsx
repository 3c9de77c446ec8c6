import { createItem, getProgramBoard, listItems, NewItem, type ProgramBoard } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import {
  emptyItem,
  factsIn,
  faultsOfItem,
  isTaken,
  itemErrorText,
  valuesOfNew,
} from '../items/item-draft.ts';
import { ItemFields } from '../items/item-fields.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import { emptyMeasure, type NewMeasure, NewMeasures } from './new-measures.tsx';
import styles from './programs.module.css';

interface NewItemDrawerProps {
  readonly board: ProgramBoard;
  /** Where the board stands: a city's or county's code; null: the province. */
  readonly region: string | null;
  readonly onClose: () => void;
}

/** 新建事项: one item by hand; kept as a draft, or issued at once when nothing lacks. Its page opens then. */
export function NewItemDrawer({ board, region, onClose }: NewItemDrawerProps) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const navigate = useNavigate();
  const send = useSend(createItem, [getProgramBoard, listItems]);
  const { definition } = board;
  const [draft, setDraft] = useState(() => {
    const place = region === null || region.endsWith('0000') ? '' : region;
    const county = place.endsWith('00') ? '' : place;
    return emptyItem(place === '' ? '' : `${place.slice(0, 4)}00`, county);
  });
  const [measures, setMeasures] = useState<readonly NewMeasure[]>([emptyMeasure(0)]);
  const [tried, setTried] = useState<'draft' | 'issue' | null>(null);

  const lackingFor = (issue: boolean) => [
    ...(draft.city === '' ? [t('newItem.lacks.city')] : []),
    ...(issue && draft.facts.leadUnit.trim() === '' ? [t('newItem.lacks.leadUnit')] : []),
    ...(issue && draft.facts.deadline === '' && draft.kind !== 'standing'
      ? [t('newItem.lacks.deadline')]
      : []),
  ];
  const faults = faultsOfItem(definition, draft, tried === 'issue', lang);
  const lacking = tried === null ? [] : lackingFor(tried === 'issue');
  const badAmount = measures.some(({ planned }) => planned === undefined);
  const sendIt = (issue: boolean) => {
    setTried(issue ? 'issue' : 'draft');
    const wrong = faultsOfItem(definition, draft, issue, lang);
    if (lackingFor(issue).length > 0 || wrong.length > 0 || badAmount) return;
    const kept = measures.filter(({ text }) => text.trim() !== '');
    const body = {
      ...NewItem.parse({
        ...factsIn(draft),
        city: draft.city,
        values: valuesOfNew(definition, draft),
        measures: kept.map(({ line: _, ...measure }) => measure),
      }),
      issue,
    };
    send.mutate(
      { params: { key: board.key }, body },
      { onSuccess: (item) => void navigate({ to: '/items/$id', params: { id: String(item.id) } }) },
    );
  };
  const why = isTaken(send.error) ? t('newItem.taken') : itemErrorText(send.error, lang);
  const unready = tried !== null && (faults.length > 0 || badAmount);
  return (
    <Drawer
      open
      title={t('newItem.title', { program: definition.shortName[lang] })}
      onClose={onClose}
      size={Math.min(720, window.innerWidth)}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          sendIt(true);
        }}
      >
        <ItemFields
          definition={definition}
          draft={draft}
          onChange={setDraft}
          faults={faults}
          showMissing={tried !== null}
        />
        <NewMeasures measures={measures} onChange={setMeasures} />
        {lacking.length > 0 && (
          <p className="worse" role="alert">
            {t('newItem.lacking', { what: lacking.join(t('newItem.join')) })}
          </p>
        )}
        {unready && (
          <p className="worse" role="alert">
            {t('newItem.faults')}
          </p>
        )}
        {send.error && (why === '' ? <ErrorPanel error={send.error} /> : <p className="worse">{why}</p>)}
        <p className={styles.newItemButtons}>
          <button type="submit" className="btn pri" disabled={send.isPending}>
            {t('newItem.issue')}
          </button>
          <button type="button" className="btn" disabled={send.isPending} onClick={() => sendIt(false)}>
            {t('newItem.draft')}
          </button>
          <span className="n3">{t('newItem.hint')}</span>
        </p>
      </form>
    </Drawer>
  );
}
