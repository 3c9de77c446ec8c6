/** The text of a release as it reads: people's edits laid over it, source and reprint statement below. */
import type { Release } from '@qingzhang/contract';
import { type Block, type DocumentModel, type Inline, keyed, plainText } from '@qingzhang/documents';
import type { CheckBlock } from '@qingzhang/domain';
import { editedModel } from '../issuing/documents/edits.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type ReleaseContent, type ReleaseRow, releaseContent } from './store.ts';

/** The document with source and reprint statement; before it is approved it says that it is a draft. */
export async function releaseText(db: Db, row: ReleaseRow, known?: ReleaseContent): Promise<DocumentModel> {
  const content = known ?? (await releaseContent(db, row.id));
  const model = keyed(await editedModel(db, 'release', row.id, content));
  const draft = row.state === 'draft' || row.state === 'review';
  return {
    ...model,
    ...(draft ? { watermark: '草稿' } : row.state === 'withdrawn' ? { watermark: '已撤稿' } : {}),
    blocks: [
      ...model.blocks,
      ...(row.source === '' ? [] : [{ kind: 'source', key: 'source', text: row.source } as const]),
      ...(row.reprint === '' ? [] : [{ kind: 'byline', key: 'reprint', text: row.reprint } as const]),
    ],
  };
}

type ReleaseBlock = Release['blocks'][number];

const words = (text: string, bold = false) => [{ text, bold, figure: false }];
const runsOf = (runs: readonly Inline[]): ReleaseBlock['runs'] =>
  runs.map((run) =>
    run.kind === 'figure'
      ? { text: run.text + (run.unit ?? ''), bold: run.bold ?? false, figure: true }
      : { text: run.text, bold: run.kind === 'text' && (run.bold ?? false), figure: false },
  );

/** Block by block, as the page shows it. */
export const shownBlocks = (model: DocumentModel): ReleaseBlock[] =>
  model.blocks.flatMap((block): ReleaseBlock[] => {
    const key = block.key ?? null;
    switch (block.kind) {
      case 'title':
        return [{ key, kind: 'title', runs: words(block.lines.join('')) }];
      case 'notice':
        return [{ key, kind: 'notice', runs: words(block.text) }];
      case 'heading':
        return [
          {
            key,
            kind: 'heading',
            runs: [...words(`${block.number}${block.text}`, true), ...runsOf(block.runIn ?? [])],
          },
        ];
      case 'paragraph':
        return [{ key, kind: 'paragraph', runs: runsOf(block.runs) }];
      case 'list':
        return block.items.map((item) => ({
          key: item.key ?? key,
          kind: 'paragraph',
          runs: runsOf(item.runs),
        }));
      case 'source':
        return [{ key, kind: 'source', runs: words(`来源：${block.text}`) }];
      case 'byline':
        return [{ key, kind: 'source', runs: words(block.text) }];
      case 'remark':
        return [{ key, kind: 'paragraph', runs: words(`（${block.text}）`) }];
      default:
        return [];
    }
  });

/** The same as the checks read it. */
export function checkedBlocks(model: DocumentModel): CheckBlock[] {
  return model.blocks.flatMap((block): CheckBlock[] => {
    const key = block.key ?? null;
    const text = (value: string) => [{ kind: 'text', text: value } as const];
    if (block.kind === 'title') return [{ key, kind: 'title', runs: text(block.lines.join('')) }];
    if (block.kind === 'notice') return [{ key, kind: 'notice', runs: text(block.text) }];
    if (block.kind === 'source' || block.kind === 'byline')
      return [{ key, kind: 'source', runs: text(block.text) }];
    if (block.kind === 'remark') return [{ key, kind: 'paragraph', runs: text(block.text) }];
    if (block.kind === 'paragraph') return [{ key, kind: 'paragraph', runs: checkedRuns(block.runs) }];
    if (block.kind === 'heading') {
      return [{ key, kind: 'paragraph', runs: [...text(block.text), ...checkedRuns(block.runIn ?? [])] }];
    }
    if (block.kind === 'list') {
      return block.items.map((item) => ({
        key: item.key ?? key,
        kind: 'paragraph',
        runs: checkedRuns(item.runs),
      }));
    }
    return [];
  });
}

const checkedRuns = (runs: readonly Inline[]): CheckBlock['runs'] =>
  runs.map((run) =>
    run.kind === 'figure'
      ? { kind: 'figure', id: run.id, text: run.text + (run.unit ?? '') }
      : { kind: 'text', text: run.text },
  );

/** What a reader reads, paragraph by paragraph. */
export const plainOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'title':
        return [block.lines.join('')];
      case 'notice':
      case 'remark':
      case 'source':
      case 'byline':
      case 'recipients':
        return [block.text];
      case 'heading':
        return [`${block.number}${block.text}${plainText(block.runIn ?? [])}`];
      case 'paragraph':
        return [plainText(block.runs)];
      case 'list':
        return block.items.map(({ runs }) => plainText(runs));
      case 'attachment':
        return [block.title, ...plainOf(block.blocks)];
      case 'table':
        return [
          ...(block.caption === undefined ? [] : [block.caption]),
          ...block.rows.map((row) => row.cells.map(({ text }) => text).join(' ')),
        ];
      default:
        return [];
    }
  });
