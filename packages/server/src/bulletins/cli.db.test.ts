import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../accounts/testing/small-province.ts';

// The command as an operator runs it, on the database of this file.
const platform = await createTestPlatform({ now: '2025-02-05T09:00:00+08:00' });
const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'qz-bulletin-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

function run(...args: string[]) {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  return spawnSync(process.execPath, [main, 'bulletin', ...args], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      QINGZHANG_DATA: platform.config.data,
      DATABASE_URL: platform.testDatabase.url,
    },
  });
}

beforeAll(async () => {
  const places = await createProvince(platform);
  for (const [city, value] of [
    [NORTH, 50],
    [SOUTH, 40],
  ] as const) {
    await writeDays(platform, places.get(city) ?? Number.NaN, '2025-01-01', '2025-01-31', () => value);
  }
});

it('writes the files asked for and says which, for a person and for a machine; nothing is stored', async () => {
  const { status, stdout, stderr } = run(
    '--period',
    '2025-01',
    '--out',
    out,
    '--formats',
    'html,xlsx',
    '--json',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const answer = JSON.parse(stdout);
  const title = '关于2025年1月全省环境空气质量状况的通报';
  expect(answer).toMatchObject({ period: '2025-01', title, closed: false, simulated: false });
  expect(answer.files.map(({ format, path }: { format: string; path: string }) => [format, path])).toEqual([
    ['html', join(out, `${title}（草稿）.html`)],
    ['xlsx', join(out, `${title}（草稿）.xlsx`)],
  ]);
  expect(readdirSync(out)).toHaveLength(2);
  expect(readFileSync(join(out, `${title}（草稿）.html`), 'utf8')).toContain('依次');
  const plain = run('--period', '2025-01', '--out', join(out, 'deeper'), '--formats', 'html');
  expect(plain.stdout).toContain(`${title}（未结账 · not closed）`);
  expect(await platform.db.selectFrom('bulletin').select('id').execute()).toEqual([]);
}, 120_000);

it('fails with 1 for what cannot be made and with 2 for a wrong call', () => {
  const missing = run('--period', '2024-01', '--out', out);
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain('readings');
  expect(run('--period', '2025-01', '--out', out, '--formats', 'doc').status).toBe(2);
  expect(run('--out', out).status).toBe(2);
}, 120_000);
