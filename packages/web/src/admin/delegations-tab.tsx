import { createDelegationFor, delegationsXlsx, endDelegation, listDelegations } from '@qingzhang/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import './users.css';

const blank = { principal: '', deputy: '', from: '', to: '', reason: '' };

/** 代办授权: all of them; on written grounds security delegates for somebody who cannot. */
export function DelegationsTab() {
  const { t } = useTranslation('users');
  const { lang } = useView();
  const words = useErrorWords();
  const list = useCall(listDelegations, undefined);
  const create = useSend(createDelegationFor, [listDelegations]);
  const end = useSend(endDelegation, [listDelegations]);
  const [draft, setDraft] = useState(blank);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: draft }, { onSuccess: () => setDraft(blank) });
  };
  const field = (name: keyof typeof blank) => (
    <label key={name}>
      {t(`delegation.${name}`)}
      <input
        type={name === 'from' || name === 'to' ? 'date' : 'text'}
        required
        value={draft[name]}
        onChange={(event) => setDraft((before) => ({ ...before, [name]: event.target.value }))}
      />
    </label>
  );
  return (
    <>
      <form className="row-form" onSubmit={submit}>
        {(['principal', 'deputy', 'from', 'to', 'reason'] as const).map(field)}
        <button type="submit" className="btn" disabled={create.isPending}>
          {t('delegation.create')}
        </button>
        <span className="r">
          <ExportButton endpoint={delegationsXlsx} query={{ lang }} />
        </span>
      </form>
      <p role="alert" className="worse">
        {create.error ? words(create.error) : ''}
      </p>
      <Loaded query={list}>
        {({ items }) => (
          <ListTable
            className={tabbed.table}
            headings={[
              t('delegation.principalPost'),
              t('delegation.deputyPost'),
              t('delegation.span'),
              t('delegation.reason'),
              t('delegation.by'),
              t('column.state'),
              t('column.actions'),
            ]}
          >
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.principal.post} <small>{one.principal.login}</small>
                </td>
                <td>
                  {one.deputy.post} <small>{one.deputy.login}</small>
                </td>
                <td>
                  {momentText(one.from)} – {momentText(one.to)}
                </td>
                <td>{one.reason}</td>
                <td>{one.createdBy}</td>
                <td>{t(`delegation.states.${one.state}`)}</td>
                <td className="row-actions">
                  {(one.state === 'active' || one.state === 'coming') && (
                    <button
                      type="button"
                      className="plain"
                      disabled={end.isPending}
                      onClick={() => end.mutate({ params: { id: one.id } })}
                    >
                      {t('delegation.end')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </ListTable>
        )}
      </Loaded>
    </>
  );
}
