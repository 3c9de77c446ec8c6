import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LedgerImport, NewItem, ProgramDefinitionSchema } from '@qingzhang/contract';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvincePreset } from '../src/intake/presets.ts';
import { requireProgram } from '../src/programs/board/programs.ts';
import { insertProgram, smallDefinition } from '../src/programs/board/testing/small-program.ts';
import { createItems } from '../src/programs/items/store.ts';
import { castOf, lifeOf } from '../src/tasks/testing.ts';
import { createTestPlatform } from './harness/platform.ts';

// The commands of the work side as an operator runs them: child processes, their streams and exit codes.

const platform = await createTestPlatform({ now: '2021-07-12T10:20:00+08:00' });
await loadProvincePreset(platform.db, '140000');
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'qz-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const KEY = smallDefinition.key;

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Ended {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      QINGZHANG_DATA: platform.config.data,
      QINGZHANG_LOG_LEVEL: 'warn',
      DATABASE_URL: platform.testDatabase.url,
    },
  });
  return { status, out: stdout, err: stderr };
}

type Cell = string | number | null;

async function workbook(name: string, rows: readonly (readonly Cell[])[]): Promise<string> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('进度');
  for (const row of rows) sheet.addRow([...row]);
  const file = join(folder, name);
  await book.xlsx.writeFile(file);
  return file;
}

const values = async () => {
  const { rows } = await platform.database.pool.query<{ title: string; values: Record<string, unknown> }>(
    'select title, "values" from item order by title',
  );
  return Object.fromEntries(rows.map((row) => [row.title, row.values]));
};

beforeAll(async () => {
  await insertProgram(platform);
  const program = await requireProgram(platform.db, KEY);
  const one = (village: string, planned: number, installed: number) =>
    NewItem.parse({
      city: '140200',
      county: '140221',
      site: village,
      leadUnit: '大同市能源局',
      deadline: '2021-10-20',
      values: { village, route: 'power', planned, installed, powered: 0, running: 0, removed: 0 },
    });
  await createItems(
    platform.db,
    platform.call(),
    program,
    [one('前营村', 212, 100), one('后营村', 146, 120), one('东庄村', 300, 200)],
    { issue: true },
  );
});

describe('programs', { timeout: 120_000 }, () => {
  it('list: for a person and for a machine', () => {
    const plain = run('programs', 'list');
    expect(plain).toMatchObject({ status: 0, err: '' });
    expect(plain.out).toMatch(/^small-heating\t清洁取暖改造\t在用 v1\t3 项\t/u);
    const { items } = JSON.parse(run('programs', 'list', '--json').out);
    expect(items).toMatchObject([{ key: KEY, state: 'active', version: 1, items: 3 }]);
  });

  it('show: what is not there is 1, a version that is no number is 2, each said in Chinese', () => {
    expect(run('programs', 'show', KEY).out).toContain('清洁取暖改造 · Clean heating\tv1\t在用');
    const { version, definition } = JSON.parse(run('programs', 'show', KEY, '--json').out);
    expect(version).toBe(1);
    expect(ProgramDefinitionSchema.parse(definition).key).toBe(KEY);
    expect(run('programs', 'show', 'nothing')).toEqual({
      status: 1,
      out: '',
      err: '找不到：专项 nothing\nNot found: program nothing\n',
    });
    expect(JSON.parse(run('programs', 'show', 'nothing', '--json').err)).toEqual({
      error: { code: 'thing.notFound', params: { what: 'program', id: 'nothing' } },
    });
    const wrong = run('programs', 'show', KEY, '--version-no', 'x');
    expect(wrong).toMatchObject({ status: 2, out: '' });
    expect(wrong.err).toContain('选项 --version-no <n> 不能是“x”');
  });

  it('export: to standard output or a file; one that cannot be written is said, not thrown', () => {
    const printed = run('programs', 'export', KEY);
    expect(printed).toMatchObject({ status: 0, err: '' });
    const file = join(folder, 'definition.json');
    expect(JSON.parse(run('programs', 'export', KEY, file, '--json').out)).toEqual({ key: KEY, file });
    expect(readFileSync(file, 'utf8')).toBe(printed.out);
    const nowhere = run('programs', 'export', KEY, join(folder, 'no', 'such.json'));
    expect(nowhere).toMatchObject({ status: 1, out: '' });
    expect(nowhere.err).toContain('写不了');
    expect(nowhere.err).not.toMatch(/\n\s+at /);
  });

  it('import: new items of a list; a column that new items need is asked of every row', async () => {
    const head: Cell[] = ['市', '县(区)', '村', '计划（户）', '牵头单位', '完成时限'];
    const rows: Cell[][] = [
      ['太原市', '小店区', '甲村', 50, '太原市能源局', '2021-10-20'],
      ['太原市', '小店区', '乙村', 60, '太原市能源局', '2021年10月底前'],
    ];
    const without = run('programs', 'import', KEY, await workbook('缺列.xlsx', [['下达表'], head, ...rows]));
    expect(without.status).toBe(3);
    expect(without.out).toContain('可入账 0');
    expect(without.out.match(/路径没有填：新增事项必须有/gu)).toHaveLength(2);
    const routes = ['电', '煤改气'];
    const whole = await workbook('下达.xlsx', [
      ['下达表'],
      [...head, '路径'],
      ...rows.map((row, index) => [...row, routes[index] ?? null]),
    ]);
    const dry = run('programs', 'import', KEY, whole, '--dry');
    expect(dry).toMatchObject({ status: 0, err: '' });
    expect(dry.out).toContain('只核对，未入账');
    expect(Object.keys(await values())).toHaveLength(3);
    const taken = run('programs', 'import', KEY, whole, '--issue', '--json');
    expect(taken).toMatchObject({ status: 0, err: '' });
    expect(LedgerImport.parse(JSON.parse(taken.out))).toMatchObject({ state: 'done', counts: { create: 2 } });
    expect(await values()).toMatchObject({ 甲村: { route: 'power' }, 乙村: { route: 'gas' } });
  });
});

