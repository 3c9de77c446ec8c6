import {
  AppError,
  type DustEvent,
  type Invalidation,
  type NewDustEvent,
  type NewInvalidation,
} from '@qingzhang/contract';
import { hourOfEndIso } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { OnTouched } from '../intake/touched.ts';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { daysWithReadings, listDustEvents, listInvalidations } from './queries.ts';

/** First and last hour (both included) of an exclusion. */
interface HourSpan {
  firstHour: string;
  lastHour: string;
}

/**
 * Enters a confirmed dust event (沙尘事件): the particles of its hours are left out of the evaluation of its cities
 * (AIR-5.5). Without the confirming document nothing is deducted (AIR-5.2). What its days come to is evaluated anew in
 * the same transaction.
 */
export async function enterDustEvent(
  db: Db,
  call: Call,
  event: NewDustEvent & { simulated?: boolean },
  onTouched: OnTouched,
): Promise<DustEvent> {
  const [first, last] = spanOf(event);
  if (event.document.trim() === '')
    throw new AppError('thing.invalid', { what: 'document', reason: 'AIR-5.2' });
  return transaction(db, async (trx) => {
    const { rows: cities } = await sql<{ code: string }>`
      select code from region where level = 'city' and code = any(${event.cities}::text[])`.execute(trx);
    const unknown = event.cities.find((code) => !cities.some((city) => city.code === code));
    if (unknown !== undefined) throw new AppError('thing.notFound', { what: 'city', id: unknown });
    const { id } = await trx
      .insertInto('dust_event')
      .values({
        start_hour: first,
        end_hour: last,
        pollutants: sql`${[...new Set(event.pollutants)]}::text[]`,
        document: event.document.trim(),
        note: event.note,
        simulated: event.simulated ?? false,
        created_by: call.actor.login,
        created_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('dust_event_city')
      .values(cities.map((city) => ({ event_id: id, city_code: city.code })))
      .execute();
    await audit(trx, call, {
      action: 'dustEvent.enter',
      objectType: 'dust_event',
      objectId: id,
      detail: { ...event },
    });
    await onTouched(trx, await touchedByDust(trx, id));
    return dustEvent(trx, id);
  });
}

/** Withdraws a dust event with a reason; its hours count again. */
export async function withdrawDustEvent(
  db: Db,
  call: Call,
  id: number,
  reason: string,
  onTouched: OnTouched,
): Promise<DustEvent> {
  return transaction(db, async (trx) => {
    const event = await dustEvent(trx, id);
    if (event.withdrawnAt !== null)
      throw new AppError('thing.conflict', { what: 'dust event', state: 'withdrawn' });
    await trx
      .updateTable('dust_event')
      .set({ withdrawn_by: call.actor.login, withdrawn_at: call.at, withdrawn_reason: reason })
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'dustEvent.withdraw',
      objectType: 'dust_event',
      objectId: id,
      detail: { reason },
    });
    await onTouched(trx, await touchedByDust(trx, id));
    return dustEvent(trx, id);
  });
}

async function dustEvent(db: Db, id: number): Promise<DustEvent> {
  const [event] = await listDustEvents(db, {}, id);
  if (!event) throw new AppError('thing.notFound', { what: 'dust event', id });
  return event;
}

async function touchedByDust(trx: Db, id: number) {
  const { start_hour: first, end_hour: last } = await trx
    .selectFrom('dust_event')
    .select(['start_hour', 'end_hour'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const places = sql`select p.id from place p join dust_event_city c on c.city_code = p.city_code where c.event_id = ${id}`;
  return daysWithReadings(trx, places, first, last);
}

/**
 * A reviewer judges hours of a place invalid (审核剔除), with a reason. The readings stay as they are; evaluation leaves
 * them out from now on.
 */
export async function enterInvalidation(
  db: Db,
  call: Call,
  invalidation: NewInvalidation,
  onTouched: OnTouched,
): Promise<Invalidation> {
  const [first, last] = spanOf(invalidation);
  const { placeId, reason } = invalidation;
  return transaction(db, async (trx) => {
    const place = await trx.selectFrom('place').select('id').where('id', '=', placeId).executeTakeFirst();
    if (!place) throw new AppError('thing.notFound', { what: 'place', id: placeId });
    const { id } = await trx
      .insertInto('invalidation')
      .values({
        place_id: placeId,
        start_hour: first,
        end_hour: last,
        pollutants: sql`${[...new Set(invalidation.pollutants)]}::text[]`,
        reason,
        created_by: call.actor.login,
        created_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const detail = { ...invalidation };
    await audit(trx, call, {
      action: 'invalidation.enter',
      objectType: 'invalidation',
      objectId: id,
      detail,
    });
    await onTouched(trx, await daysWithReadings(trx, sql`${placeId}::integer`, first, last));
    return invalidationOf(trx, id);
  });
}

/** Withdraws an invalidation with a reason; the hours count again. */
export async function withdrawInvalidation(
  db: Db,
  call: Call,
  id: number,
  reason: string,
  onTouched: OnTouched,
): Promise<Invalidation> {
  return transaction(db, async (trx) => {
    const invalidation = await invalidationOf(trx, id);
    if (invalidation.withdrawnAt !== null) {
      throw new AppError('thing.conflict', { what: 'invalidation', state: 'withdrawn' });
    }
    await trx
      .updateTable('invalidation')
      .set({ withdrawn_by: call.actor.login, withdrawn_at: call.at, withdrawn_reason: reason })
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'invalidation.withdraw',
      objectType: 'invalidation',
      objectId: id,
      detail: { reason },
    });
    const [first, last] = spanOf(invalidation);
    await onTouched(trx, await daysWithReadings(trx, sql`${invalidation.place.id}::integer`, first, last));
    return invalidationOf(trx, id);
  });
}

async function invalidationOf(db: Db, id: number): Promise<Invalidation> {
  const [invalidation] = await listInvalidations(db, {}, id);
  if (!invalidation) throw new AppError('thing.notFound', { what: 'invalidation', id });
  return invalidation;
}

/** The two instants of a span: whole hours, the last not before the first. */
function spanOf({ firstHour, lastHour }: HourSpan): [Date, Date] {
  const first = hourOfEndIso(firstHour);
  const last = hourOfEndIso(lastHour);
  if (first === null) throw new AppError('thing.invalid', { what: firstHour, reason: 'not a full hour' });
  if (last === null) throw new AppError('thing.invalid', { what: lastHour, reason: 'not a full hour' });
  if (last < first) throw new AppError('thing.invalid', { what: lastHour, reason: `before ${firstHour}` });
  return [new Date(firstHour), new Date(lastHour)];
}
