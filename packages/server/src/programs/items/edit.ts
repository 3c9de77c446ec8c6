/** Changes by hand of one item: what comes from above, measures, close-out standards. */
import {
  AppError,
  type changeItem as changeEndpoint,
  type createItem as createEndpoint,
  type putItemMeasures,
  type putItemStandard,
} from '@qingzhang/contract';
import { refuse } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { notify } from '../../notifications/notify.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may, seesRegion } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { boardScope, seesProgram } from '../board/scope.ts';
import { changeItems } from './change.ts';
import { createItems } from './create.ts';
import { derive, judgeOf } from './derive.ts';
import { lifeActor } from './people.ts';
import { readMeasures, requireItem } from './read.ts';
import type { ItemRecord } from './record.ts';
import { refusalError, requireRevision } from './refusals.ts';
import { addEvents, follow, updateItems } from './save.ts';
import { reporters } from './tell.ts';

type NewBody = z.output<NonNullable<(typeof createEndpoint)['body']>>;
type ChangeBody = z.output<NonNullable<(typeof changeEndpoint)['body']>>;
type MeasuresBody = z.output<NonNullable<(typeof putItemMeasures)['body']>>;
type StandardBody = z.output<NonNullable<(typeof putItemStandard)['body']>>;

/** One item by hand; issued at once where asked. */
export async function createByHand(db: Db, call: Call, key: string, body: NewBody): Promise<number> {
  const { actor } = call;
  if (!seesProgram(boardScope(actor), key) || !seesRegion(actor, body.city, body.county)) {
    throw new AppError('thing.notFound', { what: 'program', id: key });
  }
  return transaction(db, async (trx) => {
    const program = await requireProgram(trx, key);
    if (program.state !== 'active')
      throw new AppError('thing.conflict', { what: 'program', state: program.state });
    await requirePlace(trx, body.city, body.county);
    const { issue, ...facts } = body;
    const [made] = await createItems(trx, call, program, [facts], { issue });
    if (made === undefined) throw new Error('an item was not made');
    if (issue) {
      const item = await requireItem(trx, actor, made.id);
      await notify(trx, call, {
        to: await reporters(trx, item),
        kind: 'item.assigned',
        subject: { type: 'item', id: item.id },
        params: {
          title: item.title.slice(0, 300),
          ...(item.deadline === null ? {} : { due: item.deadline }),
        },
        link: `/items/${item.id}`,
        region: item.county ?? item.city,
      });
    }
    return made.id;
  });
}

/** City and county must belong together. */
async function requirePlace(trx: Db, city: string, county: string | null): Promise<void> {
  const rows = await trx
    .selectFrom('region')
    .select(['code', 'level', 'parent_code'])
    .where('code', 'in', county === null ? [city] : [city, county])
    .execute();
  const isCity = rows.some((row) => row.code === city && row.level === 'city');
  const isCounty = county === null || rows.some((row) => row.code === county && row.parent_code === city);
  if (!isCity || !isCounty) throw new AppError('thing.invalid', { what: 'region', reason: county ?? city });
}

/** What comes from above; who issues it alone may change it, with a reason. */
export async function changeByHand(db: Db, call: Call, id: number, body: ChangeBody): Promise<void> {
  await transaction(db, async (trx) => {
    const item = await requireItem(trx, call.actor, id, { lock: true });
    requireRevision(item, body.revision);
    const program = await requireProgram(trx, item.program);
    const { revision: _revision, reason, values, ...facts } = body;
    const who = lifeActor(call.actor);
    if (item.level === 'city' && who.tier !== 'city' && item.state !== 'draft')
      throw refusalError('changeItem', refuse('otherLevel'));
    // The problem is one, as a fact and as the program's column of that name.
    const problems = [facts.problem, values?.problem].filter((one) => one !== undefined);
    if (item.state !== 'draft' && problems.some((one) => one !== item.problem)) {
      // 问题原文逐字照录: once issued it is the document's, not ours (DIS-3.1).
      throw new AppError('thing.invalid', { what: 'problem', reason: 'verbatim' });
    }
    if (facts.county !== undefined) await requirePlace(trx, item.city, facts.county);
    const own = values === undefined ? {} : { values: issuedOnly(program.definition.fields, values) };
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const [outcome] = await changeItems(trx, call, program, [{ id, facts: given, ...own }], { reason });
    if (outcome?.outcome === 'refused' && outcome.refusal !== null)
      throw refusalError('changeItem', outcome.refusal);
  });
}

