/** This area's lists as spreadsheets. */

import {
  type CalendarYear,
  type Delivery,
  isNotificationKind,
  type Lang,
  type Message,
  notificationKinds,
  type Robot,
  sayMessage,
} from '@qingzhang/contract';
import type { Day } from '@qingzhang/standards';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';
import { beijingDay } from '../platform/clock.ts';
import { beijingTime } from './beijing.ts';

type Words = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

function sheet(
  title: { readonly zh: string; readonly en: string },
  headings: Words,
  rows: readonly Readonly<Record<string, string | number | null>>[],
  lang: Lang,
): FileReply {
  return xlsxReply(title[lang], {
    title: title[lang],
    columns: Object.entries(headings).map(([key, heading]) => ({ key, title: heading[lang] })),
    rows,
  });
}

const moment = (iso: string | null) => {
  if (iso === null) return null;
  const at = new Date(iso);
  return `${beijingDay(at)} ${beijingTime(at)}`;
};

export function messagesXlsx(messages: readonly Message[], today: Day, lang: Lang): FileReply {
  const headings = {
    at: { zh: '时间', en: 'At' },
    title: { zh: '消息', en: 'Message' },
    due: { zh: '期限', en: 'Due' },
    reason: { zh: '理由', en: 'Reason' },
    by: { zh: '办理岗位', en: 'By' },
    read: { zh: '阅读时间', en: 'Read at' },
    settled: { zh: '办结时间', en: 'Dealt with at' },
    snoozed: { zh: '推迟至', en: 'Put off until' },
    snoozeReason: { zh: '推迟理由', en: 'Reason for that' },
  };
  const rows = messages.map((message) => {
    const said = sayMessage(message, lang, today);
    return {
      at: moment(message.at),
      title: said.title,
      due: said.due,
      reason: said.reason,
      by: message.byPost,
      read: moment(message.readAt),
      settled: moment(message.settled?.at ?? null),
      snoozed: message.snoozed?.until ?? null,
      snoozeReason: message.snoozed?.reason ?? null,
    };
  });
  return sheet({ zh: '我的消息', en: 'My messages' }, headings, rows, lang);
}

const CHANNELS: Words = {
  email: { zh: '邮件', en: 'Mail' },
  dingtalk: { zh: '钉钉群', en: 'DingTalk group' },
  wecom: { zh: '企业微信群', en: 'WeCom group' },
};
const STATES: Words = {
  waiting: { zh: '待发送', en: 'Waiting' },
  sent: { zh: '已送达', en: 'Sent' },
  failed: { zh: '失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

/** A kind by its words, without the facts. */
function kindName(kind: string, lang: Lang): string {
  if (kind === 'digest') return lang === 'zh' ? '每日汇总' : 'Daily digest';
  if (!isNotificationKind(kind)) return kind;
  return notificationKinds[kind][lang].replace(/[：:]?\s*[（(]?\{\w+\}[）)]?/g, '…').replace(/…+$/, '');
}

export function deliveriesXlsx(deliveries: readonly Delivery[], lang: Lang): FileReply {
  const headings = {
    id: { zh: '编号', en: 'No.' },
    channel: { zh: '渠道', en: 'Channel' },
    to: { zh: '收件岗位或群', en: 'To' },
    kind: { zh: '内容', en: 'About' },
    state: { zh: '状态', en: 'State' },
    attempts: { zh: '次数', en: 'Tries' },
    next: { zh: '下次投递', en: 'Next try' },
    error: { zh: '最近一次失败原因', en: 'Last failure' },
    created: { zh: '产生时间', en: 'Since' },
    done: { zh: '完成时间', en: 'Ended at' },
  };
  const rows = deliveries.map((one) => ({
    id: one.id,
    channel: CHANNELS[one.channel]?.[lang] ?? one.channel,
    to: one.to,
    kind: kindName(one.kind, lang),
    state: STATES[one.state]?.[lang] ?? one.state,
    attempts: one.attempts,
    next: moment(one.nextTryAt),
    error: one.lastError,
    created: moment(one.createdAt),
    done: moment(one.doneAt),
  }));
  return sheet({ zh: '投递', en: 'Deliveries' }, headings, rows, lang);
}

export function robotsXlsx(robots: readonly Robot[], lang: Lang): FileReply {
  const headings = {
    name: { zh: '群名称', en: 'Group' },
    service: { zh: '平台', en: 'Service' },
    hint: { zh: '地址', en: 'Address' },
    region: { zh: '区域', en: 'Region' },
    role: { zh: '角色', en: 'Role' },
    enabled: { zh: '启用', en: 'On' },
    by: { zh: '修改岗位', en: 'Changed by' },
    at: { zh: '修改时间', en: 'Changed at' },
  };
  const rows = robots.map((robot) => ({
    name: robot.name,
    service: CHANNELS[robot.service]?.[lang] ?? robot.service,
    hint: robot.hint,
    region: robot.regionCode,
    role: robot.role,
    enabled: robot.enabled ? (lang === 'zh' ? '是' : 'yes') : lang === 'zh' ? '否' : 'no',
    by: robot.changedBy,
    at: moment(robot.changedAt),
  }));
  return sheet({ zh: '群机器人', en: 'Group robots' }, headings, rows, lang);
}

export function calendarXlsx({ year, days, announced }: CalendarYear, lang: Lang): FileReply {
  const headings = {
    day: { zh: '日期', en: 'Day' },
    work: { zh: '安排', en: 'Arrangement' },
    name: { zh: '名称', en: 'Name' },
    source: { zh: '依据', en: 'Source' },
    reason: { zh: '改动理由', en: 'Reason of change' },
    by: { zh: '修改岗位', en: 'Changed by' },
  };
  const arrangement = (work: boolean) =>
    work ? (lang === 'zh' ? '上班' : 'worked') : lang === 'zh' ? '放假' : 'off';
  const rows = days.map((day) => ({
    day: day.day,
    work: arrangement(day.work),
    name: lang === 'zh' ? day.name : day.nameEn,
    source: day.source,
    reason: day.reason,
    by: day.changedBy,
  }));
  const assumed =
    announced !== null
      ? ''
      : lang === 'zh'
        ? '（尚未公布，按周末推算）'
        : ' (not announced: weekends assumed)';
  return sheet(
    { zh: `${year}年工作日历${assumed}`, en: `Work calendar ${year}${assumed}` },
    headings,
    rows,
    lang,
  );
}
