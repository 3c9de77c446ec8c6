import type { Writable } from 'node:stream';
import type { FontOptions } from './fonts/catalogue.ts';
import type { CommentCardDocument } from './model/comment-card.ts';
import type { RenderOptions } from './model/copy.ts';
import type { Deck } from './model/deck.ts';
import type { DocumentModel } from './model/document.ts';
import { legible } from './model/legible.ts';
import type { StatementDocument } from './model/statement.ts';
import type { PdfResult } from './pdf/render.ts';

import type { ListExport, ListExportResult } from './xlsx/list.ts';

export type { FontOptions } from './fonts/catalogue.ts';
export { renderCommentCardHtmlPage } from './html/comment-card.ts';
export { renderHtml, renderHtmlPage } from './html/official.ts';
export { renderStatementHtml } from './html/statement.ts';
export * from './model/chart.ts';
export * from './model/comment-card.ts';
export { applyCardEdits, cardDocument } from './model/comment-card-edits.ts';
export type { CopyMark, RenderOptions } from './model/copy.ts';
export * from './model/deck.ts';
export * from './model/document.ts';
export * from './model/edits.ts';
export * from './model/inline.ts';
export { keyed } from './model/keys.ts';
export * from './model/statement.ts';
export * from './model/table.ts';
export { columnNames, rowName } from './model/table-words.ts';
export * from './model/words.ts';
export type { PdfResult } from './pdf/render.ts';

/** The document as a Word file after GB/T 9704. The library is loaded at the first use. */
export async function renderDocx(doc: DocumentModel, options: RenderOptions = {}): Promise<Buffer> {
  const { buildDocx } = await import('./docx/render.ts');
  return buildDocx(legible(doc), legible(options));
}

/** The document as PDF, set in process; the result also says how many pages and which typefaces were used. */
export async function renderPdfWithReport(
  doc: DocumentModel,
  options: FontOptions & RenderOptions = {},
): Promise<PdfResult> {
  const { setOfficialPdf } = await import('./pdf/render.ts');
  return setOfficialPdf(legible(doc), legible(options));
}

/** The document as PDF. Same input on the same machine: identical bytes. */
export async function renderPdf(
  doc: DocumentModel,
  options: FontOptions & RenderOptions = {},
): Promise<Buffer> {
  return (await renderPdfWithReport(doc, options)).pdf;
}

/** Every table of the document as a sheet with real numbers. */
export async function renderXlsx(doc: DocumentModel): Promise<Buffer> {
  const { buildXlsx } = await import('./xlsx/document.ts');
  return buildXlsx(doc);
}

/** A city's statement (账单) as PDF, one page of A4, with the report on pages and typefaces. */
export async function renderStatementPdf(
  doc: StatementDocument,
  options: FontOptions = {},
): Promise<PdfResult> {
  const { setStatementPdf } = await import('./pdf/render.ts');
  return setStatementPdf(legible(doc), options);
}

/** A comment card (点评参考卡) as PDF, one page of A4 whatever it holds. */
export async function renderCommentCardPdf(
  doc: CommentCardDocument,
  options: FontOptions & RenderOptions = {},
): Promise<PdfResult> {
  const { setCommentCardPdf } = await import('./pdf/render.ts');
  return setCommentCardPdf(legible(doc), legible(options));
}

/** A comment card as a Word file of one page. */
export async function renderCommentCardDocx(
  doc: CommentCardDocument,
  options: RenderOptions = {},
): Promise<Buffer> {
  const { buildCommentCardDocx } = await import('./docx/comment-card.ts');
  return buildCommentCardDocx(legible(doc), legible(options));
}

/** A deck of slides as a PPTX file: native text, tables and shapes that can be edited, charts as pictures. */
export async function renderDeck(deck: Deck): Promise<Buffer> {
  const { buildDeck } = await import('./pptx/deck.ts');
  return buildDeck(legible(deck));
}

/** A drawing as one page of PDF, as large as said, in millimetres; its words stay words with the packaged typefaces. */
export async function renderSvgPdf(
  svg: string,
  page: { readonly width: number; readonly height: number },
  alt: string,
  options: FontOptions = {},
): Promise<Buffer> {
  const { setSvgPdf } = await import('./pdf/render.ts');
  return setSvgPdf(svg, page, alt, options).pdf;
}

/** Writes a list as XLSX, row by row, for "every list exports to XLSX". Memory does not grow with the rows. */
export async function tableToXlsx(list: ListExport, target: Writable): Promise<ListExportResult> {
  const { writeList } = await import('./xlsx/list.ts');
  return writeList(list, target);
}
export { neutralise } from './xlsx/cells.ts';
export type { ListColumn, ListExport, ListExportResult, ListValue } from './xlsx/list.ts';
