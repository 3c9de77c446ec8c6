/** Commander's own English in both languages: titles of the help, and what was wrong with a call. */
import type { Command } from 'commander';

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法 · Usage:',
  'Options:': '选项 · Options:',
  'Commands:': '命令 · Commands:',
  'Arguments:': '参数 · Arguments:',
};

const faults: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.+?)'/, '没有“$1”这个命令'],
  [/^error: unknown option '(.+?)'/, '没有“$1”这个选项'],
  [/^error: missing required argument '(.+?)'/, '缺少参数 <$1>'],
  [/^error: required option '(.+?)' not specified/, '必须给出选项 $1'],
  [/^error: option '(.+?)' argument missing/, '选项 $1 后面缺少内容'],
  [/^error: option '(.+?)' argument '(.*?)' is invalid/, '选项 $1 不能是“$2”'],
  [/^error: command-argument value '(.*?)' is invalid for argument '(.+?)'/, '参数 <$2> 不能是“$1”'],
  [/^error: too many arguments/, '参数多了'],
];

/** What Commander says of a wrong call, Chinese first; what is not known stays as it is. */
export function sayWrongCall(text: string): string {
  for (const [pattern, words] of faults) {
    const found = pattern.exec(text);
    if (found !== null) return `${found[0].replace(pattern, words)}\n${text}`;
  }
  return text;
}

/** Has the program and all commands registered after it speak both languages. */
export function speakBoth(program: Command): Command {
  return program
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: (text, write) => write(sayWrongCall(text)) })
    .helpOption('-h, --help', '看用法 · show the usage')
    .helpCommand('help [command]', '某个命令的用法 · usage of a command');
}
