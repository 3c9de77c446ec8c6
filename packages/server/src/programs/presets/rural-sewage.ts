/** 农村生活污水治理 (DIS-4.7): built is not running. */
import {
  all,
  amount,
  any,
  closed,
  commonStandards,
  computed,
  count,
  empty,
  eq,
  evidence,
  exampleReporters,
  filled,
  ge,
  gt,
  is,
  issued,
  life,
  lt,
  once,
  option,
  overdue,
  type Preset,
  path,
  percent,
  previous,
  question,
  rate,
  reported,
  t,
  total,
} from './build.ts';

const facility = is('mode', 'joint', 'scattered');
const built = any(is('stage', 'done', 'accepted'), closed);
// 用电接近零: below 10 kWh a month nothing was pumped. Configurable. [unsure]
const IDLE_KWH = 10;
const idle = all(facility, built, any(lt('power', IDLE_KWH), is('condition', 'idle')));

export const ruralSewage: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'rural-sewage',
  name: t('农村生活污水治理', 'Rural domestic sewage'),
  shortName: t('农村生活污水', 'Rural sewage'),
  purpose: t(
    '三基本：基本看不到污水横流，基本闻不到臭味，基本听不到村民怨言；建了还要转。',
    'Basically no visible sewage, no stench, no complaints; what is built must run.',
  ),
  basis: '农业农村污染治理攻坚战行动方案；县域农村生活污水治理专项规划',
  subject: 'village',
  counter: '村',
  fields: [
    issued.text('site', '村', 'Village', {
      required: 'always',
      also: ['村名', '行政村', '村庄', '行政村名称', '村庄名称'],
      listed: true,
    }),
    issued.text('villageCode', '村代码', 'Village code', {
      maxLength: 20,
      also: ['行政村代码', '村编码', '统计代码'],
    }),
    issued.integer('households', '户数', 'Households', '户', { also: ['总户数', '常住户数', '户数（户）'] }),
    issued.integer('population', '人口', 'Population', '人', {
      also: ['常住人口', '总人口', '人口数', '人口（人）'],
    }),
    issued.choice(
      'mode',
      '模式',
      'Mode',
      [
        option('network', '纳管', 'Joins the network', ['纳入城镇管网', '城镇管网', '纳管治理']),
        option('joint', '集中', 'Joint facility', ['集中处理', '联村集中', '集中治理', '建站']),
        option('scattered', '分散', 'Scattered facility', ['分散处理', '分户处理', '单村']),
        option('truck', '拉运', 'Collect and truck', ['拉运处理', '吸污车', '收集拉运']),
        option('reuse', '资源化', 'Reuse', ['资源化利用', '还田']),
        option('control', '管控', 'Kept tidy', ['管控村', '管控类', '卫生厕所+管控']),
      ],
      { required: 'always', also: ['治理模式', '治理方式', '处理模式'], listed: true },
    ),
    once.number('designFlow', '设计规模', 'Design flow', 't/d', 1, {
      also: ['设计处理规模', '处理规模', '规模', '设计规模（t/d）', '设计规模（吨/日）'],
      listed: true,
    }),
    reported.number('flow', '实际水量', 'Actual flow', 't/d', 1, {
      also: ['处理水量', '实际处理量', '日处理量', '实际水量（t/d）'],
      use: t('和用电量一起看是否真在转。', 'With electricity it shows whether it runs.'),
      listed: true,
    }),
    computed('load', '负荷率', 'Load', '%', percent('flow', 'designFlow'), { decimals: 1, listed: true }),
    once.number('pipes', '管网', 'Pipes', 'km', 2, { also: ['管网长度', '管网（km）', '管网公里数'] }),
    reported.integer('connected', '接户数', 'Households connected', '户', {
      required: 'report',
      cumulative: true,
      also: ['接户', '入户数', '接管户数', '受益户数'],
      listed: true,
    }),
    computed('connectedShare', '接户率', 'Connected', '%', percent('connected', 'households'), {
      decimals: 1,
    }),
    once.choice(
      'standard',
      '出水标准',
      'Effluent standard',
      [
        option('first', '一级', 'First', ['一级标准', '一级A', '一级B']),
        option('second', '二级', 'Second', ['二级标准']),
        option('third', '三级', 'Third', ['三级标准']),
        option('farm', '农田灌溉', 'Irrigation', ['灌溉', '农灌标准']),
      ],
      { also: ['排放标准', '执行标准', '出水执行标准'] },
    ),
    once.number('investment', '投资', 'Investment', '万元', 2, {
      also: ['总投资', '投资（万元）', '投资额'],
    }),
    reported.choice(
      'stage',
      '建设进展',
      'Building',
      [
        option('none', '未开工', 'Not begun', ['未开始', '前期']),
        option('building', '在建', 'Being built', ['施工', '建设中', '开工']),
        option('done', '完工', 'Built', ['建成', '完成', '竣工']),
        option('accepted', '验收', 'Accepted', ['已验收', '通过验收']),
      ],
      { required: 'report', also: ['进展', '建设情况', '工程进展', '完成情况'], listed: true },
    ),
    reported.date('begun', '开工', 'Begun on', { also: ['开工日期', '开工时间'], group: t('日期', 'Dates') }),
    reported.date('finished', '完工', 'Built on', {
      also: ['完工日期', '完工时间', '建成时间', '竣工日期'],
      group: t('日期', 'Dates'),
    }),
    reported.date('acceptedOn', '验收日期', 'Accepted on', {
      also: ['验收时间', '验收'],
      group: t('日期', 'Dates'),
    }),
    once.text('operator', '运维单位', 'Operator', {
      required: 'closeOut',
      also: ['运行单位', '管护单位', '运维主体', '第三方运维'],
      group: t('运维', 'Operation'),
    }),
    once.number('operationCost', '运维费', 'Operation', '万元/年', 2, {
      also: ['运维费用', '年运维费', '运行费用', '运维费（万元/年）'],
      group: t('运维', 'Operation'),
    }),
    reported.number('power', '用电量', 'Electricity', 'kWh/月', 1, {
      also: ['月用电量', '电量', '用电', '用电量（kWh）', '用电量（度）'],
      use: t('接近零 30 天即闲置线索。', 'Near zero for 30 days is a lead.'),
      group: t('运维', 'Operation'),
      listed: true,
    }),
    reported.date('testedOn', '监测日期', 'Tested on', {
      also: ['采样日期', '监测时间'],
      group: t('监测', 'Tests'),
    }),
    ...(
      [
        ['cod', 'COD', '化学需氧量', 0],
        ['nh3n', 'NH₃-N', '氨氮', 2],
        ['tp', 'TP', '总磷', 2],
      ] as const
    ).map(([key, symbol, zh, decimals]) =>
      reported.number(key, symbol, symbol, 'mg/L', decimals, {
        also: [zh, symbol.replace('₃', '3'), `${zh}（mg/L）`, `出水${symbol.replace('₃', '3')}`],
        group: t('监测', 'Tests'),
      }),
    ),
    reported.integer('goodTests', '达标监测次数', 'Compliant tests', '次', {
      cumulative: true,
      also: ['达标次数', '合格监测次数'],
      group: t('监测', 'Tests'),
    }),
    reported.choice(
      'condition',
      '运行状态',
      'Condition',
      [
        option('normal', '正常', 'Normal', ['正常运行', '运行']),
        option('idle', '闲置', 'Idle', ['停运', '未运行', '停用', '晒太阳']),
        option('broken', '破损', 'Broken', ['损坏', '故障', '破损停运']),
        option('notBuilt', '未建成', 'Not built', ['未建', '在建']),
      ],
      { required: 'report', also: ['运行情况', '设施状态', '运转情况', '状态'], listed: true },
    ),
    issued.text('blackWater', '黑臭水体关联', 'Black water body', {
      also: ['黑臭水体', '关联黑臭水体', '黑臭水体编号'],
    }),
    reported.integer('complaints', '投诉', 'Complaints', '件', {
      required: 'report',
      also: ['群众投诉', '投诉数', '投诉（件）'],
      listed: true,
    }),
  ],
  identity: ['site'],
  titleField: 'site',
  measures: [
    rate('done', '完成率', 'Done', count(built), count('all'), 'progress'),
    rate(
      'runningShare',
      '运行率',
      'Running',
      count(all(built, is('condition', 'normal'))),
      count('all'),
      'companion',
    ),
    rate(
      'runningOfBuilt',
      '设施正常运行率',
      'Facilities running',
      count(all(facility, built, is('condition', 'normal'))),
      count(all(facility, built)),
    ),
    amount('doneVillages', '完成村', 'Villages done', '村', count(built)),
    amount('idleFacilities', '闲置设施', 'Idle facilities', '座', count(idle), 'less'),
    rate('connectedRate', '接户率', 'Households connected', total('connected'), total('households')),
    amount('complaintTotal', '投诉', 'Complaints', '件', total('complaints'), 'less'),
    amount('investmentTotal', '投资', 'Investment', '万元', total('investment')),
  ],
  milestones: path(year, [
    ['03-31', 0],
    ['06-30', 35, '开工', 'Begun'],
    ['09-30', 75],
    ['11-15', 95, '封冻前完工', 'Built before the frost'],
    ['12-31', 100],
  ]),
  alarms: [
    {
      key: 'idleFacility',
      name: t('建成闲置，用电接近零', 'Built and idle: electricity near zero'),
      when: idle,
      severity: 'red',
    },
    {
      key: 'broken',
      name: t('设施破损', 'Facility broken'),
      when: is('condition', 'broken'),
      severity: 'yellow',
    },
    {
      key: 'testMissing',
      // ≥ 20 t/d tested half-yearly.
      name: t('20吨/日以上未监测', '20 t/d or more and not tested'),
      when: all(ge('designFlow', 20), built, empty('testedOn')),
      severity: 'yellow',
    },
    { key: 'pastDeadline', name: t('逾期未完成', 'Past its date'), when: overdue, severity: 'red' },
  ],
  questions: [
    question(
      'runningNoPower',
      all(facility, is('condition', 'normal'), lt('power', IDLE_KWH)),
      t('填“正常”而用电只有 {power} kWh，真在转吗？', '“Normal” with {power} kWh: is it really running?'),
      [
        ['无动力工艺', 'A process without power'],
        ['电表由村里合用', 'The village shares the meter'],
        ['其实停着，改为闲置', 'It stands still; changed to idle'],
      ],
    ),
    question(
      'runningNoFlow',
      all(facility, is('condition', 'normal'), eq('flow', 0)),
      t('填“正常”而水量为 0，对吗？', '“Normal” with no flow: is that right?'),
      [
        ['管网未通水', 'The pipes carry nothing yet'],
        ['流量计故障', 'The meter failed'],
      ],
    ),
    question(
      'overload',
      gt('load', 150),
      t(
        '水量 {flow} 是设计 {designFlow} 的一倍半以上，对吗？',
        'A flow of {flow} is over 1.5 times the design of {designFlow}: is that right?',
      ),
      [
        ['雨污混流', 'Rain mixes in'],
        ['单位填错', 'Another unit'],
      ],
    ),
    question(
      'powerFell',
      all(gt(previous('power'), 100), lt('power', 20)),
      t(
        '用电从 {previous.power} 降到 {power} kWh，为什么？',
        'Electricity fell from {previous.power} to {power} kWh: why?',
      ),
      [
        ['检修', 'Maintenance'],
        ['冬季停运', 'Stopped for winter'],
        ['欠费停电', 'Cut off for debts'],
      ],
    ),
  ],
  checks: [
    {
      key: 'connectedOverHouseholds',
      field: 'connected',
      when: gt('connected', 'households'),
      say: t(
        '接户 {connected} 户，多于总户数 {households} 户。请核对。',
        '{connected} connected of {households} households. Check both.',
      ),
    },
    {
      key: 'acceptedWithoutOperator',
      field: 'operator',
      when: all(is('stage', 'accepted'), facility, empty('operator')),
      say: t('已验收的设施要有运维单位。', 'An accepted facility has an operator.'),
    },
    {
      key: 'conditionBeforeBuilt',
      field: 'condition',
      when: all(is('stage', 'none', 'building'), is('condition', 'normal'), filled('stage')),
      say: t('还没完工，运行状态不能填“正常”。', 'Not built yet: the condition cannot be “normal”.'),
    },
  ],
  evidence: [
    evidence(
      'minutes',
      '验',
      t('验收纪要', 'Acceptance minutes'),
      'acceptance',
      'closeOut',
      1,
      t('销号以验收为前提。', 'Close-out follows acceptance.'),
    ),
    evidence(
      'tests',
      '测',
      t('达标监测报告', 'Compliant test report'),
      'testReport',
      'closeOut',
      2,
      t('两次达标才算稳定。', 'Two compliant tests show that it is stable.'),
    ),
    evidence(
      'contract',
      '维',
      t('运维合同', 'Maintenance contract'),
      'document',
      'closeOut',
      1,
      t('没有人管的设施会停。', 'A facility that nobody looks after stops.'),
    ),
    evidence(
      'photos',
      '照',
      t('治理前后照片', 'Photos before and after'),
      'photoPair',
      'cityCheck',
      1,
      t('看得到的“三基本”。', 'What people see.'),
      { position: true },
    ),
  ],
  standards: [
    ...commonStandards,
    // 60 % of households [unsure by province]: change the words where the province says otherwise.
    { key: 'households', name: t('接户率达到60%', 'At least 60 % of households connected') },
  ],
  life: life({ coSign: false, lookBackMonths: [6, 12] }),
  debt: { by: 'items', unit: '村' },
  ranking: {
    steps: [
      { by: 'measure', measure: 'done' },
      { by: 'measure', measure: 'runningOfBuilt' },
      { by: 'measure', measure: 'complaintTotal' },
    ],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.counties },
  sunset: `${year + 1}-12-31`,
});
