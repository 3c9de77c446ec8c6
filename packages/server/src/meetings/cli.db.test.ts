import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Meeting } from '@qingzhang/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { makeBulletin } from '../bulletins/service.ts';
import { draftMinutes } from './after/draft-minutes.ts';
import { issuePaper } from './after/issue.ts';
import { postLetter } from './after/letters.ts';
import { addFigures, addHeldMeeting, addLine, NORTH } from './after/testing.ts';
import { addPages, pointsPage } from './stage/testing.ts';

// The command as an operator runs it, on the database of this file.
const platform = await createTestPlatform({ now: '2025-02-05T09:00:00+08:00' });
const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'qz-meeting-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

function run(...args: string[]) {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  return spawnSync(process.execPath, [main, 'meeting', ...args], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      QINGZHANG_DATA: platform.config.data,
      DATABASE_URL: platform.testDatabase.url,
    },
  });
}

let id: number;
let earlier: number;
beforeAll(async () => {
  const { db, clock } = platform;
  await addFigures(platform);
  clock.set('2025-02-12T14:00:00+08:00');
  earlier = await addHeldMeeting(db, { title: '上一次会', on: '2025-01-10', period: '2024-12' });
  id = await addHeldMeeting(db);
  const line = await addLine(db, id, 'requirement', '加快清洁取暖改造', { cities: [NORTH] });
  await makeBulletin(platform, '2025-01', platform.call());
  await issuePaper(db, platform.call(), await draftMinutes(platform, platform.call(), id));
  const letter = {
    kind: 'warning',
    city: NORTH,
    matter: '清洁取暖改造滞后',
    lines: [line],
    due: null,
  } as const;
  await postLetter(platform, platform.call(), id, letter);
  await addPages(db, id, [pointsPage('cover', null), pointsPage('work', null)]);
}, 120_000);

it('lists a year and shows one meeting, for a person and for a machine', () => {
  const listed = run('list', '--year', '2025', '--json');
  expect(listed.stderr).toBe('');
  expect(listed.status).toBe(0);
  const answer = JSON.parse(listed.stdout);
  expect(answer.items.map((one: { id: number }) => one.id)).toEqual([earlier, id]);
  expect(run('list', '--year', '2025').stdout).toMatch(
    /2025-02-12 09:00\t散会\t.*2025年1月重点工作调度会（模拟数据）/u,
  );
  const shown = Meeting.parse(JSON.parse(run('show', '--last', '--json').stdout));
  expect(shown).toMatchObject({ id, state: 'ended' });
  expect(run('show', String(earlier)).stdout).toContain('上一次会');
}, 120_000);

it('writes every paper as DOCX and PDF, the bulletin, minutes, letters and the deck, and says which', () => {
  const { status, stdout, stderr } = run('papers', '--last', '--out', out, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { files, ...answer } = JSON.parse(stdout);
  expect(answer).toEqual({ meeting: id, title: '2025年1月重点工作调度会', simulated: true });
  const bulletin = '03 通报/关于2025年1月全省环境空气质量状况的通报（草稿）';
  const minutes = '08 会议纪要/2025年1月重点工作调度会纪要（模拟数据）';
  const letter = '09 函/关于清洁取暖改造滞后的预警函（草稿）（模拟数据）';
  expect(files.map(({ path }: { path: string }) => path.slice(out.length + 1))).toEqual([
    `${bulletin}.docx`,
    `${bulletin}.pdf`,
    `${minutes}.docx`,
    `${minutes}.pdf`,
    `${letter}.docx`,
    `${letter}.pdf`,
    '2025年1月重点工作调度会（模拟数据）.pptx',
  ]);
  for (const { path, bytes } of files) {
    const content = readFileSync(path);
    expect(content.length).toBe(bytes);
    expect(content.subarray(0, 2).toString()).toBe(path.endsWith('.pdf') ? '%P' : 'PK');
  }
  expect(existsSync(join(out, `${minutes}.docx`))).toBe(true);
}, 240_000);

it('fails with 1 for what is not there and with 2 for a wrong call', () => {
  const missing = run('show', '99999');
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain('会议');
  expect(run('papers', String(earlier), '--out', join(out, 'none')).status).toBe(1);
  expect(run('show').status).toBe(2);
  expect(run('show', '1', '--last').status).toBe(2);
  expect(run('papers', '--last').status).toBe(2);
  expect(run('list', '--year', 'now').status).toBe(2);
  expect(run('papers', '--help').stdout).toMatch(/每|全部材料.*every paper/u);
}, 240_000);
