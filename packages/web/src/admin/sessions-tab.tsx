import { endOneSession, listSessions, sessionsXlsx } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { agentText } from '../account/agent.ts';
import { useCall, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';

/** 登录会话: all sign-ins that last; end what should not. */
export function SessionsTab() {
  const { t } = useTranslation('users');
  const { lang } = useView();
  const sessions = useCall(listSessions, undefined);
  const end = useSend(endOneSession, [listSessions]);
  return (
    <>
      <p className="page-head">
        <span className="r">
          <ExportButton endpoint={sessionsXlsx} query={{ lang }} />
        </span>
      </p>
      <Loaded query={sessions}>
        {({ items }) => (
          <ListTable
            className={tabbed.table}
            headings={[
              t('column.login'),
              t('column.post'),
              t('session.seen'),
              t('session.began'),
              t('session.ip'),
              t('session.agent'),
              t('session.method'),
              t('column.actions'),
            ]}
          >
            {items.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.login}</th>
                <td>{one.post}</td>
                <td>{momentText(one.lastSeenAt)}</td>
                <td>{momentText(one.createdAt)}</td>
                <td>{one.ip ?? '—'}</td>
                <td title={one.agent ?? undefined}>{agentText(one.agent)}</td>
                <td>
                  {t(`session.by.${one.method}`)}
                  {one.secondFactor && ` + ${t('session.factor')}`}
                </td>
                <td className="row-actions">
                  {one.current ? (
                    t('session.current')
                  ) : (
                    <button
                      type="button"
                      className="plain"
                      disabled={end.isPending}
                      onClick={() => end.mutate({ params: { id: one.id } })}
                    >
                      {t('session.end')}
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
