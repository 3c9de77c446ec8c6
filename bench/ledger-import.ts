/**
 * A messy spreadsheet of 50,000 rows into a ledger, from the file to the last report: read, matched, judged, taken in as one
 * transaction. The measured work is a process of its own, so that its peak memory is its own. Arguments: rows (50000).
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NewItem } from '@qingzhang/contract';
import exceljs from 'exceljs';
import { loadProvincePreset } from '../packages/server/src/intake/presets.ts';
import { systemActor } from '../packages/server/src/platform/actor.ts';
import { readConfig } from '../packages/server/src/platform/config/config.ts';
import { migrate } from '../packages/server/src/platform/database/migrate.ts';
import { openPlatform } from '../packages/server/src/platform/platform.ts';
import { requireProgram } from '../packages/server/src/programs/board/programs.ts';
import { findBatch } from '../packages/server/src/programs/import/batch.ts';
import { readRegionBook } from '../packages/server/src/programs/import/knowledge.ts';
import { readLedger } from '../packages/server/src/programs/import/reading-job.ts';
import { runLedger } from '../packages/server/src/programs/import/running-job.ts';
import { acceptFile, runBatch } from '../packages/server/src/programs/import/service.ts';
import { createItems } from '../packages/server/src/programs/items/store.ts';
import { cleanHeating } from '../packages/server/src/programs/presets/clean-heating.ts';

/** As the program itself is started. */
const MEMORY = '--max-semi-space-size=8';
const MONTH = '2026-07';
const AT = new Date('2026-07-20T10:00:00+08:00');

function open(directory: string) {
  const environment = {
    QINGZHANG_DATA: directory,
    QINGZHANG_LOG_LEVEL: 'error',
    DATABASE_URL: process.env.DATABASE_URL,
  };
  return openPlatform(readConfig(environment, directory), 'command', { now: () => AT });
}

const call = () => ({ actor: systemActor('cli'), requestId: null, at: AT });
const planned = (index: number) => 60 + ((index * 37) % 310);

