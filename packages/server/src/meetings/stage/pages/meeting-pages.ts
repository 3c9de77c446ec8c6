/** Everything a meeting shows, in the order of its agenda: cover, air, key work, promises, speakers, comments. */
import type { MeetingRules, ScreenPage } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import type { MeetingFacts } from '../../facts.ts';
import { type AirFacts, airPages } from './air.ts';
import { documentPages } from './document.ts';
import { cell, columns, type DraftPage, named, type PageFoot, pageOf } from './page.ts';
import {
  type CityNames,
  laggards,
  nameOf,
  overviewPage,
  paceFacts,
  type WorkFacts,
  workPage,
} from './work.ts';

/** An item of the agenda, as far as pages ask. */
export interface PageItem {
  readonly id: number;
  readonly parent: number | null;
  readonly kind: string;
  readonly title: string;
  readonly minutes: number;
  readonly city: string | null;
  readonly program: string | null;
  readonly portfolio: string;
  readonly speaker: string;
}

/** 上次承诺—本次兑现. */
export interface PromiseFacts {
  readonly city: string;
  readonly program: string | null;
  readonly promised: string;
  readonly result: string;
  readonly verdict: 'kept' | 'late' | 'broken' | 'open';
  /** 2021年4月22日会议. */
  readonly from: string;
}

export interface MeetingPageFacts {
  readonly title: string;
  /** 2021年7月24日（星期六）9:00. */
  readonly when: string;
  readonly place: string;
  readonly venues: string;
  readonly agenda: readonly PageItem[];
  readonly promises: readonly PromiseFacts[];
  readonly portfolios: MeetingRules['portfolios'];
  readonly simulated: boolean;
  readonly figures: Pick<MeetingFacts, 'closed' | 'reviewed' | 'until'>;
  readonly air: AirFacts;
  readonly programs: readonly WorkFacts[];
  readonly cities: CityNames;
  /** The bulletin's text as the office left it; null: none was made. */
  readonly bulletin: DocumentModel | null;
}

export const VERDICT_WORDS = { kept: '兑现', late: '晚', broken: '未兑现', open: '待定' } as const;

/** Compose all pages; keys are stable, so that a page keeps its place and its version while its content stays. */
export function meetingPages(facts: MeetingPageFacts): DraftPage[] {
  const { figures, agenda, programs, cities } = facts;
  const simulated = facts.simulated ? ['模拟数据'] : [];
  const foot: PageFoot = {
    badges: [figures.closed ? '已结账' : '未结账', ...(figures.reviewed ? [] : ['未审核']), ...simulated],
    until: figures.until === '' ? '' : `数据截至 ${figures.until}`,
  };
  const plain: PageFoot = { badges: simulated, until: '' };
  const item = (kind: string) => agenda.find((one) => one.kind === kind && one.parent === null)?.id ?? null;
  const overview = overviewPage(programs, cities, foot, item('bulletin'));
  const pages = [
    coverPage(facts, plain, item('opening')),
    agendaPage(facts, plain, item('opening')),
    ...airPages(facts.air, foot, item('bulletin')),
    ...(overview === null ? [] : [overview]),
    ...programs.map((work) =>
      workPage(work, cities, foot, { key: `work.${keyPart(work.key)}`, agendaItem: item('bulletin') }),
    ),
    ...promisePages(facts, foot, item('review')),
    ...agenda
      .filter(({ kind, city }) => (kind === 'experience' || kind === 'pledge') && city !== null)
      .map((one) => speakerPage(facts, foot, one)),
    ...agenda
      .filter(({ kind, parent }) => kind === 'comments' && parent !== null)
      .flatMap((one) => {
        const page = commentsPage(facts, foot, one);
        return page === null ? [] : [page];
      }),
    // The text last: who turns pages goes through the pictures, who wants the words jumps to them.
    ...(facts.bulletin === null
      ? []
      : documentPages(facts.bulletin, { key: 'bulletin', name: '通报', agendaItem: item('bulletin'), foot })),
  ];
  // Two speakers of one city on one matter share a page's name: the first keeps it.
  const seen = new Map<string, number>();
  return pages.map((page) => {
    const times = (seen.get(page.key) ?? 0) + 1;
    seen.set(page.key, times);
    return times === 1 ? page : { ...page, key: `${page.key}.${times}` };
  });
}

/** As a key of a page takes it. */
const keyPart = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 40) || 'x';

function coverPage(facts: MeetingPageFacts, foot: PageFoot, agendaItem: number | null): DraftPage {
  const lines = [facts.when, facts.place, facts.venues].filter((line) => line !== '');
  return pageOf(foot, { key: 'cover', agendaItem, title: facts.title, body: { kind: 'cover', lines } });
}

