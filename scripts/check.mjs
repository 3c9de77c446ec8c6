// npm run check: what can be said within half a minute, stopping at the first failure.
import { ensureInstalled, node, run, tool } from './lib/workspace.mjs';

await ensureInstalled();
for (const args of [
  [...tool.biome, 'check', '.'],
  [...tool.tsc, '-p', 'tsconfig.json'],
  [...tool.tsc, '-p', 'packages/web'],
  [...tool.vitest, 'run', '--project', 'unit', '--reporter=dot'],
]) {
  const code = await run(node, args);
  if (code !== 0) process.exit(code);
}
