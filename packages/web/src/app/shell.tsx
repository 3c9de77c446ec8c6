import { currentSession, signOut } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { Badge } from '../ui/badges.tsx';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import { useOverview } from './overview.ts';
import { PasswordForm } from './password-form.tsx';
import { rememberLang } from './preferences.ts';
import { isSignedOut } from './query.ts';
import { useMay, useSession } from './session.ts';
import { TopToolsProvider } from './top-tools.tsx';
import { useView } from './view.ts';

/** The frame of every page behind the sign-in: mark, rooms, the page's tools, who I am. */
export function Shell() {
  const { t } = useTranslation('app');
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const session = useCall(currentSession, undefined);
  if (!session.data) {
    return (
      <main className="page">
        {session.error && !isSignedOut(session.error) ? (
          <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <Skeleton rows={12} bar={22} />
        )}
      </main>
    );
  }
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <Link to="/" className="mark">
          {t('brand')}
        </Link>
        <SimulatedBadge />
        <Rooms />
        <div className="tools" ref={setPlace} />
        <Self />
      </header>
      <div id="content" tabIndex={-1}>
        <TopToolsProvider value={place}>
          <Outlet />
        </TopToolsProvider>
      </div>
    </>
  );
}

/** The rooms of the house; only those that exist and that this person may enter. */
function Rooms() {
  const { t } = useTranslation('app');
  const { data } = useOverview();
  const session = useSession();
  const home = session?.user.regionCode ?? data?.cities[0]?.code;
  return (
    <nav aria-label={t('nav.label')}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        {t('nav.situation')}
      </Link>
      {home && <CityLink code={home} />}
      <Link to="/ranking" activeOptions={{ includeSearch: false }}>
        {t('nav.ranking')}
      </Link>
      <Link to="/data" activeOptions={{ includeSearch: false }}>
        {t('nav.data')}
      </Link>
      <Link to="/targets" activeOptions={{ includeSearch: false }}>
        {t('nav.targets')}
      </Link>
      <Link to="/bulletins" activeOptions={{ includeSearch: false }}>
        {t('nav.bulletins')}
      </Link>
    </nav>
  );
}

function CityLink({ code }: { readonly code: string }) {
  const { t } = useTranslation('app');
  const inside = useLocation({ select: ({ pathname }) => pathname.startsWith('/cities/') });
  return (
    <Link
      to="/cities/$code"
      params={{ code }}
      className={inside ? 'on' : undefined}
      activeOptions={{ includeSearch: false }}
    >
      {t('nav.city')}
    </Link>
  );
}

/** Simulated data says so on every page, beside the mark. */
function SimulatedBadge() {
  const { t } = useTranslation('app');
  const { data } = useOverview();
  return data?.simulated ? (
    <Badge kind="sim" title={t('simulatedHint')}>
      {t('simulated')}
    </Badge>
  ) : null;
}

/** Who is signed in, the other language, the way out. */
function Self() {
  const { t } = useTranslation('app');
  const session = useSession();
  const mayManage = useMay('users.manage');
  const { lang } = useView();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = useSend(signOut);
  const [changing, setChanging] = useState(false);
  if (!session) return null;
  const { user } = session;
  const other = lang === 'zh' ? 'en' : 'zh';
  const items = [
    ...(mayManage ? [{ key: 'users', label: t('self.users') }] : []),
    { key: 'password', label: t('self.password') },
    { key: 'language', label: t('self.language') },
    { key: 'hall', label: t('self.hall') },
    { key: 'signOut', label: t('self.signOut') },
  ];
  const act = (key: string) => {
    if (key === 'users') void navigate({ to: '/admin/users' });
    if (key === 'password') setChanging(true);
    if (key === 'hall')
      void navigate({ to: '.', search: (before) => ({ ...before, screen: 'hall' as const }) });
    if (key === 'language') {
      rememberLang(other);
      void navigate({ to: '.', search: (before) => ({ ...before, lang: other }), replace: true });
    }
    if (key === 'signOut') {
      leave.mutate(undefined, {
        onSettled: () => {
          client.clear();
          void navigate({ to: '/sign-in' });
        },
      });
    }
  };
  return (
    <div className="self">
      <Dropdown menu={{ items, onClick: ({ key }) => act(key) }} trigger={['click']}>
        <button type="button" className="plain" aria-label={t('self.label')}>
          {user.post || t(`self.role.${user.role}`)} ▾
        </button>
      </Dropdown>
      {changing && <PasswordForm onClose={() => setChanging(false)} />}
    </div>
  );
}