function agendaPage({ agenda }: MeetingPageFacts, foot: PageFoot, agendaItem: number | null): DraftPage {
  const below = (id: number) => agenda.filter(({ parent }) => parent === id);
  const items = agenda
    .filter(({ parent }) => parent === null)
    .map((one) => {
      const speakers = below(one.id);
      return {
        title: one.title,
        minutes:
          speakers.length === 0 ? one.minutes : speakers.reduce((sum, { minutes }) => sum + minutes, 0),
        speakers: (speakers.length === 0 ? [one] : speakers)
          .map(({ speaker }) => speaker)
          .filter((speaker) => speaker !== ''),
      };
    });
  const total = items.reduce((sum, { minutes }) => sum + minutes, 0);
  return pageOf(foot, {
    key: 'agenda',
    agendaItem,
    title: `议程 ${items.length} 项，共 ${total} 分钟`,
    body: { kind: 'agenda', items },
  });
}

function promisePages(
  { promises, cities }: MeetingPageFacts,
  foot: PageFoot,
  agendaItem: number | null,
): DraftPage[] {
  if (promises.length === 0) return [];
  const count = (verdict: PromiseFacts['verdict']) =>
    promises.filter((one) => one.verdict === verdict).length;
  const said = (['kept', 'late', 'broken', 'open'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${VERDICT_WORDS[verdict]} ${count(verdict)} 项`)
    .join('，');
  const broken = [...new Set(promises.filter(({ verdict }) => verdict === 'broken').map(({ city }) => city))];
  return [
    pageOf(foot, {
      key: 'promises',
      agendaItem,
      title: `上次承诺 ${promises.length} 项：${said}`,
      body: {
        kind: 'pledges',
        rows: promises.map(({ city, promised, result, verdict }) => ({
          city: nameOf(city, cities),
          promised,
          result,
          verdict,
          verdictText: VERDICT_WORDS[verdict],
        })),
        summary: [
          [...new Set(promises.map(({ from }) => from))].join('、'),
          broken.length === 0 ? '' : `未兑现的：${named(broken.map((code) => nameOf(code, cities)))}`,
        ]
          .filter((part) => part !== '')
          .join('；'),
      },
    }),
  ];
}

const ROLES: Readonly<Record<string, string>> = { experience: '经验交流', pledge: '表态发言' };

/** A speaking city: the picture of what it speaks about, with what is still to do, last promise and result beside it. */
function speakerPage(facts: MeetingPageFacts, foot: PageFoot, item: PageItem): DraftPage {
  const city = item.city ?? '';
  const work = facts.programs.find(({ key }) => key === item.program);
  const key = `speak.${city}.${work === undefined ? 'air' : keyPart(work.key)}`;
  const side = sideOf(facts, item, work);
  if (work !== undefined) return workPage(work, facts.cities, foot, { key, agendaItem: item.id, side });
  const [index] = airPages(facts.air, foot, item.id).filter((page) => page.key === 'air.index');
  const place = facts.air.bulletin.main.cities.find(({ code }) => code === city);
  const { now, change, rank } = place?.indicators.index ?? { now: null, change: null, rank: null };
  const direction =
    change === null
      ? ''
      : change.value > 0
        ? `，同比变差 ${change.text.replace(/^[-+−]/u, '')}%`
        : `，同比改善 ${change.text.replace(/^[-+−]/u, '')}%`;
  const title = `${nameOf(city, facts.cities)}：综合指数 ${now?.text ?? '—'}${rank === null ? '' : `，由好到差第 ${rank} 位`}${direction}`;
  return index === undefined
    ? pageOf(foot, { key, agendaItem: item.id, title, side, body: { kind: 'points', points: [] } })
    : { ...index, key, title, side };
}

function sideOf(
  facts: MeetingPageFacts,
  item: PageItem,
  work: WorkFacts | undefined,
): NonNullable<ScreenPage['side']> {
  const city = item.city ?? '';
  const tile = work?.tiles.find(({ region }) => region === city);
  const own = facts.promises.filter((one) => one.city === city);
  // Of the matter it speaks about, else whatever it promised last.
  const promise = own.find(({ program }) => program === item.program) ?? own[0];
  return {
    role: ROLES[item.kind] ?? item.title,
    name: facts.cities.find(({ code }) => code === city)?.name ?? item.title,
    facts: tile === undefined ? airSide(facts, city) : paceFacts(tile),
    promised: promise?.promised ?? null,
    result: promise === undefined ? null : { text: promise.result, verdict: promise.verdict },
  };
}

/** Of the air: the index and its place, and what the days left may be. */
function airSide({ air }: MeetingPageFacts, city: string): NonNullable<ScreenPage['side']>['facts'] {
  const { main, targets } = air.bulletin;
  const index = main.cities.find(({ code }) => code === city)?.indicators.index;
  const facts: NonNullable<ScreenPage['side']>['facts'] = [];
  if (index?.now != null) {
    const unit = index.rank === null ? '' : `第 ${index.rank} 位`;
    facts.push({ label: '综合指数', value: index.now.text, unit, tone: 'strong' });
  }
  for (const { code, short, kind, unit, allowance, state } of targets) {
    if (code !== city || allowance === null || facts.length >= 4) continue;
    const tone =
      state === 'overdrawn' || state === 'impossible' ? 'bad' : state === 'tight' ? 'warn' : 'strong';
    const days = kind === 'days';
    const label = days ? `${short} 还可超标` : `${short} 余下日均不超`;
    facts.push({ label, value: allowance.text, unit: days ? '天' : unit, tone });
  }
  return facts;
}

/** 逐一点评: the programs of a leader's portfolio, who leads and who lags in each. */
function commentsPage(facts: MeetingPageFacts, foot: PageFoot, item: PageItem): DraftPage | null {
  const portfolio = facts.portfolios.find(
    ({ name, key }) => name === item.portfolio || key === item.portfolio,
  );
  if (portfolio === undefined) return null;
  const { cities } = facts;
  const own = facts.programs.filter(({ key }) => portfolio.programs.includes(key));
  // A field of one program is shown as that program: a table of one line says less.
  const [single] = own;
  if (!portfolio.air && single !== undefined && own.length === 1) {
    return workPage(single, cities, foot, { key: `comments.${keyPart(portfolio.key)}`, agendaItem: item.id });
  }
  const rows: { name: string; state: string; good: string[]; late: string[]; bad: boolean }[] = [];
  if (portfolio.air) {
    const places = facts.air.bulletin.main.cities;
    const by = (rank: (place: (typeof places)[number]) => number | null) =>
      places.filter((place) => rank(place) !== null).sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
    const state = by(({ indicators }) => indicators.index.rank);
    const change = by(({ indicators }) => indicators.index.changeRank);
    const name = (list: typeof places) => list.map(({ shortName }) => shortName);
    const half = Math.floor(state.length / 2);
    const ends = Math.min(3, half);
    if (ends > 0) {
      const { now } = facts.air.bulletin.main.province.indicators.index;
      rows.push({
        name: '综合指数',
        state: now?.text ?? '—',
        good: name(state.slice(0, ends)),
        late: name(state.slice(-ends).reverse()),
        bad: true,
      });
      const worse = change.filter(({ indicators }) => (indicators.index.change?.value ?? 0) > 0);
      const { change: whole } = facts.air.bulletin.main.province.indicators.index;
      rows.push({
        name: '综合指数同比',
        state: whole === null ? '—' : `${whole.text}%`,
        good: name(change.slice(0, ends)),
        late: name(worse.slice(-3).reverse()),
        bad: worse.length > 0,
      });
    }
  }
  for (const key of portfolio.programs) {
    const work = facts.programs.find((one) => one.key === key);
    if (work === undefined) continue;
    const late = laggards(work, cities);
    const ahead = work.tiles
      .filter(
        ({ applicable, gap, lamp }) => applicable && gap !== null && (lamp === 'green' || lamp === 'blue'),
      )
      .sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))
      .slice(0, 3);
    rows.push({
      name: work.shortName,
      state: work.province?.progress == null ? '—' : `${work.province.progress.toFixed(1)}%`,
      good: ahead.map(({ region }) => nameOf(region, cities)),
      late: late
        .slice(0, 3)
        .map(({ name, tile }) =>
          tile.gap === null || tile.gap <= 0 ? name : `${name} −${tile.gap.toFixed(1)}`,
        ),
      bad: late.length > 0,
    });
  }
  if (rows.length === 0) return null;
  const lagging = rows.filter(({ bad, late }) => bad && late.length > 0);
  const first = lagging.find(({ name }) => name !== '综合指数') ?? lagging[0];
  return pageOf(foot, {
    key: `comments.${keyPart(portfolio.key)}`,
    agendaItem: item.id,
    title:
      first === undefined
        ? `${portfolio.name}：各项均达到序时进度`
        : `${portfolio.name}：${first.name}落后的是${first.late.map((text) => text.split(' ')[0]).join('、')}`,
    body: {
      kind: 'table',
      columns: [
        ...columns('事项', '全省'),
        { title: '领先', align: 'left' },
        { title: '落后', align: 'left' },
      ],
      rows: rows.map(({ name, state, good, late, bad }) => ({
        cells: [
          cell(name),
          cell(state),
          cell(good.join('、') || '—', 'good'),
          cell(late.join('、') || '—', bad && late.length > 0 ? 'bad' : 'quiet'),
        ],
      })),
      note: null,
    },
  });
}
