/**
 * What stays with the signature: GB/T 9704-2012 wants text of the document on the page that is signed, and forbids the
 * makeshift 此页无正文. Renderers hold these blocks to the next one.
 */
import type { Block } from './document.ts';

/** A line of the page: a shorter ending takes what stands before it along. */
const LINE = 28;

/** The blocks that stand on one page with the signature: at least a line of text, and what lies between. Pure. */
export function heldToSignature(blocks: readonly Block[]): ReadonlySet<Block> {
  const held = new Set<Block>();
  const at = blocks.findIndex(({ kind }) => kind === 'signature');
  let length = 0;
  for (let i = at - 1; i >= 0 && length < LINE; i -= 1) {
    const block = blocks[i];
    if (block === undefined) break;
    const own = textLength(block);
    if (own === null) break;
    held.add(block);
    length += own;
  }
  return held;
}

/** How much text of the document a block has; null: nothing that can be held. A list counts by its last item. */
function textLength(block: Block): number | null {
  const runs = (list: readonly { readonly text: string }[]) =>
    list.reduce((sum, { text }) => sum + text.length, 0);
  switch (block.kind) {
    case 'paragraph':
      return runs(block.runs);
    case 'list':
      return runs(block.items.at(-1)?.runs ?? []);
    case 'heading':
      return runs(block.runIn ?? []);
    // It names what is attached and says nothing itself.
    case 'attachment-list':
      return 0;
    default:
      return null;
  }
}
