// npm run dev: the server restarts when its sources change; Vite serves the pages and asks the server for data.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, node, root, say, tool } from './lib/workspace.mjs';

await ensureInstalled();
const children = [
  spawn(node, ['--watch', ...tool.qingzhang, 'serve', '--demo-on-first-start', '--port', '7080'], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  }),
  spawn(node, tool.vite, { cwd: join(root, 'packages/web'), env: environment(), stdio: 'inherit' }),
];
say('网页 · pages: http://localhost:5173/');
for (const child of children) {
  child.once('exit', (code) => {
    for (const other of children) other.kill('SIGTERM');
    process.exitCode ||= code ?? 0;
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM');
  });
}
