import { chooseFonts, type FontOptions, type FontUse } from '../fonts/catalogue.ts';
import { type CommentCardDocument, cardLayouts, layoutCard } from '../model/comment-card.ts';
import type { RenderOptions } from '../model/copy.ts';
import type { DocumentModel } from '../model/document.ts';
import type { StatementDocument } from '../model/statement.ts';
import { commentCardSource } from './comment-card.ts';
import { compilePdf } from './compile.ts';
import { officialSource } from './official.ts';
import { statementSource } from './statement.ts';
import { typstString } from './typst-source.ts';

/** A PDF with what a page should say about it: how many pages, and which typefaces stood in for the official ones. */
export interface PdfResult {
  readonly pdf: Buffer;
  readonly pages: number;
  readonly fonts: readonly FontUse[];
}

/** Draws an official document as PDF and reports fonts and pages. Same input, same machine: identical bytes. */
export function setOfficialPdf(doc: DocumentModel, options: FontOptions & RenderOptions): PdfResult {
  const fonts = chooseFonts(options);
  return { ...compilePdf(officialSource(doc, fonts, options.copy ?? null), options), fonts };
}

/** Draws a statement as PDF, one page of A4. */
export function setStatementPdf(doc: StatementDocument, options: FontOptions): PdfResult {
  const fonts = chooseFonts(options);
  return { ...compilePdf(statementSource(doc, fonts), options), fonts };
}

/** Draws a comment card as PDF: always one page of A4, set smaller or cut until it is. */
export function setCommentCardPdf(doc: CommentCardDocument, options: FontOptions & RenderOptions): PdfResult {
  const fonts = chooseFonts(options);
  const layouts = cardLayouts(doc);
  const first = layoutCard(doc);
  const start = layouts.findIndex((one) => one.scale === first.scale && one.left === first.left);
  let result = compilePdf(commentCardSource(doc, first, fonts, options.copy ?? null), options);
  for (const next of layouts.slice(start + 1)) {
    if (result.pages === 1) break;
    result = compilePdf(commentCardSource(doc, next, fonts, options.copy ?? null), options);
  }
  return { ...result, fonts };
}

/** Sets a drawing as the whole of one page. */
export function setSvgPdf(
  svg: string,
  page: { readonly width: number; readonly height: number },
  alt: string,
  options: FontOptions,
): { readonly pdf: Buffer; readonly pages: number } {
  const source = `#set page(width: ${page.width}mm, height: ${page.height}mm, margin: 0pt)
#set document(title: ${typstString(alt)})
#image(bytes(${typstString(svg)}), format: "svg", width: 100%, height: 100%, alt: ${typstString(alt)})`;
  return compilePdf(source, options);
}
