import {
  currentSession,
  type Delegation,
  listOwnDelegations,
  type PermissionName,
  type Session,
  signOut,
} from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useChildMatches, useLocation, useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecondFactorFirst } from '../account/second-factor.tsx';
import { useCall, useSend } from '../api/use-call.ts';
import { PhoneTabs } from '../desk/phone-tabs.tsx';
import { Bell } from '../notifications/bell.tsx';
import { SearchLink } from '../search/search-link.tsx';
import { Badge } from '../ui/badges.tsx';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import { firstPage } from './first-page.ts';
import { useOverview } from './overview.ts';
import { PasswordForm } from './password-form.tsx';
import { rememberLang } from './preferences.ts';
import { isSignedOut } from './query.ts';
import { useMay, useSession } from './session.ts';
import { TopToolsProvider } from './top-tools.tsx';
import { useActFor } from './use-act-for.ts';
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
        {session.data.must.length === 0 && <SimulatedBadge />}
        {session.data.must.length === 0 && <Rooms />}
        <div className="tools" ref={setPlace} />
        {session.data.must.length === 0 && <SearchLink />}
        {session.data.must.length === 0 && <Bell />}
        <Self />
      </header>
      {session.data.actingFor && <ActingBar acting={session.data.actingFor} />}
      <div id="content" tabIndex={-1}>
        <TopToolsProvider value={place}>
          <Inside session={session.data} onDone={() => void session.refetch()} />
        </TopToolsProvider>
      </div>
      {session.data.must.length === 0 && <PhoneTabs />}
    </>
  );
}

interface InsideProps {
  readonly session: Session;
  readonly onDone: () => void;
}

/** The page; before it what has to be done first, and for those without figures their own first page instead. */
function Inside({ session, onDone }: InsideProps) {
  // Of what is shown, not of where one is going: the address changes before the page does.
  const atStart = useChildMatches({ select: ([child]) => child?.pathname === '/' });
  if (session.must.includes('changePassword')) return <PasswordForm forced onClose={onDone} />;
  if (session.must.includes('secondFactor')) return <SecondFactorFirst />;
  const first = firstPage(session.permissions, session.user.role);
  return atStart && first !== null ? <Navigate to={first} replace /> : <Outlet />;
}

/** 代办: whose matters these are, and the way back to one's own. */
function ActingBar({ acting }: { readonly acting: NonNullable<Session['actingFor']> }) {
  const { t } = useTranslation('app');
  const { act, pending } = useActFor();
  return (
    <p className="acting" role="status">
      {t('acting.for', { post: acting.post })}
      <button type="button" className="plain" disabled={pending} onClick={() => act(null)}>
        {t('acting.end')}
      </button>
    </p>
  );
}

/** The rooms of the house; only those that exist and that this person may enter. */
function Rooms() {
  const { t } = useTranslation('app');
  const { data } = useOverview();
  const session = useSession();
  const own = session?.user.regionCode;
  // A county's people see their city.
  const home = own ? `${own.slice(0, 4)}00` : data?.cities[0]?.code;
  const may = (permission: PermissionName) => session?.permissions.includes(permission) ?? false;
  return (
    <nav aria-label={t('nav.label')}>
      {may('programs.read') && (
        <Link to="/today" activeOptions={{ includeSearch: false }}>
          {t('nav.today')}
        </Link>
      )}
      {may('figures.read') && <FigureRooms home={home} />}
      {may('programs.read') && (
        <Link to="/programs" activeOptions={{ includeSearch: false }}>
          {t('nav.programs')}
        </Link>
      )}
      {may('tasks.read') && (
        <Link to="/tasks" activeOptions={{ includeSearch: false }}>
          {t('nav.tasks')}
        </Link>
      )}
      {may('meetings.read') && (
        <Link to="/meetings" activeOptions={{ includeSearch: false }}>
          {t('nav.meetings')}
        </Link>
      )}
      {may('papers.read') && (
        <Link to="/papers" activeOptions={{ includeSearch: false }}>
          {t('nav.papers')}
        </Link>
      )}
      {may('releases.read') && (
        <Link to="/releases" activeOptions={{ includeSearch: false }}>
          {t('nav.releases')}
        </Link>
      )}
      {may('users.read') && (
        <Link to="/admin/users" activeOptions={{ includeSearch: false }}>
          {t('nav.users')}
        </Link>
      )}
      {may('roles.assign') && (
        <Link to="/admin/security" activeOptions={{ includeSearch: false }}>
          {t('nav.security')}
        </Link>
      )}
      {may('audit.read') && (
        <Link to="/admin/audit" activeOptions={{ includeSearch: false }}>
          {t('nav.audit')}
        </Link>
      )}
    </nav>
  );
}

/** The rooms of the figures: situation, city, ranking, data, targets, bulletins. */
function FigureRooms({ home }: { readonly home: string | undefined }) {
  const { t } = useTranslation('app');
  return (
    <>
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
    </>
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

/** Delegations by which one may act for somebody just now. */
function useDelegations(): readonly Delegation[] {
  const session = useSession();
  const may = useMay('delegations.own');
  const { data } = useCall(listOwnDelegations, undefined, { enabled: may });
  return may
    ? (data?.items ?? []).filter(({ state, deputy }) => state === 'active' && deputy.id === session?.user.id)
    : [];
}

/** Who is signed in, for whom one may act, the own account, the other language, the way out. */
function Self() {
  const { t } = useTranslation('app');
  const session = useSession();
  const deputed = useDelegations();
  const { act: actFor } = useActFor();
  const { lang } = useView();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = useSend(signOut);
  const [changing, setChanging] = useState(false);
  if (!session) return null;
  const { user } = session;
  const other = lang === 'zh' ? 'en' : 'zh';
  const items = [
    ...deputed.map(({ id, principal }) => ({
      key: `for:${id}`,
      label: t('self.actFor', { post: principal.post }),
    })),
    { key: 'account', label: t('self.account') },
    { key: 'password', label: t('self.password') },
    { key: 'language', label: t('self.language') },
    { key: 'hall', label: t('self.hall') },
    { key: 'signOut', label: t('self.signOut') },
  ];
  const act = (key: string) => {
    if (key.startsWith('for:')) actFor(Number(key.slice(4)));
    if (key === 'account') void navigate({ to: '/account' });
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
