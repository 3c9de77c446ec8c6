/** 联防联控 (DIS-4.11): leads and warnings between the members of a joint-control region. */
import {
  all,
  amount,
  any,
  closed,
  commonStandards,
  count,
  empty,
  evidence,
  exampleReporters,
  filled,
  gt,
  is,
  issued,
  le,
  life,
  lt,
  option,
  overdue,
  type Preset,
  path,
  question,
  rate,
  reported,
  t,
  total,
} from './build.ts';

const warning = is('kind', 'warning');
const lead = is('kind', 'lead', 'section', 'enforcement');

export const jointControl: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'joint-control',
  name: t('联防联控', 'Joint prevention and control'),
  shortName: t('联防联控线索', 'Joint control'),
  purpose: t(
    '区域内统一预警、互通线索、联合执法，发出去的有回音。',
    'Within the region warnings are common, leads are passed on and enforcement is shared; whatever is sent gets an answer.',
  ),
  basis: '区域大气污染联防联控工作方案',
  subject: 'lead',
  counter: '条',
  fields: [
    issued.text('leadNo', '编号', 'No.', {
      required: 'always',
      maxLength: 60,
      also: ['线索编号', '序号', '预警编号'],
      listed: true,
    }),
    issued.text('region', '联防联控区域', 'Joint-control region', {
      required: 'always',
      also: ['区域', '联控区域', '所属区域'],
    }),
    issued.text('title', '事由', 'Subject', {
      required: 'always',
      also: ['线索内容', '标题', '内容', '线索', '事项'],
      listed: true,
    }),
    issued.choice(
      'kind',
      '类别',
      'Kind',
      [
        option('warning', '联合预警', 'Joint warning', ['预警', '重污染预警']),
        option('lead', '传输线索', 'Transmitted lead', ['线索', '移交线索', '问题线索']),
        option('section', '跨界断面', 'Cross-boundary section', ['上下游', '断面争议', '跨界水质']),
        option('enforcement', '联合执法', 'Shared enforcement', ['执法', '交叉执法']),
      ],
      { required: 'always', also: ['类型', '事项类别'], listed: true },
    ),
    issued.text('sender', '发出成员', 'Sent by', { also: ['发出单位', '来源单位', '发出方'], listed: true }),
    issued.date('joined', '成员加入日期', 'Member since', { also: ['加入日期', '纳入时间'] }),
    issued.choice(
      'level',
      '预警级别',
      'Warning level',
      [
        option('yellow', '黄色', 'Yellow', ['黄']),
        option('orange', '橙色', 'Orange', ['橙']),
        option('red', '红色', 'Red', ['红']),
      ],
      { also: ['级别', '预警等级'], group: t('预警', 'Warning'), listed: true },
    ),
    issued.text('issuedAt', '发布时间', 'Issued at', {
      maxLength: 40,
      also: ['预警发布时间', '发出时间', '发出'],
      group: t('预警', 'Warning'),
    }),
    reported.text('confirmedAt', '确认时间', 'Confirmed at', {
      maxLength: 40,
      also: ['成员确认时间', '签收时间'],
      group: t('预警', 'Warning'),
    }),
    reported.number('confirmHours', '确认用时', 'Hours to confirm', 'h', 1, {
      max: 720,
      also: ['确认时长', '用时（h）', '确认用时（小时）'],
      group: t('预警', 'Warning'),
      use: t('2 小时内确认率用它。', 'For the share confirmed within 2 h.'),
      listed: true,
    }),
    issued.date('sentOn', '发出日期', 'Sent on', { also: ['移交日期', '发出日'], group: t('线索', 'Lead') }),
    reported.date('acceptedOn', '受理日期', 'Taken up on', {
      also: ['受理', '受理时间', '接收日期'],
      group: t('线索', 'Lead'),
      listed: true,
    }),
    reported.date('answeredOn', '反馈日期', 'Answered on', {
      also: ['反馈', '反馈时间', '回复日期'],
      group: t('线索', 'Lead'),
      listed: true,
    }),
    reported.integer('answerDays', '反馈用时', 'Days to answer', '天', {
      max: 366,
      also: ['反馈天数', '办理天数', '用时（天）'],
      group: t('线索', 'Lead'),
      use: t('7 天内反馈率用它。', 'For the share answered within 7 days.'),
      listed: true,
    }),
    reported.choice(
      'finding',
      '核查结论',
      'Finding',
      [
        option('true', '属实', 'Confirmed', ['情况属实']),
        option('partly', '部分属实', 'Partly', ['部分']),
        option('false', '不属实', 'Not confirmed', ['不实']),
        option('open', '核查中', 'Being checked', ['办理中']),
      ],
      { required: 'report', also: ['结论', '核查结果', '办理结果'], listed: true },
    ),
    issued.text('upstream', '上游断面', 'Upstream section', {
      also: ['入境断面', '上游'],
      group: t('跨界断面', 'Cross-boundary section'),
    }),
    issued.text('downstream', '下游断面', 'Downstream section', {
      also: ['出境断面', '下游'],
      group: t('跨界断面', 'Cross-boundary section'),
    }),
    reported.long('upstreamClaim', '上游意见', 'Upstream’s claim', {
      also: ['上游说法'],
      group: t('跨界断面', 'Cross-boundary section'),
    }),
    reported.long('downstreamClaim', '下游意见', 'Downstream’s claim', {
      also: ['下游说法'],
      group: t('跨界断面', 'Cross-boundary section'),
    }),
    reported.integer('jointChecks', '联合执法', 'Shared checks', '次', {
      cumulative: true,
      also: ['联合执法次数', '联合检查', '联合执法（次）'],
      group: t('执法', 'Enforcement'),
    }),
    reported.text('offset', '区域内置换来源', 'Offset inside the region', {
      also: ['置换来源', '区域削减来源', '减量替代来源'],
      use: t('新项目在区域内削减。', 'New projects are offset inside the region.'),
    }),
    issued.number('memberIndex', '成员综合指数', 'Member’s index', null, 2, {
      also: ['综合指数', '空气质量综合指数'],
      use: t('成员排名用，由监测数据填入。', 'For the members’ list; taken from the readings.'),
    }),
  ],
  identity: ['leadNo'],
  titleField: 'title',
  measures: [
    rate(
      'answered',
      '办结率',
      'Answered',
      count(any(closed, filled('answeredOn'), all(warning, filled('confirmedAt')))),
      count('all'),
      'progress',
    ),
    rate(
      'confirmedIn2h',
      '2小时确认率',
      'Confirmed within 2 h',
      count(all(warning, le('confirmHours', 2))),
      count(warning),
    ),
    rate(
      'answeredIn7d',
      '7日反馈率',
      'Answered within 7 days',
      count(all(lead, le('answerDays', 7))),
      count(lead),
    ),
    amount('leads', '线索', 'Leads', '条', count(lead)),
    amount('warnings', '联合预警', 'Warnings', '次', count(warning)),
    amount('confirmedLeads', '属实线索', 'Leads confirmed', '条', count(is('finding', 'true', 'partly'))),
    amount('jointChecksTotal', '联合执法', 'Shared checks', '次', total('jointChecks')),
  ],
  // Leads come all year; the path only says that by year end everything is answered.
  milestones: path(year, [
    ['01-01', 0],
    ['06-30', 50],
    ['12-31', 100],
  ]),
  alarms: [
    {
      key: 'lateConfirmation',
      name: t('预警2小时内未确认', 'Warning not confirmed within 2 h'),
      when: all(warning, any(gt('confirmHours', 2), all(overdue, empty('confirmedAt')))),
      severity: 'yellow',
    },
    {
      key: 'noAnswer',
      name: t('线索7日内未反馈', 'Lead not answered within 7 days'),
      when: all(lead, any(gt('answerDays', 7), all(overdue, empty('answeredOn')))),
      severity: 'red',
    },
    {
      key: 'claimsDiffer',
      name: t('上下游说法不一', 'Upstream and downstream differ'),
      when: all(
        is('kind', 'section'),
        filled('upstreamClaim'),
        filled('downstreamClaim'),
        is('finding', 'open'),
      ),
      severity: 'mark',
    },
  ],
  questions: [
    question(
      'answeredAtOnce',
      all(lead, lt('answerDays', 1), is('finding', 'false')),
      t('当天反馈且不属实，去现场核过吗？', 'Answered the same day as not confirmed: was the site visited?'),
      [
        ['在线数据可证', 'Shown by monitoring data'],
        ['已到现场', 'The site was visited'],
      ],
    ),
    question(
      'falseBadAir',
      all(
        is('kind', 'lead'),
        is('finding', 'false'),
        gt({ reading: { pollutant: 'pm25', statistic: 'exceedingDays' } }, 8),
      ),
      t(
        '本市本月 PM2.5 超标超过 8 天，线索仍不属实，对吗？',
        'More than 8 days over the PM2.5 limit, yet the lead is not confirmed: is that right?',
      ),
      [
        ['另有来源', 'There is another source'],
        ['正在复核', 'Being checked again'],
      ],
    ),
  ],
  checks: [
    {
      key: 'answeredWithoutFinding',
      field: 'finding',
      when: all(filled('answeredOn'), is('finding', 'open')),
      say: t('已反馈的线索要有核查结论。', 'An answered lead has a finding.'),
    },
    {
      key: 'warningWithoutLevel',
      field: 'level',
      when: all(warning, empty('level')),
      say: t('联合预警要有预警级别。', 'A joint warning has its level.'),
    },
  ],
  evidence: [
    evidence(
      'record',
      '查',
      t('核查记录', 'Check record'),
      'document',
      'closeOut',
      1,
      t('发出方据此知道怎么办的。', 'Shows the sender what was done.'),
    ),
    evidence(
      'photos',
      '照',
      t('现场照片', 'Photo of the site'),
      'photo',
      'never',
      0,
      t('到了现场的才要。', 'Only where the site was visited.'),
      { position: true },
    ),
  ],
  standards: commonStandards,
  life: life({ acceptance: 'province', coSign: false, noticeDays: 0, lookBackMonths: [3] }),
  debt: { by: 'items', unit: '条' },
  ranking: {
    steps: [
      { by: 'measure', measure: 'confirmedIn2h' },
      { by: 'measure', measure: 'answeredIn7d' },
      { by: 'overdue' },
    ],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.counties },
  sunset: `${year + 1}-12-31`,
});
