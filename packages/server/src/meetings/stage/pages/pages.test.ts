import { type ProgramTile, ScreenPage } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { composeBulletin } from '../../../bulletins/compose/index.ts';
import { halfYearFacts } from '../../../bulletins/compose/testing/half-year-facts.ts';
import { cleanHeating } from '../../../programs/presets/clean-heating.ts';
import { orderOf } from './compose.ts';
import { documentPages } from './document.ts';
import { type MeetingPageFacts, meetingPages } from './meeting-pages.ts';
import { named, type PageFoot, signedText } from './page.ts';
import { paceFacts, type WorkFacts, workPage } from './work.ts';

/** A made-up province; its cities take the codes that pages need. */
const made = halfYearFacts();
const codes = new Map(
  made.main.cities.map(({ code }, at) => [code, `99${String(at + 1).padStart(2, '0')}00`]),
);
const bulletin = {
  main: {
    ...made.main,
    cities: made.main.cities.map((place) => ({ ...place, code: codes.get(place.code) ?? place.code })),
  },
  targets: made.targets.map((target) => ({ ...target, code: codes.get(target.code) ?? target.code })),
};
const cities = bulletin.main.cities.map(({ code, name, shortName }, at) => ({
  code,
  name,
  shortName,
  tile: { column: at % 3, row: Math.floor(at / 3) },
}));
const codeOf = (at: number) => cities[at]?.code ?? '';
const nameAt = (at: number) => cities[at]?.shortName ?? '';

