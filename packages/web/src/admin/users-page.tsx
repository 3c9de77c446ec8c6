import {
  changeUser,
  createUser,
  isAdministrator,
  listUsers,
  type ManagedUser,
  resetPassword,
  usersXlsx,
} from '@qingzhang/contract';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay, useSession } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded, NoPermission } from '../ui/states.tsx';
import { NewUserForm } from './new-user-form.tsx';
import { PasswordOnce } from './password-once.tsx';
import { UserState } from './user-state.tsx';
import './users.css';

/** 用户管理: who may sign in, by post; create, reset, disable. */
export function UsersPage() {
  const { t } = useTranslation('users');
  useTitle(t('title'));
  const may = useMay('users.read');
  const mayManage = useMay('users.manage');
  const { lang } = useView();
  const users = useCall(listUsers, undefined, { enabled: may });
  const create = useSend(createUser, [listUsers]);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<{ login: string; password: string } | null>(null);
  if (!may) {
    return (
      <main className="page">
        <NoPermission />
      </main>
    );
  }
  return (
    <main className="page users">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="n3">{t('hint')}</span>
        <span className="r">
          <ExportButton endpoint={usersXlsx} query={{ lang }} />
          {mayManage && (
            <button type="button" className="btn pri" onClick={() => setAdding(true)}>
              {t('add')}
            </button>
          )}
        </span>
      </header>
      <Loaded query={users}>
        {({ items }) => (
          <div className="scroll">
            <table className="grid">
              <caption className="unseen">{t('title')}</caption>
              <thead>
                <tr>
                  {(['login', 'name', 'post', 'role', 'region', 'state', 'created'] as const).map(
                    (column) => (
                      <th key={column} scope="col">
                        {t(`column.${column}`)}
                      </th>
                    ),
                  )}
                  <th scope="col">
                    <span className="unseen">{t('column.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((user) => (
                  <UserRow key={user.id} user={user} onPassword={setShown} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {adding && (
        <NewUserForm
          sending={create.isPending}
          error={create.error}
          onCancel={() => {
            create.reset();
            setAdding(false);
          }}
          onSubmit={(body) =>
            create.mutate(
              { body },
              {
                onSuccess: ({ user, password }) => {
                  setAdding(false);
                  setShown({ login: user.login, password });
                },
              },
            )
          }
        />
      )}
      {shown && <PasswordOnce {...shown} onClose={() => setShown(null)} />}
    </main>
  );
}

interface UserRowProps {
  readonly user: ManagedUser;
  readonly onPassword: (shown: { login: string; password: string }) => void;
}

function UserRow({ user, onPassword }: UserRowProps) {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const { message, modal } = App.useApp();
  const name = useRegionName();
  const self = useSession()?.user.id === user.id;
  const mayManage = useMay('users.manage');
  const change = useSend(changeUser, [listUsers]);
  const reset = useSend(resetPassword, [listUsers]);
  const params = { id: user.id };
  const failed = (error: unknown) => void message.error(words(error));
  const askReset = () =>
    void modal.confirm({
      title: t('resetTitle', { login: user.login }),
      content: t('resetHint'),
      okText: t('reset'),
      onOk: () =>
        reset
          .mutateAsync({ params })
          .then(({ password }) => onPassword({ login: user.login, password }))
          .catch(failed),
    });
  const setDisabled = (disabled: boolean) =>
    change.mutate({ params, body: { disabled } }, { onError: failed });
  return (
    <tr className={user.disabled ? 'off' : undefined}>
      <th scope="row" className="b">
        {user.login}
      </th>
      <td>{user.displayName}</td>
      <td>{user.post}</td>
      <td>{user.awaitingRole ? '—' : app(`self.role.${user.role}`)}</td>
      <td>{user.regionCode ? name(user.regionCode) : '—'}</td>
      <td>
        <UserState user={user} />
      </td>
      <td className="n3">{momentText(user.createdAt)}</td>
      <td className="actions">
        {mayManage && !(isAdministrator(user.role) && !self) && (
          <button type="button" className="plain" onClick={askReset} disabled={reset.isPending}>
            {t('reset')}
          </button>
        )}
        {mayManage && !self && (
          <button
            type="button"
            className="plain"
            onClick={() => setDisabled(!user.disabled)}
            disabled={change.isPending}
          >
            {user.disabled ? t('enable') : t('disable')}
          </button>
        )}
      </td>
    </tr>
  );
}
