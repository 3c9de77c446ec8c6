import { getPolicy, policyXlsx } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { Loaded } from '../ui/states.tsx';
import './users.css';

/** 谁能做什么: a row a permission, a column a role, read off the policy itself. */
export function MatrixTab() {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const { lang } = useView();
  const policy = useCall(getPolicy, undefined);
  return (
    <>
      <p className="page-head">
        <span className="n3">{t('matrix.hint')}</span>
        <span className="r">
          <ExportButton endpoint={policyXlsx} query={{ lang }} />
        </span>
      </p>
      <Loaded query={policy}>
        {({ roles, permissions }) => (
          <div className="scroll">
            <table className="matrix">
              <caption className="unseen">{t('security.tab.matrix')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('matrix.permission')}</th>
                  {roles.map(({ role }) => (
                    <th key={role} scope="col">
                      <span>{app(`self.role.${role}`)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {permissions.map((permission) => (
                  <tr key={permission}>
                    <th scope="row" title={permission}>
                      {t(`permission.${permission}`)}
                    </th>
                    {roles.map((one) => (
                      <td key={one.role}>
                        {one.permissions.includes(permission) && (
                          <span role="img" aria-label={t('matrix.yes')}>
                            ●
                          </span>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
                {(['regions', 'programs', 'items'] as const).map((kind) => (
                  <tr key={kind} className="span">
                    <th scope="row">{t(`matrix.${kind}`)}</th>
                    {roles.map(({ role, scope }) => (
                      <td key={role}>
                        {scope.entries.includes(entryOf[kind])
                          ? t('matrix.entered')
                          : t(`matrix.span.${scope[kind]}`)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </>
  );
}

const entryOf = { regions: 'region', programs: 'program', items: 'item' } as const;
