import { monthOf, yearOf } from '@qingzhang/standards';
import { systemActor } from '../platform/actor.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { notify } from './notify.ts';
import { recipientsOf } from './recipients.ts';

/** By then the coming year's arrangement has been announced in every year since 2013. */
const WARN_FROM_MONTH = 12;

/**
 * Tell the dispatch office that a year is counted by assumption (DIS-11.2): the present one where it is unknown, the
 * coming one from December on. Once a month and year. Returns the years.
 */
export async function warnOfUnknownYears(db: Db, at: Date): Promise<number[]> {
  const day = beijingDay(at);
  const calendar = await readCalendar(db);
  const year = yearOf(day);
  const years = [year, ...(monthOf(day) >= WARN_FROM_MONTH ? [year + 1] : [])].filter(
    (one) => !calendar.knows(one),
  );
  if (years.length === 0) return [];
  const call = { actor: systemActor('system'), requestId: null, at };
  await transaction(db, async (trx) => {
    const to = await recipientsOf(trx, { roles: ['dispatch'] });
    for (const one of years) {
      await notify(trx, call, {
        to,
        kind: 'calendar.unannounced',
        subject: { type: 'calendar', id: one },
        params: { title: String(one) },
        link: `/work-calendar?year=${one}`,
        once: `calendar:${one}:${day.slice(0, 7)}`,
      });
    }
  });
  return years;
}
