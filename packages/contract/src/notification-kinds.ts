/**
 * What people are told of (通知的类别): how urgent each kind is, which facts it carries, and its words in both languages.
 * Words are made when shown, from the facts and the present day, so that "还剩 3 天" is right whenever it is read.
 */
import { z } from 'zod';
import { Day } from './figures.ts';

/**
 * `emergency` comes at any hour; `now` at once outside quiet hours; `digest` waits for the daily digest (DIS-11.1).
 * Immediate are new assignments, returns, same-day limits, red lamps, leaders' notes and supervision notices; else
 * nothing is.
 */
export const urgencies = ['emergency', 'now', 'digest'] as const;
export type Urgency = (typeof urgencies)[number];

/** Facts that any kind may carry beside its own. */
const shared = {
  /** What it is about: the task's or item's name. */
  title: z.string().min(1).max(300),
  /** The day by which it must be done; shown with what is left of it. */
  due: Day.optional(),
  /** Why, in the words of who did it: of a return, a lamp, an extension. */
  reason: z.string().max(2000).optional(),
};

interface KindDefinition<P extends z.ZodRawShape> {
  readonly urgency: Urgency;
  readonly params: z.ZodObject<typeof shared & P>;
  /** The sentence; `{name}` takes a fact. */
  readonly zh: string;
  readonly en: string;
}

function kind<P extends z.ZodRawShape = Record<never, never>>(
  urgency: Urgency,
  zh: string,
  en: string,
  own?: P,
): KindDefinition<P> {
  // The spread of two known shapes is their intersection; an object literal's type does not say so for a parameter.
  const shape = { ...shared, ...own } as typeof shared & P;
  return { urgency, params: z.object(shape), zh, en };
}

const number = { number: z.string().min(1).max(80) };
const count = { count: z.number().int().min(1) };

