// npm test: everything that must hold, on a fresh machine too. Ends with "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSystem } from './lib/system.mjs';
import { ensureInstalled, ensurePages, node, root, run, say, tool } from './lib/workspace.mjs';

const began = Date.now();
let passed = 0;
let failed = 0;
const lines = [];

/** One step; its tests count one by one, a check counts as one. */
async function step(name, work) {
  say(`\n━━ ${name}`);
  const start = Date.now();
  const result = await work();
  passed += result.passed;
  failed += result.failed;
  const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
  const skipped = result.skipped ? `, ${result.skipped} skipped` : '';
  lines.push(
    `${result.failed === 0 ? '✓' : '✗'} ${seconds} s  ${name}: ${result.passed} passed, ${result.failed} failed${skipped}`,
  );
}

const check = (command, args, options) => async () => {
  const code = await run(command, args, options);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

const tests = (project) => async () => {
  const report = join(root, '.cache', `test-${project}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const code = await run(node, [
    ...[...tool.vitest, 'run', '--project', project, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${report}`,
  ]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const result = {
    passed: counts?.numPassedTests ?? 0,
    failed: counts?.numFailedTests ?? 0,
    skipped: counts?.numPendingTests ?? 0,
  };
  // A file that does not even load, or a run without any test, is a failure too.
  if (result.failed === 0 && (code !== 0 || result.passed === 0)) result.failed = 1;
  return result;
};

await ensureInstalled();
const missing = await ensureSystem();
await step('系统软件 system packages', async () => ({
  passed: missing.length === 0 ? 1 : 0,
  failed: missing.length,
}));
await step('格式与规则 biome', check(node, [...tool.biome, 'check', '.']));
await step('类型 tsc', check(node, [...tool.tsc, '-p', 'tsconfig.json']));
await step('网页类型 tsc packages/web', check(node, [...tool.tsc, '-p', 'packages/web']));
await step('无用代码 knip', check(node, [...tool.knip]));
await step('单元测试 unit', tests('unit'));
await step('数据库测试 integration', tests('integration'));
await step('构建 vite build', async () => {
  const code = await ensurePages({ force: true });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
});
await step('浏览器测试 browser', tests('browser'));

say(`\n${lines.join('\n')}`);
say(`${((Date.now() - began) / 60_000).toFixed(1)} min`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
