import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { speakBoth } from './usage.ts';

function told(...args: string[]): string {
  let said = '';
  const program = speakBoth(new Command('qz').exitOverride());
  program.configureOutput({
    writeErr: (text) => {
      said += text;
    },
    writeOut: (text) => {
      said += text;
    },
  });
  program
    .command('show <id>')
    .requiredOption('--note <text>')
    .option('--month <month>', '', () => {
      throw new InvalidArgumentError('2026-07');
    });
  expect(() => program.parse(args, { from: 'user' })).toThrow(CommanderError);
  return said;
}

it.each([
  [['shwo'], '没有“shwo”这个命令\n'],
  [['show', '1', '--note', 'x', '--no-such'], '没有“--no-such”这个选项\n'],
  [['show', '--note', 'x'], '缺少参数 <id>\n'],
  [['show', '1'], '必须给出选项 --note <text>\n'],
  [['show', '1', '--note'], '选项 --note <text> 后面缺少内容\n'],
  [['show', '1', '--month', 'x'], '选项 --month <month> 不能是“x”\n'],
  [['show', '1', '2', '--note', 'x'], '参数多了\n'],
])('%j is answered in Chinese and English', (args, chinese) => {
  const said = told(...args);
  expect(said.startsWith(chinese)).toBe(true);
  expect(said).toContain('error: ');
});

it('a command’s own help too', () => {
  const help = told('show', '--help');
  expect(help).toContain('用法 · Usage: qz show');
  expect(help).toContain('选项 · Options:');
  expect(help).toContain('看用法 · show the usage');
});