export const notificationKinds = {
  /** New work. */
  'task.assigned': kind('now', '交办任务：{title}', 'Task assigned to you: {title}'),
  'task.returned': kind('now', '任务退回补充：{title}', 'Task returned to you: {title}'),
  'task.dueToday': kind('now', '任务今天到期：{title}', 'Task due today: {title}'),
  'task.dueSoon': kind('digest', '任务即将到期：{title}', 'Task due soon: {title}'),
  'task.overdue': kind('digest', '任务已逾期：{title}', 'Task overdue: {title}'),
  'task.reported': kind('digest', '任务有新进展：{title}', 'Progress on a task: {title}'),
  'task.done': kind('digest', '任务报完成，待审核：{title}', 'Task reported as done, to be checked: {title}'),
  'task.closed': kind('digest', '任务已销号：{title}', 'Task closed: {title}'),
  'task.extended': kind('digest', '任务已延期：{title}', 'Task extended: {title}'),
  'task.changed': kind('digest', '任务有变更：{title}', 'Task changed: {title}'),
  'item.assigned': kind('now', '新列入清单：{title}', 'Item assigned to you: {title}'),
  'items.assigned': kind(
    'now',
    '{title}：新列入 {count} 项',
    '{title}: {count} items assigned to you',
    count,
  ),
  'item.returned': kind('now', '事项退回整改：{title}', 'Item returned to you: {title}'),
  'item.reopened': kind('now', '事项反弹，重新列账：{title}', 'Item rebounded and reopened: {title}'),
  'item.dueToday': kind('now', '事项今天到期：{title}', 'Item due today: {title}'),
  'item.dueSoon': kind('digest', '事项即将到期：{title}', 'Item due soon: {title}'),
  'item.overdue': kind('digest', '事项已逾期：{title}', 'Item overdue: {title}'),
  'item.applied': kind(
    'digest',
    '申请销号，待核查：{title}',
    'Applied for close-out, to be checked: {title}',
  ),
  'item.checked': kind(
    'digest',
    '市级核查通过，待验收：{title}',
    'Checked by the city, to be accepted: {title}',
  ),
  'item.accepted': kind('digest', '验收通过，已销号：{title}', 'Accepted and closed: {title}'),
  'item.extended': kind('digest', '事项已延期：{title}', 'Item extended: {title}'),
  'item.lookBack': kind('digest', '到期“回头看”：{title}', 'Look-back due: {title}'),
  'report.dueToday': kind('now', '今天截止填报：{title}', 'Report due today: {title}'),
  'report.due': kind('digest', '待填报：{title}', 'Report to fill: {title}'),
  /** Lamps. */
  'lamp.red': kind('now', '亮红灯：{title}', 'Red lamp: {title}'),
  'lamp.amber': kind('digest', '亮黄灯：{title}', 'Amber lamp: {title}'),
  'lamp.override': kind(
    'digest',
    '灯色人工调整，待复核：{title}',
    'Lamp set by hand, to be confirmed: {title}',
  ),
  /** The ladder of DIS-2.3. */
  'notice.issued': kind(
    'now',
    '收到{title}（{number}），请签收',
    '{title} ({number}) received: please confirm',
    number,
  ),
  'notice.replyDue': kind(
    'now',
    '{title}（{number}）今天截止回复',
    '{title} ({number}): reply due today',
    number,
  ),
  'notice.replied': kind(
    'digest',
    '{title}（{number}）已回复，待审核',
    '{title} ({number}) answered, to be checked',
    number,
  ),
  'notice.lifted': kind('digest', '{title}（{number}）已解除', '{title} ({number}) lifted', number),
  'leader.note': kind('now', '领导批示：{title}', 'A leader’s note: {title}'),
  'warning.issued': kind('emergency', '预警：{title}', 'Warning: {title}'),
  'handover.received': kind(
    'now',
    '{title}移交 {count} 件给您',
    '{title} handed {count} things over to you',
    count,
  ),
  'import.finished': kind('digest', '导入完成：{title}', 'Import finished: {title}'),
  'paper.received': kind('now', '收到会议材料：{title}', 'Meeting paper received: {title}'),
  'meeting.stepDue': kind('digest', '会议筹备逾期：{title}', 'Overdue for a meeting: {title}'),
  'leave.received': kind('now', '请假待批：{title}', 'Leave to be judged: {title}'),
  'leave.approved': kind('digest', '请假已批准：{title}', 'Leave approved: {title}'),
  'leave.returned': kind('now', '请假未获批准：{title}', 'Leave refused: {title}'),
  'release.review': kind('digest', '新闻稿待审（校）：{title}', 'A release waits for review: {title}'),
  'release.returned': kind('now', '新闻稿退回修改：{title}', 'Release returned: {title}'),
  'release.approved': kind('digest', '三审三校完成，待发布：{title}', 'Reviewed, to be published: {title}'),
  'release.published': kind('digest', '新闻稿已发布：{title}', 'Release published: {title}'),
  'release.withdrawn': kind('digest', '新闻稿已撤下：{title}', 'Release taken down: {title}'),
  'correction.received': kind(
    'now',
    '收到更正（撤稿）申请：{title}',
    'Correction or take-down asked for: {title}',
  ),
  'calendar.unannounced': kind('digest', '放假安排待录入：{title}', 'Holiday arrangement missing: {title}'),
} as const;

export type NotificationKind = keyof typeof notificationKinds;

/** The facts of one kind, as a caller gives them. */
export type NotificationParams<K extends NotificationKind> = z.output<
  (typeof notificationKinds)[K]['params']
>;

/** Whether the name is one of ours (a message may be older or newer than the page that reads it). */
export function isNotificationKind(name: string): name is NotificationKind {
  return Object.hasOwn(notificationKinds, name);
}

/** Whom a message tells: the responsible person, or a superior, at least 24 hours later (DIS-11.4). */
export const recipientKinds = ['responsible', 'superior'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** Why nobody need be told any more: somebody has done it, answered it, been given time, or it was taken back. */
export const settleReasons = ['done', 'answered', 'extended', 'withdrawn', 'replaced'] as const;
export type SettleReason = (typeof settleReasons)[number];

/** What a notification is about. */
export const subjectTypes = [
  'task',
  'item',
  'notice',
  'report',
  'program',
  'note',
  'warning',
  'import',
  'person',
  'calendar',
  'paper',
  'meeting',
  'release',
  'correction',
] as const;
export type SubjectType = (typeof subjectTypes)[number];
