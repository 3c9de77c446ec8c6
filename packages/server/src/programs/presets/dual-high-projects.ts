/** 两高项目清单 (DIS-4.3): high energy use, high emission. Never shortened: 两高沿线 is another program. */
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
  gt,
  industries,
  is,
  issued,
  life,
  not,
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

// 存量 and 在建 need all three approvals; 拟建 must not have begun.
const needsApprovals = is('category', 'existing', 'building');
const missingApproval = all(
  needsApprovals,
  any(empty('energyApproval'), empty('eiaApproval'), all(is('category', 'existing'), empty('permitNo'))),
);

export const dualHighProjects: Preset = (year, reporters = exampleReporters) => ({
  format: 1,
  key: 'dual-high-projects',
  name: t('两高项目清单管理', 'Dual-high projects'),
  shortName: t('两高项目清单', 'Dual-high projects'),
  purpose: t(
    '高耗能、高排放项目逐个入清单、逐个处置，手续不全的立即停下。',
    'Every project of high energy use and high emission is listed and disposed of; without its approvals it stops.',
  ),
  basis: '关于加强高耗能、高排放建设项目生态环境源头防控的指导意见',
  subject: 'project',
  counter: '个',
  fields: [
    issued.text('projectCode', '项目代码', 'Project code', {
      required: 'always',
      maxLength: 60,
      also: ['投资项目代码', '统一代码', '项目统一代码', '代码'],
    }),
    issued.text('projectName', '项目名称', 'Project', {
      required: 'always',
      also: ['名称', '项目', '建设项目名称'],
      listed: true,
    }),
    issued.text('firm', '企业', 'Firm', {
      required: 'always',
      also: ['企业名称', '建设单位', '单位名称', '项目单位'],
      listed: true,
    }),
    issued.choice('industry', '行业', 'Industry', industries, {
      required: 'always',
      also: ['行业类别', '所属行业', '行业门类'],
      listed: true,
    }),
    issued.text('industryDetail', '行业小类', 'Industry class', {
      also: ['小类', '行业代码', '国民经济行业小类'],
    }),
    issued.choice(
      'category',
      '类别',
      'Category',
      [
        option('existing', '存量', 'Existing', ['已建', '已投产', '建成']),
        option('building', '在建', 'Under construction', ['建设中', '在建项目']),
        option('proposed', '拟建', 'Proposed', ['拟上', '未建', '拟建项目']),
      ],
      { required: 'always', also: ['项目类别', '建设状态', '项目状态'], listed: true },
    ),
    once.number('capacity', '产能', 'Capacity', '万吨/年', 2, {
      also: ['生产规模', '建设规模', '产能（万吨/年）', '设计产能'],
    }),
    once.number('investment', '投资', 'Investment', '亿元', 2, {
      also: ['总投资', '投资额', '投资（亿元）'],
    }),
    once.number('energyEquivalent', '年综合能耗（当量）', 'Energy a year, equivalent', '万吨标准煤', 3, {
      also: ['综合能耗', '年综合能源消费量', '能耗', '年综合能耗', '能耗（当量值）'],
      listed: true,
    }),
    once.number('energyEqual', '年综合能耗（等价）', 'Energy a year, primary', '万吨标准煤', 3, {
      also: ['能耗（等价值）', '综合能耗（等价）'],
    }),
    once.number('coal', '煤耗', 'Coal', '万吨', 2, { also: ['煤炭消费量', '年耗煤', '用煤量', '煤炭用量'] }),
    once.number('carbon', '碳排放', 'CO₂', '万吨', 2, { also: ['二氧化碳排放', '碳排放量', 'CO2排放量'] }),
    once.text('energyApproval', '节能审查文号', 'Energy review no.', {
      also: ['节能审查', '能评文号', '节能批复', '节能审查意见文号'],
      group: t('手续', 'Approvals'),
      listed: true,
    }),
    once.choice(
      'energyApprovalLevel',
      '节能审查级别',
      'Energy review by',
      [
        option('province', '省级', 'Province', ['省']),
        option('city', '市级', 'City', ['市']),
        option('county', '县级', 'County', ['县']),
      ],
      { also: ['能评级别', '节能审查机关级别'], group: t('手续', 'Approvals') },
    ),
    once.text('eiaApproval', '环评文号', 'Environmental assessment no.', {
      also: ['环评批复', '环评批复文号', '环评', '环评审批文号'],
      group: t('手续', 'Approvals'),
      listed: true,
    }),
    once.choice(
      'eiaLevel',
      '环评级别',
      'Assessment by',
      [
        option('nation', '部级', 'Ministry', ['国家', '生态环境部', '部']),
        option('province', '省级', 'Province', ['省']),
        option('city', '市级', 'City', ['市']),
        option('county', '县级', 'County', ['县']),
      ],
      { also: ['环评审批级别', '环评审批机关'], group: t('手续', 'Approvals') },
    ),
    once.text('permitNo', '排污许可证号', 'Discharge permit', {
      also: ['排污许可', '许可证编号', '排污许可证编号', '排污许可证'],
      group: t('手续', 'Approvals'),
      listed: true,
    }),
    once.number('replacementRatio', '产能置换比', 'Capacity replaced', ':1', 2, {
      also: ['置换比例', '产能置换', '产能置换比例'],
    }),
    once.number('coalReplaced', '煤炭替代量', 'Coal replaced', '万吨', 2, {
      also: ['煤炭减量替代', '煤炭等量替代', '替代煤量'],
    }),
    ...(
      [
        ['cutNox', 'NOx', '氮氧化物'],
        ['cutSo2', 'SO₂', '二氧化硫'],
        ['cutVocs', 'VOCs', '挥发性有机物'],
        ['cutCod', 'COD', '化学需氧量'],
        ['cutNh3n', 'NH₃-N', '氨氮'],
      ] as const
    ).map(([key, symbol, zh]) =>
      once.number(key, `${symbol}削减来源量`, `${symbol} offset`, 't/a', 3, {
        also: [`${zh}削减量`, `${symbol.replace('₂', '2').replace('₃', '3')}削减`, `${zh}削减来源`, zh],
        group: t('污染物削减来源', 'Offsets'),
      }),
    ),
    once.choice(
      'efficiency',
      '能效水平',
      'Energy efficiency',
      [
        option('benchmark', '标杆', 'Benchmark', ['标杆水平', '达到标杆']),
        option('baseline', '基准', 'Baseline', ['基准水平', '达到基准']),
        option('below', '基准以下', 'Below baseline', ['低于基准', '以下', '未达基准']),
      ],
      { also: ['能效', '能效标杆', '能效水平对标'], listed: true },
    ),
    issued.choice(
      'disposal',
      '处置意见',
      'Disposal',
      [
        option('continue', '继续', 'Continue', ['继续建设', '继续生产', '正常']),
        option('rectify', '整改', 'Rectify', ['限期整改']),
        option('stopBuilding', '停建', 'Stop building', ['停止建设']),
        option('stopProduction', '停产', 'Stop production', ['停产整治']),
        option('cancel', '取消', 'Cancel', ['取消建设', '不再建设', '关停']),
      ],
      { required: 'always', also: ['分类处置意见', '处置', '处置类别'], listed: true },
    ),
    issued.text('listApproval', '清单调整批准', 'Approval of the list change', {
      also: ['调整批准', '清单调整文号', '批准文号'],
      use: t(
        '调出、调级须有批准，清单不静默删除。',
        'A change of the list needs an approval; nothing is silently deleted.',
      ),
    }),
    reported.choice(
      'disposalState',
      '处置进展',
      'Disposal so far',
      [
        option('none', '未启动', 'Not begun', ['未开始']),
        option('going', '处置中', 'Under way', ['整改中', '进行中', '正在办理']),
        option('done', '已处置', 'Disposed of', ['完成', '处置到位', '已完成']),
      ],
      { required: 'report', also: ['处置情况', '整改情况', '进展'], listed: true },
    ),
    reported.yesNo('illegalStart', '未批先建', 'Begun without approval', {
      required: 'report',
      also: ['是否未批先建', '未批先建（是/否）', '违法开工'],
      use: t('“是”即转立案线索。', 'A yes becomes a case.'),
      listed: true,
    }),
    reported.number('energyFreed', '腾出能耗', 'Energy freed', '万吨标准煤', 3, {
      cumulative: true,
      also: ['压减能耗', '能耗压减量', '节约能耗'],
    }),
    reported.text('siteChecker', '现场核查岗位', 'Checked on site by (post)', {
      required: 'closeOut',
      also: ['现场核查人', '核查人', '核查单位'],
    }),
  ],
  identity: ['projectCode'],
  titleField: 'projectName',
  measures: [
    rate(
      'disposed',
      '处置率',
      'Disposed of',
      count(any(closed, is('disposalState', 'done'))),
      count('all'),
      'progress',
    ),
    amount('energyFreedTotal', '腾出能耗', 'Energy freed', '万吨标准煤', total('energyFreed')),
    amount(
      'illegalStarts',
      '未批先建',
      'Begun without approval',
      '个',
      count(is('illegalStart', 'yes')),
      'less',
    ),
    amount('approvalsMissing', '手续不全', 'Approvals missing', '个', count(missingApproval), 'less'),
    amount('belowBaseline', '能效基准以下', 'Below baseline', '个', count(is('efficiency', 'below')), 'less'),
    amount('energyTotal', '综合能耗', 'Energy listed', '万吨标准煤', total('energyEquivalent'), 'less'),
  ],
  milestones: path(year, [
    ['03-31', 0],
    ['06-30', 35, '分类处置意见下达', 'Disposals issued'],
    ['09-30', 70],
    ['12-31', 100],
  ]),
  alarms: [
    {
      key: 'approvalMissing',
      name: t('手续不全', 'Approval missing'),
      when: missingApproval,
      severity: 'red',
    },
    {
      key: 'illegalStart',
      name: t('未批先建，须立案', 'Begun without approval: a case'),
      when: is('illegalStart', 'yes'),
      severity: 'red',
    },
    {
      key: 'stillRunning',
      name: t('应停未停', 'Ordered to stop and not stopped'),
      when: all(is('disposal', 'stopBuilding', 'stopProduction', 'cancel'), overdue),
      severity: 'red',
    },
  ],
  questions: [
    question(
      'proposedWithPermit',
      all(is('category', 'proposed'), not(empty('permitNo'))),
      t('拟建项目已填排污许可证号，类别要改吗？', 'A proposed project with a permit: is the category right?'),
      [
        ['已转在建，待改类别', 'Being built; category to be changed'],
        ['许可证为原项目', 'The permit is the former project’s'],
      ],
    ),
    question(
      'coalWithoutReplacement',
      all(is('category', 'building', 'proposed'), gt('coal', 0), empty('coalReplaced')),
      t(
        '年耗煤 {coal} 万吨，煤炭替代量没有填，为什么？',
        '{coal} of coal a year and no replacement given: why?',
      ),
      [
        ['替代方案报批中', 'The replacement plan is before the authority'],
        ['不属耗煤项目', 'Not a project that burns coal'],
      ],
    ),
  ],
  checks: [
    {
      key: 'equalUnderEquivalent',
      field: 'energyEqual',
      when: gt('energyEquivalent', 'energyEqual'),
      say: t(
        '等价值 {energyEqual} 小于当量值 {energyEquivalent}，两栏多半填反了。',
        'The primary figure {energyEqual} is below the equivalent {energyEquivalent}: probably swapped.',
      ),
    },
    {
      key: 'doneButIllegal',
      field: 'disposalState',
      when: all(is('disposalState', 'done'), is('illegalStart', 'yes'), missingApproval),
      say: t(
        '未批先建且手续不全，不能填“已处置”。',
        'Begun without approval and papers missing: it cannot be “disposed of”.',
      ),
    },
  ],
  evidence: [
    evidence(
      'approvals',
      '批',
      t('节能审查、环评和许可批件', 'Energy review, assessment and permit'),
      'permit',
      'closeOut',
      1,
      t('缺一项即红灯，以批件为准。', 'One missing makes the lamp red; the papers decide.'),
    ),
    evidence(
      'stopped',
      '停',
      t('停建停产证明（断电、拆除照片）', 'Proof of shutdown: power cut, dismantling'),
      'shutdown',
      'never',
      0,
      t('处置意见为停建、停产、取消的才要。', 'Only where the disposal is to stop or cancel.'),
    ),
    evidence(
      'siteRecord',
      '查',
      t('现场核查记录', 'Site check record'),
      'document',
      'cityCheck',
      1,
      t('清单与现场一致由核查岗位签认。', 'The checking post signs that list and site agree.'),
    ),
  ],
  standards: commonStandards,
  life: life({ lookBackMonths: [6, 12] }),
  debt: { by: 'items', unit: '个' },
  // Illegal starts, then what is unresolved past its date (DIS-4.3).
  ranking: {
    steps: [
      { by: 'alarm', alarm: 'illegalStart' },
      { by: 'overdue' },
      { by: 'measure', measure: 'disposed' },
    ],
    atLeast: 5,
  },
  reporting: { every: 'month', dueDay: 5, people: reporters.cities },
  sunset: `${year + 1}-12-31`,
});
