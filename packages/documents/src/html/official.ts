import { drawChart } from '../charts/draw.ts';
import { escapeMarkup } from '../charts/svg.ts';
import type { ChartBlock } from '../model/chart.ts';
import type { RenderOptions } from '../model/copy.ts';
import {
  type AttachmentBlock,
  attendanceLines,
  type Block,
  type DocumentForm,
  type DocumentModel,
  listMark,
  type RedHeadBlock,
} from '../model/document.ts';
import type { Inline } from '../model/inline.ts';
import { legible, legibleText } from '../model/legible.ts';
import { checkTable, decimalInsets, type TableBlock } from '../model/table.ts';
import { splitFormulas } from '../model/words.ts';
import { htmlCopyMarks } from './copy-marks.ts';
import { officialStyles } from './styles.ts';

/** Escaped text, formulas such as PM2.5 with lowered figures. */
export function htmlText(value: string): string {
  return splitFormulas(value)
    .map((part) => (part.sub ? `<sub>${escapeMarkup(part.text)}</sub>` : escapeMarkup(part.text)))
    .join('');
}

/** Runs as markup. A figure carries its id (`data-figure`), by which a page can ask why. */
export function htmlRuns(runs: readonly Inline[]): string {
  return runs.map(htmlRun).join('');
}

function htmlRun(run: Inline): string {
  const words = htmlText(run.text);
  switch (run.kind) {
    case 'text':
      return run.bold ? `<b>${words}</b>` : words;
    case 'figure': {
      const shown = `<span class="qz-fig" data-figure="${escapeMarkup(run.id)}">${words}</span>${htmlText(run.unit ?? '')}`;
      return run.bold ? `<b>${shown}</b>` : shown;
    }
    case 'badge':
      return `<span class="qz-badge qz-${run.badge}">${words}</span>`;
  }
}

/** The document as an article element without styles; everything typed by people is escaped. */
export function htmlFragment(doc: DocumentModel, options: RenderOptions = {}): string {
  const form = doc.form ?? 'document';
  const flags = [` qz-${form}`, doc.simulated ? ' qz-simulated' : '', doc.watermark ? ' qz-marked' : ''].join(
    '',
  );
  const mark = doc.watermark
    ? `<div class="qz-watermark" role="note" aria-label="${escapeMarkup(doc.watermark)}" style="background-image:url('${watermarkTile(doc.watermark)}')"></div>`
    : '';
  const badges = doc.badges.length > 0 ? `<p class="qz-badges">${htmlRuns(doc.badges)}</p>` : '';
  return `<article class="qz-doc${flags}" lang="zh-CN">${mark}${options.copy ? htmlCopyMarks(options.copy) : ''}${badges}${doc.blocks.map((block) => htmlBlock(block, form)).join('\n')}</article>`;
}

/** Pale words aslant on a tile of one screen's height, repeated down the whole page. */
function watermarkTile(words: string): string {
  const size = Math.min(150, Math.round(600 / [...words].length));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 900" width="800" height="900"><text x="400" y="480" transform="rotate(-40 400 450)" text-anchor="middle" font-family="SimHei,Heiti SC,Noto Sans SC,Noto Sans CJK SC,sans-serif" font-size="${size}" fill="#000" fill-opacity=".07">${escapeMarkup(words)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("'", '%27')}`;
}

/** Styles and article together: can be put into any page, or printed as it is. */
export function renderHtml(doc: DocumentModel, options: RenderOptions = {}): string {
  return `<style>${officialStyles}</style>\n${htmlFragment(legible(doc), legible(options))}`;
}

/** A complete file that opens by itself, without loading anything. */
export function renderHtmlPage(doc: DocumentModel, options: RenderOptions = {}): string {
  return `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeMarkup(legibleText(doc.title))}</title><style>body{margin:0}</style></head><body>\n${renderHtml(doc, options)}\n</body></html>\n`;
}

function htmlBlock(block: Block, form: DocumentForm): string {
  switch (block.kind) {
    case 'red-head':
      return redHead(block, form);
    case 'title':
      return `<h1>${block.lines.map(htmlText).join('<br>')}</h1>`;
    case 'notice':
      return `<p class="qz-notice" role="note">${htmlText(block.text)}</p>`;
    case 'recipients':
      return `<p class="qz-to">${htmlText(block.text)}：</p>`;
    case 'heading': {
      const words = htmlText(block.number + block.text);
      const tag = `h${block.level + 1}`;
      return block.runIn
        ? `<p><b class="qz-run${block.level}">${words}</b>${htmlRuns(block.runIn)}</p>`
        : `<${tag}>${words}</${tag}>`;
    }
    case 'paragraph':
      return `<p>${htmlRuns(block.runs)}</p>`;
    case 'list':
      return block.items
        .map((item, i) => `<p class="qz-item">${listMark(block, i)}${htmlRuns(item.runs)}</p>`)
        .join('');
    case 'source':
      return `<p class="qz-source">来源：${htmlText(block.text)}</p>`;
    case 'byline':
      return `<p class="qz-byline">${htmlText(block.text)}</p>`;
    case 'attendance':
      return attendanceLines(block)
        .map(({ label, names }) => `<p class="qz-attendance"><b>${htmlText(label)}</b>${htmlText(names)}</p>`)
        .join('');
    case 'table':
      return htmlTable(block);
    case 'chart':
      return htmlChart(block);
    case 'attachment-list':
      return `<div class="qz-attached"><span>附件：</span><ol${block.titles.length === 1 ? ' class="qz-single"' : ''}>${block.titles.map((t) => `<li>${htmlText(t)}</li>`).join('')}</ol></div>`;
    case 'signature':
      return `<div class="qz-sign"><div><p>${escapeMarkup(block.organisation)}</p><p>${escapeMarkup(block.date)}</p></div></div>`;
    case 'remark':
      return `<p>（${htmlText(block.text)}）</p>`;
    case 'attachment':
      return htmlAttachment(block);
    case 'page-break':
      return '<div class="qz-break"></div>';
    case 'record':
      if (form === 'letter') {
        return block.copyTo === null
          ? ''
          : `<footer class="qz-record"><p>抄送：${escapeMarkup(block.copyTo)}。</p></footer>`;
      }
      return `<footer class="qz-record">${block.copyTo === null ? '' : `<p>抄送：${escapeMarkup(block.copyTo)}。</p>`}<p class="qz-issued"><span>${escapeMarkup(block.office)}</span><span>${escapeMarkup(block.date)}印发</span></p></footer>`;
  }
}

