/** 月报: many rows in one sending. Good rows go in as one transaction; the others come back with what is asked or wrong. */
import { AppError, type sendReports as endpoint, type ReportOutcome } from '@qingzhang/contract';
import { type FieldValues, type ItemState, reportMonthOf, sayItemLampReason } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { settle } from '../../notifications/notify.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { may } from '../../platform/policy.ts';
import { derive, type Judge, judgesOf } from '../items/derive.ts';
import { lifeActor } from '../items/people.ts';
import { readItems, seesRecord } from '../items/read.ts';
import type { ItemRecord } from '../items/record.ts';
import { addEvents, differences, follow, type ItemChange, updateItems } from '../items/save.ts';
import { tellRed } from '../items/tell.ts';
import { type LookedAt, lookAt, type Row } from './look.ts';
import { asksReadings, type Readings, readingsOf } from './readings.ts';

export type Sending = z.output<NonNullable<(typeof endpoint)['body']>>;
type Answer = z.output<(typeof endpoint)['response']>;

/** A row that may go in. */
interface Good {
  readonly row: Row;
  readonly before: ItemRecord;
  readonly looked: LookedAt;
}

/** Send, or with `dry` only ask. The same sending again (`deviceKey`) changes nothing. */
export async function sendReports(platform: Platform, call: Call, sending: Sending): Promise<Answer> {
  const rows = [...new Map(sending.rows.map((row) => [row.item, row])).values()];
  const work = async (db: Db, write: boolean): Promise<Answer> => {
    const items = await readItems(
      db,
      rows.map(({ item }) => item),
      { lock: write },
    );
    const seen = new Map(items.filter((item) => seesRecord(call.actor, item)).map((item) => [item.id, item]));
    const [first] = rows;
    // Nothing of it is theirs to see: it is not there.
    if (seen.size === 0) throw new AppError('thing.notFound', { what: 'item', id: first?.item ?? 0 });
    const judges = await judgesOf(
      db,
      [...seen.values()].map(({ program }) => program),
      call.at,
    );
    const readings = await readingsFor(platform, db, [...seen.values()], judges, sending.month);
    const sentBefore = await sentWith(db, [...seen.keys()], sending.deviceKey);
    const good: Good[] = [];
    const outcomes = rows.map((row): ReportOutcome => {
      const item = seen.get(row.item);
      const judge = item === undefined ? undefined : judges.get(item.program);
      if (item === undefined || judge === undefined) return missing(row.item, sending.lang);
      if (sentBefore.has(item.id)) return { ...plain(item.id, 'same'), revision: item.revision };
      if (row.revision !== item.revision) {
        const current = { revision: item.revision, values: { ...item.values } };
        return { ...plain(item.id, 'clash'), current, revision: item.revision };
      }
      const looked = lookAt(item, row, {
        judge,
        month: sending.month,
        lang: sending.lang,
        reading: (term) => readings(item.city, term),
        mayRefill: may(call.actor, 'items.check'),
      });
      const after = {
        progress: looked.item.progress,
        planned: looked.item.planned,
        lamp: looked.item.lamp,
        reason: sayItemLampReason(looked.item.lampReason, sending.lang),
      };
      const outcome = looked.issues.length > 0 ? 'refused' : looked.questions.length > 0 ? 'ask' : 'sent';
      if (outcome === 'sent') good.push({ row, before: item, looked });
      return {
        ...plain(item.id, outcome),
        issues: [...looked.issues],
        questions: looked.questions.map((question) => ({ ...question, causes: [...question.causes] })),
        after,
        revision: outcome === 'sent' && write ? item.revision + 1 : item.revision,
      };
    });
    if (write && good.length > 0) await writeReports(db, call, sending, good, judges);
    return { sent: write ? good.length : 0, outcomes };
  };
  return sending.dry ? work(platform.db, false) : transaction(platform.db, (trx) => work(trx, true));
}

const plain = (item: number, outcome: ReportOutcome['outcome']): ReportOutcome => ({
  item,
  outcome,
  questions: [],
  issues: [],
  current: null,
  after: null,
  revision: null,
});

const missing = (item: number, lang: 'zh' | 'en'): ReportOutcome => ({
  ...plain(item, 'refused'),
  issues: [{ field: '', say: lang === 'zh' ? '找不到这件事项' : 'There is no such item' }],
});

/** Readings only where some program asks for them, and then once for all its cities. */
async function readingsFor(
  platform: Platform,
  db: Db,
  items: readonly ItemRecord[],
  judges: ReadonlyMap<string, Judge>,
  month: string,
): Promise<Readings> {
  const cities = items.filter(({ program }) => {
    const judge = judges.get(program);
    return judge !== undefined && asksReadings(judge.program.definition);
  });
  return readingsOf(platform, db, [...new Set(cities.map(({ city }) => city))], month);
}