/** 清洁取暖 of the mock: 安装, 运行, 灯. */
const STANDING: readonly (readonly [number, number, number, ProgramTile['lamp']])[] = [
  [0, 41.2, 28.0, 'green'],
  [1, 16.6, 4.9, 'red'],
  [2, 33.1, 14.0, 'green'],
  [3, 31.0, 12.2, 'green'],
  [4, 25.4, 9.1, 'yellow'],
  [5, 37.5, 21.3, 'green'],
  [6, 52.4, 40.1, 'blue'],
  [7, 39.9, 24.6, 'green'],
  [8, 47.3, 31.8, 'blue'],
  [9, 28.9, 8.8, 'yellow'],
  [10, 36.2, 19.0, 'green'],
];
const tile = (
  region: string,
  progress: number,
  companion: number,
  lamp: ProgramTile['lamp'],
): ProgramTile => ({
  region,
  plan: 246_000,
  unit: '户',
  lamp,
  reason: '差',
  gap: Math.round((35 - progress) * 10) / 10,
  planned: 35,
  done: 40_800,
  companionDone: null,
  deadline: null,
  path: [],
  series: [],
  progress,
  companion,
  pace: { need: 1832, actual: 697, month: '2021-06', unit: '户', per: 'day' },
  items: 12,
  openItems: 3,
  todo: 3,
  overdue: 0,
  unreported: 0,
  missingSince: null,
  alarms: [],
  applicable: true,
  rank: null,
});
const heating: WorkFacts = {
  key: 'clean-heating',
  name: '清洁取暖改造',
  shortName: '清洁取暖',
  definition: cleanHeating(2021),
  tiles: STANDING.map(([at, done, runs, lamp]) => tile(codeOf(at), done, runs, lamp)),
  province: { ...tile('140000', 35.2, 18, 'green'), plan: 919_300 },
  unjudged: new Map(),
  day: '2021-06-30',
  month: '2021-06',
};
const foot: PageFoot = { badges: ['已结账'], until: '数据截至 2021年6月30日24时' };
const facts: MeetingPageFacts = {
  title: '2021年上半年重点工作调度会',
  when: '2021年7月24日（星期六）9:00',
  place: '省厅视频会议室',
  venues: '主会场和 11 个分会场',
  agenda: [
    { id: 1, parent: null, kind: 'opening', title: '主持开场', minutes: 2 },
    { id: 2, parent: null, kind: 'bulletin', title: '通报', minutes: 15 },
    { id: 3, parent: null, kind: 'review', title: '上次要求和承诺', minutes: 5 },
    { id: 4, parent: null, kind: 'pledge', title: '表态发言', minutes: 0 },
    {
      id: 41,
      parent: 4,
      kind: 'pledge',
      title: '表态',
      minutes: 4,
      city: codeOf(1),
      program: 'clean-heating',
    },
    { id: 42, parent: 4, kind: 'pledge', title: '表态', minutes: 4, city: codeOf(0) },
    { id: 5, parent: null, kind: 'comments', title: '点评', minutes: 0 },
    { id: 51, parent: 5, kind: 'comments', title: '点评大气', minutes: 5, portfolio: '大气' },
    { id: 6, parent: null, kind: 'requirements', title: '部署', minutes: 30 },
  ].map((one) => ({ city: null, program: null, portfolio: '', speaker: '', ...one })),
  promises: [
    {
      city: codeOf(1),
      program: 'clean-heating',
      promised: '6月底安装 8.61 万户',
      result: '4.08万户，完成47%',
      verdict: 'broken',
      from: '2021年4月22日会议',
    },
    {
      city: codeOf(4),
      program: 'vocs',
      promised: 'VOCs 整改率 60%',
      result: '62%',
      verdict: 'kept',
      from: '2021年4月22日会议',
    },
  ],
  portfolios: [
    { key: 'air', name: '大气', post: '副厅长', userId: null, air: true, programs: ['clean-heating'] },
  ],
  simulated: true,
  figures: { closed: true, reviewed: true, until: '2021年6月30日24时' },
  air: { bulletin, cities },
  programs: [heating],
  cities: cities.map((city, sort) => ({ ...city, sort })),
  bulletin: null,
};
const pages = meetingPages(facts);
const page = (key: string) => {
  const found = pages.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no page ${key}: ${pages.map((one) => one.key).join(' ')}`);
  return found;
};

describe('the pages of a meeting', () => {
  it('fit the contract, each with a key of its own, all marked as simulated', () => {
    for (const one of pages) expect(ScreenPage.safeParse({ ...one, version: 1 }).error).toBeUndefined();
    expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length);
    expect(pages.every(({ badges }) => badges.includes('模拟数据'))).toBe(true);
    expect(meetingPages(facts)).toEqual(pages);
  });

  it('a title is a sentence that names cities', () => {
    expect(pages.map(({ key, title }) => `${key} ${title}`)).toMatchInlineSnapshot(`
      [
        "cover 2021年上半年重点工作调度会",
        "agenda 议程 6 项，共 65 分钟",
        "air.rank 综合指数东同最好（4.23）、汾阳最差（6.31），新州改善最多（−10.5%）",
        "air.index 综合指数 1 市同比变差：运河",
        "air.map PM2.5 超过 35 微克/立方米的 10 市：临河、朔原、新州等 10 市",
        "air.target.pm25 PM2.5年均浓度 目标账：长安、汾阳已透支，临河趋紧",
        "air.target.good-days 优良天数比例 目标账：临河、汾阳已透支",
        "air.worse 只能变好、不能变坏：6 市 9 项同比变差，运河最多（4 项）",
        "work 重点工作：调度的 1 项全省均达到序时进度",
        "work.clean-heating 清洁取暖：东同差 18.4 个百分点，吕原、汾阳也落后",
        "promises 上次承诺 2 项：兑现 1 项，未兑现 1 项",
        "speak.990200.clean-heating 清洁取暖：东同差 18.4 个百分点，吕原、汾阳也落后",
        "speak.990100.air 临河：综合指数 5.54，由好到差第 8 位，同比改善 6.7%",
        "comments.air 大气：综合指数同比落后的是运河",
      ]
    `);
  });

  it('清洁取暖 as in the hall: parts one upon the other, the path, minus is behind', () => {
    const { body, base, side } = page('work.clean-heating');
    expect(base).toBe('n＝91.93 万户');
    expect(side).toBeNull();
    if (body.kind !== 'bars') throw new Error(body.kind);
    expect(body).toMatchObject({ path: { label: '序时 35.0%', value: 35 }, max: 60, unit: '%' });
    expect(body.rows[1]).toMatchObject({
      name: nameAt(1),
      lamp: 'red',
      parts: [4.9, 16.6],
      mark: 'bad',
      cells: [{ text: '16.6%' }, { text: '4.9%' }, { text: '−18.4', tone: 'bad' }],
    });
    expect(body.rows.map(({ name }) => name)).toEqual(STANDING.map(([at]) => nameAt(at)));
  });

  it('a speaking city: what is left, how fast it must go, last promise and result', () => {
    const { agendaItem, side } = page(`speak.${codeOf(1)}.clean-heating`);
    expect(agendaItem).toBe(41);
    expect(side).toEqual({
      role: '表态发言',
      name: `${nameAt(1)}市`,
      facts: [
        { label: '还要完成', value: '20.52', unit: '万户', tone: 'strong' },
        { label: '7月起每天', value: '1,832', unit: '户', tone: 'strong' },
        { label: '6月每天', value: '697', unit: '户', tone: 'bad' },
      ],
      promised: '6月底安装 8.61 万户',
      result: { text: '4.08万户，完成47%', verdict: 'broken' },
    });
    expect(page(`speak.${codeOf(0)}.air`).side).toMatchObject({ name: `${nameAt(0)}市`, promised: null });
  });

  it('a city without such items stays in its place, and says so', () => {
    const tiles = heating.tiles.map((one, at) =>
      at === 0 ? { ...one, applicable: false, lamp: 'grey' as const } : one,
    );
    const { body } = workPage({ ...heating, tiles }, facts.cities, foot, { key: 'x', agendaItem: null });
    if (body.kind !== 'bars') throw new Error(body.kind);
    expect(body.rows[0]).toMatchObject({
      name: nameAt(0),
      parts: [null, null],
      cells: [{ text: '本市无此项' }, {}, {}],
    });
  });

  it('December is followed by January', () => {
    const pace = { need: 5, actual: null, month: '2021-12', unit: '个', per: 'week' } as const;
    const [, next] = paceFacts({ ...tile('140100', 1, 1, 'red'), pace });
    expect(next).toMatchObject({ label: '1月起每周', value: '5' });
  });
});

describe('a document on the wall', () => {
  const model = composeBulletin(made);
  const sheets = documentPages(model, { key: 'bulletin', name: '通报', agendaItem: 2, foot });
  const text = (html: string) => html.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]+>/g, '');

  it('a section begins a page; nothing is left out and nothing said twice', () => {
    const told = model.blocks.slice(
      0,
      model.blocks.findIndex(({ kind }) => kind === 'attachment'),
    );
    const headings = told.flatMap((block) =>
      block.kind === 'heading' ? [`${block.number}${block.text}`] : [],
    );
    const whole = sheets.map(({ body }) => (body.kind === 'document' ? text(body.html) : '')).join('\n');
    for (const heading of headings) expect(whole.split(heading)).toHaveLength(2);
    expect(sheets.length).toBeGreaterThan(4);
    expect(sheets.map(({ title }) => title)).toContain('通报：一、全省空气质量总体状况');
    expect(whole).not.toContain('附件1');
    for (const one of sheets) expect(ScreenPage.safeParse({ ...one, version: 1 }).error).toBeUndefined();
  });

  it('is safe: what was typed cannot become an element', () => {
    const evil = {
      ...model,
      blocks: [{ kind: 'paragraph' as const, runs: [{ kind: 'text' as const, text: '<script>x</script>' }] }],
    };
    const [page] = documentPages(evil, { key: 'b', name: '通报', agendaItem: null, foot });
    expect(JSON.stringify(page?.body)).not.toContain('<script>');
  });
});

describe('the order of pages', () => {
  it.each<[string[], string[], string[]]>([
    [[], ['a', 'b', 'c'], ['a', 'b', 'c']],
    // 人排过的次序留着，新的一页跟在它前面那一页之后。
    [
      ['c', 'a'],
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
    ],
    [
      ['hand', 'a'],
      ['new', 'a'],
      ['new', 'hand', 'a'],
    ],
  ])('known %j, natural %j → %j', (known, natural, order) => {
    expect(orderOf(known, natural)).toEqual(order);
  });
});

it('names are said up to four, then counted; signs are seen from afar', () => {
  expect(named(['大同', '吕梁'])).toBe('大同、吕梁');
  expect(named(['大同', '吕梁', '临汾', '运城', '太原'])).toBe('大同、吕梁、临汾等 5 市');
  expect([signedText(-18.4), signedText(6.2), signedText(-0.04)]).toEqual(['−18.4', '+6.2', '0.0']);
});
