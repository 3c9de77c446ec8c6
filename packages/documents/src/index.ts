import type { FontOptions } from './fonts/catalogue.ts';
import type { DocumentModel } from './model/document.ts';
import type { PdfResult } from './pdf/render.ts';

export { drawChart } from './charts/draw.ts';
export type { Picture } from './charts/svg.ts';
export type { FontOptions, FontUse } from './fonts/catalogue.ts';
export { htmlFragment, renderHtml, renderHtmlPage } from './html/official.ts';
export { officialStyles } from './html/styles.ts';
export * from './model/chart.ts';
export * from './model/document.ts';
export * from './model/inline.ts';
export * from './model/table.ts';
export * from './model/words.ts';
export type { PdfResult } from './pdf/render.ts';

/** The document as a Word file after GB/T 9704. The library is loaded at the first use. */
export async function renderDocx(doc: DocumentModel): Promise<Buffer> {
  const { buildDocx } = await import('./docx/render.ts');
  return buildDocx(doc);
}

/** The document as PDF, set in process; the result also says how many pages and which typefaces were used. */
export async function renderPdfWithReport(doc: DocumentModel, options: FontOptions = {}): Promise<PdfResult> {
  const { setOfficialPdf } = await import('./pdf/render.ts');
  return setOfficialPdf(doc, options);
}

/** The document as PDF. Same input on the same machine: identical bytes. */
export async function renderPdf(doc: DocumentModel, options: FontOptions = {}): Promise<Buffer> {
  return (await renderPdfWithReport(doc, options)).pdf;
}

/** Every table of the document as a sheet with real numbers. */
export async function renderXlsx(doc: DocumentModel): Promise<Buffer> {
  const { buildXlsx } = await import('./xlsx/document.ts');
  return buildXlsx(doc);
}
