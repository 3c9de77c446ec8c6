/** 任务、督办单的电子表格. */
import type { Lang, Notice, TaskClock, TaskFilter, TaskRow } from '@qingzhang/contract';
import { sayLamp, sayRung } from '@qingzhang/domain';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { listRegions } from '../regions/queries.ts';
import { everyTask } from './board.ts';
import { everyNotice, type NoticeFilter } from './notice-list.ts';

type Words = readonly [zh: string, en: string];
const pick = (words: Words, lang: Lang): string => words[lang === 'zh' ? 0 : 1];

const TASK_COLUMNS = {
  no: ['编号', 'No.'],
  lamp: ['灯', 'Lamp'],
  reason: ['为什么', 'Why'],
  text: ['任务', 'Task'],
  source: ['来源', 'Source'],
  city: ['市', 'City'],
  county: ['县', 'County'],
  leadUnit: ['牵头单位', 'Lead unit'],
  ownerPost: ['责任岗位', 'Owner post'],
  state: ['状态', 'State'],
  progress: ['进度（%）', 'Progress (%)'],
  deadline: ['期限', 'Deadline'],
  clocks: ['13710', '13710'],
  ladder: ['督办梯级', 'Ladder'],
} as const satisfies Record<string, Words>;

const STATES: Readonly<Record<TaskRow['state'], Words>> = {
  draft: ['待交办', 'draft'],
  issued: ['待签收', 'issued'],
  working: ['办理中', 'working'],
  extension: ['延期审批', 'extension asked'],
  applied: ['申请销号', 'applied'],
  checked: ['已核查', 'checked'],
  closed: ['已销号', 'closed'],
  reopened: ['反弹重开', 'reopened'],
  cancelled: ['已撤回', 'withdrawn'],
};
export const sayState = (state: TaskRow['state'], lang: Lang): string => pick(STATES[state], lang);

const CLOCK_NAMES: Readonly<Record<TaskClock['clock'], string>> = {
  sign: '当',
  progress: '3',
  settle: '7',
  month: '月',
  writeOff: '0',
};
const MARKS: Partial<Record<TaskClock['state'], string>> = {
  met: '✓',
  late: '✕',
  running: '…',
  stopped: '停',
};
/** 当✓ 3✓ 7✕. */
export const sayClocks = (clocks: readonly TaskClock[]): string =>
  clocks
    .filter(({ state }) => state !== 'none')
    .map(({ clock, state }) => `${CLOCK_NAMES[clock]}${MARKS[state] ?? ''}`)
    .join(' ');

/** The list as filtered, streamed. */
export async function tasksXlsx(db: Db, call: Call, filter: TaskFilter): Promise<FileReply> {
  const { lang } = filter;
  const names = await namesOf(db, lang);
  const title = lang === 'zh' ? '任务' : 'Tasks';
  const rows = everyTask(db, call, filter);
  const first = await rows.next();
  const all = async function* () {
    if (!first.done) yield taskLine(first.value, names, lang);
    for await (const row of rows) yield taskLine(row, names, lang);
  };
  return xlsxReply(title, {
    title,
    simulated: await hasSimulated(db),
    columns: Object.entries(TASK_COLUMNS).map(([key, words]) => ({
      key,
      title: pick(words, lang),
      ...(key === 'text' || key === 'reason' ? { width: 40 } : {}),
    })),
    rows: all(),
  });
}

function taskLine(row: TaskRow, names: ReadonlyMap<string, string>, lang: Lang) {
  const last = row.ladder.last;
  return {
    no: row.no,
    lamp: sayLamp(row.lamp.lamp, lang),
    reason:
      row.lamp.manual === null
        ? row.lamp.reason
        : `${row.lamp.reason}（${lang === 'zh' ? '人工' : 'by hand'}）`,
    text: row.text,
    source: row.sourceTitle,
    city: names.get(row.city ?? '') ?? '',
    county: names.get(row.county ?? '') ?? '',
    leadUnit: row.leadUnit,
    ownerPost: row.ownerPost,
    state: sayState(row.state, lang),
    progress: row.progress,
    deadline: row.deadline,
    clocks: sayClocks(row.clocks),
    ladder: last === null ? '' : `${sayRung(last.rung, lang)} ${last.on}`,
  };
}

const NOTICE_COLUMNS = {
  number: ['编号', 'Number'],
  rung: ['梯级', 'Rung'],
  city: ['市', 'City'],
  matter: ['事由', 'Matter'],
  receiver: ['责任岗位', 'Receiver'],
  issuedAt: ['发出', 'Issued'],
  issuedBy: ['发出岗位', 'By'],
  facts: ['触发事实', 'Facts'],
  replyDue: ['反馈期限', 'Reply due'],
  reply: ['回复', 'Reply'],
  lift: ['解除条件', 'Lifted when'],
  lifted: ['解除', 'Lifted'],
} as const satisfies Record<string, Words>;

export async function noticesXlsx(db: Db, call: Call, filter: NoticeFilter): Promise<FileReply> {
  const { lang } = filter;
  const names = await namesOf(db, lang);
  const title = lang === 'zh' ? '督办梯级' : 'Notices';
  const lines = async function* () {
    for await (const one of everyNotice(db, call, filter)) yield noticeLine(one, names, lang);
  };
  return xlsxReply(title, {
    title,
    simulated: await hasSimulated(db),
    columns: Object.entries(NOTICE_COLUMNS).map(([key, words]) => ({ key, title: pick(words, lang) })),
    rows: lines(),
  });
}

const noticeLine = (one: Notice, names: ReadonlyMap<string, string>, lang: Lang) => ({
  number: one.number,
  rung: sayRung(one.rung, lang),
  city: names.get(one.city ?? '') ?? '',
  matter: one.matter,
  receiver: one.receiverPost,
  issuedAt: one.issuedAt,
  issuedBy: one.issuedPost,
  facts: one.facts.words.join(lang === 'zh' ? '；' : '; '),
  replyDue: one.replyDue,
  reply: one.reply?.text ?? '',
  lift: one.liftWords,
  lifted: one.lifted?.at ?? '',
});

async function namesOf(db: Db, lang: Lang): Promise<ReadonlyMap<string, string>> {
  const regions = await listRegions(db);
  return new Map(regions.map((region) => [region.code, lang === 'zh' ? region.name : region.nameEn]));
}

async function hasSimulated(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('task')
    .select('id')
    .where('simulated', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
