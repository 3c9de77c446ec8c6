import { createDelegation, type Delegation, endOwnDelegation, listOwnDelegations } from '@qingzhang/contract';
import { App } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useSession } from '../app/session.ts';
import { useActFor } from '../app/use-act-for.ts';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import styles from './account.module.css';

const blank = { deputy: '', from: '', to: '', reason: '' };

/** 代办: let somebody act for oneself, act for somebody, end it; both names stand everywhere. */
export function Delegations() {
  const { t } = useTranslation('account');
  const words = useErrorWords();
  const list = useCall(listOwnDelegations, undefined);
  const create = useSend(createDelegation, [listOwnDelegations]);
  const [draft, setDraft] = useState(blank);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: draft }, { onSuccess: () => setDraft(blank) });
  };
  const field = (name: keyof typeof blank, type: 'text' | 'date') => (
    <label className={name === 'reason' ? styles.wide : undefined}>
      {t(`delegation.${name}`)}
      <input
        type={type}
        required
        value={draft[name]}
        onChange={(event) => setDraft((before) => ({ ...before, [name]: event.target.value }))}
      />
    </label>
  );
  return (
    <section aria-labelledby="account-delegations">
      <h2 id="account-delegations">{t('delegation.title')}</h2>
      <p className="cap">{t('delegation.hint')}</p>
      <form className={styles.form} onSubmit={submit}>
        {field('deputy', 'text')}
        {field('from', 'date')}
        {field('to', 'date')}
        {field('reason', 'text')}
        <button type="submit" className="btn" disabled={create.isPending}>
          {t('delegation.create')}
        </button>
      </form>
      {create.error && (
        <p role="alert" className="worse">
          {words(create.error)}
        </p>
      )}
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="n3">{t('delegation.empty')}</p>
          ) : (
            <ListTable
              className={styles.table}
              headings={[
                t('delegation.principal'),
                t('delegation.deputyPost'),
                t('delegation.span'),
                t('delegation.reason'),
                t('delegation.state'),
                '',
              ]}
            >
              {items.map((one) => (
                <DelegationRow key={one.id} one={one} />
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </section>
  );
}

function DelegationRow({ one }: { readonly one: Delegation }) {
  const { t } = useTranslation('account');
  const words = useErrorWords();
  const { message } = App.useApp();
  const own = useSession()?.user.id;
  const end = useSend(endOwnDelegation, [listOwnDelegations]);
  const { act, pending } = useActFor();
  const open = one.state === 'active' || one.state === 'coming';
  return (
    <tr>
      <td>{one.principal.post}</td>
      <td>{one.deputy.post}</td>
      <td>
        {momentText(one.from)} – {momentText(one.to)}
      </td>
      <td>{one.reason}</td>
      <td>{t(`delegation.states.${one.state}`)}</td>
      <td>
        {one.state === 'active' && one.deputy.id === own && (
          <button type="button" className="plain" disabled={pending} onClick={() => act(one.id)}>
            {t('delegation.act', { post: one.principal.post })}
          </button>
        )}{' '}
        {open && (
          <button
            type="button"
            className="plain"
            disabled={end.isPending}
            onClick={() =>
              end.mutate({ params: { id: one.id } }, { onError: (error) => void message.error(words(error)) })
            }
          >
            {t('delegation.end')}
          </button>
        )}
      </td>
    </tr>
  );
}
