/** Messages, how people are told, and the deliveries of letters and group messages. */
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, RegionCode } from './figures.ts';
import { recipientKinds, settleReasons, subjectTypes, urgencies } from './notification-kinds.ts';
import { roleNames } from './permission.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const byId = z.object({ id: queryInteger });

/** A message to the one who asks; its words are made from kind and facts when shown (`sayMessage`). */
export const Message = z
  .object({
    id: z.number().int(),
    /** In the order of appearing; what the stream's events are counted by. */
    seq: z.number().int(),
    kind: z.string(),
    params: z.record(z.string(), z.unknown()),
    recipient: z.enum(recipientKinds),
    urgency: z.enum(urgencies),
    subject: z.object({ type: z.enum(subjectTypes), id: z.string() }),
    /** The page that opens, pre-filled. */
    link: z.string(),
    byPost: z.string(),
    at: Instant,
    readAt: Instant.nullable(),
    /** Dealt with by somebody (已有人办理), and how. */
    settled: z.object({ at: Instant, reason: z.enum(settleReasons) }).nullable(),
    snoozed: z.object({ until: Day, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.output<typeof Message>;

/** Which messages: `open` those unread, neither dealt with nor put off; `all` whatever there is. */
const MessageQuery = z.object({
  state: z.enum(['open', 'all']).default('open'),
  /** Only before this seq. */
  cursor: queryInteger.optional(),
  limit: queryInteger.pipe(z.number().int().min(1).max(200)).default(50),
});

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/messages',
  summary: '我的消息，新的在前 · my messages, newest first',
  query: MessageQuery,
  response: pageOf(Message),
  permission: 'self',
});

export const listMessagesXlsx = endpoint({
  method: 'GET',
  path: '/api/messages.xlsx',
  query: z.object({ state: z.enum(['open', 'all']).default('all'), lang: Lang.default('zh') }),
  response: 'file',
  permission: 'self',
});

/** How many are open, and up to where the list goes: for the bell, also where the stream is down. */
export const MessageCount = z
  .object({ open: z.number().int(), upTo: z.number().int() })
  .meta({ id: 'MessageCount' });
export type MessageCount = z.output<typeof MessageCount>;

export const countMessages = endpoint({
  method: 'GET',
  path: '/api/messages/count',
  response: MessageCount,
  permission: 'self',
});

/** Mark as read: these, or everything up to a seq. */
export const readMessages = endpoint({
  method: 'POST',
  path: '/api/messages/read',
  body: z.union([
    z.object({ ids: z.array(z.number().int()).min(1).max(500) }),
    z.object({ upTo: z.number().int().min(0) }),
  ]),
  response: MessageCount,
  permission: 'self',
});

/** Put off (稍后提醒) until a day, with the reason (DIS-11.3). */
export const snoozeMessage = endpoint({
  method: 'POST',
  path: '/api/messages/:id/snooze',
  params: byId,
  body: z.object({ until: Day, reason: z.string().trim().min(2).max(200) }),
  response: MessageCount,
  permission: 'self',
});

/**
 * What the stream `GET /api/events` says (Server-Sent Events): `event: message` with this as data and the seq as id.
 * A reconnecting browser sends the last id and gets what it missed.
 */
export const MessageEvent = z
  .object({
    seq: z.number().int(),
    id: z.number().int(),
    kind: z.string(),
    params: z.record(z.string(), z.unknown()),
    recipient: z.enum(recipientKinds),
    urgency: z.enum(urgencies),
    subject: z.object({ type: z.enum(subjectTypes), id: z.string() }),
    link: z.string(),
    /** Quiet hours, or a matter for the digest: count it, do not disturb. */
    quiet: z.boolean(),
  })
  .meta({ id: 'MessageEvent' });
export type MessageEvent = z.output<typeof MessageEvent>;

/** The stream; asked for with `Accept: text/event-stream`, else refused. */
export const openEvents = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: '消息推送（SSE）· messages as they come',
  response: 'file',
  permission: 'self',
});

/** How one wants to be told; the list of messages always tells. */
export const NotificationPreference = z
  .object({
    email: z.email().max(200).nullable(),
    /** Immediate messages also by letter. */
    byEmail: z.boolean(),
    digest: z.boolean(),
    digestAt: TimeOfDay,
    quietFrom: TimeOfDay,
    quietTo: TimeOfDay,
    lang: Lang,
  })
  .meta({ id: 'NotificationPreference' });
