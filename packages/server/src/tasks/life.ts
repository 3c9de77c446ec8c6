/** 签收、报进展、延期、销号: the life of an issued task up to its close-out (DIS-3.2). */
import {
  AppError,
  type NewTaskReport,
  type TaskApplication,
  type TaskExtensionAsk,
  type TaskExtensionDecision,
  type TaskJudgement,
  type TaskPlan,
  type TaskReassignment,
  type TaskVerdict,
} from '@qingzhang/contract';
import { addDays, daysBetween } from '@qingzhang/standards';
import type { z } from 'zod';
import { type Call, personIds } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type ActContext, act, type Change, hand, needReason, returnMark } from './change.ts';
import { earliestOwn, termsOfTask } from './create.ts';
import { scheduleLookBacks } from './look-back.ts';
import { requireOwner } from './people.ts';
import { attachFiles } from './queries.ts';
import { measureOf, type TaskPatch, type TaskRecord } from './record.ts';
import { issuersOf, responsibleOf, settleTask, shortTitle, tellTask } from './tell.ts';

type Body<S extends z.ZodType> = z.output<S>;

/** 签收. */
export async function signTask(db: Db, call: Call, id: number, revision: number): Promise<number> {
  return act(db, call, { id, revision, act: 'sign' }, async ({ trx }) => ({
    patch: { state: 'working', signed_at: call.at },
    event: { kind: 'signed' },
    after: (task) => settleTask(trx, call, task, 'done'),
  }));
}

/** 报进展: the number counts once it is judged. `unchanged` repeats the last accepted one by one tap. */
export async function reportOnTask(db: Db, call: Call, id: number, body: NewTaskReport): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'report' }, async ({ trx, task, today }) => {
    if (task.parts > 0 && body.kind === 'progress' && (body.progress !== null || body.value !== null)) {
      throw new AppError('thing.invalid', { what: 'progress', reason: 'follows from the parts' });
    }
    const figures = body.kind === 'progress' ? figuresOf(task, body) : { progress: null, value: null };
    return {
      patch: reported(task, today),
      event: { kind: 'reported', detail: { kind: body.kind, ...figures } },
      after: async (record) => {
        const { id: report } = await trx
          .insertInto('task_report')
          .values({
            task_id: task.id,
            kind: body.kind,
            text: body.text,
            cause: body.kind === 'none' ? body.cause : null,
            progress: figures.progress === null ? null : String(figures.progress),
            value: figures.value === null ? null : String(figures.value),
            state: 'sent',
            sent_by: hand(call).by,
            sent_for: hand(call).for,
            sent_post: call.actor.post,
            acting_for: hand(call).actingFor,
            sent_at: call.at,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await attachFiles(trx, task.id, body.files, { report_id: report });
        await settleTask(trx, call, record, 'done');
        await tellTask(trx, call, record, await issuersOf(trx, record), 'task.reported', {
          title: shortTitle(record.text),
        });
      },
    };
  });
}

const reported = (task: TaskRecord, today: string): TaskPatch => ({
  reported_on: task.reported_on ?? today,
  last_report_on: today,
  returned: null,
});

/** A figure gives its percent by itself: (value − baseline) ÷ (target − baseline). */
export function figuresOf(
  task: Pick<TaskRecord, 'measure'>,
  given: { readonly progress: number | null; readonly value: number | null },
): { progress: number | null; value: number | null } {
  const measure = measureOf(task);
  if (measure?.kind !== 'figure' || given.value === null) return { ...given, value: null };
  const whole = measure.target - measure.baseline;
  const share = whole === 0 ? 100 : ((given.value - measure.baseline) / whole) * 100;
  return { value: given.value, progress: Math.round(Math.min(100, Math.max(0, share)) * 1e4) / 1e4 };
}

