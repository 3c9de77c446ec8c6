import { addWorkdays } from '@qingzhang/domain';
import { expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { transaction } from '../database/transaction.ts';
import { ensureCalendar, readCalendar, renewVersion } from './calendar.ts';

const platform = await createTestPlatform();
const { db } = platform;

it('DIS-11.2: without an arrangement weekends are assumed, and the year says that it is not known', async () => {
  const calendar = await readCalendar(db);
  expect(calendar.isWorkday('2026-10-01')).toBe(true);
  expect(calendar.isWorkday('2026-10-10')).toBe(false);
  expect(calendar.knows(2026)).toBe(false);
});

it('the official arrangements come in once; make-up days are worked', async () => {
  const years = await ensureCalendar(db, platform.call());
  expect(years).toContain(2021);
  expect(years).toContain(2026);
  expect(await ensureCalendar(db, platform.call())).toEqual([]);
  const calendar = await readCalendar(db);
  expect(calendar.knows(2026)).toBe(true);
  expect(calendar.knows(2027)).toBe(false);
  // 2021: the Spring Festival was made up on Sunday 7 and Saturday 20 February.
  expect(calendar.isWorkday('2021-02-07')).toBe(true);
  expect(calendar.isWorkday('2021-02-17')).toBe(false);
  expect(addWorkdays(calendar, '2026-09-30', 3)).toBe('2026-10-10');
});

it('what somebody corrected stays, and is seen at once, by a transaction before others', async () => {
  const changed = { work: false, reason: '省政府通知', changed_by: 'x', changed_at: platform.clock.now() };
  await transaction(db, async (trx) => {
    await trx.updateTable('calendar_day').set(changed).where('day', '=', '2026-10-10').execute();
    await renewVersion(trx);
    expect((await readCalendar(trx)).isWorkday('2026-10-10')).toBe(false);
    expect((await readCalendar(db)).isWorkday('2026-10-10')).toBe(true);
  });
  await ensureCalendar(db, platform.call());
  expect((await readCalendar(db)).isWorkday('2026-10-10')).toBe(false);
});
