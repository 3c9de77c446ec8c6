/** One task, whole: its facts, ladder, reports, close-outs, and what the one who asks may do. */

import {
  LiftCondition,
  type MeasureOfDone,
  NoProgressCause,
  type Notice,
  RungName,
  type Task,
  TaskEvent,
  type TaskFile,
  TaskState,
  TriggerFacts,
} from '@qingzhang/contract';
import {
  neededPerDay,
  needsDecision,
  plannedPercent,
  type Run,
  rungs,
  sayLift,
  sayRungAhead,
  sayRungReason,
  standardLift,
} from '@qingzhang/domain';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { TaskNotice } from '../platform/database/schema.gen.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { actFacts, rulesOf } from './change.ts';
import { earliestOwn } from './create.ts';
import { liftedByData, missingMonth, type Rules } from './derive.ts';
import { lampOf } from './facts.ts';
import { tellPlan, urgencyOf } from './notices.ts';
import { findTask } from './queries.ts';
import {
  heldOf,
  measureOf,
  milestonesOf,
  monthsOf,
  numberOf,
  pathOf,
  proposalOf,
  returnedOf,
  rungReasonOf,
  type TaskRecord,
} from './record.ts';
import { complexityOf, proposedRung, taskRow } from './rows.ts';
import { actsOf, isIssuer } from './sides.ts';

type Lang = 'zh' | 'en';
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

type FileRow = Awaited<ReturnType<typeof loadFiles>>[number];

async function loadFiles(db: Db, task: number) {
  return db
    .selectFrom('task_file as f')
    .innerJoin('stored_file as s', 's.id', 'f.file_id')
    .select([
      'f.id',
      'f.report_id',
      'f.close_id',
      'f.notice_id',
      'f.added_post',
      'f.added_at',
      's.name',
      's.mime',
      's.size',
    ])
    .where('f.task_id', '=', task)
    .orderBy('f.id')
    .execute();
}

export const fileOf = (row: Omit<FileRow, 'report_id' | 'close_id' | 'notice_id'>): TaskFile => ({
  id: row.id,
  name: row.name,
  mime: row.mime,
  size: row.size,
  post: row.added_post,
  at: row.added_at.toISOString(),
});

