/** 经过的电子表格: the whole history of a task, oldest first. */
import { type Lang, RungName, type TaskEventKind } from '@qingzhang/contract';
import { sayRung } from '@qingzhang/domain';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { readEvents } from './detail.ts';
import { findTask } from './queries.ts';
import { sayState } from './xlsx.ts';

type Words = readonly [zh: string, en: string];

const KINDS: Readonly<Record<TaskEventKind, Words>> = {
  created: ['新建', 'created'],
  changed: ['修改草稿', 'draft changed'],
  discarded: ['撤回草稿', 'draft withdrawn'],
  amended: ['随会议记录更正', 'changed with the record'],
  withdrawn: ['撤回任务', 'withdrawn'],
  issued: ['交办', 'issued'],
  split: ['拆分', 'split'],
  signed: ['签收', 'signed'],
  reported: ['报进展', 'progress reported'],
  accepted: ['认可进展', 'progress accepted'],
  returned: ['退回', 'returned'],
  progress: ['专项进展', 'progress of the program'],
  planned: ['报计划', 'plan given'],
  selfDeadline: ['自定期限', 'own date set'],
  extensionAsked: ['申请延期', 'extension asked'],
  extensionApproved: ['批准延期', 'extension approved'],
  extensionDenied: ['不批准延期', 'extension denied'],
  applied: ['申请销号', 'close-out applied'],
  checked: ['核查通过', 'check passed'],
  closed: ['验收销号', 'accepted and closed'],
  lookedBack: ['回头看通过', 'look-back passed'],
  rebound: ['反弹重开', 'rebound, reopened'],
  lampProposed: ['提出改灯', 'lamp proposed'],
  lampConfirmed: ['复核改灯', 'lamp confirmed'],
  lampRefused: ['不同意改灯', 'lamp refused'],
  lampLifted: ['撤销改灯', 'lamp undone'],
  notApplicable: ['记为本市无此项', 'not applicable here'],
  applicable: ['恢复适用', 'applicable again'],
  notice: ['发督办', 'notice sent'],
  held: ['缓发', 'held back'],
  replied: ['回复督办', 'notice answered'],
  seen: ['看过回复', 'Reply read'],
  lifted: ['解除督办', 'notice lifted'],
  reassigned: ['改派', 'given to another post'],
  handedOver: ['交接', 'handed over'],
  commented: ['意见', 'comment'],
};

const COLUMNS = {
  at: ['时间', 'At'],
  post: ['岗位', 'Post'],
  actingFor: ['代何岗位', 'Acting for'],
  what: ['事项', 'What'],
  from: ['原状态', 'From'],
  to: ['新状态', 'To'],
  reason: ['原因、意见', 'Reason, comment'],
} as const satisfies Record<string, Words>;

/** 发督办单 says its rung, the others are their kind. */
export async function taskEventsXlsx(db: Db, call: Call, id: number, lang: Lang): Promise<FileReply> {
  const task = await findTask(db, call.actor, id);
  const pick = (words: Words): string => words[lang === 'zh' ? 0 : 1];
  const pages: Awaited<ReturnType<typeof readEvents>>['items'][] = [];
  let cursor: string | undefined;
  do {
    const page = await readEvents(db, call, id, cursor);
    pages.push(page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const title = lang === 'zh' ? `任务 ${task.no} 经过` : `History of task ${task.no}`;
  return xlsxReply(title, {
    title,
    simulated: task.simulated,
    columns: Object.entries(COLUMNS).map(([key, words]) => ({
      key,
      title: pick(words),
      ...(key === 'reason' ? { width: 50 } : {}),
    })),
    rows: pages
      .flat()
      .toReversed()
      .map((event) => {
        const rung = RungName.safeParse(event.detail.rung);
        return {
          at: event.at,
          post: event.post,
          actingFor: event.actingFor ?? '',
          what: `${pick(KINDS[event.kind])}${rung.success ? ` ${sayRung(rung.data, lang)}` : ''}`,
          from: event.from === null ? '' : sayState(event.from, lang),
          to: event.to === null ? '' : sayState(event.to, lang),
          reason: event.reason ?? '',
        };
      }),
  });
}
