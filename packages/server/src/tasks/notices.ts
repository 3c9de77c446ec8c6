/** 发单、回复、解除、缓发: the ladder as people climb it (DIS-2.3). Rules propose; a person issues. */

import {
  AppError,
  LiftCondition,
  type NewNotice,
  type NoticeDraft,
  type NoticeHold,
  RungName,
} from '@qingzhang/contract';
import {
  addWorkdays,
  mayIssue,
  needsDecision,
  nextRung,
  type Rung,
  rungs,
  sayLift,
  sayRung,
  sayRungReason,
  standardLift,
} from '@qingzhang/domain';
import { addDays } from '@qingzhang/standards';
import type { z } from 'zod';
import { bulletinNames, documentNumber, namesOf } from '../issuing/issuer.ts';
import { rungPrefix } from '../issuing/number-rules.ts';
import { reserveNumber } from '../issuing/numbers.ts';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { type ActContext, act, needReason, rulesOf } from './change.ts';
import { liftedByData, type Rules } from './derive.ts';
import { triggerFacts } from './facts.ts';
import { composeNotice } from './notice-document.ts';
import { attachFiles, findTask } from './queries.ts';
import { milestonesOf, rungReasonOf, type TaskRecord } from './record.ts';
import { notify, previewNotification, responsibleOf, settle, shortTitle, superiorsOf } from './tell.ts';

/** 机关代字 of each rung: the department's 发 replaced. */
const LETTERS: Readonly<Record<Rung, string>> = {
  remind: '提',
  chase: '催',
  supervise: '督',
  bulletin: '通',
  warning: '预',
  summons: '约',
  listing: '挂',
  limit: '限',
  transfer: '移',
};

async function issuerNames(db: Db) {
  const province = await db
    .selectFrom('region')
    .select(['code', 'name', 'short_name'])
    .where('level', '=', 'province')
    .where('managed', '=', true)
    .executeTakeFirst();
  if (province === undefined) throw new AppError('thing.notFound', { what: 'province', id: '' });
  return namesOf(await readSetting(db, bulletinNames), {
    code: province.code,
    name: province.name,
    shortName: province.short_name,
  });
}

/** Whom the notice tells and when, if it were sent now. */
async function told(db: Db, task: TaskRecord, superiorsAfter: number) {
  const superiors = await superiorsOf(db, task);
  const to = [...(await responsibleOf(db, task)), ...superiors];
  return {
    to,
    kind: 'notice.issued',
    params: { title: '—', number: '—' },
    subject: { type: 'notice', id: 0 },
    link: `/tasks/${task.id}`,
    superiorsAfter,
    region: task.county_code ?? task.city_code,
  } as const;
}

/** 先责任人，后上级. */
export async function tellPlan(db: Db, call: Call, task: TaskRecord, rules: Rules) {
  const lines = await previewNotification(db, call, await told(db, task, rules.settings.superiorAfterHours));
  const of = (recipient: 'responsible' | 'superior', standard: Date) => {
    const own = lines.filter((line) => line.recipient === recipient);
    return {
      at: (own[0]?.pushedAt ?? own[0]?.visibleFrom ?? standard).toISOString(),
      posts: own.map(({ post }) => post),
    };
  };
  const later = new Date(call.at.getTime() + rules.settings.superiorAfterHours * 3_600_000);
  return { responsible: of('responsible', call.at), superior: of('superior', later) };
}

const MATTER_LENGTH = 40;

/** A notice ready to be sent: every field filled from the task. */
export async function draftNotice(
  db: Db,
  call: Call,
  id: number,
  asked: Rung | undefined,
  lang: 'zh' | 'en',
): Promise<NoticeDraft> {
  const task = await findTask(db, call.actor, id);
  const rules = await rulesOf(db, call.at);
  const proposed = RungName.safeParse(task.desk_act_rung);
  const rung = asked ?? (proposed.success ? proposed.data : (nextRung(rungOf(task)) ?? 'transfer'));
  const lift = standardLift(rung, milestonesOf(task).length > 0, rules.settings.lift);
  const reason = rungReasonOf(task);
  const matter = task.text.length > MATTER_LENGTH ? `${task.text.slice(0, MATTER_LENGTH)}…` : task.text;
  return {
    rung,
    matter,
    demand: task.text,
    feedback: rung === 'supervise' ? '首报补齐措施，之后每月续报，办结后终报' : '',
    receiverPost: task.owner_post ?? '',
    receiverPhone: task.owner_phone,
    replyDue:
      rung === 'remind' ? null : addWorkdays(rules.calendar, rules.today, rules.settings.ladder.replyDays),
    urgency: urgencyOf(task),
    lift,
    liftWords: sayLift(lift, lang),
    facts: triggerFacts(task, rules, lang),
    needsDecision: needsDecision(rung),
    because: task.desk_act_rung === rung && reason !== null ? sayRungReason(reason, lang) : null,
    tell: await tellPlan(db, call, task, rules),
  };
}

