/** 任务 逾期/旧账: what stands beside a city's air on the first page. */
import type { CityWork } from '@qingzhang/contract';
import { oldDebts } from '../accounts/debts/old.ts';
import type { SituationWork } from '../accounts/situation/xlsx.ts';
import { managedCities } from '../evaluation/subjects.ts';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may, seesRegion } from '../platform/policy.ts';
import { countTasks } from './board-queries.ts';

/** Overdue tasks and old debts of the cities that the asker sees whole, as of now. */
export async function readCityWork(db: Db, { actor, at }: Call): Promise<CityWork> {
  const day = beijingDay(at);
  const cities = (await managedCities(db))
    .map(({ code }) => code)
    .filter((code) => seesRegion(actor, code, null));
  const [tasks, debts] = await Promise.all([
    cities.length === 0 ? [] : countTasks(db, actor, { late: 'true' }),
    oldDebts(db, at),
  ]);
  const late = new Map<string, number>();
  for (const { city_code, overdue } of tasks) {
    if (city_code !== null) late.set(city_code, (late.get(city_code) ?? 0) + overdue);
  }
  return {
    day,
    cities: cities.map((city) => ({ city, late: late.get(city) ?? 0, old: debts.get(city)?.count ?? 0 })),
    simulated: cities.some((city) => debts.get(city)?.simulated ?? false),
  };
}

/** The same for the spreadsheet of the first page; null for who may not read tasks. */
export const situationWork: SituationWork = async (db, call) =>
  may(call.actor, 'tasks.read') ? readCityWork(db, call) : null;