describe('report import', { timeout: 120_000 }, () => {
  it('knows a messy sheet by its headings, takes the good rows and says each bad cell', async () => {
    const messy = await workbook('进度.xlsx', [
      ['大同市清洁取暖进度（截至7月10日）'],
      ['序号', '县区', '村名', '任务数（户）', '安装', '通电/气', '运行', '补贴已付', '旧炉拆除', '备注'],
      [1, '阳高', '前营', 212, '１５０', 20, 10, 3.5, 0, null],
      [2, '阳高县', '后营村', 146, '一百三', 20, 10, 2.1, 0, null],
      ['小计', null, null, 358, 280, null, null, null, null, null],
      [3, '阳高县', '没有的村', 10, 5, 4, 3, 1, 0, null],
    ]);
    const taken = run('report', 'import', messy, '--month', '2021-07', '--agree');
    expect(taken).toMatchObject({ status: 3, err: '' });
    expect(taken.out).toContain('已入账');
    expect(taken.out).toMatch(/第 4 行 E4 安装不是数：“一百三”/u);
    expect(taken.out).toMatch(/第 6 行 C6 台账里没有这一条/u);
    expect(await values()).toMatchObject({ 前营村: { installed: 150 }, 后营村: { installed: 120 } });
    const again = JSON.parse(
      run('report', 'import', messy, '--month', '2021-07', '--agree', '--dry', '--json').out,
    );
    expect(LedgerImport.parse(again)).toMatchObject({
      state: 'matching',
      counts: { same: 1, mend: 2 },
    });
    expect(again.issues.map(({ cell, code }: { cell: string; code: string }) => [cell, code])).toEqual([
      ['E4', 'number.unreadable'],
      ['C6', 'item.unknown'],
    ]);
  });

  it('what is no sheet goes to standard error', () => {
    expect(run('report', 'import', join(folder, 'none.xlsx')).err).toMatch(/^找不到：文件 /u);
    expect(run('report', 'import', folder)).toMatchObject({ status: 1, out: '' });
    const text = join(folder, 'letter.csv');
    writeFileSync(text, '你好\n再见\n');
    const letter = run('report', 'import', text, '--program', KEY);
    expect(letter).toMatchObject({ status: 1, out: '' });
    expect(letter.err).toContain('“letter.csv”里没有找到表头');
    const unknown = run('report', 'import', text);
    expect(unknown.status).toBe(1);
    expect(unknown.err).toContain('add --program');
    expect(run('report', 'import', text, '--month', '2021-13').status).toBe(2);
    expect(run('report', 'import').err).toContain('缺少参数 <file>');
  });
});

describe('tasks list', { timeout: 120_000 }, () => {
  it('--late --json', async () => {
    const life = lifeOf(platform, await castOf(platform));
    const late = await life.working();
    expect(run('tasks', 'recompute').status).toBe(0);
    const listed = run('tasks', 'list', '--late', '--json');
    expect(listed).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(listed.out)).toMatchObject({ total: 1, items: [{ id: late, lamp: { lamp: 'red' } }] });
  });
});

describe('audit verify', { timeout: 120_000 }, () => {
  it('0 while the chain is whole; 1 and the place once a row was changed by hand; 2 for a wrong call', async () => {
    const whole = run('audit', 'verify');
    expect(whole).toMatchObject({ status: 0, err: '' });
    const [, head] = /(\d+:[0-9a-f]{64})/.exec(whole.out) ?? [];
    expect(run('audit', 'verify', '--expect', head ?? '').status).toBe(0);
    const other = `${head?.slice(0, -4)}${head?.endsWith('0000') ? 'ffff' : '0000'}`;
    expect(run('audit', 'verify', '--expect', other).status).toBe(1);
    const wrong = run('audit', 'verify', '--expect', 'zz');
    expect(wrong).toMatchObject({ status: 2, out: '' });

    const { pool } = platform.database;
    await pool.query('alter table audit_log disable trigger user');
    const { rows } = await pool.query<{ id: number }>(
      `update audit_log set actor_login = 'nobody' where id = (select min(id) from audit_log) returning id`,
    );
    await pool.query('alter table audit_log enable trigger user');
    const broken = run('audit', 'verify');
    expect(broken.status).toBe(1);
    expect(broken.out).toContain(`断裂：记录被改动（1，audit_log ${rows[0]?.id}）`);
    const told = run('audit', 'verify', '--json');
    expect(told.status).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({ ok: false, problem: { kind: 'changedRow', seq: 1 } });
  });
});

it('help in both languages', () => {
  const { status, out, err } = run('audit', 'verify', '--help');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain('用法 · Usage: qingzhang audit verify');
  expect(out).toContain('退出码：0 完好，1 断裂或没能校验，2 用法不对。');
}, 60_000);