export const rungOf = (task: Pick<TaskRecord, 'rung'>): Rung | null =>
  rungs.find((one) => one === task.rung) ?? null;
export const urgencyOf = ({ urgency }: Pick<TaskRecord, 'urgency'>) =>
  urgency === 'critical' || urgency === 'urgent' ? urgency : 'normal';

/** 发单: numbered for the year, kept as a paper with the facts of this moment; the responsible hear now, superiors later. */
export async function issueNotice(db: Db, call: Call, id: number, body: NewNotice): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'issueNotice' }, async (context) => {
    const { task, today, trx } = context;
    const last = rungOf(task);
    if (!mayIssue(body.rung, last, urgencyOf(task))) {
      throw new AppError('notice.outOfOrder', {
        rung: sayRung(body.rung, 'zh'),
        next: sayRung(nextRung(last) ?? 'transfer', 'zh'),
      });
    }
    if (needsDecision(body.rung) && body.decision === null) {
      throw new AppError('notice.needsDecision', { rung: sayRung(body.rung, 'zh') });
    }
    if (body.replyDue !== null && body.replyDue < today) {
      throw new AppError('task.deadlineTooEarly', { earliest: today });
    }
    const names = await issuerNames(trx);
    const year = Number(today.slice(0, 4));
    const prefix = await rungPrefix(trx, LETTERS[body.rung]);
    const number = documentNumber(prefix, year, await reserveNumber(trx, prefix, year));
    return {
      patch: { held: null },
      event: { kind: 'notice', detail: { rung: body.rung, number } },
      after: (record) => writeNotice(context, record, body, { number, year, names }),
    };
  });
}

async function writeNotice(
  context: ActContext,
  task: TaskRecord,
  body: NewNotice,
  paper: {
    readonly number: string;
    readonly year: number;
    readonly names: Awaited<ReturnType<typeof issuerNames>>;
  },
): Promise<void> {
  const { trx, call, today, settings } = context;
  const facts = triggerFacts(task, context, 'zh');
  const lift = body.lift ?? standardLift(body.rung, milestonesOf(task).length > 0, settings.lift);
  const model = composeNotice({
    id: `notice-${paper.number}`,
    rung: body.rung,
    number: paper.number,
    date: today,
    issuer: paper.names.issuer,
    office: paper.names.office,
    urgency: urgencyOf(task),
    internal: task.confidentiality === 'internal',
    matter: body.matter,
    source: sourceOf(task),
    sourceTitle: task.source_title,
    taskNo: task.no,
    taskText: task.text,
    demand: body.demand,
    feedback: body.feedback,
    leadUnit: task.lead_unit ?? '',
    supportingUnits: task.supporting_units,
    receiverPost: body.receiverPost,
    receiverPhone: body.receiverPhone,
    deadline: task.deadline,
    replyDue: body.replyDue,
    facts,
    lift: sayLift(lift, 'zh'),
    decision: body.decision,
    simulated: task.simulated,
  });
  // What it goes beyond is answered by it: one notice in force at a time asks for a reply.
  const { id } = await trx
    .insertInto('task_notice')
    .values({
      task_id: task.id,
      rung: body.rung,
      number: paper.number,
      year: paper.year,
      city_code: task.city_code,
      county_code: task.county_code,
      program_key: task.program_key,
      matter: body.matter,
      demand: body.demand,
      feedback: body.feedback,
      issued_by: call.actor.id,
      issued_post: call.actor.post,
      issued_at: call.at,
      receiver_post: body.receiverPost,
      receiver_phone: body.receiverPhone,
      lead_unit: task.lead_unit ?? '',
      supporting_units: task.supporting_units,
      reply_due: body.replyDue,
      urgency: task.urgency,
      facts: JSON.stringify(facts),
      decision: body.decision === null ? null : JSON.stringify(body.decision),
      model: JSON.stringify(model),
      lift: JSON.stringify(lift),
      simulated: task.simulated,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const sent = await told(trx, task, settings.superiorAfterHours);
  await notify(trx, call, {
    ...sent,
    subject: { type: 'notice', id },
    params: {
      title: `${sayRung(body.rung, 'zh')}《${shortTitle(body.matter)}》`,
      number: paper.number,
      ...(body.replyDue === null ? {} : { due: body.replyDue }),
    },
  });
}

const sourceOf = (task: TaskRecord) => {
  const found = (['meeting', 'inspection', 'note', 'alert', 'lead', 'petition', 'program'] as const).find(
    (one) => one === task.source,
  );
  return found ?? 'hand';
};

/** 缓发: the proposal sleeps until the day, for a reason that stays on record. */
export async function holdNotice(
  db: Db,
  call: Call,
  id: number,
  body: z.output<typeof NoticeHold>,
): Promise<number> {
  return act(
    db,
    call,
    { id, revision: body.revision, act: 'holdNotice' },
    async ({ trx, task, today, settings }) => {
      const latest = addDays(today, settings.ladder.holdDays);
      if (body.until < today) throw new AppError('task.deadlineTooEarly', { earliest: today });
      if (body.until > latest) throw new AppError('task.deadlineTooLate', { latest });
      if (task.desk_act !== 'notice' || task.desk_act_rung !== body.rung) {
        throw new AppError('thing.conflict', {
          what: sayRung(body.rung, 'zh'),
          state: task.desk_act_rung ?? '—',
        });
      }
      const held = { rung: body.rung, reason: body.reason, until: body.until, post: call.actor.post };
      await trx
        .insertInto('task_hold')
        .values({ task_id: task.id, ...held, by_id: call.actor.id, at: call.at })
        .execute();
      return {
        patch: { held: JSON.stringify(held) },
        event: { kind: 'held', reason: body.reason, detail: { rung: body.rung, until: body.until } },
      };
    },
  );
}

/** A notice within sight. */
export async function findNotice(db: Db, call: Pick<Call, 'actor'>, id: number, hold = false) {
  let query = db.selectFrom('task_notice').selectAll().where('id', '=', id);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'notice', id });
  try {
    return { notice: row, task: await findTask(db, call.actor, row.task_id) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'thing.notFound') {
      throw new AppError('thing.notFound', { what: 'notice', id });
    }
    throw error;
  }
}

