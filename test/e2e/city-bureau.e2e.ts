import {
  getCityAccount,
  getImport,
  getSituation,
  issueBulletin,
  listUsers,
  postBulletin,
  postClosing,
  postDustEvent,
  postTarget,
} from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { accountTable, choosing, dense, download } from './setup/pages.ts';

const { open } = await startJourneys();
const code = '141100';
const bureau = () => open('city', { regionCode: code });

it('reads every published figure, and finds its own account first', async () => {
  const { page, ask } = await bureau();
  await page.goto('/');
  const table = await accountTable(page);
  const { rows } = await ask(getSituation, { query: {} });
  expect(await table.locator('tbody tr').count()).toBe(rows.length);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '城市' }).click();
  await page.getByRole('heading', { level: 1, name: /吕梁市/ }).waitFor();
  await page.goto('/cities/140100');
  await page.getByRole('heading', { level: 1, name: /太原市/ }).waitFor();
});

it('finds no button for what is not its business, and the server refuses it too', async () => {
  const { page, statusOf } = await bureau();
  await page.goto('/targets');
  await page.getByText('目标由调度办录入').waitFor();
  for (const name of ['导入文件', '列出全部指标'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  await page.goto('/bulletins');
  await page.getByText('通报由调度办生成').waitFor();
  expect(await page.getByRole('button', { name: /^生成/ }).count()).toBe(0);
  await page.goto('/bulletins?tab=closings');
  await page.getByText('结账由调度办办理').waitFor();
  expect(await page.getByRole('button', { name: /结账$/ }).count()).toBe(0);
  await page.goto('/data?tab=exclusions');
  await page.getByText('剔除由有审核权限的人员办理').waitFor();
  for (const name of ['录入沙尘事件', '剔除小时', '撤销']) {
    expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  }

  const target = { region: code, year: 2026, indicator: 'pm25' as const, value: '99', monthly: null };
  const dust = {
    firstHour: '2026-05-01T01:00:00+08:00',
    lastHour: '2026-05-01T02:00:00+08:00',
    cities: [code],
    pollutants: ['pm10' as const],
    document: '自定',
  };
  const refused = [
    await statusOf(postTarget, { body: { ...target, document: '自定', documentDate: null } }),
    await statusOf(postDustEvent, { body: dust }),
    await statusOf(postClosing, { body: { period: WORLD.next } }),
    await statusOf(postBulletin, { body: { period: WORLD.closed } }),
    await statusOf(issueBulletin, { params: { id: 1 } }),
    await statusOf(listUsers, undefined),
  ];
  expect(refused).toEqual(refused.map(() => 403));
});

it('imports its own city and nothing of another', async () => {
  const { page, ask } = await bureau();
  await page.goto('/data');
  await page.getByText('本账号只能导入吕梁市的数据').waitFor();
  const text = [
    'time,station,so2,no2,pm10,pm25,co,o3',
    '2025-03-30 01:00,SIM141101,10,30,70,40,0.8,90',
    '2025-03-30 01:00,SIM140101,10,30,70,40,0.8,90',
  ].join('\n');
  await choosing(page, page.getByRole('button', { name: '选择文件' }), '两市.csv', `${text}\n`);
  const batch = page.getByRole('region', { name: '两市.csv', exact: true });
  await batch.getByText('不是本市的数据').first().waitFor();
  const id = Number(new URL(page.url()).searchParams.get('batch'));
  const { rows } = await ask(getImport, { params: { id } });
  expect(rows).toMatchObject({ total: 2, new: 1, rejected: 1 });
});

it('opens its statement, on the page and as a PDF', async () => {
  const { page, ask } = await bureau();
  await page.goto(`/cities/${code}`);
  await page.getByRole('link', { name: '打印账单' }).click();
  await page.waitForURL(/\/cities\/141100\/statement\?.*month=2026-0\d/);
  const month = new URL(page.url()).searchParams.get('month') ?? '';
  const paper = page.frameLocator('iframe');
  await paper.getByText('吕梁市').first().waitFor();
  const { ledger } = await ask(getCityAccount, { params: { code }, query: {} });
  expect(ledger.month).toBe(month);
  const text = dense(await paper.locator('body').textContent());
  for (const row of ledger.rows) expect(text).toContain(dense(row.closing));
  const pdf = await download(page, page.getByRole('link', { name: '下载 PDF' }));
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
});
