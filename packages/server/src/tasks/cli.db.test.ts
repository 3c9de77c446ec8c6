import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Task } from '@qingzhang/contract';
import { beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { castOf, lifeOf } from './testing.ts';

// The command as an operator runs it, by the machine's clock: 2021 is long over, so what was open then is late now.
const platform = await createTestPlatform({ now: '2021-07-12T10:20:00+08:00' });
const cast = await castOf(platform);
const life = lifeOf(platform, cast);
const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

function run(...args: string[]) {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  return spawnSync(process.execPath, [main, 'tasks', ...args], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      QINGZHANG_DATA: platform.config.data,
      DATABASE_URL: platform.testDatabase.url,
    },
  });
}

const ids: number[] = [];
beforeAll(async () => {
  ids.push(await life.working());
  ids.push(await life.issued({ city: '140100', leadUnit: '太原市局' }));
  ids.push(await life.closed());
});

it('recomputes, lists what is late as JSON, one city’s or all, and shows one', () => {
  expect(JSON.parse(run('list', '--late', '--json').stdout)).toEqual({ total: 0, items: [] });
  // Two open, and the closed one whose look-backs are to come.
  expect(run('recompute').stdout).toContain('3 项');
  const late = run('list', '--late', '--json');
  expect(late.stderr).toBe('');
  expect(late.status).toBe(0);
  const answer = JSON.parse(late.stdout);
  expect(answer.items.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 2));
  expect(answer.items[0].lamp).toMatchObject({ lamp: 'red' });
  const north = JSON.parse(run('list', '--city', '140100', '--json').stdout);
  expect(north.items.map(({ id }: { id: number }) => id)).toEqual([ids[1]]);
  expect(JSON.parse(run('list', '--all', '--json').stdout).total).toBe(3);
  const plain = run('list', '--late').stdout;
  expect(plain).toContain('清洁取暖：补齐 6 月底前安装 8.61 万户');
  expect(plain).toMatch(/红\t大同市生态环境局\t2021-07-30\t当✓ 3✕/u);
  const shown = run('show', String(ids[2]), '--json');
  expect(Task.parse(JSON.parse(shown.stdout))).toMatchObject({ id: ids[2], state: 'closed' });
}, 120_000);

it('fails with 1 for what is not there and with 2 for a wrong call', () => {
  const missing = run('show', '999999', '--json');
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain('thing.notFound');
  expect(run('show', 'x').status).toBe(2);
  expect(run('list', '--city', 'datong').status).toBe(2);
}, 120_000);
