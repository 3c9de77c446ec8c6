/** The public's copy of a document: without internal marks, without handles of figures, as plain markup. */
import {
  type Block,
  type DocumentModel,
  type Inline,
  listMark,
  splitFormulas,
  type TableBlock,
} from '@qingzhang/documents';

/**
 * The document as the public gets it: no watermark, no states of data, no distribution, no list of who was there; a figure
 * is its digits. That data are simulated stays in its notice.
 */
export function publicModel(model: DocumentModel, id: string): DocumentModel {
  const { watermark: _, ...rest } = model;
  return { ...rest, id, badges: [], blocks: model.blocks.flatMap(publicBlock) };
}

function publicBlock(block: Block): Block[] {
  const { key: _, ...bare } = block;
  switch (block.kind) {
    case 'record':
    case 'attendance':
    case 'page-break':
      return block.kind === 'page-break' ? [{ kind: 'page-break' }] : [];
    case 'red-head':
      // 密级, 份号, 紧急程度 are the house's.
      return [{ kind: 'red-head', mark: block.mark, number: block.number }];
    case 'paragraph':
      return [{ kind: 'paragraph', runs: publicRuns(block.runs) }];
    case 'heading':
      return [
        {
          kind: 'heading',
          level: block.level,
          number: block.number,
          text: block.text,
          ...(block.runIn === undefined ? {} : { runIn: publicRuns(block.runIn) }),
        },
      ];
    case 'list':
      return [
        {
          kind: 'list',
          style: block.style,
          items: block.items.map(({ runs }) => ({ runs: publicRuns(runs) })),
        },
      ];
    case 'table':
      return [publicTable(block)];
    case 'attachment':
      return [
        {
          kind: 'attachment',
          label: block.label,
          title: block.title,
          orientation: block.orientation,
          blocks: block.blocks.flatMap(publicInner),
        },
      ];
    default:
      return [{ ...bare, kind: block.kind } as Block];
  }
}

type Inner = Extract<Block, { kind: 'attachment' }>['blocks'][number];

function publicInner(block: Inner): Inner[] {
  if (block.kind === 'paragraph') return [{ kind: 'paragraph', runs: publicRuns(block.runs) }];
  if (block.kind === 'table') return [publicTable(block)];
  if (block.kind === 'notice') return [{ kind: 'notice', text: block.text }];
  const { key: _, ...chart } = block;
  return [chart];
}

function publicTable({ key: _, ...table }: TableBlock): TableBlock {
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map(({ figureId: _id, runs: _runs, ...cell }) => cell),
    })),
  };
}

/** Digits without their handles, words without states of data. */
const publicRuns = (runs: readonly Inline[]): Inline[] =>
  runs.flatMap((run): Inline[] => {
    if (run.kind === 'badge') return [];
    const text = run.kind === 'figure' ? run.text + (run.unit ?? '') : run.text;
    return [run.bold ? { kind: 'text', text, bold: true } : { kind: 'text', text }];
  });

/** Text as markup; everything that could be read as markup is escaped. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** PM2.5 with lowered figures. */
const words = (text: string): string =>
  splitFormulas(text)
    .map((part) => (part.sub ? `<sub>${escapeHtml(part.text)}</sub>` : escapeHtml(part.text)))
    .join('');

const markup = (runs: readonly Inline[]): string =>
  runs
    .map((run) => (run.kind !== 'badge' && run.bold ? `<b>${words(run.text)}</b>` : words(run.text)))
    .join('');

/** The body of the public page: plain elements without attributes of ours, no styles, no scripts. */
export const publicHtml = (model: DocumentModel): string =>
  model.blocks.map(blockHtml).filter(Boolean).join('\n');

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'red-head':
      return block.number === null ? '' : `<p class="number">${escapeHtml(block.number)}</p>`;
    case 'title':
      return `<h1>${block.lines.map(words).join('')}</h1>`;
    case 'notice':
      return `<p class="notice">${words(block.text)}</p>`;
    case 'recipients':
      return `<p>${words(block.text)}：</p>`;
    case 'heading': {
      const head = words(block.number + block.text);
      if (block.runIn !== undefined) return `<p><b>${head}</b>${markup(block.runIn)}</p>`;
      return `<h${block.level + 1}>${head}</h${block.level + 1}>`;
    }
    case 'paragraph':
      return `<p>${markup(block.runs)}</p>`;
    case 'list':
      return block.items.map((item, at) => `<p>${listMark(block, at)}${markup(item.runs)}</p>`).join('\n');
    case 'source':
      return `<p class="source">来源：${words(block.text)}</p>`;
    case 'byline':
      return `<p class="source">${words(block.text)}</p>`;
    case 'remark':
      return `<p>（${words(block.text)}）</p>`;
    case 'signature':
      return `<p class="signature">${escapeHtml(block.organisation)}<br>${escapeHtml(block.date)}</p>`;
    case 'attachment-list':
      return `<p>附件：${block.titles.map((title, at) => `${at + 1}.${words(title)}`).join('　')}</p>`;
    case 'attachment':
      return `<section><h2>${escapeHtml(block.label)}　${words(block.title)}</h2>\n${block.blocks.map(blockHtml).join('\n')}</section>`;
    case 'table':
      return tableHtml(block);
    case 'chart':
      // The picture stands in the files; here its words do.
      return `<p class="source">${words(block.title)}：${words(block.alt)}</p>`;
    default:
      return '';
  }
}

function tableHtml(table: TableBlock): string {
  const span = (name: string, value: number | undefined) =>
    value === undefined || value < 2 ? '' : ` ${name}="${value}"`;
  const head = table.header
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<th scope="col"${span('colspan', cell.colSpan)}${span('rowspan', cell.rowSpan)}>${words(cell.text)}</th>`).join('')}</tr>`,
    )
    .join('');
  const body = table.rows
    .map(
      (row) =>
        `<tr>${row.cells.map((cell, at) => (at === 0 ? `<th scope="row">${words(cell.text)}</th>` : `<td>${words(cell.text)}</td>`)).join('')}</tr>`,
    )
    .join('');
  const caption = table.caption === undefined ? '' : `<caption>${words(table.caption)}</caption>`;
  const unit = table.unit === undefined ? '' : `<p class="source">单位：${words(table.unit)}</p>`;
  const notes = (table.notes ?? []).map((note) => `<p class="source">${words(note)}</p>`).join('');
  return `${unit}<div class="table" tabindex="0"><table>${caption}<thead>${head}</thead><tbody>${body}</tbody></table></div>${notes}`;
}
