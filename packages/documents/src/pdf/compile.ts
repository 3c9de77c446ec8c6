import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { FontOptions } from '../fonts/catalogue.ts';
import { packageFontFiles } from '../fonts/package-fonts.ts';

/** Typst refused the source: always a mistake of this package, never of the data. */
export class TypstError extends Error {
  readonly code = 'document.typst';
  readonly params: { diagnostics: string };
  constructor(diagnostics: string) {
    super(`the page could not be set: ${diagnostics}`);
    this.params = { diagnostics };
  }
}

const compilers = new Map<string, NodeCompiler>();

function compilerFor(options: FontOptions): NodeCompiler {
  const key = (options.directories ?? []).join('\n');
  const known = compilers.get(key);
  if (known) return known;
  // An empty directory of its own: the sources come from memory and no file of the machine can be read.
  const workspace = join(tmpdir(), 'qingzhang-typst');
  mkdirSync(workspace, { recursive: true });
  const fontBlobs = Object.values(packageFontFiles()).map((file) => readFileSync(file));
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs }, { fontPaths: [...(options.directories ?? [])] }],
  });
  compilers.set(key, compiler);
  return compiler;
}

/** Sets a Typst source as PDF, in process. `pages` counts the pages set. */
export function compilePdf(source: string, options: FontOptions): { pdf: Buffer; pages: number } {
  const compiler = compilerFor(options);
  const outcome = compiler.compile({ mainFileContent: source });
  const document = outcome.result;
  if (!document) {
    const error = outcome.takeError();
    const diagnostics = error ? JSON.stringify(error.shortDiagnostics) : 'no diagnostics';
    throw new TypstError(diagnostics);
  }
  const pdf = compiler.pdf(document);
  const pages = document.numOfPages;
  compiler.evictCache(10);
  return { pdf, pages };
}

/** The values of the `metadata` under a label of the page that is set. */
export function queryPage(source: string, label: string, options: FontOptions): readonly unknown[] {
  const compiler = compilerFor(options);
  const found: unknown = compiler.query({ mainFileContent: source }, { selector: label, field: 'value' });
  compiler.evictCache(10);
  return Array.isArray(found) ? found : [];
}
