import type { ScreenPage, StageState } from '@qingzhang/contract';

/** Screen pages of every kind for the gallery. 示例, no real figures. */
const names = ['太原', '大同', '朔州', '忻州', '吕梁', '晋中', '阳泉', '长治', '晋城', '临汾', '运城'];
const codes = [
  '140100',
  '140200',
  '140600',
  '140900',
  '141100',
  '140700',
  '140300',
  '140400',
  '140500',
  '141000',
  '140800',
];
const installed = [41.2, 16.6, 33.1, 31.0, 25.4, 37.5, 52.4, 39.9, 47.3, 28.9, 36.2];
const running = [28.0, 4.9, 14.0, 12.2, 9.1, 21.3, 40.1, 24.6, 31.8, 8.8, 19.0];
const gaps = ['+6.2', '−18.4', '−1.9', '−4.0', '−9.6', '+2.5', '+17.4', '+4.9', '+12.3', '−6.1', '+1.2'];
const base: Omit<ScreenPage, 'key' | 'title' | 'body'> = {
  agendaItem: 53,
  badges: ['已结账', '示例'],
  until: '数据截至 2021-06-30 24:00',
  base: 'n＝91.93 万户',
  version: 1,
  subs: 1,
  side: null,
};
const side: ScreenPage['side'] = {
  role: '表态发言',
  name: '大同市',
  facts: [
    { label: '还要装', value: '20.52', unit: '万户', tone: 'strong' },
    { label: '7月起每天', value: '1,832', unit: '户', tone: 'strong' },
    { label: '6月每天', value: '697', unit: '户', tone: 'bad' },
  ],
  promised: '6月底安装 8.61 万户',
  result: { text: '4.08 万户，47%', verdict: 'broken' },
};
const chart = (ink: string, ground: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1800 800" font-family="sans-serif"><rect width="1800" height="800" fill="${ground}"/><path d="M80 700 400 620 720 560 1040 380 1360 300 1700 120" fill="none" stroke="${ink}" stroke-width="8"/><text x="1500" y="90" font-size="40" fill="${ink}">2021年 47 µg/m³</text></svg>`;
const paper = `<!doctype html><meta charset="utf-8"><style>body{margin:0;padding:60px 64px;font:16px/1.8 serif;background:#fff}h1{text-align:center;font-size:26px}</style><h1>关于上半年重点工作的通报</h1>${Array.from({ length: 40 }, (_, at) => `<p>${at + 1}. 全省清洁取暖改造按计划推进，大同、吕梁、临汾落后于序时进度，须逐县逐村排出计划，九月底前完成。</p>`).join('')}`;

export const screenPages: readonly ScreenPage[] = [
  {
    ...base,
    key: 'cover',
    title: '2021年上半年重点工作调度会',
    body: { kind: 'cover', lines: ['2021年7月24日 9:00', '主会场和 11 个市分会场'] },
    badges: ['示例'],
    until: '',
    base: '',
  },
  {
    ...base,
    key: 'agenda',
    title: '议程',
    until: '',
    base: '',
    body: {
      kind: 'agenda',
      items: [
        { title: '上半年重点工作通报', minutes: 15, speakers: ['大气处处长'] },
        { title: '上次要求与承诺兑现', minutes: 5, speakers: ['督察办'] },
        { title: '经验交流', minutes: 10, speakers: ['阳泉市', '晋城市'] },
        { title: '表态发言', minutes: 12, speakers: ['大同市', '吕梁市', '临汾市'] },
        { title: '逐一点评', minutes: 30, speakers: ['各分管厅领导'] },
        { title: '传达指示', minutes: 10, speakers: ['主持人'] },
        { title: '分析与部署', minutes: 30, speakers: ['主持人'] },
      ],
    },
  },
  {
    ...base,
    key: 'bars',
    title: '清洁取暖：大同差 18.4 个百分点，吕梁、临汾也落后',
    side,
    body: {
      kind: 'bars',
      unit: '%',
      legend: ['运行', '装而未用'],
      path: { label: '序时 35.0%', value: 35 },
      max: 62,
      columns: ['安装', '运行', '差，点'],
      rows: names.map((name, at) => ({
        region: codes[at] ?? null,
        name,
        lamp: at === 1 ? 'red' : at === 4 || at === 9 ? 'yellow' : 'green',
        parts: [running[at] ?? null, installed[at] ?? null],
        cells: [
          { text: `${installed[at]?.toFixed(1)}%` },
          { text: `${running[at]?.toFixed(1)}%` },
          { text: gaps[at] ?? '' },
        ],
        mark: at === 1 ? 'bad' : at === 4 || at === 9 ? 'warn' : null,
      })),
    },
  },
  {
    ...base,
    key: 'table',
    title: '综合指数：大同、运城并列第 2，同比分别恶化 0.8% 和 0.6%',
    base: 'n＝181 天',
    body: {
      kind: 'table',
      columns: ['市', '名次', '综合指数', '同比', 'PM2.5 µg/m³', '优良天数', '首要超标'].map((title, at) => ({
        title,
        align: at === 0 || at === 6 ? 'left' : 'right',
      })),
      rows: names.map((name, at) => ({
        cells: [
          { text: name },
          { text: at === 1 || at === 10 ? '并列 2' : String(at + 3) },
          { text: (4.6 + at * 0.11).toFixed(2) },
          at === 1
            ? { text: '↑0.8% 恶化', tone: 'bad' }
            : { text: `↓${(at + 2.1).toFixed(1)}%`, tone: 'good' },
          { text: String(38 + at) },
          { text: String(141 - at) },
          { text: at % 3 === 0 ? 'O₃' : 'PM2.5', tone: 'quiet' },
        ],
        ...(at === 1 && { emphasis: true }),
      })),
      note: '名次由好到差；指数相同的并列，后一名次空出。',
    },
  },
  {
    ...base,
    key: 'chart',
    title: '全省 PM2.5 上半年累计 47，比目标路径低 1.2',
    body: {
      kind: 'chart',
      dark: chart('#c3cad2', '#0c1015'),
      light: chart('#15181c', '#ffffff'),
      alt: 'PM2.5 累计',
    },
  },
  {
    ...base,
    key: 'map',
    title: '优良天数比例：4 个市没有到序时',
    body: {
      kind: 'map',
      unit: '%',
      tiles: [
        ['140200', '大同', 1, 0, 'aqi2'],
        ['140600', '朔州', 0, 1, 'aqi2'],
        ['140900', '忻州', 1, 1, 'aqi1'],
        ['140100', '太原', 1, 2, 'aqi3'],
        ['140300', '阳泉', 2, 2, 'aqi2'],
        ['141100', '吕梁', 0, 3, 'aqi2'],
        ['140700', '晋中', 1, 3, 'aqi3'],
        ['140400', '长治', 2, 3, 'aqi2'],
        ['141000', '临汾', 0, 4, 'aqi4'],
        ['140500', '晋城', 1, 4, 'aqi3'],
        ['140800', '运城', 0, 5, 'aqi4'],
      ].map(([region, name, column, row, kind], at) => ({
        region: String(region),
        name: String(name),
        text: (76.2 - at * 1.3).toFixed(1),
        row: Number(row),
        column: Number(column),
        tone: kind === 'aqi4' ? ('bad' as const) : ('plain' as const),
        class: String(kind),
      })),
      legend: [
        { text: '到序时', class: 'aqi1' },
        { text: '差 2 点以内', class: 'aqi2' },
        { text: '差 5 点以内', class: 'aqi3' },
        { text: '差 5 点以上', class: 'aqi4' },
      ],
    },
  },
  {
    ...base,
    key: 'pledges',
    title: '4 月承诺 9 项：兑现 5 项，晚 2 项，未兑现 2 项',
    body: {
      kind: 'pledges',
      rows: [
        {
          city: '大同市',
          promised: '6月底安装 8.61 万户',
          result: '4.08 万户，47%',
          verdict: 'broken',
          verdictText: '未兑现',
        },
        {
          city: '大同市',
          promised: '设备招标 6月10日前完成',
          result: '6月16日完成',
          verdict: 'late',
          verdictText: '晚 6 天',
        },
        {
          city: '吕梁市',
          promised: 'VOCs 整改率 60%',
          result: '42.7%',
          verdict: 'broken',
          verdictText: '未兑现',
        },
        {
          city: '临汾市',
          promised: '综合指数不反弹',
          result: '到 9 月底',
          verdict: 'open',
          verdictText: '未到期',
        },
        {
          city: '阳泉市',
          promised: '确村确户 100%',
          result: '1,284 村全部确认',
          verdict: 'kept',
          verdictText: '兑现',
        },
      ],
      summary: '4 月 22 日会议',
    },
  },
  {
    ...base,
    key: 'points',
    title: '三点要求',
    body: {
      kind: 'points',
      points: [
        { head: '增强政治意识', text: '把环境质量改善作为检验工作的硬标准，逐市逐县排出序时进度。' },
        {
          head: '增强争先意识',
          text: '大同加快清洁取暖，吕梁、阳泉、忻州重点抓好 VOCs 治理和臭氧应急管控，吕梁、临汾、晋城推进农村生活污水治理。',
        },
        {
          head: '增强担当意识',
          text: '旧账销号、新账不欠；两高沿线清理、汛期直排、利剑斩污一项一项落到县。',
        },
      ],
    },
  },
  { ...base, key: 'document', title: '关于上半年重点工作的通报', body: { kind: 'document', html: paper } },
];

const item = (
  id: number,
  parent: number | null,
  kind: StageState['agenda'][number]['kind'],
  title: string,
  minutes: number,
  usedSeconds: number,
  more: Partial<StageState['agenda'][number]> = {},
): StageState['agenda'][number] => ({
  id,
  parent,
  kind,
  title,
  speaker: '',
  city: null,
  program: null,
  minutes,
  usedSeconds,
  startedAt: usedSeconds > 0 ? '2021-07-24T09:00:00+08:00' : null,
  endedAt: usedSeconds > 0 ? '2021-07-24T09:30:00+08:00' : null,
  note: '',
  ...more,
});
const running5 = { startedAt: '2021-07-24T09:34:00+08:00', endedAt: null };

export const stageState: StageState = {
  meeting: 7,
  title: '2021年上半年重点工作调度会',
  state: 'live',
  revision: 40,
  page: 'bars',
  sub: 0,
  blank: false,
  agendaItem: 53,
  timer: { item: 53, seconds: 240, used: 0, startedAt: '2021-07-24T09:34:00+08:00' },
  now: '2021-07-24T09:36:02+08:00',
  startsAt: '2021-07-24T09:00:00+08:00',
  openedAt: '2021-07-24T09:00:00+08:00',
  minutesPlanned: 114,
  agenda: [
    item(1, null, 'opening', '主持开场', 2, 110),
    item(2, null, 'bulletin', '上半年通报', 15, 1020),
    item(3, null, 'review', '上次要求与承诺兑现', 5, 300),
    item(4, null, 'experience', '经验交流', 10, 610),
    item(5, null, 'pledge', '表态发言', 12, 0, running5),
    item(53, 5, 'pledge', '表态发言', 4, 0, { ...running5, speaker: '大同市', note: '清洁取暖 −18.4 点' }),
    item(54, 5, 'pledge', '表态发言', 4, 0, { speaker: '吕梁市', note: 'VOCs 整改率 42.7%，全省 68.1%' }),
    item(55, 5, 'pledge', '表态发言', 4, 0, { speaker: '临汾市', note: '综合指数同比反弹' }),
    item(6, null, 'comments', '逐一点评', 30, 0),
    item(7, null, 'instructions', '传达指示', 10, 0),
    item(8, null, 'analysis', '分析形势', 15, 0),
    item(9, null, 'requirements', '部署要求', 15, 0),
  ],
  pages: screenPages.map(({ key, version, title, agendaItem }) => ({ key, version, title, agendaItem })),
  conferenceLink: 'https://conference.example.invalid/m/7001',
  simulated: true,
};
