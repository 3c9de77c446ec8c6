import { chooseFonts, type FontOptions, type FontUse } from '../fonts/catalogue.ts';
import type { DocumentModel } from '../model/document.ts';
import { compilePdf } from './compile.ts';
import { officialSource } from './official.ts';

/** A PDF with what a page should say about it: how many pages, and which typefaces stood in for the official ones. */
export interface PdfResult {
  readonly pdf: Buffer;
  readonly pages: number;
  readonly fonts: readonly FontUse[];
}

/** Draws an official document as PDF and reports fonts and pages. Same input, same machine: identical bytes. */
export function setOfficialPdf(doc: DocumentModel, options: FontOptions): PdfResult {
  const fonts = chooseFonts(options);
  return { ...compilePdf(officialSource(doc, fonts), options), fonts };
}
