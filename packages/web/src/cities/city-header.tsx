import { type CityAccount, getCityDaysXlsx, type Lang } from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Dropdown, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { StandingBadges } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import styles from './city.module.css';
import type { CitySearch } from './city-search.ts';

interface CityHeaderProps {
  readonly code: string;
  readonly account: CityAccount;
  readonly lang: Lang;
  readonly search: CitySearch;
  readonly onYear: (year: number) => void;
  readonly onWhatIf: (open: boolean) => void;
}

/** The city, the year, its neighbours in protocol order, and what can be done with the page. */
export function CityHeader({ code, account, lang, search, onYear, onWhatIf }: CityHeaderProps) {
  const { t } = useTranslation('cities');
  const view = useView();
  const name = useRegionName();
  const navigate = useNavigate();
  const { data: overview } = useOverview();
  const go = (to: string) =>
    void navigate({ to: '/cities/$code', params: { code: to }, search: keep(search) });
  const years = yearsOf(overview?.span ?? null, account.year);
  const whatIf = search.whatif === '1';

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
      const to = { '[': account.previous, ']': account.next }[event.key];
      if (to) void navigate({ to: '/cities/$code', params: { code: to }, search: keep(search) });
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [account.previous, account.next, navigate, search]);

  return (
    <header className={styles.header}>
      <h1>{t('title', { city: name(code), year: account.year })}</h1>
      <nav className={styles.neighbours} aria-label={t('otherCity')}>
        {account.previous && (
          <Link
            to="/cities/$code"
            params={{ code: account.previous }}
            search={keep(search)}
            title={t('previousCity', { city: name(account.previous) })}
          >
            ‹ {name(account.previous, 'short')}
          </Link>
        )}
        <Dropdown
          trigger={['click']}
          menu={{
            items: (overview?.cities ?? []).map((city) => ({ key: city.code, label: nameOf(city, lang) })),
            selectedKeys: [code],
            onClick: ({ key }) => go(key),
          }}
        >
          <button type="button" className={styles.more} aria-label={t('otherCity')} title={t('otherCity')}>
            ▾
          </button>
        </Dropdown>
        {account.next && (
          <Link
            to="/cities/$code"
            params={{ code: account.next }}
            search={keep(search)}
            title={t('nextCity', { city: name(account.next) })}
          >
            {name(account.next, 'short')} ›
          </Link>
        )}
      </nav>
      <Select
        size="small"
        variant="borderless"
        className="noprint"
        aria-label={t('yearLabel')}
        value={account.year}
        onChange={onYear}
        popupMatchSelectWidth={false}
        options={years.map((year) => ({ value: year, label: t('yearOption', { year }) }))}
      />
      <StandingBadges standing={account.standing} parts={['dust', 'simulated']} />
      <span className={styles.actions}>
        <Link
          className="btn"
          to="/cities/$code/statement"
          params={{ code }}
          search={{ month: account.ledger.month }}
        >
          {t('print')}
        </Link>
        <button type="button" className="btn" aria-pressed={whatIf} onClick={() => onWhatIf(!whatIf)}>
          {whatIf ? t('closeWhatIf') : t('whatIf')}
        </button>
        <ExportButton endpoint={getCityDaysXlsx} params={{ code }} query={{ ...view, year: account.year }} />
      </span>
    </header>
  );
}

/** From one city to the next year and indicator go along; an open day or question does not. */
function keep({ year, indicator, whatif }: CitySearch): CitySearch {
  return { year, indicator, whatif };
}

function yearsOf(span: { readonly first: string; readonly last: string } | null, shown: number): number[] {
  const first = span ? Number(span.first.slice(0, 4)) : shown;
  const last = span ? Number(span.last.slice(0, 4)) : shown;
  const years = Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => last - index);
  return years.includes(shown) ? years : [...years, shown].sort((a, b) => b - a);
}

/** Keys typed into a field are not commands. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
