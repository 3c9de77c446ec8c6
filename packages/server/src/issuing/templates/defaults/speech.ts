import { flag, list, template, word } from '../catalogue.ts';
import { meetingWords } from './meeting-words.ts';

/** 发言稿: a skeleton. A pledge states cause, measures, date, owner (DIS-6.2); experience states practice and effect. */
export const speechTemplate = template({
  kind: 'speech',
  name: '发言稿',
  catalogue: {
    ...meetingWords,
    市: word('大同市'),
    表态: flag('表态发言；不成立时为经验交流发言'),
    分钟: word('4'),
    情况: word('清洁取暖改造计划13.90万户，完成10.10万户，落后序时进度12.6个百分点'),
    问题: list({ 问题: word('清洁取暖改造落后序时进度12.6个百分点') }),
    上次承诺: list({ 承诺: word('6月底前完成确村确户'), 兑现: word('已按期完成') }),
    成效: list({ 成效: word('环境空气质量综合指数同比下降5.1%，改善幅度全省第1') }),
  },
  body: [
    ['title', 'title', '在{{会议名称}}上的\n{{#表态}}表态发言{{/表态}}{{^表态}}交流发言{{/表态}}'],
    ['who', 'paragraph', '{{市}}生态环境局（{{分钟}}分钟）'],
    ['salute', 'paragraph', '各位领导、同志们：'],
    ['facts', 'paragraph', '{{时段}}，{{市}}{{情况}}。'],
    [
      'pledge-before',
      'list',
      '{{#上次承诺}}\n上次会议我们承诺：{{承诺}}。兑现情况：{{兑现}}。\n{{/上次承诺}}',
    ],
    ['cause-head', 1, '{{#表态}}存在的问题和原因{{/表态}}'],
    [
      'cause',
      'list',
      '{{#表态}}{{#问题}}\n（{{中文序号}}）{{问题}}。原因：【请写明主观、客观原因，不超过三条】\n{{/问题}}{{/表态}}',
    ],
    ['measures-head', 1, '{{#表态}}整改措施{{/表态}}'],
    ['measures', 'paragraph', '{{#表态}}【请逐条写明措施：做什么、做到什么程度、由哪个单位做】{{/表态}}'],
    ['due-head', 1, '{{#表态}}完成时限和责任岗位{{/表态}}'],
    ['due', 'paragraph', '{{#表态}}【请逐条写明完成日期和责任岗位】{{/表态}}'],
    ['pledge-head', 1, '{{#表态}}郑重承诺{{/表态}}'],
    [
      'pledge',
      'paragraph',
      '{{#表态}}我们承诺：【事项、数量、日期。将记入承诺清单，下次会议逐项核对】{{/表态}}',
    ],
    ['effect-head', 1, '{{^表态}}工作成效{{/表态}}'],
    ['effect', 'list', '{{^表态}}{{#成效}}\n（{{中文序号}}）{{成效}}。\n{{/成效}}{{/表态}}'],
    ['practice-head', 1, '{{^表态}}主要做法{{/表态}}'],
    ['practice', 'paragraph', '{{^表态}}【请写二至三条做法，讲清机制、投入和可复制之处】{{/表态}}'],
    ['next-head', 1, '{{^表态}}下一步打算{{/表态}}'],
    ['next', 'paragraph', '{{^表态}}【请写明差距和下一步目标】{{/表态}}'],
  ],
});
