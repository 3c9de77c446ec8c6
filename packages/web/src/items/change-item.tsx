import { changeItem, getItem, type ItemPage, listItemEvents, listItems } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { changesOf, draftOfItem, faultsOfItem, itemErrorText } from './item-draft.ts';
import { ItemFields } from './item-fields.tsx';
import styles from './items.module.css';
import { ReasonForm } from './reason-form.tsx';

const over = ['closed', 'lookBack'];

/** 修改下达内容: what was given from above, by who issues it, with a reason that stays in the history. */
export function ChangeItem({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const mayAssign = useMay('items.assign');
  const [open, setOpen] = useState(false);
  // A city's own item is changed by the city, once it is issued; what is closed stays as it was judged.
  if (!mayAssign || over.includes(item.state) || (item.level === 'city' && item.state !== 'draft'))
    return null;
  return (
    <section className={styles.block}>
      <button type="button" className="btn" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('give.change')}
      </button>
      {open && <Change key={item.revision} item={item} onDone={() => setOpen(false)} />}
    </section>
  );
}

function Change({ item, onDone }: { readonly item: ItemPage; readonly onDone: () => void }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const send = useSend(changeItem, [getItem, listItemEvents, listItems]);
  const [draft, setDraft] = useState(() => draftOfItem(item));
  const changes = changesOf(item, draft);
  const faults = faultsOfItem(item.definition, draft, item.state !== 'draft', lang).filter(
    // What was never there is not asked for by the way of a change.
    ({ field, missing }) => !missing || (item.values[field] ?? null) !== null,
  );
  const changed = Object.keys(changes).length > 0;
  const why = itemErrorText(send.error, lang);
  return (
    <ReasonForm
      label={t('give.reason')}
      button={t('give.send')}
      pending={send.isPending}
      ready={changed && faults.length === 0}
      wordsFirst={false}
      onCancel={onDone}
      onSend={(reason) =>
        send.mutate(
          { params: { id: item.id }, body: { ...changes, revision: item.revision, reason } },
          { onSuccess: onDone },
        )
      }
    >
      <ItemFields
        definition={item.definition}
        draft={draft}
        onChange={setDraft}
        faults={faults}
        showMissing
        fixed={{ city: true, problem: item.state !== 'draft' }}
      />
      {!changed && <p className="n3">{t('give.nothing')}</p>}
      {send.error && (why === '' ? <ErrorPanel error={send.error} /> : <p className="worse">{why}</p>)}
    </ReasonForm>
  );
}
