import { list, template, word } from '../catalogue.ts';
import { meetingWords } from './meeting-words.ts';

/** 会议议程, in the order of the article (DIS-1.1, DIS-6.2). */
export const agendaTemplate = template({
  kind: 'agenda',
  name: '会议议程',
  catalogue: {
    ...meetingWords,
    议程: list({
      事项: word('通报2026年上半年全省环境质量及重点工作进展情况'),
      发言岗位: word('调度办公室主任'),
      分钟: word('15'),
      分项: list({ 分项: word('大同市生态环境局主要负责人作表态发言'), 分钟: word('4') }),
    }),
    总分钟: word('110'),
  },
  parts: ['议程表'],
  body: [
    ['title', 'title', '{{会议名称}}\n议程'],
    ['time', 'paragraph', '时间：{{会议时间}}'],
    ['place', 'paragraph', '地点：{{会议地点}}（主会场），各市生态环境局（分会场）'],
    ['chair', 'paragraph', '主持：{{主持岗位}}'],
    [
      'items',
      'list',
      '{{#议程}}\n**{{中文序号}}、{{事项}}**（{{#发言岗位}}{{发言岗位}}，{{/发言岗位}}{{分钟}}分钟）\n{{#分项}}\n{{序号}}.{{分项}}（{{分钟}}分钟）\n{{/分项}}\n{{/议程}}',
    ],
    ['total', 'paragraph', '以上议程预计{{总分钟}}分钟。'],
    ['table', 'part', '议程表'],
  ],
});
