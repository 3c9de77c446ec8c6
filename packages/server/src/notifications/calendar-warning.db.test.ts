import { expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { ensureCalendar } from '../platform/calendar/calendar.ts';
import { announceYear } from '../platform/calendar/edit.ts';
import { warnOfUnknownYears } from './calendar-warning.ts';
import { addUser, messagesOf } from './testing.ts';

const platform = await createTestPlatform();
const { db } = platform;
await ensureCalendar(db, platform.call());
await addUser(db, { role: 'dispatch', post: '调度办' });
await addUser(db, { role: 'reader', post: '读者' });

it('DIS-11.2: from December on the dispatch office hears once a month that next year is assumed', async () => {
  const at = (text: string) => new Date(`${text}T09:00:00+08:00`);
  expect(await warnOfUnknownYears(db, at('2026-11-30'))).toEqual([]);
  for (const day of ['2026-12-01', '2026-12-02', '2026-12-31'])
    expect(await warnOfUnknownYears(db, at(day))).toEqual([2027]);
  expect(await messagesOf(db, 'calendar', 2027)).toHaveLength(1);
  await warnOfUnknownYears(db, at('2027-01-01'));
  expect(await messagesOf(db, 'calendar', 2027)).toHaveLength(2);
  const entered = { year: 2027, source: '国办通知', reason: '录入完毕' };
  await announceYear(db, entered, { ...platform.call(), at: at('2027-01-02') });
  expect(await warnOfUnknownYears(db, at('2027-02-01'))).toEqual([]);
  const messages = await messagesOf(db, 'calendar', 2027);
  expect(messages).toHaveLength(2);
});
