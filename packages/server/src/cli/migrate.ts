import type { Command } from 'commander';
import { migrate } from '../platform/database/migrate.ts';
import { openPlatform } from '../platform/platform.ts';
import { areaPreparations } from './areas.ts';
import { configFromEnvironment, print, printJson } from './command.ts';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('把数据库升级到本程序的版本 · bring the database to this version')
    .option('--json', '以 JSON 输出 · print JSON')
    .action(async (options: { json?: true }) => {
      const platform = await openPlatform(configFromEnvironment(), 'command');
      try {
        const applied = await migrate(platform.database.pool);
        for (const prepare of areaPreparations) await prepare(platform);
        if (options.json) printJson({ applied });
        else if (applied.length === 0) print('数据库已是最新 · the database is up to date');
        else for (const file of applied) print(`已执行 · applied ${file}`);
      } finally {
        await platform.close();
      }
    });
}
