import { getLedgerImport, listItems, NewItem } from '@qingzhang/contract';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { requireProgram } from '../../packages/server/src/programs/board/programs.ts';
import { insertProgram } from '../../packages/server/src/programs/board/testing/small-program.ts';
import { createItems } from '../../packages/server/src/programs/items/store.ts';
import { cleanHeating } from '../../packages/server/src/programs/presets/clean-heating.ts';
import { startJourneys } from './setup/journey.ts';
import { dense, download } from './setup/pages.ts';

const { open, test } = await startJourneys();
const program = cleanHeating(2026);
const KEY = program.key;
const counties = [
  ['140221', '阳高', ['前营', '后营', '石家庄', '马官屯', '罗文皂', '西墩']],
  ['140222', '天镇县', ['下河', '上河', '新平', '逯家湾', '季冯窑', '南高崖']],
  ['140225', '浑源县', ['石桥', '裴村', '东坊', '蔡村', '王庄堡', '千佛岭']],
  ['140224', '灵丘县', ['三岔', '落水河', '上寨', '白崖台', '石家田', '红石塄']],
] as const;
const villages = counties.flatMap(([code, said, names]) =>
  names.map((name) => ({ code, said, name: `${name}村` })),
);
const planned = (index: number) => 96 + ((index * 37) % 310);
const last = (index: number) => ({ ordered: planned(index) - 10, installed: Math.floor(planned(index) / 3) });

beforeAll(async () => {
  await insertProgram(test.platform, program);
  await createItems(
    test.platform.db,
    test.platform.call(),
    await requireProgram(test.platform.db, KEY),
    villages.map(({ code, name }, index) =>
      NewItem.parse({
        city: '140200',
        county: code,
        township: '南关乡',
        leadUnit: '大同市能源局',
        deadline: '2026-10-20',
        values: {
          site: name,
          route: 'electric',
          planned: planned(index),
          ...last(index),
          powered: 0,
          commissioned: 0,
          running: 0,
          removed: 0,
          subsidyPaid: 5,
        },
      }),
    ),
    { issue: true },
  );
});

/** What a county's clerk really sends: a title, headings over two rows, words in figures, subtotals, a hidden sheet. */
async function messyWorkbook(): Promise<Buffer> {
  const book = new exceljs.Workbook();
  book.addWorksheet('旧表', { state: 'hidden' }).addRow(['不要读这张']);
  const sheet = book.addWorksheet('6月');
  sheet.addRow(['大同市2026年6月清洁取暖改造进度（最终版）']);
  sheet.mergeCells('A1:L1');
  sheet.addRow([
    '序号',
    '县区',
    '乡镇村',
    '改造方式',
    '任务数（户）',
    '完成情况',
    null,
    null,
    '用上的',
    '旧炉拆除',
    '补贴',
    '备注',
  ]);
  sheet.addRow([null, null, null, null, null, '到货', '安装', '通', null, null, null, null]);
  sheet.mergeCells('F2:H2');
  for (const column of 'ABCDEIJKL') sheet.mergeCells(`${column}2:${column}3`);
  villages.forEach(({ said, name }, index) => {
    const { ordered, installed } = last(index);
    const done = installed + (index % 5);
    const cells: (string | number | null)[] = [
      index + 1,
      said,
      `南关乡${name}`,
      index % 3 === 0 ? '空气源热泵' : '电',
      planned(index),
      index % 4 === 1 ? `${ordered}户` : ordered,
      index % 4 === 2
        ? String(done).replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? digit)
        : done,
      index % 3,
      index % 2,
      0,
      5.5 + index,
      index === 3 ? '电网未改' : null,
    ];
    if (index === 2 || index === 9) cells[6] = 3;
    if (index === 5) cells[10] = 212_000;
    if (index === 8) cells[6] = ordered + 30;
    if (index === 14) cells[8] = null;
    if (index === 17) cells[2] = '南关乡没有的村';
    sheet.addRow(cells);
    if (index % 6 === 5) sheet.addRow(['小计', null, null, null, 1000]);
  });
  sheet.addRow([]);
  sheet.addRow(['填表人：某某', null, null, null, '审核：某某']);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择文件' }).click(),
  ]);
  await chooser.setFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
}

