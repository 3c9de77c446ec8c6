/**
 * 每日: what the calendar does to items though nobody acts. Notices that have passed close their items, reports nobody has
 * returned count as accepted, lamps follow the day, and who must act is told.
 */
import type { NotificationKind } from '@qingzhang/contract';
import { addWorkdays, isOpen, reportDueOn, shiftMonth } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import { notify } from '../../notifications/notify.ts';
import { recipientsOf } from '../../notifications/recipients.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { jobType, worker } from '../../platform/jobs/jobs.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { type BoardProgram, readPrograms, reportingNow } from '../board/programs.ts';
import { recomputeProgress } from '../board/progress.ts';
import { reportSetting } from '../reports/settings.ts';
import { takeStep } from './act.ts';
import { derive, type Judge, judgeOf } from './derive.ts';
import { readItems } from './read.ts';
import type { ItemRecord } from './record.ts';
import { addEvents, follow, type ItemChange, updateItems } from './save.ts';
import { reporters, tellRed } from './tell.ts';

const PAGE = 2000;

export interface NightCount {
  readonly closed: number;
  readonly accepted: number;
  readonly changed: number;
}

/** One night over all programs; harmless to repeat. */
export async function renewItems(db: Db, call: Call, signal?: AbortSignal): Promise<NightCount> {
  const count = { closed: 0, accepted: 0, changed: 0 };
  for (const program of await readPrograms(db)) {
    if (program.state === 'draft') continue;
    signal?.throwIfAborted();
    const judge = await judgeOf(db, program, call.at);
    count.closed += await endNotices(db, call, judge, signal);
    count.accepted += await acceptReports(db, call, judge);
    count.changed += await renewLamps(db, call, judge, signal);
    await transaction(db, (trx) => tellCounties(trx, call, judge));
  }
  return count;
}

