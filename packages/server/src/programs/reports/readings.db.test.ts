import { beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { createItems } from '../items/store.ts';
import { insertRectification, problem, rectification } from '../items/testing/rectification.ts';
import { readingsOf } from './readings.ts';
import { sendReports } from './send.ts';

const platform = await createTestPlatform({ now: '2026-07-02T10:00:00+08:00' });
const { db } = platform;

beforeAll(async () => {
  const places = await createProvince(platform);
  await insertRectification(platform);
  // 4 of 30 days of June far over every limit in the north, none in the south.
  await writeDays(platform, places.get(NORTH) ?? 0, '2026-06-01', '2026-06-30', (day) =>
    day <= '2026-06-04' ? 300 : 20,
  );
  await writeDays(platform, places.get(SOUTH) ?? 0, '2026-06-01', '2026-06-30', () => 20);
});

it('what the monitors say of a city in a month: days over the limit, levels, unknown where there is nothing', async () => {
  const readings = await readingsOf(platform, db, [NORTH, SOUTH], '2026-06');
  const days = { pollutant: 'pm25', statistic: 'exceedingDays' } as const;
  expect([readings(NORTH, days), readings(SOUTH, days)]).toEqual([4, 0]);
  // (4 × 300 + 26 × 20) ÷ 30 = 57.3
  expect(readings(NORTH, { pollutant: 'pm25', statistic: 'level' })).toBe(57);
  expect((await readingsOf(platform, db, [NORTH], '2026-05'))(NORTH, days)).toBeNull();
  expect(readings('919900', days)).toBeNull();
});

it('DIS-14.3: a report that the readings contradict is asked about before it is sent, and the answer is kept', async () => {
  const program = await requireProgram(db, rectification.key);
  const call = platform.call();
  const made = await transaction(db, (trx) =>
    createItems(trx, call, program, [problem('北'), problem('南', { city: SOUTH, county: null })], {
      issue: true,
    }),
  );
  const rows = made.map(({ id }) => ({
    item: id,
    revision: 1,
    kind: 'progress' as const,
    values: { cases: 1 },
    cause: null,
    note: null,
    answers: {},
  }));
  const sending = { month: '2026-06', deviceKey: 'device-00000001', dry: false, lang: 'zh' as const, rows };
  const first = await sendReports(platform, call, sending);
  expect(first.outcomes.map(({ outcome }) => outcome)).toEqual(['ask', 'sent']);
  expect(first.outcomes[0]?.questions).toEqual([
    { key: 'cleanAir', say: '本市本月 PM2.5 超标多，整改是否到位？', causes: ['外来输送'] },
  ]);
  const answered = rows.slice(0, 1).map((row) => ({ ...row, answers: { cleanAir: '外来输送' } }));
  expect(await sendReports(platform, call, { ...sending, rows: answered })).toMatchObject({ sent: 1 });
  const kept = await db
    .selectFrom('item_report')
    .select('answers')
    .where('item_id', '=', made[0]?.id ?? 0)
    .executeTakeFirstOrThrow();
  expect(kept.answers).toEqual({ cleanAir: '外来输送' });
});