/** 回复: by the responsible side, once. Superiors who have not been told yet need not be. */
export async function replyToNotice(
  db: Db,
  call: Call,
  id: number,
  body: { readonly text: string; readonly files: readonly number[] },
): Promise<void> {
  const { task } = await findNotice(db, call, id);
  await act(db, call, { id: task.id, revision: null, act: 'reply' }, async ({ trx, today, task: locked }) => {
    const { notice } = await findNotice(trx, call, id, true);
    if (notice.reply_at !== null || notice.lifted_at !== null) {
      throw new AppError('thing.conflict', { what: notice.number, state: 'answered' });
    }
    await trx
      .updateTable('task_notice')
      .set({ reply_text: body.text, reply_by: call.actor.id, reply_post: call.actor.post, reply_at: call.at })
      .where('id', '=', id)
      .execute();
    await attachFiles(trx, locked.id, body.files, { notice_id: id });
    return {
      patch: { reported_on: locked.reported_on ?? today },
      event: { kind: 'replied', detail: { number: notice.number } },
      after: async () => {
        await settle(trx, call, { type: 'notice', id }, 'answered');
        await notify(trx, call, {
          to: notice.issued_by === null ? [] : [{ userId: notice.issued_by, as: 'responsible' }],
          kind: 'notice.replied',
          subject: { type: 'notice', id },
          params: { title: sayRung(RungName.parse(notice.rung), 'zh'), number: notice.number },
          link: `/tasks/${locked.id}`,
        });
      },
    };
  });
}

/** 看回复: it leaves the list of what is to be done. */
export async function seeReply(db: Db, call: Call, id: number): Promise<void> {
  const { task } = await findNotice(db, call, id);
  await act(db, call, { id: task.id, revision: null, act: 'liftNotice' }, async ({ trx }) => {
    const { notice } = await findNotice(trx, call, id, true);
    if (notice.reply_at === null)
      throw new AppError('thing.conflict', { what: notice.number, state: 'unanswered' });
    await trx
      .updateTable('task_notice')
      .set({ seen_at: notice.seen_at ?? call.at })
      .where('id', '=', id)
      .execute();
    return { patch: {}, event: { kind: 'seen', detail: { number: notice.number } } };
  });
}

/** 解除: where the data meet the condition; before that only with a note that says why. */
export async function liftNotice(db: Db, call: Call, id: number, note: string): Promise<void> {
  const { task } = await findNotice(db, call, id);
  await act(
    db,
    call,
    { id: task.id, revision: null, act: 'liftNotice' },
    async ({ trx, task: locked, today }) => {
      const { notice } = await findNotice(trx, call, id, true);
      if (notice.lifted_at !== null)
        throw new AppError('thing.conflict', { what: notice.number, state: 'lifted' });
      const rung = RungName.parse(notice.rung);
      const met = liftedByData(
        locked,
        {
          rung,
          issuedOn: beijingDay(notice.issued_at),
          replyDue: null,
          replied: true,
          seen: true,
          lift: LiftCondition.parse(notice.lift),
        },
        today,
      );
      const why = met ? note.trim() : needReason(note);
      await trx
        .updateTable('task_notice')
        .set({ lifted_at: call.at, lifted_by: call.actor.id, lifted_post: call.actor.post, lifted_note: why })
        .where('id', '=', id)
        .execute();
      return {
        patch: {},
        event: {
          kind: 'lifted',
          reason: why === '' ? null : why,
          detail: { number: notice.number, met },
        },
        after: async (record) => {
          await settle(trx, call, { type: 'notice', id }, 'done');
          await notify(trx, call, {
            to: await responsibleOf(trx, record),
            kind: 'notice.lifted',
            subject: { type: 'notice', id },
            params: { title: sayRung(rung, 'zh'), number: notice.number },
            link: `/tasks/${locked.id}`,
            region: locked.county_code ?? locked.city_code,
          });
        },
      };
    },
  );
}