/** The task as this actor sees it. */
export async function readTask(db: Db, call: Call, id: number, lang: Lang): Promise<Task> {
  const { actor } = call;
  const [task, rules] = await Promise.all([findTask(db, actor, id), rulesOf(db, call.at)]);
  const [facts, files, reports, extensions, closes, lookBacks, notices, parts, parent] = await Promise.all([
    actFacts(db, task, rules.today),
    loadFiles(db, id),
    db
      .selectFrom('task_report')
      .selectAll()
      .where('task_id', '=', id)
      .orderBy('id', 'desc')
      .limit(60)
      .execute(),
    db.selectFrom('task_extension').selectAll().where('task_id', '=', id).orderBy('id', 'desc').execute(),
    db.selectFrom('task_close').selectAll().where('task_id', '=', id).orderBy('id', 'desc').execute(),
    db.selectFrom('task_look_back').selectAll().where('task_id', '=', id).orderBy('due_on').execute(),
    db.selectFrom('task_notice').selectAll().where('task_id', '=', id).orderBy('id', 'desc').execute(),
    task.parts === 0
      ? []
      : db
          .selectFrom('task')
          .selectAll()
          .where('parent_id', '=', id)
          .orderBy('city_code')
          .orderBy('county_code')
          .orderBy('id')
          .limit(300)
          .execute(),
    task.parent_id === null
      ? undefined
      : db.selectFrom('task').select('text').where('id', '=', task.parent_id).executeTakeFirst(),
  ]);
  const own = (key: 'report_id' | 'close_id' | 'notice_id', of: number) =>
    files.filter((file) => file[key] === of).map(fileOf);
  const shownNotices = notices.map((row) => noticeOf(row, task, own('notice_id', row.id), rules, lang));
  const proposed = proposedRung(task);
  const issuing = isIssuer(actor, task);
  const measure = measureOf(task);
  return {
    ...taskRow(task, actor, rules, lang),
    sourceDocument: task.source_document,
    sourceClause: task.source_clause,
    sourceLink: task.source_link,
    supportingUnits: task.supporting_units,
    ownerId: task.owner_id,
    ownerPhone: task.owner_phone,
    issuedAt: iso(task.issued_at),
    issuedPost: task.issued_post,
    issuerCity: task.issuer_city,
    signedAt: iso(task.signed_at),
    deadlineSetBy: z.enum(['national', 'province', 'city']).nullable().parse(task.deadline_set_by),
    selfDeadline: task.self_deadline,
    selfDeadlineFrom: task.clock_from === null ? null : earliestOwn({ ...rules, task }),
    measure,
    milestones: milestonesOf(task),
    start: task.start_on,
    planned: plannedNow(task, rules),
    complexity: complexityOf(task),
    confidentiality: task.confidentiality === 'public' ? 'public' : 'internal',
    link:
      task.program_key === null || task.program_region === null
        ? null
        : { program: task.program_key, region: task.program_region, measure: task.program_measure ?? '' },
    facts: factLines(task, measure, rules, lang),
    rungs: ladderRungs(task, notices, rules, lang),
    liftWords: liftWordsOf(task, shownNotices, proposed, rules, lang),
    tell: proposed !== null && may(actor, 'notices.issue') ? await tellPlan(db, call, task, rules) : null,
    months: monthsOf(task).map(({ month, lamp, gap }) => ({ month, lamp, gap })),
    lampProposal: proposalView(task),
    notApplicable: task.not_applicable,
    pausedUntil: task.paused_until,
    returned: returnedOf(task),
    reports: reports.map((row) => ({
      id: row.id,
      at: row.sent_at.toISOString(),
      post: row.sent_post,
      actingFor: row.acting_for,
      kind: z.enum(['progress', 'unchanged', 'none', 'program']).parse(row.kind),
      text: row.text,
      cause: NoProgressCause.nullable().parse(row.cause),
      progress: numberOf(row.progress),
      value: numberOf(row.value),
      state: z.enum(['sent', 'accepted', 'returned']).parse(row.state),
      judged:
        row.judged_at === null
          ? null
          : { post: row.judged_post ?? '', at: row.judged_at.toISOString(), reason: row.judged_reason },
      files: own('report_id', row.id),
    })),
    extensions: extensions.map((row) => ({
      id: row.id,
      askedAt: row.asked_at.toISOString(),
      askedPost: row.asked_post,
      from: row.from_day,
      to: row.to_day,
      pause: row.pause,
      reason: row.reason,
      decision:
        row.approved === null || row.decided_at === null
          ? null
          : {
              approved: row.approved,
              post: row.decided_post ?? '',
              at: row.decided_at.toISOString(),
              reason: row.decided_reason,
            },
    })),
    closeOuts: closes.map((row) => ({
      id: row.id,
      appliedAt: row.applied_at.toISOString(),
      appliedPost: row.applied_post,
      note: row.note,
      files: own('close_id', row.id),
      checked: signed(row.checked_at, row.checked_post, row.checked_note),
      accepted: signed(row.accepted_at, row.accepted_post, row.accepted_note),
      returned:
        row.returned_at === null
          ? null
          : {
              at: row.returned_at.toISOString(),
              post: row.returned_post ?? '',
              reason: row.returned_reason ?? '',
            },
      lookBacks: lookBacks
        // 回头看不打招呼: who is looked at sees it when it is done.
        .filter((one) => one.close_id === row.id && (one.outcome !== null || issuing))
        .map((one) => ({
          dueOn: one.due_on,
          outcome: z.enum(['passed', 'rebound']).nullable().parse(one.outcome),
          at: iso(one.done_at),
          post: one.done_post,
          note: one.note,
        })),
      rebound: row.rebound,
    })),
    notices: shownNotices,
    partRows: parts.map((row) => taskRow(row, actor, rules, lang)),
    parentText: parent?.text ?? null,
    ...actsOf(actor, task, facts),
    revision: task.revision,
  };
}

const signed = (at: Date | null, post: string | null, note: string | null) =>
  at === null ? null : { at: at.toISOString(), post: post ?? '', note: note ?? '' };

function proposalView(task: TaskRecord): Task['lampProposal'] {
  const proposal = proposalOf(task);
  if (proposal === null) return null;
  const { lamp, reason, post, at } = proposal;
  return { lamp, reason, post, at };
}

