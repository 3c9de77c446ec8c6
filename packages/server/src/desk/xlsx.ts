/** The desk and what a search finds, as spreadsheets. */
import type { DeskRow, Lang, SearchAnswer } from '@qingzhang/contract';
import { sayLamp } from '@qingzhang/domain';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';
import type { FullDesk } from './desk.ts';

const WORDS = {
  zh: {
    desk: '今日',
    section: '类别',
    title: '事项',
    program: '专项',
    place: '地区',
    act: '要办',
    due: '期限',
    left: '余工作日',
    lamp: '灯',
    reason: '原因',
    due_: '到期与逾期',
    returned: '被退回',
    judge: '待核查验收',
    reports: '本月待报',
    next: '以后几天',
    watch: '分管红灯',
    pages: '会议与文稿',
    number: '编号',
    search: '查事项',
    tasks: '任务',
    meetings: '会议',
  },
  en: {
    desk: 'Today',
    section: 'Kind',
    title: 'Item',
    program: 'Program',
    place: 'Place',
    act: 'To do',
    due: 'Due',
    left: 'Working days left',
    lamp: 'Lamp',
    reason: 'Reason',
    due_: 'Due and overdue',
    returned: 'Returned',
    judge: 'To judge',
    reports: 'To report this month',
    next: 'Coming days',
    watch: 'Red in my field',
    pages: 'Meetings and papers',
    number: 'No.',
    search: 'Search',
    tasks: 'Tasks',
    meetings: 'Meetings',
  },
} as const;

const ACTS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  sign: { zh: '签收', en: 'Sign for it' },
  report: { zh: '上报', en: 'Report' },
  mend: { zh: '按退回原因补正', en: 'Mend what was returned' },
  resubmit: { zh: '补报', en: 'Report again' },
  apply: { zh: '申请销号', en: 'Apply for close-out' },
  judge: { zh: '核看', en: 'Take note' },
  check: { zh: '核查', en: 'Check' },
  accept: { zh: '验收', en: 'Accept' },
  close: { zh: '验收销号', en: 'Close' },
  decideExtension: { zh: '审批延期', en: 'Decide the extension' },
  answerObjection: { zh: '答复异议', en: 'Answer the objection' },
  publish: { zh: '公示', en: 'Publish' },
  lookBack: { zh: '回头看', en: 'Look back' },
  confirmLamp: { zh: '复核改灯', en: 'Confirm the lamp' },
  recheck: { zh: '年度复核', en: 'Yearly check' },
  reply: { zh: '回复', en: 'Reply' },
  plan: { zh: '报计划', en: 'Report the plan' },
  complete: { zh: '补全交办要素', en: 'Complete it' },
  issue: { zh: '交办', en: 'Issue' },
  notice: { zh: '发单', en: 'Issue a notice' },
  seeReply: { zh: '看回复', en: 'Read the reply' },
  lift: { zh: '解除', en: 'Lift' },
  meeting: { zh: '办理会议事项', en: 'Prepare the meeting' },
  signPaper: { zh: '签发', en: 'Sign and issue' },
  reviewRelease: { zh: '审稿', en: 'Review the release' },
  publishRelease: { zh: '发布新闻稿', en: 'Publish the release' },
  chair: { zh: '主持会议', en: 'Chair the meeting' },
  readCard: { zh: '看点评参考卡', en: 'Read the comment card' },
  askCity: { zh: '过问', en: 'Ask after it' },
  askTask: { zh: '批示过问', en: 'Note on the task' },
};

const actOf = (row: DeskRow): string =>
  row.kind === 'item' || row.kind === 'page'
    ? row.act
    : row.kind === 'task'
      ? row.action.act
      : row.kind === 'meeting'
        ? 'meeting'
        : 'report';

function fieldOf(row: DeskRow, lang: Lang): string {
  const words = WORDS[lang];
  switch (row.kind) {
    case 'task':
      return words.tasks;
    case 'meeting':
      return words.meetings;
    case 'page':
      return row.act === 'askCity' ? '' : row.act === 'askTask' ? words.tasks : words.pages;
    default:
      return row.programName[lang];
  }
}

/** 导出今日. */
export function deskXlsx(desk: FullDesk, lang: Lang): FileReply {
  const words = WORDS[lang];
  const sections = [
    [words.due_, desk.due],
    [words.returned, desk.returned],
    [words.judge, desk.judge],
    [words.reports, desk.reports],
    [words.next, desk.next],
    [words.watch, desk.watch],
  ] as const;
  return xlsxReply(`${words.desk}-${desk.today}`, {
    title: `${words.desk} ${desk.today}`,
    simulated: desk.simulated,
    columns: [
      { key: 'section', title: words.section },
      { key: 'act', title: words.act },
      { key: 'title', title: words.title },
      { key: 'program', title: words.program },
      { key: 'place', title: words.place },
      { key: 'due', title: words.due },
      { key: 'left', title: words.left },
      { key: 'lamp', title: words.lamp },
      { key: 'reason', title: words.reason },
    ],
    rows: sections.flatMap(([section, rows]) =>
      rows.map((row) => ({
        section,
        act: ACTS[actOf(row)]?.[lang] ?? actOf(row),
        title:
          row.kind === 'reports' && row.only === null ? `${row.title} ${row.left}/${row.all}` : row.title,
        program: fieldOf(row, lang),
        place: row.place,
        due: row.due ?? '',
        left: row.daysLeft,
        lamp: row.lamp === null ? '' : sayLamp(row.lamp, lang),
        reason:
          row.kind === 'item' && row.returned !== null
            ? row.returned.reason
            : row.kind === 'task' && row.action.why !== ''
              ? row.action.why
              : (row.reason ?? ''),
      })),
    ),
  });
}

const plain = (pieces: readonly { readonly text: string }[]): string =>
  pieces.map(({ text }) => text).join('');

/** 导出查到的. */
export function searchXlsx(answer: SearchAnswer, lang: Lang): FileReply {
  const words = WORDS[lang];
  return xlsxReply(`${words.search}-${answer.q}`, {
    title: `${words.search} ${answer.q}`,
    columns: [
      { key: 'program', title: words.program },
      { key: 'no', title: words.number },
      { key: 'title', title: words.title },
      { key: 'place', title: words.place },
      { key: 'lamp', title: words.lamp },
      { key: 'reason', title: words.reason },
    ],
    rows: answer.groups.flatMap(({ name, hits }) =>
      hits.map((hit) => ({
        program: name[lang],
        no: hit.no,
        title: plain(hit.title),
        place: hit.place,
        lamp: sayLamp(hit.lamp, lang),
        reason: hit.reason,
      })),
    ),
  });
}
