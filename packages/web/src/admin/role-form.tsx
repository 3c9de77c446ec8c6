import {
  getPolicy,
  type ManagedUser,
  type PolicyMatrix,
  type RoleAssignment,
  type RoleName,
  type ScopeEntry,
  scopeKinds,
} from '@qingzhang/contract';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { nameOf, useOverview } from '../app/overview.ts';
import { useView } from '../app/view.ts';

interface RoleFormProps {
  readonly user: ManagedUser;
  readonly sending: boolean;
  readonly error: unknown;
  readonly onSubmit: (assignment: RoleAssignment) => void;
  readonly onCancel: () => void;
}

/** 授予角色和范围: what the role asks for and nothing else, by the policy's own rules. */
export function RoleForm({ user, sending, error, onSubmit, onCancel }: RoleFormProps) {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const policy = useCall(getPolicy, undefined);
  const regions = useRegionOptions();
  const [role, setRole] = useState<RoleName | null>(user.awaitingRole ? null : user.role);
  const [regionCode, setRegionCode] = useState(user.regionCode);
  const [scope, setScope] = useState<readonly ScopeEntry[]>(user.scope);
  const rule = policy.data?.roles.find((one) => one.role === role)?.scope;
  const keysOf = (kind: ScopeEntry['kind']) => scope.filter((one) => one.kind === kind).map(({ key }) => key);
  const setKeys = (kind: ScopeEntry['kind'], keys: readonly string[]) =>
    setScope((before) => [
      ...before.filter((one) => one.kind !== kind),
      ...keys.map((key) => ({ kind, key: key.trim() })),
    ]);
  const optionsOf = (kind: ScopeEntry['kind']) => [
    ...(kind === 'item' ? [] : [{ value: '*', label: t(`scope.all.${kind}`) }]),
    ...(kind === 'region' ? [...regions.city, ...regions.county] : []),
  ];
  return (
    <Modal
      open
      title={t('security.assignTitle', { login: user.login })}
      okText={t('security.assign')}
      okButtonProps={{ disabled: role === null }}
      confirmLoading={sending}
      onCancel={onCancel}
      onOk={() => {
        if (role === null || rule === undefined) return;
        onSubmit({
          role,
          regionCode: rule.regions === 'own' ? regionCode : null,
          scope: scope.filter(({ kind }) => rule.entries.includes(kind)),
        });
      }}
    >
      <div className="user-form">
        <div>
          {t('column.role')}
          <Select
            aria-label={t('column.role')}
            virtual={false}
            value={role}
            options={(policy.data?.roles ?? []).map((one) => ({
              value: one.role,
              label: app(`self.role.${one.role}`),
            }))}
            onChange={setRole}
          />
        </div>
        {rule?.regions === 'own' && (
          <div>
            {t('column.region')}
            <Select
              aria-label={t('column.region')}
              virtual={false}
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              value={regionCode}
              options={
                role === 'city'
                  ? regions.city
                  : role === 'county'
                    ? regions.county
                    : [...regions.city, ...regions.county]
              }
              onChange={(code) => setRegionCode(code ?? null)}
            />
          </div>
        )}
        {scopeKinds
          .filter((kind) => rule?.entries.includes(kind))
          .map((kind) => (
            <div key={kind}>
              {t(`scope.${kind}`)}
              <Select
                aria-label={t(`scope.${kind}`)}
                virtual={false}
                mode={kind === 'region' ? 'multiple' : 'tags'}
                optionFilterProp="label"
                tokenSeparators={[',', '，', ' ']}
                value={keysOf(kind)}
                options={optionsOf(kind)}
                onChange={(keys: string[]) => setKeys(kind, keys)}
              />
              <small className="n3">{rule && t(`scope.hint.${hintOf(rule, kind)}`)}</small>
            </div>
          ))}
        {error !== null && error !== undefined && <p className="failed">{words(error)}</p>}
      </div>
    </Modal>
  );
}

/** What no entry of a kind means for the role. */
function hintOf(
  rule: PolicyMatrix['roles'][number]['scope'],
  kind: ScopeEntry['kind'],
): 'all' | 'either' | 'none' {
  if (kind === 'item') return 'none';
  if (rule.regions === 'none' && rule.programs === 'none') return 'either';
  return (kind === 'region' ? rule.regions : rule.programs) === 'none' ? 'none' : 'all';
}

function useRegionOptions() {
  const { data } = useOverview();
  const { lang } = useView();
  const city = (data?.cities ?? []).map((one) => ({ value: one.code, label: nameOf(one, lang) }));
  const cityName = new Map(city.map(({ value, label }) => [value, label]));
  const county = (data?.counties ?? []).map((one) => ({
    value: one.code,
    label: `${cityName.get(`${one.code.slice(0, 4)}00`) ?? ''} ${nameOf(one, lang)}`.trim(),
  }));
  return { city, county };
}
