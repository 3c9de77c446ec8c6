import { Command, CommanderError } from 'commander';
import { areaCommands } from './areas.ts';
import { exitCodeOf, printError } from './command.ts';
import { registerMigrate } from './migrate.ts';
import { registerServe } from './serve.ts';
import { speakBoth } from './usage.ts';

/** The whole command line. Exit codes: 0 done, 1 failed, 2 called wrongly. */
export function createProgram(): Command {
  const program = speakBoth(new Command('qingzhang'))
    .description('青账：月调度的账本 · Qingzhang: the monthly dispatch, kept as accounts')
    .exitOverride()
    .showHelpAfterError('（加 --help 看用法 · add --help for usage）')
    .addHelpText(
      'after',
      '\n设置见 docs/operations.md（环境变量）。退出码：0 完成，1 失败，2 用法不对。' +
        '\nSettings: docs/operations.md (environment). Exit codes: 0 done, 1 failed, 2 called wrongly.',
    );
  registerServe(program);
  registerMigrate(program);
  for (const register of areaCommands) register(program);
  return program;
}

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // Commander has said itself what was wrong with the call.
  if (!(error instanceof CommanderError)) printError(error, process.argv.includes('--json'));
}