/** 核看: accept, so that it counts for the lamp, or return with a reason. Never by who sent it; never changed. */
export async function judgeReport(
  db: Db,
  call: Call,
  id: number,
  reportId: number,
  body: Body<typeof TaskJudgement>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'judge' }, async ({ trx, task }) => {
    const report = await trx
      .selectFrom('task_report')
      .selectAll()
      .where('id', '=', reportId)
      .where('task_id', '=', task.id)
      .executeTakeFirst();
    if (report === undefined) throw new AppError('thing.notFound', { what: 'report', id: reportId });
    if (report.state !== 'sent')
      throw new AppError('thing.conflict', { what: 'report', state: report.state });
    const reason = body.accept ? body.reason.trim() || null : needReason(body.reason);
    await trx
      .updateTable('task_report')
      .set({
        state: body.accept ? 'accepted' : 'returned',
        judged_by: call.actor.id,
        judged_post: call.actor.post,
        judged_at: call.at,
        judged_reason: reason,
      })
      .where('id', '=', reportId)
      .execute();
    if (body.accept) {
      return {
        patch: accepted(task, report.progress, report.value),
        event: { kind: 'accepted', reason, detail: { report: reportId, progress: report.progress } },
      };
    }
    return {
      patch: { rejected: task.rejected + 1, returned: returnMark(task, call, reason ?? '') },
      event: { kind: 'returned', reason, detail: { report: reportId } },
      after: async (record) => tellReturn(trx, call, record, reason ?? ''),
    };
  });
}

function accepted(task: TaskRecord, progress: string | null, value: string | null): TaskPatch {
  const measure = measureOf(task);
  return {
    rejected: 0,
    ...(progress === null ? {} : { progress }),
    ...(value === null || measure?.kind !== 'figure'
      ? {}
      : { measure: JSON.stringify({ ...measure, current: Number(value) }) }),
  };
}

async function tellReturn(trx: Db, call: Call, task: TaskRecord, reason: string): Promise<void> {
  await tellTask(trx, call, task, await responsibleOf(trx, task), 'task.returned', {
    title: shortTitle(task.text),
    reason,
  });
}

/** 报计划: milestones within the task's time, never falling; by the responsible side once, then by the issuing side. */
export async function planTask(db: Db, call: Call, id: number, body: Body<typeof TaskPlan>): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'setPlan' }, async ({ task, today }) => {
    const milestones = [...body.milestones].sort((a, b) => (a.day < b.day ? -1 : 1));
    let last = 0;
    for (const { day, percent } of milestones) {
      if (task.deadline !== null && day > task.deadline) {
        throw new AppError('task.deadlineTooLate', { latest: task.deadline });
      }
      if (percent < last) throw new AppError('thing.invalid', { what: 'milestones', reason: 'falling' });
      last = percent;
    }
    if (new Set(milestones.map(({ day }) => day)).size < milestones.length) {
      throw new AppError('thing.invalid', { what: 'milestones', reason: 'two on one day' });
    }
    return {
      patch: {
        milestones: JSON.stringify(milestones),
        start_on: body.start,
        planned_on: task.planned_on ?? today,
      },
      event: { kind: 'planned', detail: { milestones: [task.milestones, milestones] } },
    };
  });
}

/** A promise of one's own: earlier than the deadline, but not before the days the rule leaves (DIS-14.3). */
export async function setSelfDeadline(
  db: Db,
  call: Call,
  id: number,
  body: { readonly revision: number; readonly deadline: string | null },
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'setSelfDeadline' }, async (context) => {
    const { task } = context;
    if (body.deadline !== null) {
      if (task.deadline !== null && body.deadline > task.deadline) {
        throw new AppError('task.deadlineTooLate', { latest: task.deadline });
      }
      const earliest = earliestOwn(context);
      if (body.deadline < earliest) throw new AppError('task.deadlineTooEarly', { earliest });
    }
    return {
      patch: { self_deadline: body.deadline },
      event: { kind: 'selfDeadline', detail: { deadline: [task.self_deadline, body.deadline] } },
    };
  });
}