const plannedNow = (task: TaskRecord, { today }: Rules): number | null => plannedPercent(pathOf(task), today);

const one = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
/** 8.61, 1832: as many decimals as were written, at most two. */
const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** 实际 4.08 万户（16.6%），序时 35.0%；每天要 n: what the side panel says first. */
function factLines(task: TaskRecord, measure: MeasureOfDone | null, rules: Rules, lang: Lang): Run[][] {
  const zh = lang === 'zh';
  const progress = numberOf(task.progress);
  const planned = plannedNow(task, rules);
  const lines: Run[][] = [];
  const share = progress === null ? null : `${one(progress)}%`;
  if (measure?.kind === 'figure' && measure.current !== null) {
    const actual = `${amount(measure.current)} ${measure.unit}${share === null ? '' : zh ? `（${share}）` : ` (${share})`}`;
    lines.push([
      { text: zh ? '实际 ' : 'Actual ' },
      { text: actual, tone: 'strong' },
      ...(planned === null
        ? []
        : [{ text: zh ? `，序时 ${one(planned)}%。` : `, planned ${one(planned)}%.` }]),
    ]);
  } else if (share !== null || planned !== null) {
    lines.push([
      { text: zh ? '实际 ' : 'Actual ' },
      { text: share ?? '0.0%', tone: 'strong' },
      ...(planned === null
        ? []
        : [{ text: zh ? `，序时 ${one(planned)}%。` : `, planned ${one(planned)}%.` }]),
    ]);
  }
  if (measure?.kind === 'figure' && task.deadline !== null && task.open) {
    const pace = neededPerDay(
      { target: measure.target, current: measure.current ?? measure.baseline },
      rules.today,
      task.deadline,
    );
    if (pace !== null && pace > 0) {
      const rounded = amount(Math.ceil(pace * 100) / 100);
      lines.push([
        {
          text: zh
            ? `从明天起每天要 ${rounded} ${measure.unit}。`
            : `From tomorrow ${rounded} ${measure.unit} a day are needed.`,
        },
      ]);
    }
  }
  const missing = task.open ? missingMonth(task, rules.today) : null;
  if (missing !== null)
    lines.push([{ text: zh ? `${Number(missing.slice(5))}月未报。` : `No report for ${missing}.` }]);
  return lines;
}

export type NoticeRow = Selectable<TaskNotice>;

/** A notice with its task's standing. */
export function noticeOf(
  row: NoticeRow,
  task: TaskRecord,
  files: TaskFile[],
  rules: Rules,
  lang: Lang,
): Notice {
  const lift = LiftCondition.parse(row.lift);
  const rung = RungName.parse(row.rung);
  const facts = TriggerFacts.parse(row.facts);
  const met = liftedByData(
    task,
    { rung, issuedOn: beijingDay(row.issued_at), replyDue: null, replied: true, seen: true, lift },
    rules.today,
  );
  return {
    id: row.id,
    task: row.task_id,
    taskText: task.text,
    city: row.city_code,
    rung,
    number: row.number,
    matter: row.matter,
    demand: row.demand,
    feedback: row.feedback,
    issuedAt: row.issued_at.toISOString(),
    issuedPost: row.issued_post,
    receiverPost: row.receiver_post,
    receiverPhone: row.receiver_phone,
    leadUnit: row.lead_unit,
    supportingUnits: row.supporting_units,
    replyDue: row.reply_due,
    urgency: urgencyOf(row),
    facts,
    decision:
      row.decision === null
        ? null
        : z.object({ by: z.string(), document: z.string(), on: z.string() }).parse(row.decision),
    reply:
      row.reply_at === null
        ? null
        : {
            text: row.reply_text ?? '',
            post: row.reply_post ?? '',
            at: row.reply_at.toISOString(),
            files,
            seenAt: iso(row.seen_at),
          },
    effect: effectWords(facts, task, lang),
    lift,
    liftWords: sayLift(lift, lang),
    liftMet: met,
    lifted:
      row.lifted_at === null
        ? null
        : { at: row.lifted_at.toISOString(), post: row.lifted_post ?? '', note: row.lifted_note ?? '' },
    simulated: row.simulated,
  };
}

