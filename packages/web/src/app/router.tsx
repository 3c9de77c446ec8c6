import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { z } from 'zod';
import { AuditSearch, SecuritySearch } from '../admin/admin-search.ts';
import { BulletinsSearch } from '../bulletins/bulletins-search.ts';
import { CitySearch, StatementSearch } from '../cities/city-search.ts';
import { DataSearch } from '../data/data-search.ts';
import { ImportSearch } from '../ledger-import/import-search.ts';
import { MeetingsSearch, PapersSearch, VenuesSearch } from '../meetings/meetings-search.ts';
import { CalendarSearch, NotificationsSearch } from '../notifications/notifications-search.ts';
import { ProgramSearch } from '../programs/programs-search.ts';
import { RankingSearch } from '../ranking/ranking-search.ts';
import { ReportSearch } from '../report/report-search.ts';
import { SearchSearch } from '../search/search-search.ts';
import { SituationSearch } from '../situation/situation-search.ts';
import { ScreenSearch } from '../stage/stage-search.ts';
import { TargetsSearch } from '../targets/targets-search.ts';
import { TaskSearch } from '../tasks/task-search.ts';
import { NoticesSearch, TasksSearch } from '../tasks/tasks-search.ts';
import { NotFound, PageFailure, RootFailure } from './failures.tsx';
import { Root } from './root.tsx';
import { carried, parseSearch, SharedSearch, stringifySearch } from './search.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  validateSearch: (raw): SharedSearch => SharedSearch.parse(raw),
  search: { middlewares: [retainSearchParams<SharedSearch>([...carried])] },
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: RootFailure,
});

const word = z.string().max(200).optional().catch(undefined);
const SignInSearch = z.object({
  to: z.string().startsWith('/').optional().catch(undefined),
  /** `code`: the first step was taken at another system. */
  step: word,
  /** What went wrong there. */
  problem: word,
  login: word,
});
type SignInSearch = z.output<typeof SignInSearch>;
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw): SignInSearch => SignInSearch.parse(raw),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything behind the sign-in stands inside the shell. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: PageFailure,
});
const inShell = <Path extends string>(path: Path) => ({ getParentRoute: () => shell, path }) as const;

