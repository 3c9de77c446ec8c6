// npm start: install, build, start; the demo is loaded into an empty system. A second start takes seconds.
import { spawn } from 'node:child_process';
import { ensureInstalled, ensurePages, environment, giveUp, node, root, tool } from './lib/workspace.mjs';

await ensureInstalled();
if ((await ensurePages()) !== 0)
  giveUp('网页没有构建成功，请看上面的原因 · the pages were not built, see above');

// The extra channel tells the server when this process is gone, however it went.
const server = spawn(node, [...tool.qingzhang, 'serve', '--demo-on-first-start', ...process.argv.slice(2)], {
  cwd: root,
  env: environment(),
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => server.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM'));
}
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

// A killed npm does not tell its children.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), 1000).unref();
}
