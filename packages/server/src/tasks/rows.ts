/** A task as a line of the board, list or calendar. */
import {
  type TaskRow as Row,
  RungName,
  TaskAction,
  type TaskClock,
  TaskComplexity,
  type TaskDue,
  TaskSource,
  TaskState,
} from '@qingzhang/contract';
import { type Rung, rungs, sayLampReason, sayRungReason, workdaysBetween } from '@qingzhang/domain';
import type { z } from 'zod';
import type { Actor } from '../platform/actor.ts';
import { type Rules, taskClocks } from './derive.ts';
import { lampOf } from './facts.ts';
import { rungOf, urgencyOf } from './notices.ts';
import { heldOf, lampReasonOf, manualLampOf, numberOf, rungReasonOf, type TaskRecord } from './record.ts';
import { actionSide } from './sides.ts';
import { sayWhy } from './words.ts';

type Lang = 'zh' | 'en';

/** The line as this actor sees it: the action is what *this* person is to do. */
export function taskRow(record: TaskRecord, actor: Actor, rules: Rules, lang: Lang): Row {
  return {
    id: record.id,
    no: record.no,
    text: record.text,
    source: TaskSource.parse(record.source),
    sourceTitle: record.source_title,
    state: TaskState.parse(record.state),
    city: record.city_code,
    county: record.county_code,
    leadUnit: record.lead_unit,
    ownerPost: record.owner_post,
    lamp: lampCell(record, lang),
    clocks: taskClocks(record, rules).map((clock): z.infer<typeof TaskClock> => ({ ...clock })),
    ladder: ladderMark(record),
    deadline: record.deadline,
    due: dueOf(record, rules),
    progress: numberOf(record.progress),
    urgency: urgencyOf(record),
    action: actionOf(record, actor, lang),
    program: record.program_key,
    parts: record.parts === 0 ? null : { total: record.parts, closed: record.parts_closed },
    parent: record.parent_id,
    rebounds: record.rebounds,
    simulated: record.simulated,
  };
}

export function lampCell(record: TaskRecord, lang: Lang): Row['lamp'] {
  const manual = manualLampOf(record);
  return {
    lamp: lampOf(record),
    reason: manual === null ? sayLampReason(lampReasonOf(record), lang) : manual.reason,
    manual:
      manual === null
        ? null
        : {
            computed: lampOf({ lamp: record.lamp_computed }),
            reason: manual.reason,
            post: manual.post,
            confirmedBy: manual.confirmedBy,
            at: manual.at,
          },
  };
}

/** The rung the rules propose; null: none. */
export function proposedRung(record: TaskRecord): Rung | null {
  if (record.desk_act !== 'notice') return null;
  return rungs.find((rung) => rung === record.desk_act_rung) ?? null;
}

/** Nine dots: those up to the last issued are done, the proposed one is now. */
export function ladderMark(record: TaskRecord): Row['ladder'] {
  const inForce = rungOf(record);
  const last = inForce === null ? -1 : rungs.indexOf(inForce);
  const now = proposedRung(record);
  const held = heldOf(record)?.rung ?? null;
  const dots = rungs.map((rung, index): Row['ladder']['dots'][number] => {
    if (index <= last) return 'done';
    if (rung === now) return 'now';
    return rung === held ? 'held' : 'ahead';
  });
  const rung = rungs[last];
  return {
    dots,
    last: rung === undefined || record.rung_on === null ? null : { rung, on: record.rung_on },
  };
}

function dueOf(record: TaskRecord, { today, calendar }: Rules): z.infer<typeof TaskDue> {
  const bare = (kind: z.infer<typeof TaskDue>['kind']) => ({ kind, days: null, time: null });
  if (record.not_applicable !== null) return bare('notApplicable');
  if (record.state === 'closed' || record.state === 'cancelled') return bare('closed');
  if (record.state === 'applied' || record.state === 'checked') return bare('awaitingClose');
  if (record.paused_until !== null && today <= record.paused_until) return bare('paused');
  if (record.deadline === null) return bare('none');
  if (record.deadline === today) return { kind: 'today', days: 0, time: '15:00' };
  if (record.deadline > today) {
    return { kind: 'left', days: workdaysBetween(calendar, today, record.deadline), time: null };
  }
  // A deadline that fell on a day off is over by one working day from the next one on.
  return {
    kind: 'overdue',
    days: Math.max(1, workdaysBetween(calendar, record.deadline, today)),
    time: null,
  };
}

export function actionOf(record: TaskRecord, actor: Actor, lang: Lang): TaskAction | null {
  const side = actionSide(actor, record);
  if (side === null) return null;
  const act = TaskAction.shape.act.parse(side === 'responsible' ? record.owner_act : record.desk_act);
  const by = side === 'responsible' ? record.owner_act_by : record.desk_act_by;
  const rung = side === 'issuing' ? RungName.nullable().parse(record.desk_act_rung) : null;
  if (act !== 'notice') return { act, rung, by, why: sayWhy(act, lang) };
  const reason = rungReasonOf(record);
  return { act, rung, by, why: reason === null ? '' : sayRungReason(reason, lang) };
}

export const complexityOf = (record: Pick<TaskRecord, 'complexity'>) =>
  TaskComplexity.parse(record.complexity);
