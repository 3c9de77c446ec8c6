import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import { releaseRules } from './rules.ts';
import { addReportedMeeting } from './testing.ts';

// The command as an operator runs it, on the database of this file.
const platform = await createTestPlatform({ now: '2025-02-17T09:00:00+08:00' });
const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'qz-release-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
let meeting: number;
beforeAll(async () => {
  ({ meeting } = await addReportedMeeting(platform));
}, 120_000);

function run(...args: string[]) {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  return spawnSync(process.execPath, [main, 'release', ...args], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      QINGZHANG_DATA: platform.config.data,
      DATABASE_URL: platform.testDatabase.url,
    },
  });
}

it('drafts, writes three files, says what the checks found, publishes nothing; again, the same release', async () => {
  const { status, stdout, stderr } = run('--meeting', String(meeting), '--out', out, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ meeting, state: 'draft', drafted: true, findings: [] });
  expect(readdirSync(out).sort()).toEqual(
    ['docx', 'html', 'pdf'].map((format) => `某省生态环境厅召开2025年1月重点工作调度会（草稿）.${format}`),
  );
  const pdf = answer.files.find(({ format }: { format: string }) => format === 'pdf');
  expect(readFileSync(pdf.path).subarray(0, 5).toString()).toBe('%PDF-');
  const again = run('--last', '--out', out);
  expect(again.stdout).toContain('没有发现问题');
  expect(await platform.db.selectFrom('release').select('state').execute()).toEqual([{ state: 'draft' }]);
  expect(await platform.db.selectFrom('publication').select('id').execute()).toEqual([]);
}, 120_000);

it('ends with 1 where the text is stopped, with 2 for a wrong call', async () => {
  const rules = { ...releaseRules.standard, internal: ['清洁取暖'] };
  await writeSetting(platform.db, releaseRules, rules, platform.call());
  const stopped = run('--last', '--out', out);
  expect(stopped.stdout).toContain('✕ 须改');
  expect(stopped.status).toBe(1);
  expect(run('--meeting', '999999', '--out', out).status).toBe(1);
  expect(run('--last', '--meeting', '1', '--out', out).status).toBe(2);
  expect(run('--last').status).toBe(2);
  expect(run('--meeting', 'x', '--out', out).status).toBe(2);
}, 120_000);
