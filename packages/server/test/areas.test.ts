import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** The way of the data: an area may import from those before it, never from one after it. */
const order = [
  'platform',
  'regions',
  'intake',
  'readings',
  'evaluation',
  'accounts',
  'ranking',
  'bulletins',
  'demo',
];
/** What every area may use of the shells around them. */
const shells = new Set(['http/route.ts', 'cli/command.ts']);
/** Not on the way: signing in, and the shells that put everything together. */
const aside = new Set(['session', 'http', 'cli']);

const areas = readdirSync(src, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function importsOf(area: string): { file: string; target: string }[] {
  return readdirSync(join(src, area), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$/.test(name))
    .flatMap((name) => {
      const file = join(src, area, name);
      const found = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
      return [...found].map(([, path]) => ({
        file: `${area}/${name}`,
        target: relative(src, join(dirname(file), path ?? '')),
      }));
    });
}

it('every folder of the server has its place on the way of the data', () => {
  expect(areas.filter((area) => !order.includes(area) && !aside.has(area))).toEqual([]);
});

it('an area imports only from those before it, from platform and from the packages', () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const area of areas.filter((one) => order.includes(one))) {
    for (const { file, target } of importsOf(area)) {
      seen += 1;
      const to = target.split('/')[0] ?? '';
      if (to === '..' || to === area || (shells.has(target) && area !== 'platform')) continue;
      if (order.indexOf(to) < 0 || order.indexOf(to) > order.indexOf(area)) wrong.push(`${file} → ${target}`);
    }
  }
  expect(seen).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});
