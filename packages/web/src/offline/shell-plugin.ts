import type { Plugin } from 'vite';

/** Pages that open without a network: their chunks are part of the shell. */
const PAGES = ['/report/', '/desk/', '/stage/', '/app/root', '/app/shell'];

interface Chunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
}

/** The files a page needs: itself, all it imports, their styles. */
export function shellFiles(chunks: readonly Chunk[]): string[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const files = new Set<string>();
  const add = (chunk: Chunk | undefined) => {
    if (chunk === undefined || files.has(chunk.fileName)) return;
    files.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const name of chunk.imports) add(byName.get(name));
  };
  for (const chunk of chunks) {
    const page = PAGES.some((part) => chunk.facadeModuleId?.includes(`/src${part}`));
    if ((chunk.isEntry && chunk.fileName !== 'sw.js') || page) add(chunk);
  }
  return [...files].sort();
}

/** Writes the names of the shell's files into the service worker, so that each build brings a new one. */
export function offlineShell(): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const worker = chunks.find(({ fileName }) => fileName === 'sw.js');
      if (worker === undefined) throw new Error('the build has no sw.js');
      const files = shellFiles(chunks).map((name) => `/${name}`);
      const version = fingerprint(files.join('\n'));
      worker.code = worker.code.replaceAll('__OFFLINE_SHELL__', JSON.stringify({ version, files }));
    },
  };
}

/** FNV-1a: names carry their content's hash already, this only makes one short name of them. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
