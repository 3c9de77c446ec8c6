import { readFile, writeFile } from 'node:fs/promises';
import { AppError, ProgramDefinitionSchema, parseDefinition } from '@qingzhang/contract';
import { burdenOf } from '@qingzhang/domain';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../../cli/command.ts';
import { beijingDay } from '../../platform/clock.ts';
import { ensurePresets, getDefinition, getDesign, listDesigns, publish } from './service.ts';

interface Json {
  readonly json?: true;
}

/** `programs list|show|export|define|install-presets`. */
export function registerDefinitionCommands(program: Command): void {
  const programs =
    program.commands.find((one) => one.name() === 'programs') ??
    program.command('programs').description('专项 · programs');
  programs
    .command('list')
    .description('列出专项 · programs with version, burden and items')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: Json) =>
      withApp(async ({ platform, call }) => {
        const items = await listDesigns(platform.db, call().actor);
        if (options.json) return printJson({ items });
        for (const one of items) {
          const { fields, people, times, entriesPerMonth } = one.burden;
          print(
            `${one.key}\t${one.name.zh}\t${STATES[one.state]} v${one.version ?? '—'}\t${one.items} 项\t${fields}×${people}×${times}=${entriesPerMonth}/月\t→ ${one.sunset}`,
          );
        }
      }),
    );
  programs
    .command('show <key>')
    .description('专项的定义与变更 · a program’s definition and change log')
    .option('--version-no <n>', '版本 · version', wholeNumber)
    .option('--json', '以 JSON 输出 · print JSON')
    .action((key: string, options: Json & { readonly versionNo?: number }) =>
      withApp(async ({ platform, call }) => {
        const { actor } = call();
        const { version, definition } = await getDefinition(platform.db, key, options.versionNo, actor);
        if (options.json) return printJson({ version, definition });
        const design = await getDesign(platform.db, key, 'zh', actor);
        print(
          `${definition.name.zh} · ${definition.name.en}\tv${version}\t${STATES[design.state]}\t${design.office}`,
        );
        print(definition.purpose.zh);
        for (const field of definition.fields) {
          print(`  ${field.key}\t${field.name.zh}\t${field.type}\t${field.unit ?? '—'}\t${field.source}`);
        }
        for (const one of design.versions) {
          print(`v${one.version}\t${beijingDay(new Date(one.createdAt))}\t${one.createdBy}\t${one.note}`);
          for (const change of one.changes) print(`  ${change.text}`);
        }
        const { fields, people, times, entriesPerMonth } = burdenOf(definition);
        print(`${fields} 字段 × ${people} 人 × ${times} 次/月 = ${entriesPerMonth} 格/月`);
      }),
    );
  programs
    .command('export <key> [file]')
    .description('定义导出为 JSON · the definition as a JSON file, or on standard output')
    .option('--version-no <n>', '版本 · version', wholeNumber)
    .option('--json', '同上，供机器 · for a machine (the file is JSON anyway)')
    .action((key: string, file: string | undefined, options: Json & { readonly versionNo?: number }) =>
      withApp(async ({ platform, call }) => {
        const { definition } = await getDefinition(platform.db, key, options.versionNo, call().actor);
        if (file === undefined) return printJson(definition);
        await writeOut(file, `${JSON.stringify(definition, null, 2)}\n`);
        if (options.json) printJson({ key, file });
        else print(file);
      }),
    );
  programs
    .command('define <file>')
    .description('由 JSON 定义发布专项 · publish a program, or its next version, from a JSON definition')
    .requiredOption('--note <text>', '变更说明 · what has changed')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((file: string, options: Json & { readonly note: string }) =>
      withApp(async ({ platform, call }) => {
        const definition = definitionFrom(file, await textOf(file));
        const result = await publish(platform.db, definition.key, { definition, note: options.note }, call());
        if (options.json) return printJson({ key: definition.key, ...result });
        print(`${definition.key} v${result.version}\t${result.migration.items} 项已迁移`);
        for (const { name, converted, setAside } of result.migration.fields) {
          print(`  ${name}\t转换 ${converted}\t另存 ${setAside}`);
        }
      }),
    );
  programs
    .command('install-presets')
    .description('装入随系统提供的十一个专项 · put the shipped programs in force; those that stand are left')
    .option('--year <year>', '年度 · year', wholeNumber)
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: Json & { readonly year?: number }) =>
      withApp(async ({ platform, call }) => {
        const now = call();
        const installed = await ensurePresets(
          platform.db,
          options.year ?? Number(beijingDay(now.at).slice(0, 4)),
          now,
        );
        if (options.json) return printJson({ installed });
        print(installed.length === 0 ? '都已装入 · nothing to do' : installed.join('\n'));
      }),
    );
}

const STATES = { new: '未发布', draft: '草稿', active: '在用', ended: '已停用' } as const;

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('1, 2, 3 …');
  return Number(text);
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('thing.invalid', { what: file, reason: `写不了 · cannot be written: ${reason}` });
  }
}

/** The file's text, or that there is none. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new AppError('thing.notFound', { what: 'file', id: file });
  }
}

/** A definition from a file's text, or what is wrong with it and where. */
function definitionFrom(file: string, text: string) {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new AppError('thing.invalid', {
      what: file,
      reason: error instanceof Error ? error.message : 'JSON',
    });
  }
  const parsed = ProgramDefinitionSchema.safeParse(raw);
  if (parsed.success) return parseDefinition(parsed.data);
  const reason = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
  throw new AppError('thing.invalid', { what: file, reason });
}