/** Items that this sending has reached already. */
async function sentWith(db: Db, items: readonly number[], deviceKey: string): Promise<Set<number>> {
  const { rows } = await sql<{ item_id: number }>`
    select item_id from item_report where item_id = any(${[...items]}::bigint[]) and device_key = ${deviceKey}`.execute(
    db,
  );
  return new Set(rows.map(({ item_id }) => item_id));
}

const working: readonly ItemState[] = ['working', 'extension', 'standing'];

async function writeReports(
  trx: Db,
  call: Call,
  sending: Sending,
  good: readonly Good[],
  judges: ReadonlyMap<string, Judge>,
): Promise<void> {
  const { actor, at } = call;
  // What the city itself sends needs nobody below the province to accept it.
  const { tier } = lifeActor(actor);
  const accepted = tier === 'city' || tier === 'province';
  const state = accepted ? 'accepted' : 'sent';
  const changes = good.map(({ before, looked }): ItemChange & { after: ItemRecord } => {
    const judge = judges.get(before.program);
    const reported: ItemRecord = {
      ...looked.item,
      accepted: accepted ? looked.item.values : before.accepted,
      reportState: state,
      reportedAt: at,
      changedAt: at,
      returned:
        before.returned !== null && before.returned.reportId === null && !working.includes(before.state)
          ? before.returned
          : null,
    };
    return { before, after: judge === undefined ? reported : derive(reported, judge) };
  });
  const rows = good.map(({ row, before, looked }) => ({
    item: row.item,
    month: reportMonthOf(before, sending.month),
    kind: row.kind,
    cause: row.cause,
    note: row.note,
    values: ownValues(looked.item, judges.get(looked.item.program)),
    answers: row.answers,
  }));
  for (let start = 0; start < rows.length; start += 2000) {
    await sql`
      insert into item_report (item_id, month, kind, cause, note, values, answers, state, sent_by, sent_post, sent_at,
        judged_by, judged_at, device_key)
      select item, month, kind, cause, note, values, answers, ${state}, ${actor.login}, ${actor.post}, ${at},
        ${accepted ? actor.post : null}::text, ${accepted ? at : null}::timestamptz, ${sending.deviceKey}
      from jsonb_to_recordset(${JSON.stringify(rows.slice(start, start + 2000))}::jsonb) as one (
        item bigint, month text, kind text, cause text, note text, values jsonb, answers jsonb)`.execute(trx);
  }
  await updateItems(
    trx,
    changes.map(({ after }) => after),
  );
  await addEvents(
    trx,
    call,
    good.map(({ row, before, looked }) => ({
      item: before.id,
      kind: 'report',
      from: before.state,
      to: before.state,
      reason: row.cause ?? row.note,
      detail: {
        month: reportMonthOf(before, sending.month),
        report: row.kind,
        changes: differences(before.values, looked.item.values),
        ...(Object.keys(row.answers).length === 0 ? {} : { answers: row.answers }),
        ...(row.note === null ? {} : { note: row.note }),
      },
    })),
  );
  await follow(trx, call, judges, changes);
  await settleAnswered(
    trx,
    call,
    good.map(({ before }) => before.id),
  );
  await tellRed(
    trx,
    call,
    changes
      .filter(({ before, after }) => after.lamp === 'red' && before?.lamp !== 'red')
      .map(({ after }) => after),
  );
}

/** Messages that asked for these reports; a query for all, and writes only where there is something to settle. */
async function settleAnswered(trx: Db, call: Call, items: readonly number[]): Promise<void> {
  const kinds = ['report.due', 'report.dueToday', 'item.returned'] as const;
  const { rows } = await sql<{ subject_id: string }>`
    select distinct n.subject_id from notification n join message m on m.notification_id = n.id
    where n.subject_type = 'item' and n.subject_id = any(${items.map(String)}::text[]) and n.kind = any(${[...kinds]}::text[])
      and m.settled_at is null`.execute(trx);
  for (const { subject_id: id } of rows) await settle(trx, call, { type: 'item', id }, 'done', { kinds });
}

/** What the sender answers for: reported and once-filled fields, as they stand after the report. */
function ownValues(item: ItemRecord, judge: Judge | undefined): FieldValues {
  const own =
    judge?.program.definition.fields.filter(({ source }) => source === 'reported' || source === 'once') ?? [];
  return Object.fromEntries(
    own.flatMap(({ key }) => (item.values[key] === undefined ? [] : [[key, item.values[key]]])),
  );
}
