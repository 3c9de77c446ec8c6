import { endOtherSessions, endOwnSession, listOwnSessions } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import styles from './account.module.css';
import { agentText } from './agent.ts';

/** 登录会话: where the own account is signed in; end what one does not know. */
export function OwnSessions() {
  const { t } = useTranslation('account');
  const sessions = useCall(listOwnSessions, undefined);
  const end = useSend(endOwnSession, [listOwnSessions]);
  const endOthers = useSend(endOtherSessions, [listOwnSessions]);
  return (
    <section aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('sessions.title')}</h2>
      <Loaded query={sessions}>
        {({ items }) => (
          <>
            <ListTable
              className={styles.table}
              headings={[t('sessions.seen'), t('sessions.began'), t('sessions.ip'), t('sessions.agent'), '']}
            >
              {items.map((one) => (
                <tr key={one.id}>
                  <td>{momentText(one.lastSeenAt)}</td>
                  <td>{momentText(one.createdAt)}</td>
                  <td>{one.ip ?? '—'}</td>
                  <td title={one.agent ?? undefined}>{agentText(one.agent)}</td>
                  <td>
                    {one.current ? (
                      t('sessions.current')
                    ) : (
                      <button
                        type="button"
                        className="plain"
                        disabled={end.isPending}
                        onClick={() => end.mutate({ params: { id: one.id } })}
                      >
                        {t('sessions.end')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </ListTable>
            {items.length > 1 && (
              <p>
                <button
                  type="button"
                  className="btn"
                  disabled={endOthers.isPending}
                  onClick={() => endOthers.mutate(undefined)}
                >
                  {t('sessions.endOthers')}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