export type NotificationPreference = z.output<typeof NotificationPreference>;

export const getNotificationPreference = endpoint({
  method: 'GET',
  path: '/api/notification-preference',
  /** `mail`: whether a mail server is set. */
  response: z.object({ preference: NotificationPreference, mail: z.boolean() }),
  permission: 'self',
});

export const putNotificationPreference = endpoint({
  method: 'PUT',
  path: '/api/notification-preference',
  body: NotificationPreference,
  response: NotificationPreference,
  permission: 'self',
});

export const deliveryStates = ['waiting', 'sent', 'failed', 'cancelled'] as const;
export const deliveryChannels = ['email', 'dingtalk', 'wecom'] as const;

/** One letter or group message, as those see it who look after deliveries: never its words. */
export const Delivery = z
  .object({
    id: z.number().int(),
    channel: z.enum(deliveryChannels),
    /** The post, or the group's name. */
    to: z.string(),
    /** `digest`: the daily digest; else the message's kind. */
    kind: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.number().int(),
    nextTryAt: Instant.nullable(),
    lastError: z.string().nullable(),
    createdAt: Instant,
    doneAt: Instant.nullable(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.output<typeof Delivery>;

const DeliveryFilter = z.object({
  state: z.enum(deliveryStates).optional(),
  channel: z.enum(deliveryChannels).optional(),
});

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/deliveries',
  query: DeliveryFilter.extend({
    cursor: queryInteger.optional(),
    limit: queryInteger.pipe(z.number().int().min(1).max(200)).default(100),
  }),
  response: pageOf(Delivery).extend({ counts: z.record(z.enum(deliveryStates), z.number().int()) }),
  permission: 'notifications.manage',
});

export const listDeliveriesXlsx = endpoint({
  method: 'GET',
  path: '/api/deliveries.xlsx',
  query: DeliveryFilter.extend({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'notifications.manage',
});

/** Send again what failed or waits: now. */
export const retryDelivery = endpoint({
  method: 'POST',
  path: '/api/deliveries/:id/retry',
  params: byId,
  response: z.object({}),
  permission: 'notifications.manage',
});

/** A group's robot (群机器人); address and key are never answered. */
export const Robot = z
  .object({
    id: z.number().int(),
    service: z.enum(['dingtalk', 'wecom']),
    name: z.string(),
    /** Host and last letters. */
    hint: z.string(),
    signed: z.boolean(),
    regionCode: RegionCode.nullable(),
    role: z.enum(roleNames).nullable(),
    enabled: z.boolean(),
    changedBy: z.string(),
    changedAt: Instant,
  })
  .meta({ id: 'Robot' });
export type Robot = z.output<typeof Robot>;

const robotName = z.string().trim().min(1).max(80);
const robotFields = {
  name: robotName,
  regionCode: RegionCode.nullable(),
  role: z.enum(roleNames).nullable(),
};

export const NewRobot = z
  .object({
    ...robotFields,
    service: z.enum(['dingtalk', 'wecom']),
    url: z.string().trim().min(1).max(1000),
    key: z.string().trim().min(1).max(200).nullable().default(null),
  })
  .meta({ id: 'NewRobot' });

export const listRobots = endpoint({
  method: 'GET',
  path: '/api/robots',
  response: z.object({ items: z.array(Robot) }),
  permission: 'notifications.manage',
});

export const listRobotsXlsx = endpoint({
  method: 'GET',
  path: '/api/robots.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'notifications.manage',
});

export const postRobot = endpoint({
  method: 'POST',
  path: '/api/robots',
  body: NewRobot,
  response: Robot,
  permission: 'notifications.manage',
});

/** What is left out stays; a new address comes as a new robot. */
export const patchRobot = endpoint({
  method: 'PATCH',
  path: '/api/robots/:id',
  params: byId,
  body: z.object({ ...robotFields, enabled: z.boolean() }).partial(),
  response: Robot,
  permission: 'notifications.manage',
});

/** Say a sentence in the group, now; answers whether it was said, and why not. */
export const testRobot = endpoint({
  method: 'POST',
  path: '/api/robots/:id/test',
  params: byId,
  response: z.object({ said: z.boolean(), reason: z.string().nullable() }),
  permission: 'notifications.manage',
});
