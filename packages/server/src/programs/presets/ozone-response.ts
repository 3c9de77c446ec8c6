/** 臭氧应急与减排清单 (DIS-4.6): one plan per plant (一厂一策), graded, verified by electricity. */
import {
  all,
  amount,
  any,
  commonStandards,
  computed,
  count,
  eq,
  evidence,
  exampleReporters,
  gt,
  industries,
  is,
  issued,
  life,
  lt,
  minus,
  once,
  option,
  type Preset,
  path,
  percent,
  question,
  rate,
  ratio,
  reported,
  t,
  times,
  total,
} from './build.ts';

// 用电降幅不足承诺的七成 = 响应不力.
const weakResponse = all(gt('responses', 0), gt('pledgedCut', 0), lt('powerDrop', times('pledgedCut', 0.7)));

export const ozoneResponse: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'ozone-response',
  name: t('臭氧应急减排清单', 'Ozone emergency reduction lists'),
  shortName: t('臭氧减排清单', 'Ozone lists'),
  purpose: t(
    '一厂一策、分级管控，预警时核得到、减得下，不搞一刀切。',
    'One plan per plant, by grade; in a warning it can be checked and it works. No one-size stop.',
  ),
  basis: '重污染天气重点行业绩效分级；臭氧应急减排清单',
  subject: 'firm',
  counter: '家',
  fields: [
    issued.text('firm', '企业', 'Firm', {
      required: 'always',
      also: ['企业名称', '单位名称', '公司名称'],
      listed: true,
    }),
    issued.choice('industry', '行业', 'Industry', industries, {
      required: 'always',
      also: ['行业类别', '所属行业'],
      listed: true,
    }),
    issued.choice(
      'grade',
      '绩效等级',
      'Performance grade',
      [
        option('a', 'A', 'A', ['A级']),
        option('b', 'B', 'B', ['B级']),
        option('bMinus', 'B-', 'B−', ['B-级', 'B－', 'B−']),
        option('c', 'C', 'C', ['C级']),
        option('d', 'D', 'D', ['D级']),
        option('leading', '引领性', 'Leading', ['引领', '引领性企业']),
        option('notLeading', '非引领性', 'Not leading', ['非引领']),
        option('livelihood', '保障类', 'Public needs', ['民生保障类', '保障民生']),
      ],
      { required: 'always', also: ['绩效分级', '等级', '评级', '绩效级别'], listed: true },
    ),
    once.text('lineNo', '生产线编号', 'Line no.', {
      required: 'always',
      maxLength: 60,
      also: ['生产线', '产线编号', '编号', '工序编号'],
      group: t('生产线', 'Production line'),
      listed: true,
    }),
    once.text('equipment', '设备', 'Equipment', {
      also: ['主要设备', '生产设备', '设备名称'],
      group: t('生产线', 'Production line'),
    }),
    once.text('capacity', '产能', 'Capacity', {
      maxLength: 80,
      also: ['生产能力', '设计产能'],
      group: t('生产线', 'Production line'),
    }),
    ...(
      [
        ['nox', 'NOx', '氮氧化物'],
        ['vocs', 'VOCs', '挥发性有机物'],
        ['pm', 'PM', '颗粒物'],
        ['so2', 'SO₂', '二氧化硫'],
      ] as const
    ).map(([key, symbol, zh]) =>
      once.number(`${key}Daily`, `日排放${symbol}`, `${symbol} a day`, 'kg', 2, {
        also: [
          `${symbol.replace('₂', '2')}日排放量`,
          `${zh}日排放`,
          `${symbol.replace('₂', '2')}（kg/d）`,
          zh,
        ],
        group: t('日排放', 'Emitted a day'),
      }),
    ),
    ...(
      [
        ['yellow', '黄色', 'yellow'],
        ['orange', '橙色', 'orange'],
        ['red', '红色', 'red'],
      ] as const
    ).flatMap(([key, zh, en]) => [
      once.choice(
        `${key}Measure`,
        `${zh}预警措施`,
        `Measure, ${en}`,
        [
          option('none', '不采取', 'None', ['自主减排', '无', '不停限产']),
          option('stop', '停产', 'Stop', ['全厂停产']),
          option('stopLine', '停线', 'Stop the line', ['停生产线', '停一条线']),
          option('lowerLoad', '降负荷', 'Lower the load', ['限产', '减负荷', '降低负荷']),
          option('shiftHours', '错时（10–18时）', 'Shift hours (10–18)', [
            '错时',
            '错峰',
            '错时生产',
            '避开10-18时',
          ]),
          option('noSpraying', '停喷涂', 'No spraying', ['停止喷涂', '停喷漆']),
          option('vehicles', '车辆限制', 'Vehicles limited', ['限制车辆', '车辆管控', '禁用国四及以下']),
        ],
        {
          also: [`${zh}预警`, `${zh}措施`, `${zh}预警减排措施`],
          group: t('预警措施', 'Measures by warning'),
          ...(key === 'orange' ? { listed: true } : {}),
        },
      ),
      once.number(`${key}Cut`, `${zh}减排比例`, `Cut, ${en}`, '%', 1, {
        max: 100,
        also: [`${zh}预警减排比例`, `${zh}比例`, `${zh}减排比例（%）`],
        group: t('预警措施', 'Measures by warning'),
      }),
    ]),
    once.number('cutPerDay', '减排量', 'Cut a day', 'kg/d', 2, {
      also: ['日减排量', '减排量（kg/d）', '应急减排量'],
      listed: true,
    }),
    once.choice(
      'verification',
      '核查方式',
      'Verified by',
      [
        option('power', '电量', 'Electricity', ['用电量', '用电监管', '电力']),
        option('online', '在线', 'Monitor', ['在线监测', '自动监控']),
        option('video', '视频', 'Video', ['视频监控']),
        option('site', '现场', 'Site check', ['现场核查', '驻厂']),
      ],
      { required: 'report', also: ['核查方法', '核查手段', '监管方式'], listed: true },
    ),
    once.yesNo('livelihood', '民生保障', 'Public needs', {
      also: ['是否民生保障', '保民生', '民生任务'],
      use: t('供热、协同处置等保民生的不停。', 'Heat supply and the like are not stopped.'),
    }),
    once.text('contactPost', '联系岗位', 'Contact (post)', {
      also: ['联系人', '企业联系人', '环保负责人', '联系人岗位'],
    }),
    once.yesNo('planFiled', '一厂一策已备案', 'Plan filed', {
      required: 'report',
      also: ['一厂一策', '是否一厂一策', '方案备案', '操作方案'],
      listed: true,
    }),
    reported.integer('warnings', '本月预警次数', 'Warnings this month', '次', {
      required: 'report',
      max: 31,
      also: ['预警次数', '启动次数', '应急启动（次）'],
      group: t('响应', 'Response'),
    }),
    reported.integer('confirmed', '2小时内确认', 'Confirmed within 2 h', '次', {
      required: 'report',
      max: 31,
      also: ['确认次数', '按时确认', '2小时确认（次）'],
      group: t('响应', 'Response'),
      listed: true,
    }),
    reported.integer('responses', '落实响应', 'Responded', '次', {
      required: 'report',
      max: 31,
      also: ['响应次数', '落实次数', '响应（次）'],
      group: t('响应', 'Response'),
      listed: true,
    }),
    reported.integer('verifiedResponses', '核实响应', 'Response verified', '次', {
      max: 31,
      also: ['核实次数', '核查属实', '核实响应（次）'],
      group: t('响应', 'Response'),
      listed: true,
    }),
    reported.number('powerBefore', '平日用电', 'Electricity, ordinary day', 'kWh/d', 0, {
      also: ['平时用电量', '正常用电', '预警前用电', '基准用电'],
      group: t('用电', 'Electricity'),
    }),
    reported.number('powerDuring', '预警日用电', 'Electricity, warning day', 'kWh/d', 0, {
      also: ['预警期间用电', '响应期间用电', '预警用电量'],
      group: t('用电', 'Electricity'),
    }),
    computed(
      'powerDrop',
      '用电降幅',
      'Electricity fell by',
      '%',
      percent(minus('powerBefore', 'powerDuring'), 'powerBefore'),
      {
        decimals: 1,
        group: t('用电', 'Electricity'),
        listed: true,
      },
    ),
    reported.number('pledgedCut', '本次承诺减排', 'Cut pledged', '%', 1, {
      max: 100,
      also: ['承诺减排比例', '本次减排比例', '应减比例'],
      group: t('用电', 'Electricity'),
    }),
    computed('responseShare', '用电降幅÷承诺', 'Fall ÷ pledge', null, ratio('powerDrop', 'pledgedCut'), {
      decimals: 2,
      group: t('用电', 'Electricity'),
    }),
  ],
  identity: ['firm', 'lineNo'],
  titleField: 'firm',
  measures: [
    rate('planned', '一厂一策备案率', 'Plans filed', count(is('planFiled', 'yes')), count('all'), 'progress'),
    rate('confirmRate', '2小时确认率', 'Confirmed within 2 h', total('confirmed'), total('warnings')),
    rate('responseRate', '响应率', 'Responded', total('responses'), total('warnings')),
    rate('verifiedRate', '核实响应率', 'Verified response', total('verifiedResponses'), total('warnings')),
    amount('cutTotal', '应急减排能力', 'Cut available', 'kg/d', total('cutPerDay')),
    amount('weak', '响应不力', 'Weak response', '家', count(weakResponse), 'less'),
    amount(
      'stoppedAll',
      '列为停产',
      'Listed to stop',
      '家',
      count(any(is('yellowMeasure', 'stop'), is('orangeMeasure', 'stop'))),
      'less',
    ),
  ],
  // Lists stand before the ozone season (May to September).
  milestones: path(year, [
    ['02-28', 0],
    ['04-30', 80, '臭氧季前', 'Before the ozone season'],
    ['06-30', 100, '清单定稿', 'Lists final'],
  ]),
  alarms: [
    {
      key: 'weakResponse',
      name: t('用电未降到位，响应不力', 'Electricity did not fall: weak response'),
      when: weakResponse,
      severity: 'red',
      amount: minus(times('pledgedCut', 0.7), 'powerDrop'),
      unit: '个百分点',
    },
    {
      key: 'notConfirmed',
      name: t('预警未按时确认', 'Warning not confirmed in time'),
      when: lt('confirmed', 'warnings'),
      severity: 'yellow',
      amount: minus('warnings', 'confirmed'),
      unit: '次',
    },
    {
      key: 'livelihoodStopped',
      name: t('民生保障企业列了停产', 'Public need listed to stop'),
      when: all(
        is('livelihood', 'yes'),
        any(is('yellowMeasure', 'stop'), is('orangeMeasure', 'stop'), is('redMeasure', 'stop')),
      ),
      severity: 'yellow',
    },
    {
      // 一刀切 guard (DIS-14.5): the leading grades act by themselves.
      key: 'oneSize',
      name: t('A级或引领性企业列了停产', 'Grade A or leading listed to stop'),
      when: all(
        is('grade', 'a', 'leading'),
        any(is('yellowMeasure', 'stop', 'stopLine'), is('orangeMeasure', 'stop', 'stopLine')),
      ),
      severity: 'mark',
    },
  ],
  questions: [
    question(
      'respondedNoPower',
      all(gt('responses', 0), { empty: 'powerDuring' }, is('verification', 'power')),
      t(
        '已响应 {responses} 次，预警日用电没有填，为什么？',
        '{responses} responses and no electricity figure: why?',
      ),
      [
        ['电量数据未到', 'The figures have not arrived'],
        ['改用在线核查', 'Verified by the monitor instead'],
      ],
    ),
    question(
      'powerZero',
      all(eq('powerDuring', 0), { not: is('orangeMeasure', 'stop') }),
      t(
        '预警日用电为 0，措施不是停产，对吗？',
        'No electricity at all, though the measure is not to stop: is that right?',
      ),
      [
        ['企业自行停产', 'The firm stopped by itself'],
        ['计量故障', 'The meter failed'],
      ],
    ),
    question(
      'noWarningsButOzone',
      all(eq('warnings', 0), gt({ reading: { pollutant: 'o3', statistic: 'exceedingDays' } }, 5)),
      t(
        '本市本月臭氧超标超过 5 天，预警次数为 0，对吗？',
        'More than 5 days over the ozone limit and no warning: is that right?',
      ),
      [
        ['未达预警条件', 'The condition of a warning was not met'],
        ['预警未覆盖本县', 'The warning did not cover this county'],
      ],
    ),
  ],
  checks: [
    {
      key: 'confirmedOverWarnings',
      field: 'confirmed',
      when: gt('confirmed', 'warnings'),
      say: t(
        '确认 {confirmed} 次，多于预警 {warnings} 次。请核对。',
        '{confirmed} confirmed of {warnings} warnings. Check both.',
      ),
    },
    {
      key: 'responsesOverWarnings',
      field: 'responses',
      when: gt('responses', 'warnings'),
      say: t(
        '响应 {responses} 次，多于预警 {warnings} 次。请核对。',
        '{responses} responses to {warnings} warnings. Check both.',
      ),
    },
    {
      key: 'verifiedOverResponses',
      field: 'verifiedResponses',
      when: gt('verifiedResponses', 'responses'),
      say: t(
        '核实 {verifiedResponses} 次，多于响应 {responses} 次。请核对。',
        '{verifiedResponses} verified of {responses}. Check both.',
      ),
    },
    {
      key: 'orangeUnderYellow',
      field: 'orangeCut',
      when: lt('orangeCut', 'yellowCut'),
      say: t(
        '橙色减排 {orangeCut}% 小于黄色 {yellowCut}%。预警越高减得越多。',
        'Orange cuts {orangeCut} %, yellow {yellowCut} %: a higher warning cuts more.',
      ),
    },
    {
      key: 'redUnderOrange',
      field: 'redCut',
      when: lt('redCut', 'orangeCut'),
      say: t(
        '红色减排 {redCut}% 小于橙色 {orangeCut}%。预警越高减得越多。',
        'Red cuts {redCut} %, orange {orangeCut} %: a higher warning cuts more.',
      ),
    },
  ],
  evidence: [
    evidence(
      'plan',
      '策',
      t('一厂一策操作方案', 'Plan of the plant'),
      'document',
      'closeOut',
      1,
      t('措施须落到生产线，便于核查。', 'Measures name the line, so that they can be checked.'),
    ),
    evidence(
      'board',
      '牌',
      t('公示牌照片', 'Photo of the notice board'),
      'photo',
      'closeOut',
      1,
      t('公示牌是接受监督的要求。', 'The board lets the public watch.'),
      { position: true },
    ),
    evidence(
      'power',
      '电',
      t('用电核查截图或报表', 'Electricity record'),
      'document',
      'never',
      0,
      t('响应核实以电量为主。', 'A response is verified by electricity first.'),
    ),
  ],
  standards: commonStandards,
  life: life({ acceptance: 'city', coSign: false, noticeDays: 5, lookBackMonths: [6], standing: true }),
  debt: { by: 'items', unit: '家' },
  ranking: {
    steps: [
      { by: 'measure', measure: 'confirmRate' },
      { by: 'measure', measure: 'verifiedRate' },
      { by: 'alarm', alarm: 'weakResponse' },
    ],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.counties },
  sunset: `${year}-12-31`,
});