/** 版头 of a form; a plain document has none. In a letter the markings stand below the line, beside the number. */
function redHead(block: RedHeadBlock, form: DocumentForm): string {
  if (form === 'plain') return '';
  const markings = (block.markings ?? []).map((m) => `<p class="qz-marking">${escapeMarkup(m)}</p>`).join('');
  const mark = `<p class="qz-mark" style="--n:${Math.max(1, [...block.mark].length)}">${escapeMarkup(block.mark)}</p>`;
  const number = `<p class="qz-number">${escapeMarkup(block.number ?? '')}</p>`;
  if (form === 'letter') {
    return `<header class="qz-redhead">${mark}<div class="qz-beside"><div>${markings}</div>${number}</div></header>`;
  }
  const issued =
    block.issued && form === 'minutes'
      ? `<p class="qz-issued"><span>${escapeMarkup(block.issued.office)}</span><span>${escapeMarkup(block.issued.date)}</span></p>`
      : '';
  return `<header class="qz-redhead">${markings}${mark}${number}${issued}</header>`;
}

function htmlAttachment(block: AttachmentBlock): string {
  return `<section class="qz-attachment qz-${block.orientation}"><p class="qz-label">${escapeMarkup(block.label)}</p><h2>${htmlText(block.title)}</h2>${block.blocks.map((inner) => htmlBlock(inner, 'plain')).join('\n')}</section>`;
}

function htmlChart(block: ChartBlock): string {
  const note = block.note ? `<p class="qz-note">${htmlText(block.note)}</p>` : '';
  return `<figure class="qz-chart"><figcaption>${htmlText(block.title)}</figcaption>${drawChart(block.spec, block.alt).svg}${note}</figure>`;
}

/** A dense table with more columns than this is wider than the text. */
const WIDE_COLUMNS = 8;

/** A table as markup: caption, scoped headings, figures on their decimal points. */
export function htmlTable(table: TableBlock): string {
  checkTable(table);
  const total = table.columns.reduce((sum, column) => sum + column.width, 0);
  const columns = table.columns
    .map((column) => `<col style="width:${((column.width / total) * 100).toFixed(2)}%">`)
    .join('');
  const header = table.header
    .map((row) => {
      const cells = row.map((cell) => {
        const column = (cell.colSpan ?? 1) > 1 ? ` colspan="${cell.colSpan}"` : '';
        const rows = (cell.rowSpan ?? 1) > 1 ? ` rowspan="${cell.rowSpan}"` : '';
        return `<th scope="${column ? 'colgroup' : 'col'}"${column}${rows}>${htmlText(cell.text)}</th>`;
      });
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('');
  // The width of a column on the screen is not known; insets only keep the points under each other.
  const insets = table.columns.map((column, c) =>
    column.align === 'decimal'
      ? decimalInsets(
          table.rows.map((row) => row.cells[c]!),
          0,
        )
      : [],
  );
  const body = table.rows
    .map((row, r) => {
      const cells = row.cells.map((cell, c) => {
        const align = table.columns[c]!.align;
        const words = htmlText(cell.text);
        const marked = cell.figureId
          ? `<span class="qz-fig" data-figure="${escapeMarkup(cell.figureId)}">${words}</span>`
          : cell.runs
            ? htmlRuns(cell.runs)
            : words;
        const shown = cell.bold ? `<b>${marked}</b>` : marked;
        if (c === 0) return `<th scope="row">${shown}</th>`;
        const inset = insets[c]?.[r] ?? 0;
        const style = inset > 0 ? ` style="padding-right:calc(.4em + ${inset}em)"` : '';
        return `<td class="qz-${align === 'decimal' && !/\d/u.test(cell.text) ? 'center' : align}"${style}>${shown}</td>`;
      });
      return `<tr${row.emphasis ? ' class="qz-em"' : ''}>${cells.join('')}</tr>`;
    })
    .join('');
  const caption = table.caption ? `<caption>${htmlText(table.caption)}</caption>` : '';
  const unit = table.unit ? `<p class="qz-unit">单位：${htmlText(table.unit)}</p>` : '';
  const notes = (table.notes ?? []).map((note) => `<p class="qz-note">${htmlText(note)}</p>`).join('');
  // What has many columns goes into the margins of a page on the screen, and can be moved sideways on a phone.
  const wide = table.dense && table.columns.length > WIDE_COLUMNS ? ' qz-wide' : '';
  const worded =
    table.dense && table.columns.some(({ align }, c) => c > 0 && align === 'left') ? ' qz-worded' : '';
  return `<div class="qz-table${table.dense ? ' qz-dense' : ''}${wide}${worded}">${unit}<table>${caption}<colgroup>${columns}</colgroup><thead>${header}</thead><tbody>${body}</tbody></table>${notes}</div>`;
}
