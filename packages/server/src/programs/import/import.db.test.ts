import type { LedgerImport } from '@qingzhang/contract';
import * as contract from '@qingzhang/contract';
import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { loadProvincePreset } from '../../intake/presets.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { touchProgress } from '../board/progress.ts';
import { insertProgram, smallDefinition } from '../board/testing/small-program.ts';
import { createItems } from '../items/store.ts';
import { ledgerImportWorkers } from './jobs.ts';

const platform = await createTestPlatform({ now: '2021-07-20T10:00:00+08:00' });
await loadProvincePreset(platform.db, '140000');
const { app, signedIn } = await createTestApp(platform);
const KEY = smallDefinition.key;
const YANGGAO = '140221';
const TIANZHEN = '140222';

let office: TestClient;
let datong: TestClient;

/** Items of two counties of 大同, through the store as everybody makes them. */
async function makeItems(): Promise<void> {
  const program = await requireProgram(platform.db, KEY);
  const one = (county: string, village: string, planned: number, installed: number) =>
    contract.NewItem.parse({
      city: '140200',
      county,
      site: village,
      leadUnit: '大同市能源局',
      deadline: '2021-10-20',
      values: { village, route: 'power', planned, installed, powered: 0, running: 0, removed: 0 },
    });
  await createItems(
    platform.db,
    platform.call(),
    program,
    [
      one(YANGGAO, '前营村', 212, 100),
      one(YANGGAO, '后营村', 146, 120),
      one(YANGGAO, '东庄村', 300, 200),
      one(YANGGAO, '西庄村', 90, 20),
      one(TIANZHEN, '下河村', 402, 36),
      one(TIANZHEN, '上河村', 96, 82),
    ],
    { issue: true },
  );
}

type Cell = string | number | null;
const heading: Cell[] = [
  '序号',
  '县区',
  '村名',
  '任务数（户）',
  '安装',
  '通电/气',
  '运行',
  '补贴已付',
  '备注',
];

