/** The year of work of the demonstration (模拟数据) looks like a province at work: some of it overdue, most in time. */
import { daysInMonth } from '@qingzhang/standards';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { loadProvincePreset } from '../../intake/presets.ts';
import { writeSetting } from '../../platform/settings/settings.ts';
import { ensurePresets } from '../../programs/definitions/service.ts';
import { demoCall } from '../hours.ts';
import { demoState, moment, planDemo } from '../plan.ts';
import { chanceOfRow } from './chance.ts';
import { beginPrograms, workMonth } from './programs.ts';
import { dayAt, dueOf } from './recipe.ts';

const TODAY = '2026-11-24';
const platform = await createTestPlatform({ now: `${TODAY}T08:00:00+08:00` });
const { db } = platform;
const only = ['central-inspection', 'clean-heating', 'enforcement-campaign'];

beforeAll(async () => {
  await loadProvincePreset(db, '140000');
  const { state } = planDemo(platform.clock.now());
  await writeSetting(db, demoState, state, platform.call());
  await ensurePresets(db, 2026, demoCall(moment('2026-01-05', '09:00')));
  const work = { platform, seed: state.seed, year: 2026, signal: new AbortController().signal, only };
  await beginPrograms(work);
  for (let month = 1; month <= 11; month++) {
    const key = `2026-${String(month).padStart(2, '0')}`;
    await workMonth(work, key, moment(`${key}-${daysInMonth(2026, month)}`, '23:59') < platform.clock.now());
  }
}, 300_000);

it('most items are closed or in time, some are overdue', async () => {
  const { rows } = await sql<{ program: string; items: number; open: number; overdue: number }>`
    select program_key as program, count(*) as items,
      count(*) filter (where state not in ('draft', 'closed', 'lookBack')) as open,
      count(*) filter (where state not in ('draft', 'closed', 'lookBack', 'standing') and deadline < ${TODAY}) as overdue
    from item group by 1 order by 1`.execute(db);
  expect(rows.map(({ program }) => program)).toEqual(only);
  const sum = (key: 'items' | 'open' | 'overdue') => rows.reduce((total, row) => total + Number(row[key]), 0);
  expect(sum('overdue')).toBeGreaterThan(0);
  expect(sum('overdue')).toBeLessThan(0.35 * sum('open'));
  expect(sum('open')).toBeLessThan(0.5 * sum('items'));
});

it('cities differ at half-year in every program, and not all are red', async () => {
  const { rows } = await sql<{ program: string; values: number; red: number; cities: number }>`
    select program_key as program, count(distinct progress) as values, count(*) filter (where lamp = 'red') as red, count(*) as cities
    from program_month where month = '2026-06' and region_code <> '140000' group by 1`.execute(db);
  expect(rows).toHaveLength(only.length);
  for (const { program, values, red, cities } of rows) {
    expect(Number(values), program).toBeGreaterThan(3);
    expect(Number(red), program).toBeLessThan(Number(cities) / 2);
  }
});

it('the list of measures says what the reports say', async () => {
  const { rows } = await sql<{ reported: number; dated: number; planned: number; listed: number }>`
    select (i."values"->>'measuresDone')::int as reported, count(m.done_on)::int as dated,
      (i."values"->>'measuresPlanned')::int as planned, count(*)::int as listed
    from item i join item_measure m on m.item_id = i.id
    where i.program_key = 'central-inspection' and i.state = 'working' and i."values" ? 'measuresDone'
    group by i.id order by i.id`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { reported, dated, planned, listed } of rows) {
    expect(listed).toBe(planned);
    expect(dated).toBe(reported);
  }
});

it('turns fill a city’s few rows evenly, and each has its day on the path', () => {
  for (let first = 1; first < 60; first += 7) {
    const turns = Array.from({ length: 7 }, (_, n) => chanceOfRow(7, 'any', first + n).of('turn'));
    const done = turns.filter((turn) => turn < 0.5).length;
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThanOrEqual(5);
  }
  const milestones = [
    { day: '2026-03-31', share: 0 },
    { day: '2026-06-29', share: 50 },
    { day: '2026-12-31', share: 100 },
  ];
  expect(dayAt({ milestones }, 0.25)).toBe('2026-05-15');
  expect(dayAt({ milestones }, 1)).toBe('2026-12-31');
  expect(dueOf({ milestones }, 0.25)).toBe('2026-07-31');
  expect(dueOf({ milestones }, 0.98)).toBe('2026-12-31');
});
