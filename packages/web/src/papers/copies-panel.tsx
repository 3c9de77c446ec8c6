import {
  type DocumentOwner,
  getDocumentDesk,
  listCopies,
  listCopiesXlsx,
  type PaperCopy,
  sendCopies,
  withdrawCopy,
} from '@qingzhang/contract';
import { Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './papers.module.css';

const touched = [listCopies, getDocumentDesk];

interface CopiesPanelProps {
  readonly owner: DocumentOwner;
  readonly id: number;
}

/** 分发与阅读: to whom a document goes and who has opened it. */
export function CopiesPanel({ owner, id }: CopiesPanelProps) {
  const { t } = useTranslation('papers');
  const { lang } = useView();
  const params = { owner, id };
  const query = useCall(listCopies, { params });
  const withdraw = useSend(withdrawCopy, touched);
  return (
    <section className={styles.copies} aria-label={t('copies.title')}>
      <Loaded query={query}>
        {({ items, people, groups, sendable }) => (
          <>
            {sendable ? (
              <SendForm
                owner={owner}
                id={id}
                people={people}
                groups={groups}
                has={new Set(items.filter(({ withdrawn }) => !withdrawn).map(({ userId }) => userId))}
              />
            ) : (
              <p className="n2">{t('copies.notSendable')}</p>
            )}
            <div className={styles.blockHead}>
              <h2>
                {t('copies.sent')}
                <small>{t('copies.count', countsOf(items))}</small>
              </h2>
              <ExportButton endpoint={listCopiesXlsx} params={params} query={{ lang }} />
            </div>
            {withdraw.error && <ErrorPanel error={withdraw.error} />}
            {items.length === 0 ? (
              <Empty title={t('copies.none')} />
            ) : (
              <ListTable
                className={styles.table}
                headings={[
                  t('copies.no'),
                  t('copies.post'),
                  t('copies.sentAt'),
                  t('copies.readAt'),
                  t('copies.downloads'),
                  '',
                ]}
              >
                {items.map((copy) => (
                  <CopyRow
                    key={copy.userId}
                    copy={copy}
                    pending={withdraw.isPending}
                    onWithdraw={() => withdraw.mutate({ params: { ...params, userId: copy.userId } })}
                  />
                ))}
              </ListTable>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

const countsOf = (items: readonly PaperCopy[]) => {
  const out = items.filter(({ withdrawn }) => !withdrawn);
  return { sent: out.length, read: out.filter(({ readAt }) => readAt !== null).length };
};

interface CopyRowProps {
  readonly copy: PaperCopy;
  readonly pending: boolean;
  readonly onWithdraw: () => void;
}

function CopyRow({ copy, pending, onWithdraw }: CopyRowProps) {
  const { t } = useTranslation('papers');
  return (
    <tr className={copy.withdrawn ? styles.struck : undefined}>
      <td>{String(copy.copyNo).padStart(3, '0')}</td>
      <th scope="row">{copy.post}</th>
      <td className="nowrap">
        {momentText(copy.sentAt)} <small>{copy.sentPost}</small>
      </td>
      <td className="nowrap">{copy.readAt ? momentText(copy.readAt) : t('copies.unread')}</td>
      <td>{copy.downloads}</td>
      <td>
        {copy.withdrawn ? (
          t('copies.withdrawn')
        ) : (
          <Popconfirm
            title={t('copies.withdrawAsk', { post: copy.post })}
            okText={t('copies.withdraw')}
            cancelText={t('edit.cancel')}
            onConfirm={onWithdraw}
          >
            <button type="button" className="btn" disabled={pending}>
              {t('copies.withdraw')}
            </button>
          </Popconfirm>
        )}
      </td>
    </tr>
  );
}

interface SendFormProps extends CopiesPanelProps {
  readonly people: readonly { readonly id: number; readonly post: string }[];
  readonly groups: readonly { readonly name: string; readonly people: readonly number[] }[];
  /** Who has a copy already. */
  readonly has: ReadonlySet<number>;
}

/** Chosen one by one, or a venue or city at a press. */
function SendForm({ owner, id, people, groups, has }: SendFormProps) {
  const { t } = useTranslation('papers');
  const send = useSend(sendCopies, touched);
  const [to, setTo] = useState<readonly number[]>([]);
  const add = (more: readonly number[]) =>
    setTo([...new Set([...to, ...more.filter((one) => !has.has(one))])]);
  return (
    <div className={styles.sendForm}>
      <fieldset className={styles.groups}>
        <legend>{t('copies.groups')}</legend>
        {groups.map((group) => (
          <button
            type="button"
            key={group.name}
            className="btn"
            disabled={group.people.every((one) => has.has(one) || to.includes(one))}
            onClick={() => add(group.people)}
          >
            {group.name} <small>{group.people.length}</small>
          </button>
        ))}
      </fieldset>
      <Select
        mode="multiple"
        className={styles.people ?? ''}
        aria-label={t('copies.people')}
        placeholder={t('copies.people')}
        value={[...to]}
        onChange={setTo}
        optionFilterProp="label"
        maxTagCount={12}
        options={people.filter((one) => !has.has(one.id)).map((one) => ({ value: one.id, label: one.post }))}
      />
      <button
        type="button"
        className="btn pri"
        disabled={to.length === 0 || send.isPending}
        onClick={() =>
          send.mutate({ params: { owner, id }, body: { to: [...to] } }, { onSuccess: () => setTo([]) })
        }
      >
        {t('copies.send', { count: to.length })}
      </button>
      {send.data && <span role="status">{t('copies.done', { count: send.data.sent })}</span>}
      {send.error && <ErrorPanel error={send.error} />}
    </div>
  );
}
