/** 换版后的账: what a new rule of debts makes each city owe, booked as a change of the debt and not as paid (DIS-3.5). */

import type { ProgramDefinition } from '@qingzhang/domain';
import { sql } from 'kysely';
import { bookDebts, declareSubjects } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';

/**
 * After items have been brought to a version: the subject's words, and the difference between what each item owes now (the
 * same rule as the domain's `owed`) and what stands in the book. Items that owe the same stay untouched.
 */
export async function rebookDebts(
  trx: Db,
  {
    definition,
    sort,
    simulated,
  }: { readonly definition: ProgramDefinition; readonly sort: number; readonly simulated: boolean },
  call: Call,
): Promise<void> {
  const { key, shortName, debt } = definition;
  const subject = { subject: key, name: shortName.zh, nameEn: shortName.en, unit: debt.unit };
  await declareSubjects(trx, [{ ...subject, sort, simulated }]);
  const open =
    debt.by === 'items'
      ? sql`1`
      : sql`greatest(0, coalesce(i.planned, 0) - greatest(0, coalesce(i.done, 0)))`;
  const today = beijingDay(call.at);
  const { rows } = await sql<{
    ref: string;
    city: string;
    opened: string;
    due: string | null;
    change: string;
  }>`
    select ref, city, opened, due, change from (
      select i.id::text as ref, i.city_code as city, least(i.opened_on, ${today}::date) as opened, i.deadline as due,
        round(case when i.state in ('draft', 'closed', 'lookBack') then 0 else ${open} end - coalesce(d.balance, 0), 6) as change
      from item i left join debt d on d.subject = i.program_key and d.ref = i.id::text
      where i.program_key = ${key}
    ) one where change <> 0 order by ref::bigint`.execute(trx);
  await bookDebts(
    trx,
    call,
    rows.map(({ ref, city, opened, due, change }) => ({
      subject: key,
      ref,
      cityCode: city,
      unit: debt.unit,
      openedOn: opened,
      dueOn: due,
      kind: 'added',
      amount: Number(change),
    })),
  );
}
