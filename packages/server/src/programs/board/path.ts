/** 各市的序时进度, and 催报. */

import { AppError } from '@qingzhang/contract';
import type { Milestone } from '@qingzhang/domain';
import { sql } from 'kysely';
import { notify } from '../../notifications/notify.ts';
import { recipientsOf } from '../../notifications/recipients.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { regionScope, seesRegion, withinScope } from '../../platform/policy.ts';
import { unreportedSql } from './columns.ts';
import { openMonths, requireProgram } from './programs.ts';
import { touchProgress } from './progress.ts';
import { boardScope, seesProgram } from './scope.ts';

/** A city's own milestones; an empty list goes back to the program's. Progress is judged anew at once. */
export async function setPath(
  db: Db,
  key: string,
  region: string,
  input: { readonly milestones: readonly Milestone[]; readonly reason: string },
  call: Call,
): Promise<void> {
  if (!seesProgram(boardScope(call.actor), key)) {
    throw new AppError('thing.notFound', { what: 'program', id: key });
  }
  if (!seesRegion(call.actor, region, null))
    throw new AppError('thing.notFound', { what: 'region', id: region });
  const sorted = [...input.milestones].sort((a, b) => (a.day < b.day ? -1 : 1));
  const falls = sorted.some((one, index) => one.share < (sorted[index - 1]?.share ?? 0));
  if (falls) throw new AppError('thing.invalid', { what: 'milestones', reason: 'a path never falls' });
  await transaction(db, async (trx) => {
    await requireProgram(trx, key);
    const before = await trx
      .selectFrom('program_path')
      .select('milestones')
      .where('program_key', '=', key)
      .where('region_code', '=', region)
      .executeTakeFirst();
    if (sorted.length === 0) {
      await trx
        .deleteFrom('program_path')
        .where('program_key', '=', key)
        .where('region_code', '=', region)
        .execute();
    } else {
      const row = { milestones: JSON.stringify(sorted), set_by: call.actor.login, set_at: call.at };
      await trx
        .insertInto('program_path')
        .values({ program_key: key, region_code: region, ...row })
        .onConflict((conflict) => conflict.columns(['program_key', 'region_code']).doUpdateSet(row))
        .execute();
    }
    await audit(trx, call, {
      action: 'program.path',
      objectType: 'program',
      objectId: key,
      detail: { region, before: before?.milestones ?? null, after: sorted, reason: input.reason },
    });
    await touchProgress(trx, [{ program: key, city: region }], call.at);
  });
}

/**
 * 催报: whoever is in the post of a county or city with rows unreported is told once a day, with how many of theirs are
 * missing. Those who have sent everything hear nothing.
 */
export async function remind(
  db: Db,
  key: string,
  query: { readonly city?: string | undefined; readonly month?: string | undefined },
  call: Call,
): Promise<{ rows: number; people: number }> {
  if (!seesProgram(boardScope(call.actor), key)) {
    throw new AppError('thing.notFound', { what: 'program', id: key });
  }
  return transaction(db, async (trx) => {
    const program = await requireProgram(trx, key);
    const today = beijingDay(call.at);
    const month = query.month ?? openMonths(today, program.definition).dueMonth;
    if (month === null) return { rows: 0, people: 0 };
    const scope = withinScope(regionScope(call.actor), {
      city: 'i.city_code',
      county: 'i.county_code',
      program: 'i.program_key',
      item: 'i.id',
    });
    const { rows } = await sql<{ city_code: string; county_code: string | null; n: number }>`
      select i.city_code, i.county_code, count(*) as n from item i
      where i.program_key = ${key} and ${unreportedSql(month, today)} and ${scope}
        and ${query.city === undefined ? sql`true` : sql`i.city_code = ${query.city}`}
      group by 1, 2 order by 1, 2`.execute(trx);
    const people = new Set<number>();
    for (const { city_code, county_code, n } of rows) {
      const region = county_code ?? city_code;
      const to = await recipientsOf(trx, {
        roles: [county_code === null ? 'city' : 'county'],
        region,
        program: key,
      });
      for (const { userId } of to) people.add(userId);
      await notify(trx, call, {
        to,
        kind: 'report.due',
        subject: { type: 'program', id: key },
        params: {
          title: `${program.definition.shortName.zh} ${Number(month.slice(5))}月报（${n} ${program.definition.counter}）`,
        },
        link: `/programs/${key}?tab=ledger&show=unreported&region=${region}`,
        region,
        program: key,
        once: `remind:${key}:${month}:${region}:${today}`,
      });
    }
    const total = rows.reduce((sum, { n }) => sum + n, 0);
    if (total > 0) {
      const detail = { month, rows: total, people: people.size, city: query.city ?? null };
      await audit(trx, call, { action: 'program.remind', objectType: 'program', objectId: key, detail });
    }
    return { rows: total, people: people.size };
  });
}