const situation = createRoute({
  ...inShell('/'),
  validateSearch: (raw): SituationSearch => SituationSearch.parse(raw),
  component: lazyRouteComponent(() => import('../situation/situation-page.tsx'), 'SituationPage'),
});
const city = createRoute({
  ...inShell('/cities/$code'),
  validateSearch: (raw): CitySearch => CitySearch.parse(raw),
  component: lazyRouteComponent(() => import('../cities/city-page.tsx'), 'CityPage'),
});
const statement = createRoute({
  ...inShell('/cities/$code/statement'),
  validateSearch: (raw): StatementSearch => StatementSearch.parse(raw),
  component: lazyRouteComponent(() => import('../cities/statement-page.tsx'), 'StatementPage'),
});
const ranking = createRoute({
  ...inShell('/ranking'),
  validateSearch: (raw): RankingSearch => RankingSearch.parse(raw),
  component: lazyRouteComponent(() => import('../ranking/ranking-page.tsx'), 'RankingPage'),
});
const data = createRoute({
  ...inShell('/data'),
  validateSearch: (raw): DataSearch => DataSearch.parse(raw),
  component: lazyRouteComponent(() => import('../data/data-page.tsx'), 'DataPage'),
});
const bulletins = createRoute({
  ...inShell('/bulletins'),
  validateSearch: (raw): BulletinsSearch => BulletinsSearch.parse(raw),
  component: lazyRouteComponent(() => import('../bulletins/bulletins-page.tsx'), 'BulletinsPage'),
});
const bulletin = createRoute({
  ...inShell('/bulletins/$id'),
  component: lazyRouteComponent(() => import('../bulletins/bulletin-page.tsx'), 'BulletinPage'),
});
const targets = createRoute({
  ...inShell('/targets'),
  validateSearch: (raw): TargetsSearch => TargetsSearch.parse(raw),
  component: lazyRouteComponent(() => import('../targets/targets-page.tsx'), 'TargetsPage'),
});
const tasks = createRoute({
  ...inShell('/tasks'),
  validateSearch: (raw): TasksSearch => TasksSearch.parse(raw),
  component: lazyRouteComponent(() => import('../tasks/tasks-page.tsx'), 'TasksPage'),
});
const task = createRoute({
  ...inShell('/tasks/$id'),
  validateSearch: (raw): TaskSearch => TaskSearch.parse(raw),
  component: lazyRouteComponent(() => import('../tasks/task-page.tsx'), 'TaskPage'),
});
const notices = createRoute({
  ...inShell('/notices'),
  validateSearch: (raw): NoticesSearch => NoticesSearch.parse(raw),
  component: lazyRouteComponent(() => import('../tasks/notices-page.tsx'), 'NoticesPage'),
});
const notice = createRoute({
  ...inShell('/notices/$id'),
  component: lazyRouteComponent(() => import('../tasks/notice-page.tsx'), 'NoticePage'),
});
const taskRules = createRoute({
  ...inShell('/task-rules'),
  component: lazyRouteComponent(() => import('../tasks/rules-page.tsx'), 'TaskRulesPage'),
});
const handover = createRoute({
  ...inShell('/handover'),
  component: lazyRouteComponent(() => import('../tasks/handover-page.tsx'), 'HandoverPage'),
});
const users = createRoute({
  ...inShell('/admin/users'),
  component: lazyRouteComponent(() => import('../admin/users-page.tsx'), 'UsersPage'),
});
const item = createRoute({
  ...inShell('/items/$id'),
  component: lazyRouteComponent(() => import('../items/item-page.tsx'), 'ItemPage'),
});
const security = createRoute({
  ...inShell('/admin/security'),
  validateSearch: (raw): SecuritySearch => SecuritySearch.parse(raw),
  component: lazyRouteComponent(() => import('../admin/security-page.tsx'), 'SecurityPage'),
});
const audit = createRoute({
  ...inShell('/admin/audit'),
  validateSearch: (raw): AuditSearch => AuditSearch.parse(raw),
  component: lazyRouteComponent(() => import('../admin/audit-page.tsx'), 'AuditPage'),
});
const account = createRoute({
  ...inShell('/account'),
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});
const notifications = createRoute({
  ...inShell('/notifications'),
  validateSearch: (raw): NotificationsSearch => NotificationsSearch.parse(raw),
  component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
});
const workCalendar = createRoute({
  ...inShell('/work-calendar'),
  validateSearch: (raw): CalendarSearch => CalendarSearch.parse(raw),
  component: lazyRouteComponent(() => import('../notifications/calendar-page.tsx'), 'CalendarPage'),
});
const today = createRoute({
  ...inShell('/today'),
  component: lazyRouteComponent(() => import('../desk/desk-page.tsx'), 'DeskPage'),
});
const report = createRoute({
  ...inShell('/report'),
  validateSearch: (raw): ReportSearch => ReportSearch.parse(raw),
  component: lazyRouteComponent(() => import('../report/report-list-page.tsx'), 'ReportListPage'),
});
const reportItem = createRoute({
  ...inShell('/report/$item'),
  component: lazyRouteComponent(() => import('../report/report-page.tsx'), 'ReportPage'),
});
const search = createRoute({
  ...inShell('/search'),
  validateSearch: (raw): SearchSearch => SearchSearch.parse(raw),
  component: lazyRouteComponent(() => import('../search/search-page.tsx'), 'SearchPage'),
});
const programDesigns = createRoute({
  ...inShell('/programs/design'),
  component: lazyRouteComponent(() => import('../designer/design-list-page.tsx'), 'DesignListPage'),
});
const programDesign = createRoute({
  ...inShell('/programs/design/$key'),
  component: lazyRouteComponent(() => import('../designer/design-page.tsx'), 'DesignPage'),
});
const programs = createRoute({
  ...inShell('/programs'),
  component: lazyRouteComponent(() => import('../programs/programs-page.tsx'), 'ProgramsPage'),
});
const program = createRoute({
  ...inShell('/programs/$key'),
  validateSearch: (raw): ProgramSearch => ProgramSearch.parse(raw),
  component: lazyRouteComponent(() => import('../programs/board-page.tsx'), 'BoardPage'),
});
const ledgerImport = createRoute({
  ...inShell('/programs/$key/import'),
  validateSearch: (raw): ImportSearch => ImportSearch.parse(raw),
  component: lazyRouteComponent(() => import('../ledger-import/import-page.tsx'), 'ImportPage'),
});
const documentEditor = createRoute({
  ...inShell('/documents/$owner/$id/edit'),
  component: lazyRouteComponent(() => import('../papers/document-editor.tsx'), 'DocumentEditor'),
});
const received = createRoute({
  ...inShell('/papers'),
  component: lazyRouteComponent(() => import('../papers/received-page.tsx'), 'ReceivedPage'),
});
const receivedPaper = createRoute({
  ...inShell('/papers/$owner/$id'),
  component: lazyRouteComponent(() => import('../papers/received-paper-page.tsx'), 'ReceivedPaperPage'),
});
const templates = createRoute({
  ...inShell('/templates'),
  component: lazyRouteComponent(() => import('../templates/templates-page.tsx'), 'TemplatesPage'),
});
const template = createRoute({
  ...inShell('/templates/$kind'),
  component: lazyRouteComponent(() => import('../templates/template-page.tsx'), 'TemplatePage'),
});
const meetings = createRoute({
  ...inShell('/meetings'),
  validateSearch: (raw): MeetingsSearch => MeetingsSearch.parse(raw),
  component: lazyRouteComponent(() => import('../meetings/meetings-page.tsx'), 'MeetingsPage'),
});
const meeting = createRoute({
  ...inShell('/meetings/$id'),
  component: lazyRouteComponent(() => import('../meetings/meeting-page.tsx'), 'PreparePage'),
});
const meetingAgenda = createRoute({
  ...inShell('/meetings/$id/agenda'),
  component: lazyRouteComponent(() => import('../meetings/meeting-page.tsx'), 'AgendaPage'),
});
const meetingPapers = createRoute({
  ...inShell('/meetings/$id/papers'),
  validateSearch: (raw): PapersSearch => PapersSearch.parse(raw),
  component: lazyRouteComponent(() => import('../meetings/meeting-page.tsx'), 'PapersPage'),
});
const meetingVenues = createRoute({
  ...inShell('/meetings/$id/venues'),
  validateSearch: (raw): VenuesSearch => VenuesSearch.parse(raw),
  component: lazyRouteComponent(() => import('../meetings/meeting-page.tsx'), 'VenuesPage'),
});
const meetingFollowUp = createRoute({
  ...inShell('/meetings/$id/follow-up'),
  component: lazyRouteComponent(() => import('../meetings/meeting-page.tsx'), 'FollowUpPage'),
});
const meetingRules = createRoute({
  ...inShell('/meeting-rules'),
  component: lazyRouteComponent(() => import('../meetings/rules-page.tsx'), 'MeetingRulesPage'),
});
const releases = createRoute({
  ...inShell('/releases'),
  component: lazyRouteComponent(() => import('../releases/releases-page.tsx'), 'ReleasesPage'),
});
const release = createRoute({
  ...inShell('/releases/$id'),
  component: lazyRouteComponent(() => import('../releases/release-page.tsx'), 'ReleasePage'),
});
const releasesPublic = createRoute({
  ...inShell('/releases/public'),
  component: lazyRouteComponent(() => import('../releases/public-page.tsx'), 'PublicDeskPage'),
});
const releaseRules = createRoute({
  ...inShell('/releases/rules'),
  component: lazyRouteComponent(() => import('../releases/rules-page.tsx'), 'ReleaseRulesPage'),
});
/** 会中: pages of their own, without the shell. Who is not signed in is led to the sign-in by the first answer. */
const linkScreen = createRoute({
  getParentRoute: () => root,
  path: '/screen/$token',
  validateSearch: (raw): ScreenSearch => ScreenSearch.parse(raw),
  component: lazyRouteComponent(() => import('../stage/screen-page.tsx'), 'LinkScreenPage'),
});
const meetingScreen = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$id/screen',
  validateSearch: (raw): ScreenSearch => ScreenSearch.parse(raw),
  component: lazyRouteComponent(() => import('../stage/screen-page.tsx'), 'MeetingScreenPage'),
});
const meetingChair = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$id/chair',
  component: lazyRouteComponent(() => import('../stage/chair/chair-page.tsx'), 'ChairPage'),
});
const meetingRecord = createRoute({
  getParentRoute: () => root,
  path: '/meetings/$id/record',
  component: lazyRouteComponent(() => import('../stage/recorder/recorder-page.tsx'), 'RecorderPage'),
});
/** Hall, chair and recorder with sample pages of every kind; development only. */
const stageGallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery/stage',
  component: import.meta.env.DEV
    ? lazyRouteComponent(() => import('../dev/stage-gallery.tsx'), 'StageGallery')
    : NotFound,
});
/** Every display in every state; development only, so that its fixtures never reach a production bundle. */
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: import.meta.env.DEV
    ? lazyRouteComponent(() => import('../dev/gallery.tsx'), 'Gallery')
    : NotFound,
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    gallery,
    stageGallery,
    linkScreen,
    meetingScreen,
    meetingChair,
    meetingRecord,
    shell.addChildren([
      situation,
      city,
      statement,
      ranking,
      data,
      bulletins,
      bulletin,
      documentEditor,
      received,
      receivedPaper,
      templates,
      template,
      targets,
      ledgerImport,
      tasks,
      task,
      notices,
      notice,
      handover,
      meetings,
      meeting,
      meetingAgenda,
      meetingPapers,
      meetingVenues,
      meetingFollowUp,
      meetingRules,
      releases,
      release,
      releasesPublic,
      releaseRules,
      taskRules,
      users,
      security,
      audit,
      account,
      notifications,
      workCalendar,
      item,
      programs,
      programDesigns,
      programDesign,
      program,
      today,
      report,
      reportItem,
      search,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: PageFailure,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
