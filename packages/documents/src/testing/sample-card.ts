import type { CommentCardDocument } from '../model/comment-card.ts';
import { bold, figure, text } from '../model/inline.ts';

/** A comment card with every kind of line, for tests. Invented figures. */
export function sampleCard(): CommentCardDocument {
  return {
    kind: 'comment-card',
    version: 1,
    id: 'card',
    language: 'zh-CN',
    date: '2021-07-22',
    organisation: '示例省生态环境厅',
    simulated: true,
    post: '分管大气工作副厅长',
    meeting: '2021年上半年重点工作调度会',
    time: '7月24日 09:00',
    slot: '09:44 起，5 分钟',
    badges: [
      { kind: 'badge', badge: 'open', text: '内部' },
      { kind: 'badge', badge: 'closed', text: '已结账' },
    ],
    good: [
      {
        city: '甲州',
        subject: '清洁取暖',
        figureId: 'heat:a',
        figure: '52.4',
        unit: '%',
        sentence: [
          text('超前序时 '),
          figure('heat:a:gap', '17.4', ' 点'),
          text('，全省第 1（n＝11）；装好的有 76.5% 已运行'),
        ],
        lamp: null,
      },
      {
        city: '乙州',
        subject: 'VOCs 整改',
        figure: '88.6',
        unit: '%',
        sentence: [text('全省 68.1%；88 个问题改了 78 个')],
        lamp: null,
      },
      {
        city: '丙州',
        subject: 'PM2.5',
        figure: '46',
        unit: 'μg/m³',
        sentence: [text('同比 ↓11.5% 改善（去年同期 52）')],
        lamp: null,
      },
    ],
    lagging: [
      {
        city: '丁州',
        subject: '清洁取暖',
        figure: '16.6',
        unit: '%',
        sentence: [text('落后序时 18.4 点，末位；两次会上被点')],
        lamp: 'red',
      },
      {
        city: '戊州',
        subject: 'VOCs 整改',
        figure: '42.7',
        unit: '%',
        sentence: [text('末位，全省 68.1%；连续两个月黄灯')],
        lamp: 'yellow',
      },
      {
        city: '己州',
        subject: '综合指数',
        figure: '6.12',
        unit: '',
        sentence: [bold('同比 ↑2.0% 反弹'), text('（去年同期 6.00）')],
        lamp: null,
      },
    ],
    questions: [
      {
        city: '丁州',
        text: [text('7 月起每天要装 1,832 户，6 月只有 697 户。设备、施工队、资金各差多少，哪天补齐？')],
      },
      {
        city: '戊州',
        text: [text('没改的 55 个问题，8 月高臭氧天之前能改完几个？改不完的，错峰停哪几条线？')],
      },
    ],
    promises: {
      note: '4 条，兑现 2，未兑现 2',
      promisedTitle: '上次承诺（4月22日）',
      rows: [
        { city: '丁州', promised: '6月底安装 8.61 万户', result: '4.08 万户，47%', verdict: 'broken' },
        { city: '戊州', promised: '6月底 VOCs 改完 60 个', result: '41 个，68%', verdict: 'late' },
        { city: '甲州', promised: '6月底运行率不低于 70%', result: '76.5%', verdict: 'kept' },
        { city: '己州', promised: '8月底 124 家一厂一策复核', result: '96 家', verdict: 'open' },
      ],
    },
    footer: '数据截至 2021-06-30 24:00，7月20日结账。未审核的数据不上卡。',
    number: '点评卡 2021-07-03',
  };
}

/** More than fits: long names, long sentences, many promises. */
export function crowdedCard(): CommentCardDocument {
  const card = sampleCard();
  const promises = card.promises!;
  return {
    ...card,
    post: '分管生态环境保护督察、执法监督和行政审批工作的党组成员、副厅长',
    good: card.good.map((fact) => ({
      ...fact,
      city: '某某综合改革示范区',
      figure: '12,345.67',
      unit: '万户次/年',
      sentence: [text('超前序时进度，'.repeat(20)), figure('x', '17.4', ' 点')],
    })),
    lagging: card.lagging.map((fact) => ({
      ...fact,
      sentence: [...fact.sentence, text('；又一次落后于全省平均'.repeat(9))],
    })),
    questions: card.questions.map((question) => ({
      ...question,
      text: [text('哪天补齐？为什么？'.repeat(60))],
    })),
    promises: {
      ...promises,
      note: '24 条，兑现 6，迟 6，未兑现 6，待定 6',
      rows: Array.from({ length: 6 }, () => promises.rows).flat(),
    },
  };
}