/** Superiors change what they have issued, never what a city or county has reported. */
function issuedOnly(
  fields: readonly { readonly key: string; readonly source: string }[],
  values: ItemRecord['values'],
): ItemRecord['values'] {
  for (const key of Object.keys(values)) {
    const field = fields.find((one) => one.key === key);
    if (field === undefined || field.source === 'reported' || field.source === 'computed') {
      throw new AppError('thing.invalid', { what: key, reason: field?.source ?? 'unknown' });
    }
  }
  return values;
}

const planned = ['issued', 'working', 'extension', 'reopened', 'standing'];

/** 整改措施: the whole list as it is to be; measures keep their id. */
export async function putMeasures(db: Db, call: Call, id: number, body: MeasuresBody): Promise<void> {
  await transaction(db, async (trx) => {
    const item = await requireItem(trx, call.actor, id, { lock: true });
    requireRevision(item, body.revision);
    if (!planned.includes(item.state))
      throw refusalError('putMeasures', refuse('wrongState', { state: item.state }));
    const judge = await judgeOf(trx, await requireProgram(trx, item.program), call.at);
    const late = body.measures.find(({ doneOn }) => doneOn !== null && doneOn > judge.today);
    if (late !== undefined)
      throw new AppError('thing.invalid', { what: late.text.slice(0, 80), reason: `> ${judge.today}` });
    const known = new Set(item.measures.map((one) => one.id));
    const rows = body.measures.map((measure, sort) => {
      if (measure.id !== undefined && !known.has(measure.id))
        throw new AppError('thing.notFound', { what: 'measure', id: measure.id });
      return { ...measure, sort };
    });
    const kept = rows.flatMap((row) => (row.id === undefined ? [] : [row.id]));
    await sql`delete from item_measure where item_id = ${id} and not (id = any(${kept}::bigint[]))`.execute(
      trx,
    );
    await sql`
      update item_measure m set sort = one.sort, text = one.text, due = one.due, done_on = one."doneOn", planned = one.planned,
        done = one.done, unit = one.unit, weight = one.weight
      from jsonb_to_recordset(${JSON.stringify(rows.filter((row) => row.id !== undefined))}::jsonb) as one (
        id bigint, sort int, text text, due date, "doneOn" date, planned numeric, done numeric, unit text, weight numeric)
      where m.id = one.id and m.item_id = ${id}`.execute(trx);
    await sql`
      insert into item_measure (item_id, sort, text, due, done_on, planned, done, unit, weight)
      select ${id}, sort, text, due, "doneOn", planned, done, unit, weight
      from jsonb_to_recordset(${JSON.stringify(rows.filter((row) => row.id === undefined))}::jsonb) as one (
        sort int, text text, due date, "doneOn" date, planned numeric, done numeric, unit text, weight numeric)`.execute(
      trx,
    );
    const measures = (await readMeasures(trx, [id])).get(id) ?? [];
    const life =
      item.life.plannedOn === undefined && measures.length > 0
        ? { ...item.life, plannedOn: judge.today }
        : item.life;
    const after = derive({ ...item, measures, life, changedAt: call.at }, judge);
    await updateItems(trx, [after]);
    await addEvents(trx, call, [
      {
        item: id,
        kind: 'measures',
        from: item.state,
        to: item.state,
        reason: null,
        detail: measureChanges(item.measures, measures),
      },
    ]);
    await follow(trx, call, new Map([[item.program, judge]]), [{ before: item, after }]);
  });
}

