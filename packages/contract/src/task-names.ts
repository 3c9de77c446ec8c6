/** What tasks are called by: sources, states, rungs, lines of the history, acts. */
import { z } from 'zod';

/** 来源: meeting 会议, inspection 督察检查, note 领导批示, alert 预警, lead 线索/暗访, petition 信访, hand 手工, program 专项. */
export const taskSources = [
  'meeting',
  'inspection',
  'note',
  'alert',
  'lead',
  'petition',
  'program',
  'hand',
] as const;
export const TaskSource = z.enum(taskSources);
export type TaskSource = z.infer<typeof TaskSource>;

/**
 * 状态: draft 待交办, issued 待签收, working 办理中, extension 延期审批, applied 申请销号, checked 已核查待验收, closed 已销号,
 * reopened 反弹重开 (same id, red until closed again; signed anew it stays red), cancelled 已撤回 (a draft only).
 */
export const taskStates = [
  'draft',
  'issued',
  'working',
  'extension',
  'applied',
  'checked',
  'closed',
  'reopened',
  'cancelled',
] as const;
export const TaskState = z.enum(taskStates);
export type TaskState = z.infer<typeof TaskState>;

/** 紧急程度: 平急, 加急, 特急. */
export const TaskUrgency = z.enum(['normal', 'urgent', 'critical']);
export type TaskUrgency = z.infer<typeof TaskUrgency>;
/** 一般事项（7 日）, 复杂事项（1 月）. */
export const TaskComplexity = z.enum(['ordinary', 'complex']);
export type TaskComplexity = z.infer<typeof TaskComplexity>;
/** 密级: 公开, 内部. Classified matters must not be entered at all (DIS-10.1): say so beside the field. */
export const TaskConfidentiality = z.enum(['public', 'internal']);
/** Why there is no progress (DIS-14.3: an allowed answer): 资金, 用地/手续, 天气季节, 上游条件, 人手, 技术, 其他. */
export const NoProgressCause = z.enum([
  'funds',
  'permits',
  'season',
  'upstream',
  'staff',
  'technique',
  'other',
]);
export type NoProgressCause = z.infer<typeof NoProgressCause>;

/** 督办梯级 (DIS-2.3), low to high: 提醒函, 催办单, 督办单, 通报, 预警函, 约谈, 挂牌督办, 区域限批, 移交. */
export const rungNames = [
  'remind',
  'chase',
  'supervise',
  'bulletin',
  'warning',
  'summons',
  'listing',
  'limit',
  'transfer',
] as const;
export const RungName = z.enum(rungNames);
export type RungName = z.infer<typeof RungName>;

/** What a line of the history may say; the page words it (`tasks.event.<kind>`). */
export const taskEventKinds = [
  'created',
  'changed',
  'discarded',
  'amended',
  'withdrawn',
  'issued',
  'split',
  'signed',
  'reported',
  'accepted',
  'returned',
  'progress',
  'planned',
  'selfDeadline',
  'extensionAsked',
  'extensionApproved',
  'extensionDenied',
  'applied',
  'checked',
  'closed',
  'lookedBack',
  'rebound',
  'lampProposed',
  'lampConfirmed',
  'lampRefused',
  'lampLifted',
  'notApplicable',
  'applicable',
  'notice',
  'held',
  'replied',
  'seen',
  'lifted',
  'reassigned',
  'handedOver',
  'commented',
] as const;
export type TaskEventKind = (typeof taskEventKinds)[number];

/** What the one who asks may do with this task now. */
export const taskActs = [
  'edit',
  'discard',
  'issue',
  'sign',
  'split',
  'report',
  'judge',
  'setPlan',
  'setSelfDeadline',
  'askExtension',
  'decideExtension',
  'apply',
  'check',
  'close',
  'proposeLamp',
  'confirmLamp',
  'liftLamp',
  'setApplicability',
  'issueNotice',
  'holdNotice',
  'reply',
  'liftNotice',
  'lookBack',
  'reassign',
  'comment',
] as const;
export const TaskAct = z.enum(taskActs);
export type TaskAct = z.infer<typeof TaskAct>;