/** 公示期满: each in a transaction of its own, so that one that cannot close holds up none. */
async function endNotices(
  db: Db,
  call: Call,
  judge: Judge,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from item i where program_key = ${judge.program.key} and state = 'notice'
      and (life->'notice'->>'closesOn') <= ${judge.today}
      and not exists (select from item_notice n where n.item_id = i.id and n.kind = 'objection' and n.answered_at is null)
    order by id`.execute(db);
  let closed = 0;
  for (const { id } of rows) {
    signal?.throwIfAborted();
    closed += await transaction(db, async (trx) => {
      const [item] = await readItems(trx, [id], { lock: true });
      if (item?.state !== 'notice') return 0;
      await takeStep(trx, call, item, judge, { act: 'endNotice' });
      return 1;
    });
  }
  return closed;
}

/** Reports that nobody has returned for some working days are accepted. */
async function acceptReports(db: Db, call: Call, judge: Judge): Promise<number> {
  const { autoAcceptDays } = await readSetting(db, reportSetting);
  if (autoAcceptDays === 0) return 0;
  // Sent on the day before these working days began, or earlier.
  const since = addWorkdays(judge.calendar, judge.today, -autoAcceptDays);
  const before = new Date(`${since}T00:00:00+08:00`);
  let accepted = 0;
  for (;;) {
    const ids = await transaction(db, async (trx) => {
      const { rows } = await sql<{ id: number }>`
        select id from item where program_key = ${judge.program.key} and report_state = 'sent' and reported_at < ${before}
        order by id limit ${PAGE}`.execute(trx);
      const items = await readItems(
        trx,
        rows.map(({ id }) => id),
        { lock: true },
      );
      const still = items.filter(({ reportState }) => reportState === 'sent');
      if (still.length === 0) return 0;
      await sql`
        update item_report r set state = 'accepted', judged_at = ${call.at}
        where r.item_id = any(${still.map(({ id }) => id)}::bigint[]) and r.state = 'sent'`.execute(trx);
      // The day's lamps come after, with their history and messages (`renewLamps`).
      await updateItems(
        trx,
        still.map((item) => ({ ...item, accepted: item.values, reportState: 'accepted' as const })),
        { quiet: true },
      );
      await addEvents(
        trx,
        call,
        still.map((item) => ({
          item: item.id,
          kind: 'reportAccepted',
          from: item.state,
          to: item.state,
          reason: null,
          detail: { month: item.reportMonth, days: autoAcceptDays },
        })),
      );
      return still.length;
    });
    accepted += ids;
    if (ids < PAGE) return accepted;
  }
}

/** Lamps of the day; only rows that differ are written, nobody's form becomes stale. */
async function renewLamps(
  db: Db,
  call: Call,
  judge: Judge,
  signal: AbortSignal | undefined,
): Promise<number> {
  let from = 0;
  let changed = 0;
  for (;;) {
    signal?.throwIfAborted();
    const page = await transaction(db, async (trx) => {
      const { rows } = await sql<{ id: number }>`
        select id from item where program_key = ${judge.program.key} and id > ${from}
          and state not in ('draft', 'closed', 'lookBack') order by id limit ${PAGE}`.execute(trx);
      const items = await readItems(
        trx,
        rows.map(({ id }) => id),
        { lock: true },
      );
      const changes = items.flatMap((before): (ItemChange & { before: ItemRecord })[] => {
        const paused = before.pauseUntil !== null && before.pauseUntil < judge.today;
        const after = derive(paused ? { ...before, pauseUntil: null } : before, judge);
        return differs(before, after) ? [{ before, after }] : [];
      });
      await updateItems(
        trx,
        changes.map(({ after }) => after),
        { quiet: true },
      );
      const seen = changes.filter(({ before, after }) => before.lamp !== after.lamp);
      await addEvents(
        trx,
        call,
        seen.map(({ before, after }) => ({
          item: after.id,
          kind: 'lamp',
          from: after.state,
          to: after.state,
          reason: null,
          detail: { lamp: [before.lamp, after.lamp], because: after.lampReason },
        })),
      );
      await follow(trx, call, new Map([[judge.program.key, judge]]), changes);
      await tellRed(
        trx,
        call,
        seen.filter(({ after }) => after.lamp === 'red').map(({ after }) => after),
      );
      return { last: rows.at(-1)?.id ?? null, full: rows.length === PAGE, changed: changes.length };
    });
    changed += page.changed;
    if (page.last === null || !page.full) return changed;
    from = page.last;
  }
}

const judged = [
  'lamp',
  'lampReason',
  'lampBase',
  'lampMonth',
  'yellowMonths',
  'alarms',
  'planned',
  'done',
  'progress',
  'pauseUntil',
  'title',
] as const;

function differs(before: ItemRecord, after: ItemRecord): boolean {
  return judged.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/**
 * DIS-11: reports due, deadlines coming and passed, unsigned items, look-backs, yearly re-checks. One message a county and
 * cause, however many items it is about; said once.
 */
async function tellCounties(trx: Db, call: Call, judge: Judge): Promise<void> {
  const { program, today, calendar } = judge;
  const ahead = (days: number) => addWorkdays(calendar, today, days);
  const { rows } = await sql<{ id: number }>`
    select id from item where program_key = ${program.key} and (
      (state not in ('draft', 'closed', 'lookBack', 'standing') and deadline = any(${[ahead(7), ahead(3), ahead(1), today, ahead(-1)]}::date[]))
      or state = 'issued'
      or (state = 'closed' and look_back_on <= ${today}::date)
      or (state = 'standing' and life->'standing'->>'nextCheck' <= ${today}))
    order by id`.execute(trx);
  const items = await readItems(
    trx,
    rows.map(({ id }) => id),
  );
  const open = items.filter(({ state }) => isOpen(state) && state !== 'standing');
  const dated = (day: string) =>
    open.filter((item) => item.deadline === day && item.state !== 'notice' && item.state !== 'acceptance');
  for (const days of [7, 3, 1])
    await tell(trx, call, program, dated(ahead(days)), 'item.dueSoon', `T-${days}:${today}`, ahead(days));
  await tell(trx, call, program, dated(today), 'item.dueToday', `T:${today}`, today);
  await tell(trx, call, program, dated(ahead(-1)), 'item.overdue', `T+1:${today}`, ahead(-1), true);
  const unsigned = open.filter(
    ({ state, life }) =>
      state === 'issued' && life.issued !== undefined && addWorkdays(calendar, life.issued.on, 1) === today,
  );
  await tell(trx, call, program, unsigned, 'item.assigned', `unsigned:${today}`, today);
  const visits = items.filter(({ state }) => state === 'standing' || state === 'closed');
  if (visits.length > 0) {
    // Unannounced: who looks back is told, who is looked at is not.
    const cities = [...new Set(visits.map(({ city }) => city))];
    for (const city of cities) {
      const own = visits.filter((item) => item.city === city);
      await notify(trx, call, {
        to: await recipientsOf(trx, { roles: ['supervision', 'office'], region: city, program: program.key }),
        kind: 'item.lookBack',
        subject: { type: 'program', id: `${program.key}:${city}:lookBack` },
        params: { title: nameOf(program, own) },
        link: `/programs/${program.key}`,
        // Said again when another falls due, not every night.
        once: `items.lookBack:${program.key}:${city}:${newestVisit(own)}`,
      });
    }
  }
  await tellReports(trx, call, judge);
}

/** The day on which the last of these visits fell due. */
const newestVisit = (items: readonly ItemRecord[]): string =>
  items
    .map(({ lookBackOn, life }) => life.standing?.nextCheck ?? lookBackOn ?? '')
    .sort()
    .at(-1) ?? '';

/** 待填报: two working days before the due day, on it, and not again. */
async function tellReports(trx: Db, call: Call, { program, today, calendar }: Judge): Promise<void> {
  const reporting = reportingNow(program);
  if (reporting.every !== 'month') return;
  const month = shiftMonth(today.slice(0, 7), -1);
  const due = reportDueOn(reporting, month);
  const soon = addWorkdays(calendar, due, -2);
  if (today !== due && today !== soon) return;
  const { rows } = await sql<{ id: number }>`
    select id from item where program_key = ${program.key} and state in ('issued', 'working', 'extension', 'reopened', 'standing')
      and (report_month is null or report_month < ${month}) order by id`.execute(trx);
  const items = await readItems(
    trx,
    rows.map(({ id }) => id),
  );
  const asked = items.filter(
    ({ openedOn, pauseUntil }) =>
      openedOn.slice(0, 7) <= month && (pauseUntil === null || pauseUntil < today),
  );
  await tell(
    trx,
    call,
    program,
    asked,
    today === due ? 'report.dueToday' : 'report.due',
    `report:${month}:${today}`,
    due,
  );
}

const nameOf = (program: BoardProgram, items: readonly ItemRecord[]): string =>
  items.length === 1
    ? (items[0]?.title ?? '').slice(0, 300)
    : `${program.definition.shortName.zh} ${items.length} ${program.definition.counter}`;

type PlainKind = Extract<
  NotificationKind,
  'item.dueSoon' | 'item.dueToday' | 'item.overdue' | 'item.assigned' | 'report.due' | 'report.dueToday'
>;

async function tell(
  trx: Db,
  call: Call,
  program: BoardProgram,
  items: readonly ItemRecord[],
  kind: PlainKind,
  mark: string,
  due: string,
  superiors = false,
): Promise<void> {
  const groups = new Map<string, ItemRecord[]>();
  for (const item of items) {
    const region = item.county ?? item.city;
    groups.set(region, [...(groups.get(region) ?? []), item]);
  }
  for (const [region, group] of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const single = group.length === 1;
    await notify(trx, call, {
      to: await reporters(trx, first, superiors),
      kind,
      subject: single
        ? { type: 'item', id: first.id }
        : { type: 'program', id: `${program.key}:${region}:${mark}` },
      params: { title: nameOf(program, group), due },
      link: single ? `/items/${first.id}` : `/programs/${program.key}`,
      region,
      once: `items:${program.key}:${region}:${kind}:${mark}`,
    });
  }
}

/** After a new version: progress and lamps of one program's items by its new rules. */
export const renewProgramItems = jobType({
  name: 'items.renewProgram',
  data: z.object({ program: z.string() }),
  timeoutMinutes: 60,
});

export const programItemsWorker = worker(renewProgramItems, async ({ db, clock }, data, run) => {
  const [program] = await readPrograms(db, [data.program]);
  if (program === undefined || program.state === 'draft') return;
  const changed = await renewLamps(db, run.call, await judgeOf(db, program, run.call.at), run.signal);
  if (changed > 0) await recomputeProgress(db, clock.now(), [data.program]);
});

export const renewItemsJob = jobType({ name: 'items.renew', data: z.object({}), timeoutMinutes: 60 });

/** At 00:05 by Beijing time: before boards and tasks take the day's figures. */
export const itemWorker = worker(
  renewItemsJob,
  async (platform, _data, run) => {
    const count = await renewItems(platform.db, run.call, run.signal);
    run.log.info({ ...count }, 'items renewed');
  },
  { schedule: { cron: '5 0 * * *', data: {} } },
);
