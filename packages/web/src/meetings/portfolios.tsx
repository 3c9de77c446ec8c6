import { listMeetingPeople, type MeetingRules } from '@qingzhang/contract';
import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { usePrograms } from '../stage/use-programs.ts';
import { ListTable } from '../ui/list-table.tsx';
import styles from './meetings.module.css';

type Portfolio = MeetingRules['portfolios'][number];

interface PortfoliosProps {
  readonly value: readonly Portfolio[];
  readonly writes: boolean;
  readonly onChange: (value: readonly Portfolio[]) => void;
}

/** 分管: who comments on what. Each portfolio gets its comment card (DIS-6.4). */
export function Portfolios({ value, writes, onChange }: PortfoliosProps) {
  const { t } = useTranslation('meetings');
  const { programs, name } = usePrograms();
  const people = useCall(listMeetingPeople, undefined, { enabled: writes });
  const set = (key: string, change: Partial<Portfolio>) =>
    onChange(value.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => {
    const taken = new Set(value.map(({ key }) => key));
    const free = Array.from({ length: 60 }, (_, index) => `portfolio-${index + 1}`).find(
      (key) => !taken.has(key),
    );
    if (free !== undefined)
      onChange([...value, { key: free, name: '', post: '', userId: null, air: false, programs: [] }]);
  };
  return (
    <section className={styles.section}>
      <h2>
        {t('portfolio.title')}
        <small>{t('portfolio.note')}</small>
      </h2>
      <ListTable
        className={`${styles.table} ${styles.portfolios}`}
        headings={[
          t('portfolio.name'),
          t('portfolio.person'),
          t('portfolio.air'),
          t('portfolio.programs'),
          ...(writes ? [''] : []),
        ]}
      >
        {value.map((one) => (
          <tr key={one.key}>
            <th scope="row">
              {writes ? (
                <Input
                  size="small"
                  aria-label={t('portfolio.name')}
                  value={one.name}
                  maxLength={30}
                  onChange={({ target }) => set(one.key, { name: target.value })}
                />
              ) : (
                one.name
              )}
            </th>
            <td>
              {writes ? (
                <Select
                  size="small"
                  allowClear
                  className={styles.wide ?? ''}
                  aria-label={t('portfolio.personOf', { name: one.name })}
                  placeholder={one.post || t('portfolio.nobody')}
                  value={one.userId}
                  onChange={(id) => {
                    const person = people.data?.items.find((each) => each.id === id);
                    set(one.key, { userId: id ?? null, post: person?.post ?? '' });
                  }}
                  options={(people.data?.items ?? [])
                    .filter(({ city }) => city === null)
                    .map(({ id, post }) => ({ value: id, label: post }))}
                />
              ) : (
                one.post || <span className="n3">{t('portfolio.nobody')}</span>
              )}
            </td>
            <td>
              <Checkbox
                aria-label={t('portfolio.airOf', { name: one.name })}
                disabled={!writes}
                checked={one.air}
                onChange={({ target }) => set(one.key, { air: target.checked })}
              />
            </td>
            <td>
              {writes ? (
                <Select
                  size="small"
                  mode="multiple"
                  className={styles.wide ?? ''}
                  aria-label={t('portfolio.programsOf', { name: one.name })}
                  value={one.programs}
                  onChange={(next: string[]) => set(one.key, { programs: next })}
                  options={programs.map(({ key, shortName }) => ({ value: key, label: shortName }))}
                />
              ) : (
                one.programs.map(name).join(t('join')) || '—'
              )}
            </td>
            {writes && (
              <td>
                <button
                  type="button"
                  className={styles.quiet}
                  onClick={() => onChange(value.filter(({ key }) => key !== one.key))}
                >
                  {t('portfolio.remove')}
                  <span className="unseen">{one.name}</span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </ListTable>
      {writes && value.length < 30 && (
        <div className={styles.buttons}>
          <button type="button" className="btn" onClick={add}>
            {t('portfolio.add')}
          </button>
        </div>
      )}
    </section>
  );
}