/** 申请延期: before expiry only; a national deadline cannot be moved (DIS-2.5, DIS-3.2). */
export async function askExtension(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskExtensionAsk>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'askExtension' }, async ({ trx, task, today }) => {
    const from = task.deadline ?? today;
    const after = body.pause ? today : from;
    if (body.to <= after) throw new AppError('task.deadlineTooEarly', { earliest: addDays(after, 1) });
    return {
      patch: { state: 'extension' },
      event: {
        kind: 'extensionAsked',
        reason: body.reason,
        detail: { from, to: body.to, pause: body.pause },
      },
      after: async (record) => {
        await trx
          .insertInto('task_extension')
          .values({
            task_id: task.id,
            from_day: from,
            to_day: body.to,
            pause: body.pause,
            reason: body.reason,
            asked_by: hand(call).by,
            asked_for: hand(call).for,
            asked_post: call.actor.post,
            asked_at: call.at,
          })
          .execute();
        await tellTask(trx, call, record, await issuersOf(trx, record), 'task.changed', {
          title: shortTitle(record.text),
          reason: body.reason,
        });
      },
    };
  });
}

/** 审批延期: by the issuing side only. A pause moves the deadline by the days it lasts. */
export async function decideExtension(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskExtensionDecision>,
): Promise<number> {
  return act(
    db,
    call,
    { id, revision: body.revision, act: 'decideExtension' },
    async ({ trx, task, today }) => {
      const asked = await trx
        .selectFrom('task_extension')
        .selectAll()
        .where('task_id', '=', task.id)
        .where('approved', 'is', null)
        .executeTakeFirstOrThrow();
      const reason = body.approve ? body.reason.trim() || null : needReason(body.reason);
      await trx
        .updateTable('task_extension')
        .set({
          approved: body.approve,
          decided_by: call.actor.id,
          decided_post: call.actor.post,
          decided_at: call.at,
          decided_reason: reason,
        })
        .where('id', '=', asked.id)
        .execute();
      const deadline = asked.pause
        ? addDays(asked.from_day, Math.max(0, daysBetween(today, asked.to_day)))
        : asked.to_day;
      const granted: TaskPatch = {
        deadline,
        extended_to: asked.pause ? asked.to_day : deadline,
        paused_until: asked.pause ? asked.to_day : task.paused_until,
        self_deadline: null,
      };
      return {
        patch: { state: 'working', ...(body.approve ? granted : {}) },
        event: {
          kind: body.approve ? 'extensionApproved' : 'extensionDenied',
          reason,
          detail: body.approve ? { deadline: [task.deadline, deadline] } : {},
        },
        after: async (record) => {
          if (body.approve) await settleTask(trx, call, record, 'extended');
          await tellTask(
            trx,
            call,
            record,
            await responsibleOf(trx, record),
            body.approve ? 'task.extended' : 'task.returned',
            {
              title: shortTitle(record.text),
              ...(record.deadline === null ? {} : { due: record.deadline }),
              ...(reason === null ? {} : { reason }),
            },
          );
        },
      };
    },
  );
}

/** 申请销号. A parent needs all its parts closed. */
export async function applyForClose(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskApplication>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'apply' }, async ({ trx, task, today }) => ({
    patch: { state: 'applied', settled_on: today, ...reported(task, today) },
    event: { kind: 'applied', detail: { files: body.files.length } },
    after: async (record) => {
      const { id: close } = await trx
        .insertInto('task_close')
        .values({
          task_id: task.id,
          note: body.note,
          applied_people: hand(call).people,
          applied_post: call.actor.post,
          applied_at: call.at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await attachFiles(trx, task.id, body.files, { close_id: close });
      await settleTask(trx, call, record, 'done');
      await tellTask(trx, call, record, await issuersOf(trx, record), 'task.done', {
        title: shortTitle(record.text),
      });
    },
  }));
}

async function openClose(trx: Db, task: number) {
  return trx
    .selectFrom('task_close')
    .selectAll()
    .where('task_id', '=', task)
    .where('accepted_at', 'is', null)
    .where('returned_at', 'is', null)
    .executeTakeFirstOrThrow();
}

async function returnClose(context: ActContext, body: Body<typeof TaskVerdict>): Promise<Change> {
  const { trx, task, call } = context;
  const reason = needReason(body.reason);
  const close = await openClose(trx, task.id);
  await trx
    .updateTable('task_close')
    .set({ returned_at: call.at, returned_post: call.actor.post, returned_reason: reason })
    .where('id', '=', close.id)
    .execute();
  return {
    patch: {
      state: 'working',
      settled_on: null,
      rejected: task.rejected + 1,
      returned: returnMark(task, call, reason),
    },
    event: { kind: 'returned', reason, detail: { close: close.id } },
    after: (record: TaskRecord) => tellReturn(trx, call, record, reason),
  };
}