const batchOf = (page: Page) => Number(new URL(page.url()).searchParams.get('batch'));
const look = async (page: Page, name: string) => {
  const folder = process.env.QINGZHANG_PICTURES;
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/ledger-import-${name}.png`, fullPage: false });
};

it('a city brings the messy spreadsheet it has: what is unsure is asked, classes of errors are mended, the good rows go in', async () => {
  const { page, ask } = await open('city', {
    regionCode: '140200',
    context: { viewport: { width: 1440, height: 900 } },
  });
  await page.goto(`/programs/${KEY}/import`);
  await choose(page, '大同市6月清洁取暖进度（最终版）.xlsx', await messyWorkbook());
  const columns = page.getByRole('region', { name: '列对上了吗' });
  await columns.waitFor();
  await look(page, 'asked');

  const first = await ask(getLedgerImport, { params: { id: batchOf(page) } });
  const counts = first.counts!;
  expect(counts.ready + counts.mend + counts.skipped).toBe(counts.total);
  expect(counts).toMatchObject({ total: 33, heading: 2, title: 1, subtotal: 4, note: 1, blank: 1 });
  expect(first.columns.map(({ target }) => target).slice(0, 11)).toEqual([
    null,
    'base:county',
    'base:place',
    'field:route',
    'field:planned',
    'field:ordered',
    'field:installed',
    'field:powered',
    'field:running',
    'field:removed',
    'field:subsidyPaid',
  ]);
  const says = dense(await page.locator('main').textContent());
  expect(says).toContain(`${counts.ready}行可以入账`);
  expect(says).toContain('小计4');
  expect(await columns.getByRole('combobox', { name: /任务数/ }).inputValue()).toBe('field:planned');

  // A cell is mended where it stands.
  const sheet = page.getByRole('region', { name: '原表' });
  await sheet.getByRole('button', { name: /^C23：南关乡没有的村/ }).click();
  await sheet.getByRole('textbox', { name: 'C23' }).fill(`南关乡${villages[17]!.name}`);
  await sheet.getByRole('textbox', { name: 'C23' }).press('Enter');
  await page.getByText('台账里没有这一条').first().waitFor({ state: 'detached' });

  // Whole classes with one click each.
  await page.getByRole('button', { name: /恢复上月数，2 行/ }).click();
  await page.getByRole('button', { name: /元换成万元，1 行/ }).click();
  await page.getByText('已改的').waitFor();
  await look(page, 'mended');
  await page.getByRole('button', { name: /^(认可 \d+ 列，)?入账 \d+ 行$/ }).click();
  await page
    .getByText(/行已入账/)
    .first()
    .waitFor();
  await look(page, 'done');
  const done = await ask(getLedgerImport, { params: { id: batchOf(page) } });
  expect(done.state).toBe('done');
  const ledger = await ask(listItems, { params: { key: KEY }, query: { show: 'all', limit: 100 } });
  const village = (name: string) => ledger.items.find((one) => one.values.site === name)!;
  expect(village(villages[0]!.name).values).toMatchObject({ installed: last(0).installed });
  expect(village(villages[2]!.name).values).toMatchObject({ installed: last(2).installed });
  expect(village(villages[5]!.name).values).toMatchObject({ subsidyPaid: 21.2 });
  expect(village(villages[17]!.name).report).toMatchObject({ month: done.month });

  // The rest goes out as a copy, is mended there and sent again; nothing goes in twice.
  const rest = done.counts!.mend;
  expect(rest).toBeGreaterThan(0);
  const copy = await download(page, page.getByRole('link', { name: new RegExp(`下载修改副本（${rest} 行`) }));
  const book = new exceljs.Workbook();
  await book.xlsx.load(new Uint8Array(copy.content).buffer);
  const mended = book.worksheets[0]!;
  expect(mended.rowCount).toBe(2 + rest);
  for (let row = 3; row <= mended.rowCount; row++) {
    const cells = mended.getRow(row);
    const ordered = Number(String(cells.getCell(6).value).replace('户', ''));
    if (Number(cells.getCell(7).value) > ordered) cells.getCell(7).value = last(8).installed + 1;
    // Connected and not running was asked about; empty is not 0.
    if (cells.getCell(9).value === null || Number(cells.getCell(9).value) === 0) cells.getCell(9).value = 1;
  }
  await page.getByRole('button', { name: '换一个文件' }).click();
  await choose(page, copy.name, Buffer.from(await mended.workbook.xlsx.writeBuffer()));
  await page.waitForURL((url) => Number(url.searchParams.get('batch')) > done.id);
  await page.getByRole('region', { name: '列对上了吗' }).waitFor();
  const again = await ask(getLedgerImport, { params: { id: batchOf(page) } });
  expect(again.columns.filter(({ ask: asked }) => asked)).toEqual([]);
  expect(again.causes).toEqual([]);
  expect(again.counts).toMatchObject({ ready: rest, mend: 0 });
  expect(dense(await page.locator('main').textContent())).toContain('列都认得');
  await page.getByRole('button', { name: `入账 ${rest} 行` }).click();
  await page
    .getByText(/行已入账/)
    .first()
    .waitFor();

  // Taken back as a whole.
  await page.getByRole('button', { name: /整批撤回/ }).click();
  await page.getByRole('button', { name: /再点一次撤回/ }).click();
  await page.getByText('已整批撤回').waitFor();
});

it('a pasted table, on a phone', async () => {
  const { page, ask } = await open('county', {
    regionCode: '140221',
    context: { viewport: { width: 390, height: 844 } },
  });
  await page.goto(`/programs/${KEY}/import`);
  await page.getByRole('button', { name: /粘贴表格/ }).click();
  await page
    .getByRole('textbox', { name: '粘贴的表' })
    .fill('村\t下单\t安装\t通电/气\t运行\t旧炉拆除\n马官屯\t198户\t100\t2\t1\t0\n没有的村\t1\t1\t1\t1\t0\n');
  await page.getByRole('button', { name: '读这张表' }).click();
  await page.getByRole('region', { name: '列对上了吗' }).waitFor();
  await look(page, 'phone');
  const batch = await ask(getLedgerImport, { params: { id: batchOf(page) } });
  expect(batch.counts).toMatchObject({ total: 3, ready: 1, mend: 1 });
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(390);
});
