/** 黄河流域生态环境警示片问题整改 (DIS-4.2): quantities of works, not a count of items. */
import {
  all,
  amount,
  closed,
  commonStandards,
  computed,
  count,
  eq,
  evidence,
  exampleReporters,
  gt,
  is,
  issued,
  life,
  once,
  option,
  overdue,
  type Preset,
  path,
  percent,
  question,
  rate,
  reported,
  t,
  total,
} from './build.ts';

export const yellowRiver: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'yellow-river',
  name: t('黄河警示片问题整改', 'Yellow River problems'),
  shortName: t('黄河警示片', 'Yellow River'),
  purpose: t(
    '警示片披露的点位按工程量逐项恢复，经得起卫星和汛期检验。',
    'Places shown in the warning film are restored by quantity of works and stand the satellite and the flood season.',
  ),
  basis: '黄河流域生态环境警示片整改方案',
  subject: 'point',
  counter: '项',
  fields: [
    issued.integer('filmYear', '年度', 'Year of the film', '年', {
      required: 'always',
      min: 2018,
      max: 2100,
      also: ['警示片年度', '披露年度', '年份'],
      listed: true,
    }),
    issued.text('filmNo', '片中序号', 'No. in the film', {
      required: 'always',
      maxLength: 40,
      also: ['序号', '问题序号', '警示片序号', '编号'],
      listed: true,
    }),
    issued.choice(
      'problemType',
      '问题类型',
      'Kind of problem',
      [
        option('sewage', '污水直排', 'Sewage', ['直排', '污水', '生活污水直排']),
        option('bank', '岸线', 'Banks', ['岸线侵占', '侵占河道', '河道']),
        option('solidWaste', '固废', 'Solid waste', ['固体废物', '煤矸石', '垃圾', '渣土']),
        option('mine', '矿山', 'Mines', ['矿山生态', '矿山破坏', '露天矿']),
        option('abstraction', '取水', 'Abstraction', ['违规取水', '取用水']),
        option('farming', '养殖', 'Livestock', ['畜禽养殖', '养殖污染']),
      ],
      { required: 'always', also: ['类型', '问题类别', '类别'], listed: true },
    ),
    issued.text('site', '点位', 'Place', {
      required: 'always',
      also: ['点位名称', '问题点位', '位置', '地点', '所在地'],
      listed: true,
    }),
    issued.long('problem', '问题原文', 'Problem, verbatim', {
      also: ['问题', '问题描述', '披露问题', '存在问题'],
    }),
    issued.text('firm', '企业', 'Firm', { also: ['企业名称', '责任企业', '涉及企业'], listed: true }),
    issued.number('landMu', '占地', 'Land', '亩', 2, { also: ['占地面积', '占地（亩）', '侵占面积'] }),
    ...(
      [
        [
          'waste',
          '固废清运',
          'Solid waste moved',
          'm³',
          ['固废', '固废量', '清理固废', '清运量', '固废（立方米）'],
        ],
        ['green', '绿化', 'Planted', '亩', ['绿化面积', '覆绿', '复绿', '绿化（亩）', '造林']],
        ['reclaim', '复垦', 'Reclaimed', '亩', ['复垦面积', '土地复垦', '复垦（亩）']],
        ['drain', '排水沟', 'Drains', 'm', ['排水渠', '截排水沟', '排水沟（米）', '截水沟']],
      ] as const
    ).flatMap(([key, zh, en, unit, also]) => [
      issued.number(`${key}Planned`, `${zh}计划`, `${en}, planned`, unit, 2, {
        also: also.flatMap((name) => [`${name}计划`, `计划${name}`]),
        group: t(zh, en),
      }),
      reported.number(`${key}Done`, `${zh}完成`, `${en}, done`, unit, 2, {
        cumulative: true,
        also: also.flatMap((name) => [`${name}完成`, `完成${name}`, `已完成${name}`, name]),
        group: t(zh, en),
        use: t('按工程量算进度，竣工测量为准。', 'Progress goes by quantity; the as-built survey decides.'),
        listed: true,
      }),
      computed(`${key}Share`, `${zh}完成率`, `${en}, share`, '%', percent(`${key}Done`, `${key}Planned`), {
        decimals: 1,
        group: t(zh, en),
      }),
    ]),
    once.text('satelliteBefore', '卫星前片日期', 'Satellite picture before', {
      maxLength: 40,
      also: ['前片', '整改前卫片', '卫星前片'],
    }),
    reported.text('satelliteAfter', '卫星后片日期', 'Satellite picture after', {
      maxLength: 40,
      required: 'closeOut',
      also: ['后片', '整改后卫片', '卫星后片'],
    }),
    reported.number('survival', '植被成活率', 'Plant survival', '%', 1, {
      max: 100,
      also: ['成活率', '苗木成活率', '植被成活率（%）'],
      use: t('满一个生长季后验收时用。', 'Used at acceptance after one season.'),
    }),
    reported.choice(
      'dumpStability',
      '排土场汛期稳定检查',
      'Dump stability in flood season',
      [
        option('safe', '稳定', 'Stable', ['安全', '正常', '无隐患']),
        option('risk', '有隐患', 'At risk', ['隐患', '存在隐患']),
        option('unchecked', '未检查', 'Not checked', ['未查']),
        option('none', '无排土场', 'No dump', ['不涉及', '无']),
      ],
      { also: ['边坡稳定', '稳定性检查', '汛期检查', '矸石山稳定'] },
    ),
  ],
  identity: ['filmYear', 'filmNo'],
  titleField: 'site',
  measures: [
    {
      key: 'works',
      name: t('工程量完成率', 'Works done'),
      unit: '%',
      role: 'progress',
      better: 'more',
      of: {
        kind: 'weighted',
        parts: (
          [
            ['waste', '固废清运', 'Solid waste moved', 'm³'],
            ['green', '绿化', 'Planted', '亩'],
            ['reclaim', '复垦', 'Reclaimed', '亩'],
            ['drain', '排水沟', 'Drains', 'm'],
          ] as const
        ).map(([key, zh, en, unit]) => ({
          name: t(zh, en),
          unit,
          weight: 1,
          done: total(`${key}Done`),
          planned: total(`${key}Planned`),
        })),
      },
    },
    rate('closedShare', '销号率', 'Closed', count(closed), count('all')),
    rate('greenShare', '绿化完成率', 'Planted', total('greenDone'), total('greenPlanned')),
    rate('reclaimShare', '复垦完成率', 'Reclaimed', total('reclaimDone'), total('reclaimPlanned')),
    rate('drainShare', '排水沟完成率', 'Drains', total('drainDone'), total('drainPlanned')),
    rate('wasteShare', '固废清运完成率', 'Waste moved', total('wasteDone'), total('wastePlanned')),
    amount('greenTotal', '绿化', 'Planted', '亩', total('greenDone')),
    amount('reclaimTotal', '复垦', 'Reclaimed', '亩', total('reclaimDone')),
  ],
  // Earthworks before the flood season, planting before winter.
  milestones: path(year, [
    ['02-28', 0],
    ['05-31', 40, '汛前', 'Before the floods'],
    ['08-31', 65],
    ['10-31', 90, '秋季植树', 'Autumn planting'],
    ['12-31', 100],
  ]),
  alarms: [
    {
      key: 'dumpAtRisk',
      name: t('排土场有隐患', 'Dump at risk'),
      when: is('dumpStability', 'risk'),
      severity: 'red',
    },
    {
      key: 'lowSurvival',
      // 85 %: the usual acceptance figure of afforestation works; configurable. [unsure]
      name: t('成活率低于 85%', 'Plant survival below 85 %'),
      when: { op: 'lt', left: { field: 'survival' }, right: { constant: 85 } },
      severity: 'yellow',
    },
    { key: 'pastDeadline', name: t('逾期未销号', 'Past its date'), when: overdue, severity: 'red' },
  ],
  questions: [
    question(
      'greenWithoutSurvival',
      all(gt('greenShare', 99), { empty: 'survival' }),
      t(
        '绿化已完成 {greenDone} 亩，成活率还没有填，是未满一个生长季吗？',
        '{greenDone} mu planted and no survival rate: is the first season not over?',
      ),
      [
        ['未满一个生长季', 'The season is not over'],
        ['待第三方测量', 'A survey is awaited'],
      ],
    ),
    question(
      'nothingDone',
      all(eq('wasteDone', 0), eq('greenDone', 0), eq('reclaimDone', 0), eq('drainDone', 0)),
      t('四类工程量都是 0，还未开工吗？', 'No quantity of any works: has work not begun?'),
      [
        ['未开工', 'Not begun'],
        ['已开工，未测量', 'Begun, not surveyed'],
      ],
    ),
  ],
  checks: (
    [
      ['waste', '固废清运'],
      ['green', '绿化'],
      ['reclaim', '复垦'],
      ['drain', '排水沟'],
    ] as const
  ).map(([key, zh]) => ({
    key: `${key}WayOver`,
    field: `${key}Done`,
    when: gt(`${key}Done`, { times: [{ field: `${key}Planned` }, { constant: 2 }] }),
    say: t(
      `${zh}完成 {${key}Done}，超过计划 {${key}Planned} 的两倍，多半是单位不对。`,
      `Done {${key}Done} is more than twice the plan of {${key}Planned}: probably another unit.`,
    ),
  })),
  evidence: [
    evidence(
      'asBuilt',
      '测',
      t('竣工测量', 'As-built survey'),
      'survey',
      'cityCheck',
      1,
      t('工程量以竣工测量为准。', 'Quantities are taken from the as-built survey.'),
    ),
    evidence(
      'satellite',
      '星',
      t('整改前后卫星影像', 'Satellite pictures before and after'),
      'satellite',
      'acceptance',
      1,
      t('警示片由卫星和暗访发现，也由卫星复核。', 'Found by satellite, checked again by satellite.'),
      { position: true },
    ),
    evidence(
      'survivalCheck',
      '活',
      t('一个生长季后的成活调查', 'Plant survival after one season'),
      'survey',
      'acceptance',
      1,
      t('当季种下不算恢复。', 'What was planted this season is not yet restored.'),
    ),
    evidence(
      'managementRule',
      '制',
      t('长效管护制度', 'Long-term management rule'),
      'rule',
      'acceptance',
      1,
      t('销号标准第五条的佐证。', 'Evidence for the fifth close-out standard.'),
    ),
  ],
  standards: commonStandards,
  life: life({ lookBackMonths: [6, 12], lookBackShare: 20 }),
  debt: { by: 'items', unit: '项' },
  ranking: {
    steps: [{ by: 'measure', measure: 'works' }, { by: 'overdue' }, { by: 'rebound' }],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.counties },
  sunset: `${year + 1}-12-31`,
});
