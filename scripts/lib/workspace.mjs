// What the project's scripts share: run programs, know whether everything is installed, know whether pages are built.
// Plain JavaScript that any Node from 20 on runs; everything else runs on the Node 24 that npm installs beside it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const node = join(root, 'node_modules', '.bin', 'node');
const cache = join(root, '.cache');

/** A module's own program, to be run by our Node. */
export const tool = {
  biome: [join(root, 'node_modules/@biomejs/biome/bin/biome')],
  tsc: [join(root, 'node_modules/typescript/bin/tsc')],
  knip: [join(root, 'node_modules/knip/bin/knip.js')],
  vitest: [join(root, 'node_modules/vitest/vitest.mjs')],
  vite: [join(root, 'node_modules/vite/bin/vite.js')],
  // A small young generation: an import's memory stays flat whatever the file's size.
  qingzhang: ['--max-semi-space-size=8', join(root, 'packages/server/src/cli/main.ts')],
};

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Say what failed and what to do, and end. */
export function giveUp(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** The environment for our programs: our Node comes first. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}`, ...extra };
}

/** Run a program to its end, its output shown; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Whether what the lock file names is installed. npm keeps its own record of that; no marker of ours. */
export function isInstalled() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readJson(join(root, 'package-lock.json'));
  if (installed === null || wanted === null) return false;
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '' || entry.link || entry.optional || !path.includes('node_modules/')) continue;
    if (installed.packages[path]?.version !== entry.version) return false;
  }
  return nodeWorks();
}

function nodeWorks() {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return version.status === 0 && Number(/^v(\d+)/.exec(version.stdout)?.[1]) >= 24;
}

/** Install what is missing, exactly as the lock file says. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('安装依赖（npm ci）· installing dependencies …');
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  // Scripts run on whatever Node there is; only the installed one matters afterwards.
  const install = (...args) =>
    spawnSync(command, [...first, ...args, '--loglevel=error'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  let done = install('ci');
  // A registry without the packages of other platforms makes npm call the lock file incomplete. Installing by it
  // comes to the same versions.
  if (done.status !== 0 && done.stderr.includes('EUSAGE')) done = install('install', '--no-save');
  if (done.status !== 0) {
    process.stderr.write(done.stderr);
    giveUp('依赖没有装上，请看上面的原因 · the dependencies were not installed, see above');
  }
  if (!nodeWorks()) {
    giveUp(
      'Node 24 没有随依赖装上：安装脚本可能被禁用。请运行 npm ci（不要加 --ignore-scripts）。',
      'Node 24 did not come with the dependencies: are install scripts disabled? Run npm ci without --ignore-scripts.',
    );
  }
}

/** Build the pages if what they are made of has changed; with `force` always. Resolves to the exit code. */
export async function ensurePages({ force = false } = {}) {
  const sources = [
    ...[
      'packages/web/src',
      'packages/web/index.html',
      'packages/web/vite.config.ts',
      'packages/web/package.json',
    ],
    ...['packages/contract/src', 'packages/domain/src', 'packages/standards/src', 'package-lock.json'],
  ];
  const mark = join(cache, 'pages');
  const dist = join(root, 'packages/web/dist');
  const hash = hashOf(sources);
  const known = existsSync(mark) ? readFileSync(mark, 'utf8') : '';
  if (!force && known === hash && existsSync(join(dist, 'index.html'))) return 0;
  say('构建网页 · building the pages …');
  const code = await run(node, [...tool.vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'packages/web'),
  });
  if (code !== 0) return code;
  compress(dist);
  mkdirSync(cache, { recursive: true });
  writeFileSync(mark, hash);
  return 0;
}

/** Beside every text file of the pages its compressed forms, so that the server need not do it again and again. */
function compress(directory) {
  for (const file of filesOf(directory)) {
    if (!/\.(js|css|html|svg|json)$/.test(file) || statSync(file).size < 1024) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  }
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    for (const file of statSync(full).isDirectory() ? filesOf(full) : [full]) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
