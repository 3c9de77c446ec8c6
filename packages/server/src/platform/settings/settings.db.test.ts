import { expect, it } from 'vitest';
import { z } from 'zod';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { readSetting, settingType, writeSetting } from './settings.ts';

const platform = await createTestPlatform();
const { db } = platform;
const band = settingType({
  key: 'test.band',
  schema: z.object({ tight: z.number() }),
  standard: { tight: 5 },
});
const list = settingType({ key: 'test.list', schema: z.array(z.string()), standard: [] });

it('holds its standard until somebody changes it; the audit log keeps before and after', async () => {
  expect(await readSetting(db, band)).toEqual({ tight: 5 });
  await writeSetting(db, band, { tight: 7 }, platform.call());
  await writeSetting(db, band, { tight: 8 }, platform.call());
  await writeSetting(db, list, ['甲'], platform.call());
  expect(await readSetting(db, band)).toEqual({ tight: 8 });
  expect(await readSetting(db, list)).toEqual(['甲']);
  const log = await db.selectFrom('audit_log').select(['object_id', 'detail']).orderBy('id').execute();
  expect(log).toEqual([
    { object_id: 'test.band', detail: { before: null, after: { tight: 7 } } },
    { object_id: 'test.band', detail: { before: { tight: 7 }, after: { tight: 8 } } },
    { object_id: 'test.list', detail: { before: null, after: ['甲'] } },
  ]);
});

it('refuses what does not fit, and a rolled-back change leaves no trace', async () => {
  await expect(writeSetting(db, band, { tight: Number.NaN }, platform.call())).rejects.toMatchObject({
    code: 'thing.invalid',
  });
  const failing = db.transaction().execute(async (trx) => {
    await writeSetting(trx, band, { tight: 1 }, platform.call());
    throw new Error('after all not');
  });
  await expect(failing).rejects.toThrow('after all not');
  expect(await readSetting(db, band)).toEqual({ tight: 8 });
  expect(await db.selectFrom('audit_log').select('id').execute()).toHaveLength(3);
});
