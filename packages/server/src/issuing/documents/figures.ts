/** The figures of a document with words to find them by. */
import type { PaperFigure } from '@qingzhang/contract';
import {
  type Block,
  columnNames,
  type DocumentModel,
  type FigureDictionary,
  figuresOf,
  type Inline,
  plainText,
  rowName,
  type TableBlock,
} from '@qingzhang/documents';

/** So much of the sentence before a figure says what it is. */
const CLAUSE = 28;

/**
 * Every figure of a document, labelled by where it stands: a table's row and heading (大同市 综合指数), else the words of the
 * sentence before it. `why`: whether its id is a handle that asks why.
 */
export function figureList(model: DocumentModel, why: (id: string) => boolean = () => false): PaperFigure[] {
  const labels = new Map<string, string>();
  const put = (id: string, label: string) => {
    if (label !== '' && !labels.has(id)) labels.set(id, label.slice(0, 120));
  };
  const table = (block: TableBlock, within: string) => {
    const headings = columnNames(block);
    // Two tables of two periods have the same rows and headings.
    const caption = (block.caption ?? within).replace(/^表\d+\s*/u, '');
    for (const row of block.rows) {
      row.cells.forEach((cell, column) => {
        if (cell.figureId === undefined) return;
        const own = `${rowName(row)} ${headings[column] ?? ''}`.trim();
        put(cell.figureId, caption === '' ? own : `${own} · ${caption}`);
      });
    }
  };
  const walk = (blocks: readonly Block[], tables: boolean, within = ''): void => {
    for (const block of blocks) {
      if (block.kind === 'attachment') walk(block.blocks, tables, block.title);
      else if (tables && block.kind === 'table') table(block, within);
      else if (!tables) for (const runs of runsOf(block)) sentence(runs, put);
    }
  };
  // What a table says of a figure is shorter and surer than what a sentence does.
  walk(model.blocks, true);
  walk(model.blocks, false);
  return [...figuresOf(model)].map(([id, { text, unit = '' }]) => ({
    id,
    label: labels.get(id) ?? id,
    text,
    unit,
    why: why(id) ? id : null,
  }));
}

/** A list and the figures of a document that it does not name, for edits. */
export function dictionaryOf(
  model: DocumentModel,
  figures: readonly Pick<PaperFigure, 'id' | 'text' | 'unit'>[],
): FigureDictionary {
  const named = figures.map(({ id, text, unit }) => [id, unit === '' ? { text } : { text, unit }] as const);
  return new Map([...figuresOf(model), ...named]);
}

function runsOf(block: Block): (readonly Inline[])[] {
  if (block.kind === 'paragraph') return [block.runs];
  if (block.kind === 'heading')
    return block.runIn ? [[{ kind: 'text', text: block.text }, ...block.runIn]] : [];
  return block.kind === 'list' ? block.items.map(({ runs }) => runs) : [];
}

function sentence(runs: readonly Inline[], put: (id: string, label: string) => void): void {
  runs.forEach((run, index) => {
    if (run.kind !== 'figure') return;
    const before = plainText(runs.slice(0, index));
    put(run.id, (before.split(/[。；]/u).at(-1) ?? '').slice(-CLAUSE).replace(/^[，、]/u, ''));
  });
}
