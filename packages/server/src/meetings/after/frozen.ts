/** 冻结的数字: what follows a meeting says the digits that the meeting had before it, whatever was reported since. */
import { PaperFigure } from '@qingzhang/contract';
import type { Block, DocumentModel, Inline, TableBlock } from '@qingzhang/documents';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';

/** Digits by the id of their figure. */
export type FrozenFigures = ReadonlyMap<string, string>;

const Figures = z.array(PaperFigure);

/** The figures frozen with a meeting's papers; none before it was frozen. */
export async function frozenFigures(db: Db, meetingId: number): Promise<FrozenFigures> {
  const rows = await db
    .selectFrom('paper')
    .select('figures')
    .where('meeting_id', '=', meetingId)
    .where('kind', 'not in', ['minutes', 'letter'])
    .where('frozen_at', 'is not', null)
    .where('state', '<>', 'withdrawn')
    // A notice issued before the freezing stood from then on: the freezing's own word holds.
    .orderBy('frozen_at')
    .orderBy('id')
    .execute();
  return new Map(
    rows.flatMap((row) => Figures.parse(row.figures).map(({ id, text }) => [id, text] as const)),
  );
}

/** The document with the frozen digits; figures that were not frozen stay as composed. Pure. */
export const withFrozen = (model: DocumentModel, frozen: FrozenFigures): DocumentModel =>
  frozen.size === 0 ? model : { ...model, blocks: model.blocks.map((block) => frozenBlock(block, frozen)) };

/** The list of figures a text may refer to, with the frozen digits. */
export const listFrozen = (figures: readonly PaperFigure[], frozen: FrozenFigures): PaperFigure[] =>
  figures.map((figure) => ({ ...figure, text: frozen.get(figure.id) ?? figure.text }));

function frozenBlock(block: Block, frozen: FrozenFigures): Block {
  const runs = (list: readonly Inline[]): Inline[] =>
    list.map((run) => (run.kind === 'figure' ? { ...run, text: frozen.get(run.id) ?? run.text } : run));
  switch (block.kind) {
    case 'paragraph':
      return { ...block, runs: runs(block.runs) };
    case 'heading':
      return block.runIn === undefined ? block : { ...block, runIn: runs(block.runIn) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, runs: runs(item.runs) })) };
    case 'table':
      return frozenTable(block, frozen);
    case 'attachment':
      return {
        ...block,
        blocks: block.blocks.map((inner) =>
          inner.kind === 'table'
            ? frozenTable(inner, frozen)
            : inner.kind === 'paragraph'
              ? { ...inner, runs: runs(inner.runs) }
              : inner,
        ),
      };
    default:
      return block;
  }
}

function frozenTable(table: TableBlock, frozen: FrozenFigures): TableBlock {
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const text = cell.figureId === undefined ? undefined : frozen.get(cell.figureId);
        if (text === undefined || text === cell.text) return cell;
        return {
          ...cell,
          text,
          ...(cell.value === undefined ? {} : { value: Number(text.replaceAll(',', '')) }),
        };
      }),
    })),
  };
}
