// npm run bench: every bench/x.ts in turn (x-part.ts are its parts). `npm run bench -- kernel` runs only that one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, node, root, run, say } from './lib/workspace.mjs';

await ensureInstalled();
const files = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.ts'));
const names = new Set(files.map((file) => file.slice(0, -3)));
const isPart = (name) => name.includes('-') && names.has(name.slice(0, name.indexOf('-')));
const wanted = process.argv.slice(2);
let code = 0;
for (const name of [...names].filter((one) => !isPart(one)).sort()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  say(`\n━━ bench/${name}.ts`);
  code = (await run(node, ['--expose-gc', join('bench', `${name}.ts`)])) || code;
}
process.exit(code);
