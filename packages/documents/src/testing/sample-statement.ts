import { bold, text } from '../model/inline.ts';
import type { ProgramLamp, StatementDocument, StatementLedgerRow } from '../model/statement.ts';

type Line = [string, string, number, number, number, number, number, number, ProgramLamp, string];

function line([
  label,
  unit,
  opening,
  added,
  paid,
  rebound,
  old,
  overdue,
  lamp,
  reason,
]: Line): StatementLedgerRow {
  return {
    label,
    unit,
    opening,
    added,
    paid,
    rebound,
    closing: opening + added - paid + rebound,
    old,
    overdue,
    lamp,
    reason,
  };
}

/** A statement with every part. Invented figures. */
export function sampleStatement(): StatementDocument {
  const plan = [62, 52, 44, 36, 31.8, 28, 26, 24, 26, 38, 52, 61];
  const actual = ['66', '55', '45', '38', '33.8', '26.5'];
  const ledger: Line[] = [
    ['督察整改', '项', 14, 0, 2, 0, 5, 1, 'red', '逾期'],
    ['清洁取暖', '户', 77430, 0, 12528, 0, 0, 0, 'yellow', '落后 9.6 点'],
    ['VOCs 治理', '个', 62, 2, 9, 0, 8, 7, 'red', '逾期'],
    ['农村生活污水', '村', 41, 0, 6, 1, 12, 3, 'red', '逾期、反弹'],
    ['联防联控线索', '条', 2, 1, 2, 0, 0, 0, 'blue', '提前办结'],
    ['利剑斩污', '件', 7, 2, 3, 0, 0, 0, 'green', '按序时'],
  ];
  return {
    kind: 'statement',
    version: 1,
    id: 'statement-sample',
    language: 'zh-CN',
    date: '2021-07-20',
    organisation: '示例省生态环境厅',
    simulated: true,
    city: '吕原市',
    period: '2021年6月',
    number: '2021-06-吕原',
    dataUntil: '数据截至 2021-06-30 24:00',
    closed: '7月20日 18:00 结账',
    badges: [
      { kind: 'badge', badge: 'closed', text: '已结账' },
      { kind: 'badge', badge: 'simulated', text: '模拟数据' },
    ],
    summary: [
      text('PM2.5 上半年比计划多支 310 µg·天，余下 184 天每天须控制在 '),
      bold('36.1 µg/m³'),
      text(' 以内；优良天还需 '),
      bold('145 天'),
      text('，最多再超标 39 天。上次会议 2 条承诺到期未兑现。'),
    ],
    air: {
      note: '期初余额 − 本月支出 ＝ 期末余额',
      leftTitle: '余 184 天',
      rows: [
        {
          figureId: 's/pm25',
          label: 'PM2.5',
          unit: 'µg·天',
          budget: '14,600',
          opening: '7,431',
          plan: '840',
          spent: '795',
          closing: '6,636',
          affordable: '每天 ≤36.1',
          lamp: 'tight',
        },
        {
          figureId: 's/pm10',
          label: 'PM10',
          unit: 'µg·天',
          budget: '29,200',
          opening: '15,132',
          plan: '1,890',
          spent: '1,860',
          closing: '13,272',
          affordable: '每天 ≤72.1',
          lamp: 'safe',
        },
        {
          figureId: 's/over',
          label: '超标天',
          unit: '天',
          budget: '102',
          opening: '48',
          plan: '8',
          spent: '9',
          closing: '39',
          affordable: '超标 ≤39 天',
          lamp: 'overdrawn',
        },
        {
          figureId: 's/heavy',
          label: '重污染天',
          unit: '天',
          budget: '3',
          opening: '0',
          plan: '0',
          spent: '2',
          closing: '−2',
          affordable: null,
          lamp: 'impossible',
        },
        {
          figureId: 's/o3',
          label: 'O3',
          unit: 'µg/m³',
          budget: null,
          opening: null,
          plan: null,
          spent: null,
          closing: null,
          affordable: null,
          lamp: null,
          remark: '未设目标',
        },
      ],
    },
    chart: {
      alt: 'PM2.5 月均与月计划',
      spec: {
        type: 'month-bars',
        measure: 'PM2.5 月均',
        unit: 'µg/m³',
        months: plan.map((value, i) => ({
          label: `${i + 1}月`,
          actual: actual[i] ? { value: Number(actual[i]), text: actual[i] } : null,
          plan: { value, text: String(value) },
        })),
        remark: '余 184 天须 ≤36.1，比月计划再低 1.7',
      },
    },
    ledger: {
      note: '期初 ＋ 新增 − 销账 ＋ 反弹 ＝ 期末　旧账指 2021 年以前形成',
      rows: [
        ...ledger.map(line),
        { ...line(['承诺', '条', 4, 1, 1, 0, 2, 2, 'red', '到期未兑现']), divided: true },
      ],
    },
    adjustments: ['5月 PM10 期初 +12 µg·天：某站 5月18日 3 小时数据复核剔除，7月9日市监测站报、省站批。'],
    signatures: ['市生态环境局局长（签字）', '复核岗', '日期'],
    footer: '有异议请在 7月23日 18:00 前提出，逾期按本账单通报。凭账单号可复算每个数。',
  };
}
