import { getCityWork } from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { bookDebts, declareSubjects } from '../accounts/debts/book.ts';
import { recomputeTasks } from './nightly.ts';
import { castOf, lifeOf } from './testing.ts';

const platform = await createTestPlatform({ now: '2021-07-12T10:20:00+08:00' });
const { db, clock } = platform;
const cast = await castOf(platform);
const life = lifeOf(platform, cast);
const { signedIn } = await createTestApp(platform);

/** A debt of 大同 in households, opened on a day; paid as far as said. */
const owe = (ref: string, openedOn: string, paid: number) =>
  bookDebts(
    db,
    platform.call(),
    (['added', 'paid'] as const).map((kind) => ({
      subject: 'heating',
      ref,
      cityCode: '140200',
      unit: '户',
      openedOn,
      dueOn: null,
      kind,
      amount: kind === 'added' ? 300 : paid,
      on: kind === 'added' ? openedOn : '2021-07-01',
    })),
  );

beforeAll(async () => {
  await life.working();
  await life.working();
  await life.issued({ city: '140100', leadUnit: '太原市局', deadline: '2021-12-30' });
  await life.closed();
  await declareSubjects(db, [
    { subject: 'heating', name: '清洁取暖', nameEn: 'Clean heating', unit: '户', sort: 4, simulated: true },
  ]);
  await owe('a', '2020-11-02', 0);
  await owe('b', '2020-12-31', 100);
  await owe('paid', '2020-10-01', 300);
  await owe('new', '2021-01-01', 0);
  // The tasks of the cast are due on 30 July; the closed one and the one of December are not late.
  clock.set('2021-08-05T09:00:00+08:00');
  await recomputeTasks(db, platform.call(), new AbortController().signal);
});

describe('任务 逾期/旧账 on the first page', () => {
  it('the department sees every city in protocol order; each debt counts once, whatever its unit', async () => {
    const dispatch = await signedIn('dispatch');
    const answer = getCityWork.response.parse((await dispatch.call(getCityWork, {})).json());
    expect(answer.day).toBe('2021-08-05');
    expect(answer.simulated).toBe(true);
    const of = new Map(answer.cities.map(({ city, ...row }) => [city, row]));
    expect(of.get('140200')).toEqual({ late: 2, old: 2 });
    expect(of.get('140100')).toEqual({ late: 0, old: 0 });
    const sorted = await db
      .selectFrom('region')
      .select('code')
      .where('level', '=', 'city')
      .where('managed', '=', true)
      .orderBy('sort')
      .execute();
    expect(answer.cities.map(({ city }) => city)).toEqual(sorted.map(({ code }) => code));
  });

  it('a city sees its own alone, a county none, who reads figures only is refused', async () => {
    const datong = await signedIn('city', '140200');
    const own = getCityWork.response.parse((await datong.call(getCityWork, {})).json());
    expect(own.cities).toEqual([{ city: '140200', late: 2, old: 2 }]);
    const county = await signedIn('county', '140213');
    expect(getCityWork.response.parse((await county.call(getCityWork, {})).json()).cities).toEqual([]);
    const reader = await signedIn('reader');
    expect((await reader.call(getCityWork, {})).statusCode).toBe(403);
  });

  it('what is booked is counted by the next who asks', async () => {
    const dispatch = await signedIn('dispatch');
    const old = async () => {
      const { cities } = getCityWork.response.parse((await dispatch.call(getCityWork, {})).json());
      return cities.find(({ city }) => city === '140200')?.old;
    };
    expect(await old()).toBe(2);
    await owe('c', '2020-06-01', 10);
    expect(await old()).toBe(3);
  });
});
