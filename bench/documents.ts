/**
 * How long the half-year bulletin takes in all four formats, cold (in this process for the first time) and warm.
 * The aim is 5 seconds cold. Run: node bench/documents.ts
 */
import { renderDocx, renderHtmlPage, renderPdf, renderXlsx } from '@qingzhang/documents';
import { composeBulletin } from '../packages/server/src/bulletins/compose/index.ts';
import { halfYearFacts } from '../packages/server/src/bulletins/compose/testing/half-year-facts.ts';

const AIM_MS = 5000;
const doc = composeBulletin(halfYearFacts());

async function round(name: string): Promise<number> {
  let total = 0;
  const formats: readonly [string, () => Promise<Buffer> | string][] = [
    ['html', () => renderHtmlPage(doc)],
    ['docx', () => renderDocx(doc)],
    ['pdf', () => renderPdf(doc)],
    ['xlsx', () => renderXlsx(doc)],
  ];
  for (const [format, render] of formats) {
    const start = performance.now();
    const bytes = (await render()).length;
    const took = performance.now() - start;
    total += took;
    console.log(
      `${name}  ${format.padEnd(5)}${took.toFixed(0).padStart(6)} ms${String(bytes).padStart(9)} bytes`,
    );
  }
  console.log(`${name}  all  ${total.toFixed(0).padStart(6)} ms`);
  return total;
}

const cold = await round('cold');
await round('warm');
console.log(
  `half-year bulletin in four formats, cold: ${(cold / 1000).toFixed(2)} s (aim < ${AIM_MS / 1000} s)`,
);
process.exitCode = cold < AIM_MS ? 0 : 1;
