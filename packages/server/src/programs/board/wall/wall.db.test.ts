import { getWallChart } from '@qingzhang/contract';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../../test/harness/app.ts';
import { createTestPlatform } from '../../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../../../accounts/testing/small-province.ts';
import { recomputeProgress } from '../progress.ts';
import { insertItems, insertProgram, smallDefinition } from '../testing/small-program.ts';
import { wrap } from './svg.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;

beforeAll(async () => {
  await createProvince(platform);
  await insertProgram(platform);
  const item = (no: number, city: string, installed: number) => ({
    no,
    city,
    values: { village: `村${no}`, planned: 100, installed, running: installed / 2 },
    reportMonth: '2021-06',
  });
  await insertItems(
    platform.db,
    [1, 2, 3, 4, 5].map((no) => item(no, NORTH, 10)),
  );
  await insertItems(
    platform.db,
    [6, 7, 8, 9, 10].map((no) => item(no, SOUTH, 60)),
  );
  await recomputeProgress(platform.db, platform.clock.now());
  dispatch = await signedIn('dispatch');
});

it.each([
  ['A3', 420, 297],
  ['A0', 1189, 841],
] as const)(
  '挂图 %s: one sheet of that size, with title, cities, lamps in characters, ranking, who is behind, the simulated mark',
  async (size, width, height) => {
    const answer = await dispatch.call(getWallChart, {
      params: { key: smallDefinition.key },
      query: { size },
    });
    expect(answer.statusCode).toBe(200);
    const document = await getDocument({ data: new Uint8Array(answer.rawPayload), verbosity: 0 }).promise;
    expect(document.numPages).toBe(1);
    const page = await document.getPage(1);
    const [, , right = 0, top = 0] = page.view;
    expect([Math.round((right / 72) * 25.4), Math.round((top / 72) * 25.4)]).toEqual([width, height]);
    const { items } = await page.getTextContent();
    const text = items.map((one) => ('str' in one ? one.str : '')).join('');
    for (const part of [
      '清洁取暖改造',
      '2021年6月',
      '模拟数据',
      '甲市',
      '乙市',
      '全省',
      '红',
      '蓝',
      '排名',
      '落后1市',
      '挂图作战',
    ]) {
      expect(text.replaceAll(' ', '')).toContain(part);
    }
  },
);

it('breaks lines before no closing sign and keeps figures whole', () => {
  const lines = wrap([{ text: '计划 91.93 万户，已装' }, { text: ' 27.28 万户。', bold: true }], 8);
  const texts = lines.map((parts) => parts.map(({ text }) => text).join(''));
  expect(texts.join('').replaceAll(' ', '')).toBe('计划91.93万户，已装27.28万户。');
  for (const text of texts) expect(text).not.toMatch(/^[，。]/u);
  expect(texts.some((text) => text.includes('27.28'))).toBe(true);
});
