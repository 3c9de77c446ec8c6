/** 汛期污水直排管控 (DIS-4.8): every outlet watched, by rain. */
import {
  all,
  amount,
  any,
  closed,
  commonStandards,
  computed,
  count,
  empty,
  evidence,
  exampleReporters,
  gt,
  is,
  issued,
  life,
  lt,
  minus,
  once,
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

// A storm outlet must not flow in dry weather: an immediate case.
const dryFlow = all(is('kind', 'storm', 'firmStorm'), is('dryWeatherFlow', 'yes'));

export const floodSeason: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'flood-season',
  name: t('汛期污水直排管控', 'Flood-season direct discharge'),
  shortName: t('汛期污水直排', 'Flood season'),
  purpose: t(
    '雨前清、雨中巡、雨后查，不让旱季藏污、汛期零存整取。',
    'Cleared before the rain, watched in it, checked after it: the dry season’s dirt is not paid out in the floods.',
  ),
  basis: '汛期污染强度管控要求',
  subject: 'outlet',
  counter: '口',
  fields: [
    issued.text('outletCode', '排口编码', 'Outlet code', {
      required: 'always',
      maxLength: 60,
      also: ['排污口编码', '编码', '排口编号', '入河排污口编码'],
      listed: true,
    }),
    issued.text('site', '排口名称', 'Outlet', {
      required: 'always',
      also: ['名称', '排污口名称', '排口', '点位名称'],
      listed: true,
    }),
    issued.choice(
      'kind',
      '类型',
      'Kind',
      [
        option('storm', '雨洪口', 'Storm outlet', ['雨水口', '雨水排口', '雨洪排口']),
        option('overflow', '溢流口', 'Overflow', ['合流溢流口', '溢流排口', 'CSO']),
        option('mixed', '混接口', 'Misconnected', ['雨污混接', '混接排口']),
        option('firmStorm', '企业雨水口', 'Firm’s storm outlet', ['企业雨水排口', '厂区雨水口']),
        option('pump', '泵站', 'Pumping station', ['泵站口', '提升泵站', '强排泵站']),
        option('ditch', '沟渠', 'Ditch', ['沟渠口', '支沟', '农灌沟']),
      ],
      { required: 'always', also: ['排口类型', '排污口类型'], listed: true },
    ),
    once.integer('diameter', '管径', 'Diameter', 'mm', { max: 20_000, also: ['口径', '管径（mm）', '尺寸'] }),
    once.number('catchment', '汇水面积', 'Catchment', 'km²', 3, {
      also: ['汇水', '汇水面积（km²）', '汇水范围'],
    }),
    issued.text('water', '排入水体', 'Flows into', {
      also: ['受纳水体', '排入河流', '入河名称', '所属河流'],
      listed: true,
    }),
    issued.text('section', '对应断面', 'Section', {
      also: ['断面', '关联断面', '下游断面', '考核断面'],
      listed: true,
    }),
    issued.number('travelTime', '传播时间', 'Travel time', 'h', 1, {
      also: ['到断面时间', '传播时间（h）', '流达时间'],
    }),
    once.number('interception', '截流倍数', 'Interception ratio', null, 1, {
      max: 20,
      also: ['截流比', '截流系数'],
    }),
    once.number('storage', '调蓄', 'Storage', 'm³', 0, { also: ['调蓄容积', '调蓄池', '调蓄（m³）'] }),
    once.text('dutyPost', '汛期值守岗位', 'Post on duty', {
      required: 'report',
      also: ['责任人', '汛期值守', '值守人', '值班责任人', '巡查责任人'],
    }),
    once.choice(
      'instrument',
      '视频/液位计',
      'Camera or level gauge',
      [
        option('both', '视频和液位计', 'Both', ['都有']),
        option('video', '视频', 'Camera', ['摄像头', '视频监控']),
        option('level', '液位计', 'Level gauge', ['水位计', '液位']),
        option('none', '无', 'None', ['没有', '未安装']),
      ],
      { also: ['视频', '液位计', '监控设备', '在线设备'] },
    ),
    reported.yesNo('dryWeatherFlow', '晴天出流', 'Flows in dry weather', {
      required: 'report',
      also: ['晴天是否出流', '旱天出水', '晴天排水', '旱天直排'],
      use: t('雨洪口晴天出流当天立案。', 'A storm outlet flowing in dry weather is a case the same day.'),
      listed: true,
    }),
    reported.number('plantLoad', '厂负荷率', 'Plant load', '%', 1, {
      max: 300,
      also: ['污水厂负荷率', '负荷率', '处理厂负荷', '负荷率（%）'],
      listed: true,
    }),
    reported.number('pipesCleaned', '管网清掏', 'Pipes cleaned', 'km', 2, {
      cumulative: true,
      also: ['清掏长度', '管网清淤', '清掏（km）', '清淤长度'],
      group: t('雨前', 'Before rain'),
    }),
    reported.integer('cleanings', '清掏次数', 'Cleanings', '次', {
      cumulative: true,
      also: ['清淤次数', '清掏（次）'],
      group: t('雨前', 'Before rain'),
    }),
    reported.choice(
      'preCheck',
      '雨前检查',
      'Check before rain',
      [
        option('done', '已查', 'Done', ['完成', '已检查', '是']),
        option('partly', '部分完成', 'Partly', ['部分']),
        option('not', '未查', 'Not done', ['未检查', '否']),
      ],
      {
        required: 'report',
        also: ['汛前检查', '雨前排查'],
        group: t('雨前', 'Before rain'),
        use: t(
          '闸门、水泵、清掏、调蓄腾空、企业阀门五项。',
          'Gate, pump, cleaned pipes, emptied storage, firms’ valves.',
        ),
        listed: true,
      },
    ),
    reported.integer('patrols', '雨中巡查', 'Patrols in rain', '次', {
      also: ['巡查次数', '雨中巡查（次）', '降雨巡查'],
      group: t('雨中', 'In rain'),
    }),
    reported.text('overflowBegan', '溢流开始', 'Overflow began', {
      maxLength: 40,
      also: ['溢流开始时间', '开始溢流'],
      group: t('雨中', 'In rain'),
    }),
    reported.text('overflowEnded', '溢流结束', 'Overflow ended', {
      maxLength: 40,
      also: ['溢流结束时间', '结束溢流'],
      group: t('雨中', 'In rain'),
    }),
    reported.integer('overflows', '溢流次数', 'Overflows', '次', {
      required: 'report',
      cumulative: true,
      also: ['溢流场次', '溢流（次）', '溢流事件数'],
      group: t('雨中', 'In rain'),
      listed: true,
    }),
    reported.number('overflowVolume', '估算溢流量', 'Overflow, estimated', 'm³', 0, {
      cumulative: true,
      also: ['溢流量', '溢流量（m³）', '估算水量'],
      group: t('雨中', 'In rain'),
      listed: true,
    }),
    reported.integer('reportedInHour', '1小时内报告', 'Reported within 1 h', '次', {
      cumulative: true,
      also: ['按时报告次数', '1小时报告', '及时报告'],
      group: t('雨中', 'In rain'),
    }),
    reported.integer('foundByData', '数据发现未报', 'Found by data, unreported', '次', {
      cumulative: true,
      also: ['未报溢流', '数据发现', '瞒报漏报'],
      group: t('雨中', 'In rain'),
      use: t(
        '排名看数据发现而未报的溢流。',
        'The ranking looks at overflows that data found and nobody reported.',
      ),
      listed: true,
    }),
    reported.number('nh3n', 'NH₃-N', 'NH₃-N', 'mg/L', 2, {
      also: ['氨氮', 'NH3-N', '氨氮（mg/L）'],
      group: t('水质', 'Quality'),
    }),
    reported.number('cod', 'COD', 'COD', 'mg/L', 0, {
      also: ['化学需氧量', 'COD（mg/L）'],
      group: t('水质', 'Quality'),
    }),
    reported.number('intensity', '断面汛期污染强度', 'Section’s flood intensity', null, 1, {
      also: ['污染强度', '汛期污染强度', '断面强度'],
      group: t('水质', 'Quality'),
      use: t(
        '首要污染物最高浓度 ÷ 断面目标值（WAT-8）。',
        'Highest value of the primary pollutant ÷ the section’s target (WAT-8).',
      ),
      listed: true,
    }),
    reported.text('reportNo', '报告单号', 'Report no.', {
      maxLength: 60,
      also: ['报告编号', '溢流报告单号', '单号'],
    }),
    reported.yesNo('flowsAfter48', '雨后48小时仍出流', 'Still flows 48 h after rain', {
      also: ['48小时后出流', '雨后仍出流', '雨后出流'],
      listed: true,
    }),
    reported.choice(
      'fixState',
      '整改',
      'Fix',
      [
        option('none', '未启动', 'Not begun', ['未整改']),
        option('going', '整改中', 'Under way', ['进行中']),
        option('fixed', '已整改', 'Fixed', ['完成', '整改完成']),
      ],
      { required: 'report', also: ['整改情况', '整改进展', '整改状态'], listed: true },
    ),
    computed('unreported', '未按时报告', 'Not reported in time', '次', minus('overflows', 'reportedInHour'), {
      type: 'integer',
    }),
  ],
  identity: ['outletCode'],
  titleField: 'site',
  measures: [
    rate('fixed', '整改率', 'Fixed', count(any(closed, is('fixState', 'fixed'))), count('all'), 'progress'),
    amount('intensityTotal', '断面强度合计', 'Section intensity', '倍', total('intensity'), 'less'),
    {
      ...rate(
        'intensityMean',
        '断面平均强度（目标值为100%）',
        'Mean section intensity (target = 100 %)',
        total('intensity'),
        count({ filled: 'intensity' }),
        'figure',
        'less',
      ),
      unit: '%',
    },
    amount(
      'unreportedFound',
      '数据发现未报溢流',
      'Unreported overflows found',
      '次',
      total('foundByData'),
      'less',
    ),
    amount('overflowEvents', '溢流', 'Overflows', '次', total('overflows'), 'less'),
    amount('overflowTotal', '溢流量', 'Overflow volume', 'm³', total('overflowVolume'), 'less'),
    rate('inTime', '1小时报告率', 'Reported within 1 h', total('reportedInHour'), total('overflows')),
    amount('dryCases', '晴天出流', 'Dry-weather flow', '口', count(dryFlow), 'less'),
    amount('cleaned', '清掏', 'Cleaned', 'km', total('pipesCleaned')),
  ],
  // Flood season 1 June to 30 September by default (WAT-8.3): a basin may set another.
  milestones: path(year, [
    ['03-31', 0],
    ['05-31', 70, '入汛前', 'Before the flood season'],
    ['09-30', 100, '汛期结束', 'End of the flood season'],
  ]),
  alarms: [
    {
      key: 'dryWeatherFlow',
      name: t('雨洪口晴天出流，立即立案', 'Storm outlet flows in dry weather: immediate case'),
      when: dryFlow,
      severity: 'red',
    },
    {
      key: 'after48',
      name: t('雨后48小时仍出流', 'Still flows 48 h after rain'),
      when: is('flowsAfter48', 'yes'),
      severity: 'yellow',
    },
    {
      key: 'unreportedOverflow',
      name: t('溢流未按时报告', 'Overflow not reported in time'),
      when: any(gt('foundByData', 0), lt('reportedInHour', 'overflows')),
      severity: 'yellow',
      amount: { field: 'unreported' },
      unit: '次',
    },
    {
      key: 'plantFull',
      name: t('污水厂超负荷', 'Plant overloaded'),
      when: gt('plantLoad', 110),
      severity: 'mark',
      amount: { field: 'plantLoad' },
      unit: '%',
    },
    {
      // Band of WAT-8.5 [design]: over 5 is the worst; no official limit is known.
      key: 'highIntensity',
      name: t('断面强度大于5', 'Section intensity over 5'),
      when: gt('intensity', 5),
      severity: 'red',
    },
    { key: 'pastDeadline', name: t('逾期未整改', 'Past its date'), when: overdue, severity: 'red' },
  ],
  questions: [
    question(
      'overflowNoVolume',
      all(gt('overflows', 0), empty('overflowVolume')),
      t('溢流 {overflows} 次，没有估算水量，为什么？', '{overflows} overflows and no volume: why?'),
      [
        ['无法测量', 'It cannot be measured'],
        ['正在推算', 'Being worked out'],
      ],
    ),
    question(
      'volumeNoOverflow',
      all(gt('overflowVolume', 0), lt('overflows', 1)),
      t(
        '有溢流量 {overflowVolume} m³，溢流次数为 0，对吗？',
        'A volume of {overflowVolume} m³ and no overflow: is that right?',
      ),
      [['次数待更正', 'The number is to be corrected']],
    ),
    question(
      'idleGate',
      all(is('kind', 'pump'), lt('plantLoad', 60), gt('overflows', 0)),
      t(
        '泵站溢流 {overflows} 次，污水厂负荷率只有 {plantLoad}%，泵开足了吗？',
        'The station overflowed {overflows} times while the plant stood at {plantLoad} %: did the pumps run?',
      ),
      [
        ['泵故障', 'The pump failed'],
        ['管网淤堵', 'The pipes are blocked'],
        ['正在核实', 'Being checked'],
      ],
    ),
  ],
  checks: [
    {
      key: 'inHourOverOverflows',
      field: 'reportedInHour',
      when: gt('reportedInHour', 'overflows'),
      say: t(
        '1小时内报告 {reportedInHour} 次，多于溢流 {overflows} 次。请核对。',
        '{reportedInHour} reported in time of {overflows} overflows. Check both.',
      ),
    },
    {
      key: 'fixedButFlows',
      field: 'fixState',
      when: all(is('fixState', 'fixed'), dryFlow),
      say: t(
        '雨洪口晴天仍出流，不能填“已整改”。',
        'The storm outlet flows in dry weather: it is not “fixed”.',
      ),
    },
  ],
  evidence: [
    evidence(
      'photos',
      '照',
      t('整改前后照片', 'Photos before and after'),
      'photoPair',
      'closeOut',
      1,
      t('同一方位、晴天各一张。', 'Same viewpoint, both in dry weather.'),
      { position: true },
    ),
    evidence(
      'waterTest',
      '测',
      t('水质监测报告', 'Water test report'),
      'testReport',
      'cityCheck',
      1,
      t('证明不再有污水。', 'Shows that no sewage comes.'),
    ),
    evidence(
      'overflowReports',
      '单',
      t('溢流报告单', 'Overflow reports'),
      'document',
      'never',
      0,
      t('1小时内报告的凭据。', 'Proof of reporting within the hour.'),
    ),
  ],
  standards: commonStandards,
  life: life({ coSign: false, lookBackMonths: [3, 12], lookBackShare: 20 }),
  debt: { by: 'items', unit: '口' },
  ranking: {
    steps: [
      { by: 'measure', measure: 'intensityMean' },
      { by: 'measure', measure: 'unreportedFound' },
      { by: 'measure', measure: 'fixed' },
    ],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.counties },
  sunset: `${year}-12-31`,
});
