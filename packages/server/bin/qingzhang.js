#!/usr/bin/env -S node --max-semi-space-size=8
// The command line's door. Works whatever Node the machine has: the program itself needs Node 24, which is
// installed beside it, so an older Node only hands over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 11)) {
  await import(main);
} else {
  const require = createRequire(import.meta.url);
  const node = join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  if (!existsSync(node)) {
    console.error(
      '需要 Node 24：请在项目目录运行 npm ci（允许安装脚本）。\nNode 24 is needed: run `npm ci` in the project (with install scripts allowed).',
    );
    process.exit(1);
  }
  const child = spawn(node, ['--max-semi-space-size=8', main, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches the child by itself; what is sent to this process only is passed on.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {});
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
