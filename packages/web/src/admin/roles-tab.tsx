import {
  assignRole,
  endUserSessions,
  listUsers,
  type ManagedUser,
  removeUserSecondFactor,
  unlockUser,
  usersXlsx,
} from '@qingzhang/contract';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useRegionName } from '../app/overview.ts';
import { useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Loaded } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import { RoleForm } from './role-form.tsx';
import { UserState } from './user-state.tsx';
import './users.css';

/** 角色与范围: who is what and how far, those who wait first. */
export function RolesTab() {
  const { t } = useTranslation('users');
  const { lang } = useView();
  const users = useCall(listUsers, undefined);
  const assign = useSend(assignRole, [listUsers]);
  const [chosen, setChosen] = useState<ManagedUser | null>(null);
  return (
    <>
      <p className="page-head">
        <span className="n3">{t('security.rolesHint')}</span>
        <span className="r">
          <ExportButton endpoint={usersXlsx} query={{ lang }} />
        </span>
      </p>
      <Loaded query={users}>
        {({ items }) => (
          <ListTable
            className={tabbed.table}
            headings={[
              t('column.login'),
              t('column.post'),
              t('column.role'),
              t('column.scope'),
              t('column.state'),
              t('column.actions'),
            ]}
          >
            {[...items.filter((one) => one.awaitingRole), ...items.filter((one) => !one.awaitingRole)].map(
              (user) => (
                <RoleRow key={user.id} user={user} onAssign={() => setChosen(user)} />
              ),
            )}
          </ListTable>
        )}
      </Loaded>
      {chosen && (
        <RoleForm
          user={chosen}
          sending={assign.isPending}
          error={assign.error}
          onCancel={() => {
            assign.reset();
            setChosen(null);
          }}
          onSubmit={(body) =>
            assign.mutate({ params: { id: chosen.id }, body }, { onSuccess: () => setChosen(null) })
          }
        />
      )}
    </>
  );
}

function RoleRow({ user, onAssign }: { readonly user: ManagedUser; readonly onAssign: () => void }) {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const { message } = App.useApp();
  const name = useRegionName();
  const { lang } = useView();
  const self = useSession()?.user.id === user.id;
  const unlock = useSend(unlockUser, [listUsers]);
  const clear = useSend(removeUserSecondFactor, [listUsers]);
  const end = useSend(endUserSessions, [listUsers]);
  const params = { id: user.id };
  const told = {
    onError: (error: unknown) => void message.error(words(error)),
  };
  const scope = [
    ...(user.regionCode ? [name(user.regionCode)] : []),
    ...user.scope.map(({ kind, key }) =>
      key === '*' ? t(`scope.all.${kind}`) : kind === 'region' ? name(key) : `${t(`scope.${kind}`)} ${key}`,
    ),
  ];
  return (
    <tr>
      <th scope="row">
        {user.login}
        {user.secondFactor && <small> · {t('security.hasFactor')}</small>}
      </th>
      <td>{user.post}</td>
      <td>{user.awaitingRole ? '—' : app(`self.role.${user.role}`)}</td>
      <td>{scope.join(lang === 'zh' ? '、' : ', ') || '—'}</td>
      <td>
        <UserState user={user} />
      </td>
      <td className="row-actions">
        {!self && (
          <button type="button" className="plain" onClick={onAssign}>
            {t('security.assign')}
          </button>
        )}
        {user.lockedUntil && (
          <button type="button" className="plain" onClick={() => unlock.mutate({ params }, told)}>
            {t('security.unlock')}
          </button>
        )}
        {user.secondFactor && !self && (
          <button type="button" className="plain" onClick={() => clear.mutate({ params }, told)}>
            {t('security.clearFactor')}
          </button>
        )}
        {!self && (
          <button type="button" className="plain" onClick={() => end.mutate({ params }, told)}>
            {t('security.endSessions')}
          </button>
        )}
      </td>
    </tr>
  );
}
