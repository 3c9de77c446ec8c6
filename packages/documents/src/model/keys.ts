import type { AttachmentBlock, Block, DocumentModel, ListItem } from './document.ts';
import type { TableBlock, TableRow } from './table.ts';
import { rowName } from './table-words.ts';

/** Names of derived keys by kind of block: 's1a2b3c4.p1'. */
const NAMES: Readonly<Record<Block['kind'], string>> = {
  'red-head': 'red-head',
  title: 'title',
  notice: 'notice',
  recipients: 'to',
  heading: 'h',
  paragraph: 'p',
  list: 'list',
  table: 'table',
  chart: 'chart',
  'attachment-list': 'attached',
  signature: 'signature',
  remark: 'remark',
  source: 'source',
  byline: 'byline',
  attendance: 'attendance',
  attachment: 'attachment',
  'page-break': 'break',
  record: 'record',
};

/** Kinds that stand once in a document: their name is their key, wherever they stand. */
const SINGLE: ReadonlySet<Block['kind']> = new Set([
  'red-head',
  'title',
  'recipients',
  'attachment-list',
  'signature',
  'record',
]);

/** Kinds below the body: they belong to no section. */
const AT_END: ReadonlySet<Block['kind']> = new Set(['remark', 'source', 'attendance']);

/**
 * The document with a key on every block, list item and row of a table. A key the composer gave stays. Others are derived from the
 * section's heading (its words without digits) and the running number of the kind among the section's blocks without a
 * key, so that a section or a keyed block put in elsewhere, or a figure that moves, changes no other key. Keys are unique:
 * a second use of one gets '~2'. A table is called by its id, a row without a key by its name.
 */
export function keyed(model: DocumentModel): DocumentModel {
  return { ...model, blocks: new Keys().blocks(model.blocks) };
}

class Keys {
  readonly #used = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  blocks(blocks: readonly Block[]): Block[] {
    /** Keys of the open headings by level; the last one is the section. */
    let path: string[] = [];
    return blocks.map((block): Block => {
      if (block.kind === 'heading') {
        path = path.slice(0, block.level - 1);
        const section = [path.at(-1), `s${hash(block.text)}`].filter(Boolean).join('.');
        const key = this.#unique(block.key ?? section);
        path[block.level - 1] = key;
        path = path.filter(Boolean);
        return { ...block, key };
      }
      if (block.kind === 'attachment') return this.#attachment(block);
      if (block.kind === 'table') return this.#table(block);
      const key = this.#key(block, path.at(-1) ?? 'lead');
      return block.kind === 'list'
        ? { ...block, key, items: this.#items(block.items, key) }
        : { ...block, key };
    });
  }

  #attachment(block: AttachmentBlock): AttachmentBlock {
    const key = this.#unique(block.key ?? `a${hash(block.title)}`);
    const blocks = block.blocks.map((inner) =>
      inner.kind === 'table' ? this.#table(inner) : { ...inner, key: this.#key(inner, key) },
    );
    return { ...block, key, blocks };
  }

  #table(block: TableBlock): TableBlock {
    const key = this.#unique(block.key ?? `table:${plainKey(block.id)}`);
    // Rows are named within their table.
    const rows = new Keys();
    return {
      ...block,
      key,
      rows: block.rows.map((row, index) => ({ ...row, key: rows.#unique(rowKey(row, index)) })),
    };
  }

  #items(items: readonly ListItem[], list: string): ListItem[] {
    return items.map((item) => ({ ...item, key: this.#unique(item.key ?? this.#numbered(list, 'i')) }));
  }

  #key(block: Block, section: string): string {
    const name = NAMES[block.kind];
    if (block.key !== undefined) return this.#unique(block.key);
    return this.#unique(
      SINGLE.has(block.kind) ? name : this.#numbered(AT_END.has(block.kind) ? 'end' : section, name),
    );
  }

  #numbered(section: string, name: string): string {
    const stem = `${section}.${name}`;
    const n = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, n);
    return `${stem}${n}`;
  }

  #unique(key: string): string {
    const n = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, n);
    return n === 1 ? key : this.#unique(`${key}~${n}`);
  }
}

/** Addresses of cells are put together with these signs: no key holds them. */
const plainKey = (key: string): string => key.replace(/[/#]/gu, '.');

function rowKey(row: TableRow, index: number): string {
  if (row.key !== undefined) return plainKey(row.key);
  const name = rowName(row);
  return name === '' ? `n${index + 1}` : `r${hash(name)}`;
}

/** FNV-1a over the words without digits: short, and the same on every machine. */
function hash(words: string): string {
  let value = 0x811c9dc5;
  for (const ch of words.replace(/[\d.]/gu, '')) {
    value = Math.imul(value ^ ch.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return value.toString(36);
}
