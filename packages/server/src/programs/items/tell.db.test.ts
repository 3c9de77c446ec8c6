import { expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createTestUser } from '../../../test/harness/user.ts';
import { createProvince } from '../../accounts/testing/small-province.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { createItems, readItems } from './store.ts';
import { tellRed } from './tell.ts';
import { insertRectification, problem, rectification } from './testing/rectification.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db } = platform;

it('many red lamps of a county are one message a Beijing day: the night after a morning is another day', async () => {
  await createProvince(platform);
  await insertRectification(platform);
  await createTestUser(platform, 'county1', 'county', '910101');
  const program = await requireProgram(db, rectification.key);
  const made = await transaction(db, (trx) =>
    createItems(
      trx,
      platform.call(),
      program,
      [1, 2, 3, 4, 5, 6].map((no) => problem(`第${no}号问题`)),
      { issue: true },
    ),
  );
  const items = await readItems(
    db,
    made.map(({ id }) => id),
  );
  const tell = (moment: string) =>
    transaction(db, (trx) => tellRed(trx, { ...platform.call(), at: new Date(moment) }, items));
  const told = async () => {
    const rows = await db.selectFrom('notification').select('once').where('kind', '=', 'lamp.red').execute();
    return rows.map(({ once }) => once?.slice(-10)).sort();
  };
  await tell('2026-06-15T10:00:00+08:00');
  await tell('2026-06-15T23:00:00+08:00');
  expect(await told()).toEqual(['2026-06-15']);
  // Of one day by the clock of Greenwich, of two in Beijing.
  await tell('2026-06-16T00:05:00+08:00');
  expect(await told()).toEqual(['2026-06-15', '2026-06-16']);
});
