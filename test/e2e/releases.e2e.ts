import { writeFile } from 'node:fs/promises';
import {
  getRelease,
  getReleaseRules,
  listReleases,
  postDocumentEdit,
  postMeeting,
  type ReviewStage,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { issueBulletin, makeBulletin } from '../../packages/server/src/bulletins/service.ts';
import { addLine } from '../../packages/server/src/meetings/after/testing.ts';
import { startJourneys, type Traveller } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { confirm, dense } from './setup/pages.ts';

const { test, open } = await startJourneys();
const { platform } = test;

const shots = process.env.QINGZHANG_SHOTS;
const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

/** A meeting about the closed month that was held, with what was said; its bulletin is issued. */
async function heldMeeting(office: Traveller): Promise<string> {
  const { db } = platform;
  const bulletin = await makeBulletin(platform, WORLD.closed, platform.call());
  await issueBulletin(platform, bulletin.id, platform.call());
  const made = await office.ask(postMeeting, {
    query: {},
    body: { kind: 'monthly', period: WORLD.closed, startsAt: '2026-06-15T09:00:00+08:00' },
  });
  await db
    .updateTable('meeting')
    .set({ state: 'ended', chair_post: '党组书记、厅长', opened_at: new Date('2026-06-15T09:00:00+08:00') })
    .where('id', '=', made.id)
    .execute();
  const part = made.agenda.find(({ kind }) => kind === 'requirements')?.id;
  for (const text of [
    '强化政治意识，坚决扛起生态环境保护政治责任，把各项任务抓实抓细',
    '强化争先意识，对标先进找差距、补短板，确保完成全年目标',
    '强化担当意识，以钉钉子精神抓好落实',
  ]) {
    await addLine(db, made.id, 'comment', text, part === undefined ? {} : { agenda_item_id: part });
  }
  await addLine(db, made.id, 'requirement', '加快推进清洁取暖改造', { cities: ['140200'] });
  await addLine(db, made.id, 'requirement', '重点抓好挥发性有机物治理和臭氧应急管控', {
    cities: ['141100', '140300', '140900'],
  });
  await addLine(db, made.id, 'instruction', '批示原话不外传');
  return made.title;
}

/** One reader before the page: looks at what is asked, lets it stand, passes. */
async function reads({ page }: Traveller, id: number, stage: string): Promise<void> {
  await page.goto(`/releases/${id}`);
  await page.getByRole('form', { name: stage }).waitFor();
  for (const box of await page.getByRole('checkbox', { name: '我已核实，可以保留' }).all()) await box.check();
  await page.getByRole('textbox', { name: `${stage}意见` }).fill(`${stage}无意见`);
  await page.getByRole('button', { name: `${stage}通过` }).click();
  await page.getByRole('form', { name: stage }).waitFor({ state: 'detached' });
}

it('a release: drafted, read by six, published, read by the public, asked about, answered', async () => {
  const office = await open('dispatch');
  const title = await heldMeeting(office);
  const { page, ask } = office;
  await page.goto('/releases');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '新闻' }).waitFor();
  await page.getByText(title).waitFor();
  await page.getByRole('button', { name: '起草新闻稿' }).click();
  await page.waitForURL(/\/releases\/\d+$/);
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  const release = () => ask(getRelease, { params: { id }, query: {} });

  // The text: lead, 指出, 强调 with cities; instructions are not told; an enterprise is asked about, a number of ours stops it.
  await page.getByText(`召开${title}。`).waitFor();
  const text = dense(await page.locator('main').textContent());
  expect(text).toContain('党组书记、厅长主持会议并讲话');
  expect(text).toContain('一要强化政治意识');
  expect(text).toContain('大同市要加快推进清洁取暖改造');
  expect(text).toContain('本件所列数据为模拟数据');
  expect(text).not.toContain('批示原话');
  await page.getByRole('link', { name: '修改文稿' }).click();
  await page.waitForURL(/\/documents\/release\/\d+\/edit$/);
  await page.getByText(/^数字已于 .* 冻结/u).waitFor();
  const edit = async (words: string) => {
    const { revision } = await release();
    await ask(postDocumentEdit, {
      params: { owner: 'release', id },
      body: { revision, edit: { act: 'replace', block: 'form', runs: [{ kind: 'text', text: words }] } },
    });
  };
  await edit('会议以视频形式召开，通报了某某焦化有限公司的问题（晋环函〔2026〕12号）。');
  await page.goto(`/releases/${id}`);
  await page.getByText('是内部文件的文号').waitFor();
  await shoot(page, 'release-findings');
  await edit('会议以视频形式召开，通报了某某焦化有限公司的问题。');
  await page.reload();
  await page.getByText('是内部文件的文号').waitFor({ state: 'detached' });
  await page.getByText('点到企业').waitFor();
  await page.getByRole('button', { name: '送审' }).click();
  await page.getByText('审校中').waitFor();
  // Who wrote does not review.
  await page.getByText('写稿人不能审校').waitFor();

  const readers = [await open('deputy'), await open('office'), await open('dispatch')] as const;
  const stages: readonly (readonly [Traveller, string, ReviewStage])[] = [
    [readers[0], '一审', 'first'],
    [readers[1], '二审', 'second'],
    [readers[2], '终审', 'final'],
    [readers[0], '一校', 'proof-1'],
    [readers[1], '二校', 'proof-2'],
    [readers[2], '三校', 'proof-3'],
  ];
  for (const [who, name, stage] of stages) {
    expect((await release()).waiting[0]).toBe(stage);
    await reads(who, id, name);
  }
  await shoot(readers[2].page, 'release-read');
  for (const format of ['pdf', 'docx']) {
    const file = await office.context.request.get(`/api/releases/${id}/files/${format}`);
    expect(file.status()).toBe(200);
    if (shots !== undefined) await writeFile(`${shots}/release.${format}`, await file.body());
  }

  // Published by the leader; nobody sees it while the public page is closed.
  const leader = await open('leader');
  await leader.page.goto(`/releases/${id}`);
  await leader.page.getByRole('button', { name: '发布' }).click();
  await confirm(leader.page, /^发\s?布$/);
  await leader.page.getByText(/^已于 .* 发布/u).waitFor();
  const reader = await open(null, {
    context: { javaScriptEnabled: false, viewport: { width: 390, height: 800 } },
  });
  const closed = await reader.context.request.get('/public');
  expect(closed.status()).toBe(404);
  await leader.page.goto('/releases/rules');
  await leader.page.getByRole('switch', { name: '开放公开页' }).click();
  await leader.page.getByRole('button', { name: '保存' }).click();
  await leader.page.getByText('规则已保存').waitFor();
  await shoot(leader.page, 'release-rules');
  expect((await ask(getReleaseRules, undefined)).publicOpen).toBe(true);

  // The public, on a phone, without scripts.
  await reader.page.goto('/public');
  await shoot(reader.page, 'public-list');
  await reader.page.getByRole('link', { name: `召开${title}` }).click();
  await reader.page.getByText('会议强调').waitFor();
  await shoot(reader.page, 'public-item');
  expect(await reader.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await reader.page.getByRole('link', { name: '申请更正或撤稿' }).click();
  await reader.page.getByLabel('申请', { exact: true }).selectOption('take-down');
  await reader.page.getByLabel(/哪里有误/u).fill('企业名称有误，请核实后撤下。');
  await reader.page.getByLabel(/联系方式/u).fill('读者');
  await shoot(reader.page, 'public-request');
  await reader.page.getByRole('button', { name: '提交' }).click();
  await reader.page.getByRole('heading', { name: '已经收到' }).waitFor();
  expect(await reader.context.cookies()).toEqual([]);

  // Answered, with its deadline, by who may publish; then taken down: a tombstone.
  await leader.page.goto('/releases/public');
  const requests = leader.page.getByRole('region', { name: '更正与撤稿申请' });
  await requests.getByText('企业名称有误').waitFor();
  // Five working days, the Dragon Boat Festival between (Friday 19 June 2026).
  await requests.getByText('2026-06-23 前答复').waitFor();
  await shoot(leader.page, 'release-public');
  await requests.getByRole('button', { name: '答复' }).click();
  await leader.page.getByRole('textbox').last().fill('情况属实，予以撤下');
  await leader.page.getByRole('button', { name: '提交答复' }).click();
  await requests.getByText('情况属实，予以撤下').waitFor();
  await leader.page.getByRole('button', { name: '撤稿' }).click();
  await leader.page.getByRole('textbox').last().fill('企业名称有误');
  await leader.page.getByRole('dialog').getByRole('button', { name: '撤稿' }).click();
  await leader.page.getByText(/撤下$/u).waitFor();
  const gone = await reader.context.request.get(`/public/p/release-${id}`);
  expect(gone.status()).toBe(410);
  expect(await gone.text()).not.toContain('焦化');
  expect((await ask(listReleases, { query: {} })).items[0]?.state).toBe('withdrawn');
}, 180_000);

it('on a phone and in English: list, release, rules fit', async () => {
  const office = await open('dispatch', { context: { viewport: { width: 390, height: 800 } } });
  const { page } = office;
  for (const path of ['/releases', '/releases/public', '/releases/rules']) {
    await page.goto(`${path}?lang=en`);
    await page.getByRole('navigation', { name: 'Sides of the releases' }).waitFor();
    await page.locator('.skeleton').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(390);
  }
  const { items } = await office.ask(listReleases, { query: {} });
  await page.goto(`/releases/${items[0]?.id}?lang=en`);
  await page.getByText('Three reviews, three proofs').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await shoot(page, 'release-phone');
}, 60_000);