async function workbook(rows: readonly (readonly Cell[])[], title = '大同市清洁取暖进度'): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('进度');
  sheet.addRow([title]);
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function send(
  client: TestClient,
  content: Buffer,
  name = '进度.xlsx',
  month = '2021-07',
): Promise<LedgerImport> {
  const boundary = 'qzboundary';
  const part = (head: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), body, Buffer.from('\r\n')]);
  const payload = Buffer.concat([
    part('content-disposition: form-data; name="month"', Buffer.from(month)),
    part(
      `content-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream`,
      content,
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const response = await app.inject({
    method: 'POST',
    url: `/api/programs/${KEY}/ledger-imports`,
    headers: { cookie: client.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  expect(response.statusCode, response.body).toBe(200);
  const { id } = contract.LedgerImportLine.parse(response.json());
  await platform.jobs.drain(platform, ledgerImportWorkers);
  return load(client, id);
}

async function load(client: TestClient, id: number): Promise<LedgerImport> {
  const response = await client.call(contract.getLedgerImport, { params: { id } });
  expect(response.statusCode, response.body).toBe(200);
  return contract.LedgerImport.parse(response.json());
}

async function run(client: TestClient, batch: LedgerImport): Promise<LedgerImport> {
  const response = await client.call(contract.runLedgerImport, {
    params: { id: batch.id },
    body: { revision: batch.revision },
  });
  expect(response.statusCode, response.body).toBe(200);
  await platform.jobs.drain(platform, ledgerImportWorkers);
  return load(client, batch.id);
}

async function mend(client: TestClient, batch: LedgerImport, code: string): Promise<LedgerImport> {
  const cause = batch.causes.find((one) => one.code === code)!;
  const response = await client.call(contract.mendLedgerCause, {
    params: { id: batch.id },
    body: {
      revision: batch.revision,
      cause: cause.key,
      act: cause.acts[0]!,
      choice: cause.options[0]?.key ?? null,
    },
  });
  expect(response.statusCode, response.body).toBe(200);
  return contract.LedgerImport.parse(response.json());
}

const adds = ({ counts }: LedgerImport) => {
  expect(counts).not.toBeNull();
  expect(counts!.ready + counts!.mend + counts!.skipped).toBe(counts!.total);
  return counts!;
};

const items = () =>
  platform.db
    .selectFrom('item')
    .select(['id', 'title', 'values', 'revision', 'report_month', 'report_state'])
    .orderBy('no')
    .execute();
const installed = async () =>
  Object.fromEntries((await items()).map(({ title, values }) => [title, Object(values).installed]));
const events = async () =>
  Number(
    (
      await platform.db
        .selectFrom('item_event')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

const july: (readonly Cell[])[] = [
  heading,
  [1, '阳高', '前营', 212, '１５０', 20, 10, 3.5, null],
  [2, '阳高县', '后营村', 146, 90, 20, 10, 2.1, null],
  [3, '阳高县', '东庄村', 300, 320, 20, 10, 4.4, null],
  ['小计', null, null, 658, 560, null, null, null, null],
  [null],
  [4, '天镇县', '下河村', 402, 40, 36, 0, 1.1, '住户外出'],
  [5, '天镇县', '上河村', 96, '82户', 40, 20, 2.2, null],
  [6, '天镇县', '无此村', 96, 5, 4, 3, 1, null],
];

beforeAll(async () => {
  await insertProgram(platform);
  office = await signedIn('dispatch');
  datong = await signedIn('city', '140200');
  await makeItems();
});

describe('a city sends the spreadsheet it has', () => {
  let batch: LedgerImport;

  it('reads it: columns matched, every row accounted for, nothing written', async () => {
    const before = await items();
    batch = await send(datong, await workbook(july));
    expect(batch.state).toBe('matching');
    expect(batch.columns.map(({ target }) => target)).toEqual([
      null,
      'base:county',
      'field:village',
      'field:planned',
      'field:installed',
      'field:powered',
      'field:running',
      'field:paid',
      null,
    ]);
    expect(batch.columns[3]).toMatchObject({ use: 'check' });
    expect(adds(batch)).toMatchObject({
      total: 10,
      title: 1,
      heading: 1,
      subtotal: 1,
      blank: 1,
      ready: 2,
      mend: 4,
    });
    expect(batch.causes.map(({ code }) => code).sort()).toEqual([
      'check',
      'item.unknown',
      'question',
      'value.fall',
    ]);
    expect(await items()).toEqual(before);
  });

  it('is refused to others, and on an older revision', async () => {
    const other = await signedIn('city', '140100');
    expect((await other.call(contract.getLedgerImport, { params: { id: batch.id } })).statusCode).toBe(404);
    const reader = await signedIn('leader');
    expect(
      (
        await reader.call(contract.runLedgerImport, {
          params: { id: batch.id },
          body: { revision: batch.revision },
        })
      ).statusCode,
    ).toBe(403);
    expect(
      (await datong.call(contract.runLedgerImport, { params: { id: batch.id }, body: { revision: 999 } }))
        .statusCode,
    ).toBe(409);
  });

  it('mends a whole cause at once and takes it back', async () => {
    const mended = await mend(datong, batch, 'value.fall');
    expect(adds(mended)).toMatchObject({ ready: 3, mend: 3 });
    const cause = batch.causes.find(({ code }) => code === 'value.fall')!.key;
    const response = await datong.call(contract.mendLedgerCause, {
      params: { id: batch.id },
      body: { revision: mended.revision, cause, act: null },
    });
    batch = await mend(datong, contract.LedgerImport.parse(response.json()), 'value.fall');
    const offered = batch.causes.find(({ code }) => code === 'question')?.options[0]?.name;
    batch = await mend(datong, batch, 'question');
    expect(adds(batch)).toMatchObject({ ready: 4, mend: 2 });
    // What was agreed keeps its word, not only its key.
    expect(batch.mends.map(({ chosen }) => chosen)).toContain(offered);
    expect(offered).toBeDefined();
  });

  it('takes the good rows in as the month’s report; the bad ones wait', async () => {
    batch = await run(datong, batch);
    expect(batch.state).toBe('done');
    expect(adds(batch)).toMatchObject({ change: 4, mend: 2 });
    expect(await installed()).toEqual({
      前营村: 150,
      后营村: 120,
      东庄村: 200,
      西庄村: 20,
      下河村: 40,
      上河村: 82,
    });
    const reports = await platform.db.selectFrom('item_report').selectAll().execute();
    expect(reports).toHaveLength(4);
    expect(
      reports.every(({ kind, month, state }) => kind === 'import' && month === '2021-07' && state === 'sent'),
    ).toBe(true);
    expect(reports.map(({ answers }) => answers)).toContainEqual({ poweredNotRunning: '等调试' });
  });

  it('sent again changes nothing and asks nothing', async () => {
    const before = { items: await items(), events: await events() };
    let again = await send(datong, await workbook(july));
    expect(again.columns.filter(({ ask }) => ask)).toEqual([]);
    expect(again.columns.filter(({ target }) => target !== null).every(({ remembered }) => remembered)).toBe(
      true,
    );
    expect(adds(again).same).toBeGreaterThanOrEqual(2);
    again = await mend(datong, again, 'value.fall');
    again = await mend(datong, again, 'question');
    expect(adds(again)).toMatchObject({ same: 4, change: 0, mend: 2 });
    again = await run(datong, again);
    expect(await items()).toEqual(before.items);
    expect(await events()).toBe(before.events);
  });

  it('the corrected copy: reasons in comments, mended and sent again', async () => {
    const response = await datong.call(contract.getLedgerCopy, { params: { id: batch.id }, query: {} });
    expect(response.statusCode).toBe(200);
    const book = new exceljs.Workbook();
    await book.xlsx.load(response.rawPayload.buffer as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(3);
    const wrong = sheet.getRow(2).getCell(5);
    expect(wrong.value).toBe(320);
    expect(JSON.stringify(wrong.note)).toContain('安装多于计划');
    expect(String(sheet.getRow(3).getCell(10).value)).toContain('台账里没有这一条');
    wrong.value = 290;
    sheet.getRow(3).getCell(3).value = '西庄';
    sheet.getRow(3).getCell(2).value = '阳高';
    sheet.getRow(3).getCell(5).value = 25;
    sheet.getRow(3).getCell(4).value = 90;
    let copy = await send(datong, Buffer.from(await book.xlsx.writeBuffer()), '改.xlsx');
    expect(copy.columns.filter(({ ask }) => ask)).toEqual([]);
    expect(adds(copy)).toMatchObject({ ready: 2, mend: 0 });
    copy = await run(datong, copy);
    expect(await installed()).toMatchObject({ 东庄村: 290, 西庄村: 25 });
    const before = await items();
    const twice = await run(
      datong,
      await send(datong, Buffer.from(await book.xlsx.writeBuffer()), '改.xlsx'),
    );
    expect(adds(twice)).toMatchObject({ same: 2, change: 0 });
    expect(await items()).toEqual(before);
  });

  it('is not withdrawn where a row was touched since, and says which', async () => {
    // 东庄村 and 西庄村 stand in a later batch; 前营村 is touched by hand.
    const [first] = await items();
    await platform.db
      .updateTable('item')
      .set({ revision: first!.revision + 1 })
      .where('id', '=', first!.id)
      .execute();
    const response = await datong.call(contract.withdrawLedgerImport, { params: { id: batch.id } });
    expect(response.json()).toMatchObject({
      withdrawn: false,
      touchedCount: 1,
      touched: [{ title: '前营村' }],
    });
    await platform.db
      .updateTable('item')
      .set({ revision: first!.revision })
      .where('id', '=', first!.id)
      .execute();
  });

  it('is withdrawn as a whole', async () => {
    const response = await datong.call(contract.withdrawLedgerImport, { params: { id: batch.id } });
    expect(response.json()).toMatchObject({ withdrawn: true, batch: { state: 'withdrawn' } });
    expect(await installed()).toMatchObject({
      前营村: 100,
      后营村: 120,
      下河村: 36,
      上河村: 82,
      东庄村: 290,
    });
    expect((await items())[0]).toMatchObject({ report_month: null, report_state: null });
    const left = await platform.db.selectFrom('item_report').select('id').execute();
    expect(left).toHaveLength(2);
    // And can be sent anew.
    let again = await send(datong, await workbook(july));
    again = await mend(datong, again, 'value.fall');
    expect(adds(again).change).toBeGreaterThanOrEqual(3);
  });

  it('not after a day', async () => {
    const late = await run(
      datong,
      await send(datong, await workbook([heading, [1, '阳高', '前营', 212, 151, 20, 11, 3.5, null]])),
    );
    platform.clock.set('2021-07-21T10:00:01+08:00');
    // Sessions end over night.
    office = await signedIn('dispatch');
    datong = await signedIn('city', '140200');
    expect((await load(datong, late.id)).mayWithdraw).toBe(false);
    expect((await datong.call(contract.withdrawLedgerImport, { params: { id: late.id } })).statusCode).toBe(
      409,
    );
  });
});

describe('one row at a time', () => {
  it('cells and the item meant are mended in place', async () => {
    let batch = await send(
      datong,
      await workbook([
        heading,
        [1, '阳高', '前营', 212, '好多', 20, 11, 3.5, null],
        [2, '天镇', '上下河', 402, 60, 40, 11, 3.5, null],
      ]),
    );
    expect(adds(batch)).toMatchObject({ mend: 2 });
    const shown = await datong.call(contract.listLedgerRows, {
      params: { id: batch.id },
      query: { show: 'mend' },
    });
    const rows: contract.LedgerRowView[] = shown.json().rows;
    const unreadable = rows.find(({ issues }) => issues[0]?.code === 'number.unreadable')!;
    expect(unreadable).toMatchObject({ row: 3, issues: [{ column: 4 }] });
    const unknown = rows.find(({ issues }) => issues[0]?.code === 'item.unknown')!;
    expect(unknown.alike.map(({ title }) => title)).toContain('下河村');
    const edit = async (
      row: number,
      body: { cells?: { column: number; value: string | null }[]; item?: number },
    ) => {
      const response = await datong.call(contract.mendLedgerRow, {
        params: { id: batch.id, row },
        body: { revision: batch.revision, cells: [], ...body },
      });
      expect(response.statusCode, response.body).toBe(200);
      batch = contract.LedgerImport.parse(response.json());
    };
    await edit(3, { cells: [{ column: 4, value: '160' }] });
    await edit(4, { item: unknown.alike.find(({ title }) => title === '下河村')!.id });
    expect(adds(batch)).toMatchObject({ ready: 2, mend: 0 });
    await run(datong, batch);
    expect(await installed()).toMatchObject({ 前营村: 160, 下河村: 60 });
  });
});

describe('an office issues items', () => {
  const table: (readonly Cell[])[] = [
    ['市', '县(区)', '村', '路径', '计划（户）', '牵头单位', '完成时限', '措施1', '措施2'],
    ['太原', '小店区', '甲村', '电', 50, '太原市能源局', '2021年10月底前', '改电网', '装设备'],
    ['太原市', '小店区', '乙村', '煤改气', 60, '太原市能源局', '2021-10-20', null, null],
    ['太原市', '小店区', '丙村', '烧木头', 60, '太原市能源局', '2021-10-20', null, null],
    ['太原市', '小店区', '丁村', '煤改气', 60, null, '2021-10-20', null, null],
  ];
  it('new items with measures, issued at once; again: nothing; withdrawn: gone', async () => {
    const before = (await items()).length;
    let batch = await send(office, await workbook(table, '下达表'));
    expect(adds(batch)).toMatchObject({ create: 3, mend: 1 });
    const set = await office.call(contract.setLedgerImport, {
      params: { id: batch.id },
      body: { revision: batch.revision, issue: true },
    });
    batch = contract.LedgerImport.parse(set.json());
    expect(adds(batch)).toMatchObject({ create: 2, mend: 2 });
    batch = await run(office, batch);
    expect(batch.state).toBe('done');
    const made = await platform.db
      .selectFrom('item')
      .selectAll()
      .where('city_code', '=', '140100')
      .orderBy('no')
      .execute();
    expect(
      made.map(({ title, state, deadline, county_code }) => [title, state, deadline, county_code]),
    ).toEqual([
      ['甲村', 'issued', '2021-10-31', '140105'],
      ['乙村', 'issued', '2021-10-20', '140105'],
    ]);
    expect(
      await platform.db
        .selectFrom('item_measure')
        .select('text')
        .where('item_id', '=', made[0]!.id)
        .orderBy('sort')
        .execute(),
    ).toEqual([{ text: '改电网' }, { text: '装设备' }]);
    const again = await send(office, await workbook(table, '下达表'));
    expect(adds(again)).toMatchObject({ same: 2 });
    // Somebody has shown a standard already: their work is not thrown away with the item.
    const work = [made[0]!.id, 'effect', 'notApplicable', '不涉及', 'datong'];
    await platform.database.pool.query(
      `insert into item_standard (item_id, standard_key, met, because, set_by, set_at) values ($1, $2, $3, $4, $5, now())`,
      work,
    );
    const kept = await office.call(contract.withdrawLedgerImport, { params: { id: batch.id } });
    expect(kept.json()).toMatchObject({ withdrawn: false, touched: [{ item: made[0]!.id }] });
    await platform.database.pool.query('delete from item_standard where item_id = $1', [made[0]!.id]);
    const gone = await office.call(contract.withdrawLedgerImport, { params: { id: batch.id } });
    expect(gone.json()).toMatchObject({ withdrawn: true });
    expect((await items()).length).toBe(before);
    const { rows } = await platform.database.pool.query(
      `select sum(case kind when 'paid' then -amount else amount end)::float as left from debt_entry where city_code = '140100'`,
    );
    expect(rows[0].left ?? 0).toBe(0);
  });
});

describe('a list without a column that new items need', () => {
  it('is turned away row by row, with the column named, and makes nothing', async () => {
    const before = (await items()).length;
    const batch = await send(
      office,
      await workbook(
        [
          ['市', '县(区)', '村', '计划（户）', '牵头单位', '完成时限'],
          ['太原市', '小店区', '戊村', 50, '太原市能源局', '2021-10-20'],
          ['太原市', '小店区', '己村', 60, '太原市能源局', '2021-10-20'],
        ],
        '缺列的下达表',
      ),
    );
    expect(adds(batch)).toMatchObject({ ready: 0, mend: 2 });
    expect(batch.causes).toMatchObject([
      { code: 'value.needed', target: 'field:route', column: null, rows: 2, acts: ['skip'] },
    ]);
    const words = contract.sayLedgerIssue({ code: 'value.needed', shown: '', params: {} }, '路径', 'zh');
    expect(`${words.title}：${words.hint}`).toBe(
      '路径没有填：新增事项必须有；表里没有这一列的，请加上这一列',
    );
    expect((await items()).length).toBe(before);
  });
});

describe('an import beside people who act', () => {
  it('waits for their item before it writes anything, so that neither waits for the other in a circle', async () => {
    const table: (readonly Cell[])[] = [
      ['市', '县(区)', '村', '路径', '计划（户）', '牵头单位', '完成时限'],
      ['太原', '小店区', '戊村', '电', 50, '太原市能源局', '2021-10-20'],
      ['大同', '阳高县', '西庄村', '电', 95, '大同市能源局', '2021-10-20'],
    ];
    const batch = await send(office, await workbook(table, '下达表'));
    expect(adds(batch)).toMatchObject({ create: 1, change: 1 });
    let running: Promise<LedgerImport> | null = null;
    await transaction(platform.db, async (trx) => {
      await trx
        .selectFrom('item')
        .select('id')
        .where('title', '=', '西庄村')
        .forUpdate()
        .executeTakeFirstOrThrow();
      running = run(office, batch);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await touchProgress(trx, [{ program: KEY, city: '140200' }], platform.clock.now());
    });
    expect(await running).toMatchObject({ state: 'done', failure: null });
  });
});

describe('templates', () => {
  it('what is exported comes back and changes nothing', async () => {
    const response = await datong.call(contract.getLedgerTemplate, {
      params: { key: KEY },
      query: { month: '2021-07' },
    });
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
    const book = new exceljs.Workbook();
    await book.xlsx.load(response.rawPayload.buffer as ArrayBuffer);
    expect(book.worksheets.map(({ name }) => name)).toContain('填表说明');
    const sheet = book.getWorksheet('台账')!;
    const heads = sheet.getRow(2).values as string[];
    expect(heads).toContain('安装（户）');
    const column = heads.indexOf('安装（户）');
    expect(sheet.getRow(3).getCell(column).dataValidation).toMatchObject({ type: 'whole' });
    expect(sheet.getRow(3).getCell(column).protection).toMatchObject({ locked: false });
    expect(sheet.getRow(3).getCell(heads.indexOf('计划（户）')).protection?.locked ?? true).toBe(true);
    const values = (await items()).map((item) => item.values);
    const batch = await send(datong, Buffer.from(response.rawPayload), '模板.xlsx');
    expect(batch.columns.filter(({ ask }) => ask)).toEqual([]);
    expect(adds(batch)).toMatchObject({ mend: 0, create: 0 });
    await run(datong, batch);
    expect((await items()).map((item) => item.values)).toEqual(values);
  });
  it('an empty one for new items is for who issues', async () => {
    expect(
      (await office.call(contract.getLedgerTemplate, { params: { key: KEY }, query: { kind: 'new' } }))
        .statusCode,
    ).toBe(200);
    expect(
      (await datong.call(contract.getLedgerTemplate, { params: { key: KEY }, query: { kind: 'new' } }))
        .statusCode,
    ).toBe(403);
  });
});

describe('files that are no ledgers', () => {
  it.each([
    ['空.xlsx', Buffer.alloc(0), 'file.empty'],
    ['旧.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file.xls'],
    ['坏.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]), 'file.damaged'],
    ['字.csv', Buffer.from('你好\n再见\n'), 'file.noHeadings'],
  ])('%s', async (name, content, code) => {
    const batch = await send(datong, content, name);
    expect(batch).toMatchObject({ state: 'failed', failure: { code } });
  });
  it('GB18030 and pasted tables are read', async () => {
    const csv = Buffer.from(
      'cfd82c b4e52c b0b2d7b02c d4cbd0d0 0a d1f4b8df2c c7b0d3aa2c 3136352c 3132'.replaceAll(' ', ''),
      'hex',
    );
    const batch = await send(datong, csv, '县.csv');
    expect(batch.columns.map(({ target }) => target)).toEqual([
      'base:county',
      'field:village',
      'field:installed',
      'field:running',
    ]);
    const pasted = await datong.call(contract.pasteLedger, {
      params: { key: KEY },
      body: { text: '县\t村\t安装\t运行\n阳高\t前营村\t166\t12\n' },
    });
    await platform.jobs.drain(platform, ledgerImportWorkers);
    expect(adds(await load(datong, pasted.json().id))).toMatchObject({ ready: 1 });
  });
});

it('a run that breaks leaves nothing, is marked failed and can be done again', async () => {
  let batch = await send(datong, await workbook([heading, [1, '阳高', '前营', 212, 170, 20, 12, 3.5, null]]));
  const before = await items();
  await platform.database.pool.query(
    `alter table item_report add constraint broken check (month <> '2021-07') not valid`,
  );
  batch = await run(datong, batch);
  expect(batch).toMatchObject({ state: 'failed', failure: { code: 'internal' } });
  expect(await items()).toEqual(before);
  await platform.database.pool.query('alter table item_report drop constraint broken');
  batch = await run(datong, batch);
  expect(batch.state).toBe('done');
  expect(await installed()).toMatchObject({ 前营村: 170 });
});
