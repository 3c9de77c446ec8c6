import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { dataPaths } from '../config/config.ts';

const platform = await createTestPlatform();
const { files, db } = platform;
const everything = () =>
  readdirSync(dataPaths(platform.config).files, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );

it('keeps content once by its hash, names as often as they come', async () => {
  const content = Buffer.from('城市,时间,PM2.5\n');
  const [a, b] = [
    await files.write(content),
    await files.write(Readable.from([content.subarray(0, 3), content.subarray(3)])),
  ];
  expect(a).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), size: content.length });
  expect(b).toEqual(a);
  expect(everything()).toHaveLength(1);
  const id = await files.register(db, a, { name: '六月.csv', mime: 'text/csv' }, platform.call());
  const found = await files.find(db, id);
  expect(found).toMatchObject({ name: '六月.csv', size: content.length, createdBy: 'system' });
  expect(await text(await files.read(found))).toBe(content.toString());
});

it('leaves nothing of a file that is too large or breaks off', async () => {
  const before = everything().length;
  await expect(files.write(Buffer.alloc(100), 99)).rejects.toMatchObject({ code: 'request.tooLarge' });
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('half');
      throw new Error('cut off');
    })(),
  );
  await expect(files.write(broken)).rejects.toThrow('cut off');
  expect(everything()).toHaveLength(before);
  expect(readdirSync(dataPaths(platform.config).temporary)).toEqual([]);
});

it('says what is not there', async () => {
  await expect(files.find(db, 999_999)).rejects.toMatchObject({ code: 'thing.notFound' });
  await expect(files.read({ sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'thing.notFound' });
});