/** 措施 3 完成日 05-31 → 06-03: what of each measure differs, and those that came or went. */
function measureChanges(
  before: ItemRecord['measures'],
  after: ItemRecord['measures'],
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [index, now] of after.entries()) {
    const was = before.find(({ id }) => id === now.id);
    const name = `${index + 1} ${now.text.slice(0, 40)}`;
    if (was === undefined) changes[name] = [null, now.due];
    else {
      for (const key of ['text', 'due', 'doneOn', 'planned', 'done', 'unit', 'weight'] as const) {
        if (was[key] !== now[key]) changes[`${name}.${key}`] = [was[key], now[key]];
      }
    }
  }
  for (const was of before) {
    if (!after.some(({ id }) => id === was.id)) changes[was.text.slice(0, 40)] = [was.due, null];
  }
  return changes;
}

const sealed = ['notice', 'closed', 'lookBack', 'draft'];

/**
 * 销号五条标准: who reports shows one by evidence or writes why it does not apply; who checks or accepts may agree to that
 * by saying the same, which puts their post beside it. They do not rewrite it.
 */
export async function putStandard(
  db: Db,
  call: Call,
  id: number,
  key: string,
  body: StandardBody,
): Promise<void> {
  await transaction(db, async (trx) => {
    const { actor } = call;
    const item = await requireItem(trx, actor, id, { lock: true });
    const program = await requireProgram(trx, item.program);
    const standard = program.definition.standards.find((one) => one.key === key);
    if (standard === undefined) throw new AppError('thing.notFound', { what: 'standard', id: key });
    if (sealed.includes(item.state))
      throw refusalError('putStandard', refuse('wrongState', { state: item.state }));
    const before = await trx
      .selectFrom('item_standard')
      .selectAll()
      .where('item_id', '=', id)
      .where('standard_key', '=', key)
      .executeTakeFirst();
    const judges = may(actor, 'items.check') || may(actor, 'items.accept');
    const agrees =
      judges &&
      body.met === 'notApplicable' &&
      before?.met === 'notApplicable' &&
      before.because === body.because &&
      before.set_by !== actor.login;
    if (!agrees && !may(actor, 'items.report'))
      throw new AppError('permission.denied', { permission: 'items.report' });
    if (body.met === 'evidence') await requirePiece(trx, id, body.evidence);
    const mine = trx.deleteFrom('item_standard').where('item_id', '=', id).where('standard_key', '=', key);
    if (agrees) {
      await trx
        .updateTable('item_standard')
        .set({ agreed_by: actor.post })
        .where('item_id', '=', id)
        .where('standard_key', '=', key)
        .execute();
    } else {
      await mine.execute();
      if (body.met !== 'none') {
        await trx
          .insertInto('item_standard')
          .values({
            item_id: id,
            standard_key: key,
            met: body.met,
            because: body.met === 'notApplicable' ? body.because : null,
            evidence_id: body.met === 'evidence' ? body.evidence : null,
            set_by: actor.login,
            set_at: call.at,
          })
          .execute();
      }
    }
    await addEvents(trx, call, [
      {
        item: id,
        kind: 'standard',
        from: item.state,
        to: item.state,
        reason: body.met === 'notApplicable' ? body.because : null,
        detail: { [standard.name.zh]: [before?.met ?? null, agrees ? 'agreed' : body.met] },
      },
    ]);
  });
}

async function requirePiece(trx: Db, item: number, piece: number): Promise<void> {
  const row = await trx
    .selectFrom('item_evidence')
    .select('id')
    .where('id', '=', piece)
    .where('item_id', '=', item)
    .where('state', '=', 'have')
    .executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'evidence', id: piece });
}