/** A province's villages in the ledger, and the file that reports them all. */
async function prepare(directory: string, rows: number): Promise<void> {
  const platform = await open(directory);
  try {
    await migrate(platform.database.pool);
    await loadProvincePreset(platform.db, 'shanxi');
    const definition = cleanHeating(2026);
    await platform.db
      .insertInto('program')
      .values({
        key: definition.key,
        version: 1,
        state: 'active',
        year: 2026,
        sort: 1,
        office: '大气处',
        simulated: true,
        created_by: 'bench',
        created_at: AT,
      })
      .execute();
    await platform.db
      .insertInto('program_version')
      .values({
        program_key: definition.key,
        version: 1,
        definition: JSON.stringify(definition),
        note: '初版',
        created_by: 'bench',
        created_at: AT,
      })
      .execute();
    const program = await requireProgram(platform.db, definition.key);
    const book = await readRegionBook(platform.db);
    const counties = [...book.byCode.values()].filter(({ level }) => level === 'county');
    const place = (index: number) => counties[index % counties.length]!;
    const village = (index: number) => `第${Math.floor(index / counties.length) + 1}村`;
    for (let start = 0; start < rows; start += 5000) {
      const items = Array.from({ length: Math.min(5000, rows - start) }, (_, offset) => {
        const index = start + offset;
        return NewItem.parse({
          city: place(index).parent,
          county: place(index).code,
          leadUnit: '能源局',
          deadline: '2026-10-20',
          township: '城关镇',
          values: {
            site: village(index),
            route: 'electric',
            planned: planned(index),
            ordered: 30,
            installed: 10,
            powered: 0,
            running: 0,
            removed: 0,
          },
        });
      });
      await createItems(platform.db, call(), program, items, { issue: true });
    }
    const writer = new exceljs.stream.xlsx.WorkbookWriter({
      stream: createWriteStream(join(directory, 'ledger.xlsx')),
      useSharedStrings: true,
      useStyles: true,
    });
    const sheet = writer.addWorksheet('进度');
    const line = (cells: readonly (string | number | null)[]) => sheet.addRow([...cells]).commit();
    line(['全省2026年7月清洁取暖改造进度（模拟数据）']);
    line([
      '序号',
      '市',
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
    line([null, null, null, null, null, null, '到货', '安装', '通', null, null, null, null]);
    for (let index = 0; index < rows; index++) {
      const county = place(index);
      const done = 10 + (index % 15);
      line([
        index + 1,
        book.byCode.get(county.parent ?? '')?.shortName ?? '',
        index % 2 === 0 ? county.name : county.shortName,
        `城关镇${village(index)}`,
        index % 3 === 0 ? '空气源热泵' : '电',
        planned(index),
        index % 4 === 0 ? '30户' : 30,
        index % 101 === 0 ? 4 : index % 7 === 0 ? `${done}户` : done,
        index % 5,
        (index % 4) + 1,
        0,
        index % 211 === 0 ? 212_000 : 5 + (index % 40),
        index % 50 === 0 ? '电网未改' : null,
      ]);
      if (index % 500 === 499) line(['小计', null, null, null, null, 1000]);
    }
    await writer.commit();
  } finally {
    await platform.close();
  }
}

interface Measured {
  readonly read: number;
  readonly taken: number;
  readonly peakMb: number;
  /** Seconds of processor time of this process, the database's apart. */
  readonly cpu: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly shown: number;
}

async function measure(directory: string): Promise<Measured> {
  const platform = await open(directory);
  try {
    const rights = { assign: false, report: true };
    let shown = 0;
    const work = { signal: new AbortController().signal, onProgress: () => void shown++ };
    const start = performance.now();
    const content = await platform.files.write(
      (await import('node:fs')).createReadStream(join(directory, 'ledger.xlsx')),
    );
    const file = {
      program: cleanHeating(2026).key,
      month: MONTH,
      content,
      name: 'ledger.xlsx',
      mime: 'application/octet-stream',
    };
    const { id } = await acceptFile(platform, call(), file, rights, false);
    await readLedger(platform, id, work);
    const read = performance.now();
    const batch = await findBatch(platform.db, id);
    if (batch?.state !== 'matching') throw new Error(`not read: ${JSON.stringify(batch?.failure)}`);
    await runBatch(platform, call().actor, batch, batch.revision, false);
    await runLedger(platform, id, work);
    const taken = performance.now();
    const done = await findBatch(platform.db, id);
    if (done?.state !== 'done') throw new Error(`not taken: ${JSON.stringify(done?.failure)}`);
    return {
      read: (read - start) / 1000,
      taken: (taken - read) / 1000,
      peakMb: process.resourceUsage().maxRSS / 1024,
      cpu: (process.resourceUsage().userCPUTime + process.resourceUsage().systemCPUTime) / 1e6,
      counts: { ...done.counts },
      shown,
    };
  } finally {
    await platform.close();
  }
}

const [mode, directory, count] = process.argv.slice(2);
if (mode === 'prepare' && directory !== undefined) await prepare(directory, Number(count));
else if (mode === 'measure' && directory !== undefined)
  process.stdout.write(JSON.stringify(await measure(directory)));
else {
  const rows = Number(mode ?? 50_000);
  const own = mkdtempSync(join(tmpdir(), 'qz-bench-'));
  const run = (...more: string[]) => {
    const self = fileURLToPath(import.meta.url);
    const child = spawnSync(process.execPath, [MEMORY, self, ...more], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (child.status !== 0) throw new Error(child.stderr);
    return child.stdout;
  };
  try {
    run('prepare', own, String(rows));
    const result: Measured = JSON.parse(run('measure', own));
    const { counts } = result;
    const size = (statSync(join(own, 'ledger.xlsx')).size / 1e6).toFixed(1);
    console.log(`spreadsheet of ${rows.toLocaleString()} rows (${size} MB) into a ledger of as many items`);
    console.log(`  read, matched, judged  ${result.read.toFixed(1)} s`);
    console.log(`  taken in               ${result.taken.toFixed(1)} s`);
    console.log(
      `  together               ${(result.read + result.taken).toFixed(1)} s, of which processor ${result.cpu.toFixed(1)} s; peak ${result.peakMb.toFixed(0)} MB, progress said ${result.shown} times`,
    );
    console.log(
      `  ready ${counts.ready}, to mend ${counts.mend}, skipped ${counts.skipped}, together ${counts.total}`,
    );
    if (result.read + result.taken > 60) {
      console.error('slower than 60 s');
      process.exitCode = 1;
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