/** 核查: the first of two persons, neither of whom applied or reported. */
export async function checkTask(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskVerdict>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'check' }, async (context) => {
    if (!body.pass) return returnClose(context, body);
    const close = await openClose(context.trx, context.task.id);
    await context.trx
      .updateTable('task_close')
      .set({
        checked_people: [...personIds(call.actor)],
        checked_post: call.actor.post,
        checked_at: call.at,
        checked_note: body.note,
      })
      .where('id', '=', close.id)
      .execute();
    return { patch: { state: 'checked' }, event: { kind: 'checked', detail: { close: close.id } } };
  });
}

/** 验收销号: the second of two; 谁验收、谁负责: the post is printed on the record. Look-backs are scheduled by the sample. */
export async function closeTask(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskVerdict>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'close' }, async (context) => {
    if (!body.pass) return returnClose(context, body);
    const { trx, task, today } = context;
    const close = await openClose(trx, task.id);
    await trx
      .updateTable('task_close')
      .set({
        accepted_people: [...personIds(call.actor)],
        accepted_post: call.actor.post,
        accepted_at: call.at,
        accepted_note: body.note,
      })
      .where('id', '=', close.id)
      .execute();
    return {
      patch: {
        state: 'closed',
        closed_on: today,
        progress: '100',
        rebound: false,
        rejected: 0,
        returned: null,
      },
      event: { kind: 'closed', detail: { close: close.id, acceptor: call.actor.post } },
      after: async (record) => {
        await scheduleLookBacks(context, record, close.id);
        await settleTask(trx, call, record, 'done');
        await tellTask(trx, call, record, await responsibleOf(trx, record), 'task.closed', {
          title: shortTitle(record.text),
        });
      },
    };
  });
}

/** 本市无此项, or again its task; grey then, in no denominator and in nobody's books. */
export async function setApplicability(
  db: Db,
  call: Call,
  id: number,
  body: { readonly revision: number; readonly applies: boolean; readonly reason: string },
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'setApplicability' }, async ({ trx, task }) => {
    if (body.applies === (task.not_applicable === null)) {
      throw new AppError('thing.conflict', {
        what: task.no,
        state: body.applies ? 'applies' : 'notApplicable',
      });
    }
    return {
      patch: { not_applicable: body.applies ? null : body.reason },
      event: { kind: body.applies ? 'applicable' : 'notApplicable', reason: body.reason },
      after: (record) => settleTask(trx, call, record, 'withdrawn'),
    };
  });
}

/** 换责任人: by the issuing side, or within the responsible side by who may hand over. */
export async function reassignTask(
  db: Db,
  call: Call,
  id: number,
  body: Body<typeof TaskReassignment>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'reassign' }, async ({ trx, task }) => {
    if (body.ownerId !== null) {
      await requireOwner(trx, body.ownerId, {
        city: task.city_code,
        county: task.county_code,
        program: task.program_key,
      });
    }
    const owner = { owner_id: body.ownerId, owner_post: body.ownerPost };
    return {
      patch: { ...owner, search: termsOfTask({ ...task, ...owner }) },
      event: {
        kind: 'reassigned',
        reason: body.reason,
        detail: { ownerPost: [task.owner_post, body.ownerPost] },
      },
      after: async (record) => {
        await settleTask(trx, call, record, 'replaced');
        await tellTask(trx, call, record, await responsibleOf(trx, record), 'task.assigned', {
          title: shortTitle(record.text),
          ...(record.deadline === null ? {} : { due: record.deadline }),
          reason: body.reason,
        });
      },
    };
  });
}

/** A remark in the history; changes nothing. */
export async function commentOnTask(db: Db, call: Call, id: number, text: string): Promise<number> {
  return act(db, call, { id, revision: null, act: 'comment' }, async () => ({
    patch: {},
    event: { kind: 'commented', detail: { text } },
  }));
}