/** 成效: the gap and lamp then and now. */
function effectWords(then: TriggerFacts, task: TaskRecord, lang: Lang): string {
  const zh = lang === 'zh';
  if (task.state === 'closed') return zh ? '已销号' : 'Closed';
  const now = monthsOf(task).at(-1)?.gap ?? null;
  if (then.gap !== null && now !== null) {
    return zh
      ? `发出时落后 ${one(then.gap)} 点，现在 ${one(now)} 点`
      : `${one(then.gap)} points behind then, ${one(now)} now`;
  }
  const names = {
    red: ['红', 'red'],
    yellow: ['黄', 'yellow'],
    green: ['绿', 'green'],
    blue: ['蓝', 'blue'],
    grey: ['灰', 'grey'],
  } as const;
  const [a, b] = [names[then.lamp], names[lampOf(task)]];
  return zh ? `发出时${a[0]}灯，现在${b[0]}灯` : `${a[1]} then, ${b[1]} now`;
}

/** The nine rungs: what came of those issued, when those ahead would come. */
function ladderRungs(
  task: TaskRecord,
  notices: readonly NoticeRow[],
  rules: Rules,
  lang: Lang,
): Task['rungs'] {
  const zh = lang === 'zh';
  const proposed = proposedRung(task);
  const held = heldOf(task);
  const reason = rungReasonOf(task);
  return rungs.map((rung): Task['rungs'][number] => {
    const last = notices.find((row) => row.rung === rung);
    const base = { rung, needsDecision: needsDecision(rung) };
    if (rung === proposed) {
      const words =
        reason === null ? sayRungAhead(rung, rules.settings.ladder, lang) : sayRungReason(reason, lang);
      return { ...base, state: 'now', on: rules.today, words, notice: last?.id ?? null, held: null };
    }
    if (last !== undefined) {
      const lifted = last.lifted_at !== null;
      const words = lifted
        ? zh
          ? '已解除'
          : 'Lifted'
        : last.reply_at !== null
          ? `${zh ? '回复：' : 'Reply: '}${last.reply_text ?? ''}`
          : last.reply_due === null
            ? zh
              ? '已发出'
              : 'Sent'
            : zh
              ? `${last.reply_due.slice(5)} 前回复`
              : `To be answered by ${last.reply_due}`;
      return {
        ...base,
        state: lifted ? 'lifted' : 'done',
        on: beijingDay(last.issued_at),
        words,
        notice: last.id,
        held: null,
      };
    }
    if (held !== null && held.rung === rung) {
      const { reason: why, until, post } = held;
      return {
        ...base,
        state: 'held',
        on: null,
        words: zh ? `缓发至 ${until.slice(5)}：${why}` : `Held back until ${until}: ${why}`,
        notice: null,
        held: { reason: why, until, post },
      };
    }
    return {
      ...base,
      state: 'ahead',
      on: null,
      words: sayRungAhead(rung, rules.settings.ladder, lang),
      notice: null,
      held: null,
    };
  });
}

function liftWordsOf(
  task: TaskRecord,
  notices: readonly Notice[],
  proposed: ReturnType<typeof proposedRung>,
  rules: Rules,
  lang: Lang,
): string | null {
  const inForce = notices.find(({ lifted }) => lifted === null);
  if (proposed === null) return inForce?.liftWords ?? null;
  return sayLift(standardLift(proposed, milestonesOf(task).length > 0, rules.settings.lift), lang);
}

/** The history, newest first. */
export async function readEvents(db: Db, call: Call, id: number, cursor: string | undefined) {
  await findTask(db, call.actor, id);
  const limit = 50;
  let query = db.selectFrom('task_event').selectAll().where('task_id', '=', id);
  const [, before, last] = /^(\d+)-(\d+)$/.exec(cursor ?? '') ?? [];
  if (before !== undefined && last !== undefined) {
    query = query.where(sql<boolean>`(at, id) < (${new Date(Number(before))}, ${Number(last)})`);
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const state = TaskState.nullable();
  const end = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      post: row.post,
      actingFor: row.acting_for,
      kind: TaskEvent.shape.kind.parse(row.kind),
      from: state.parse(row.from_state),
      to: state.parse(row.to_state),
      reason: row.reason,
      detail: z.record(z.string(), z.unknown()).parse(row.detail),
    })),
    total: null,
    nextCursor: rows.length > limit && end !== undefined ? `${end.at.getTime()}-${end.id}` : null,
  };
}
