import { chooseFonts } from '../fonts/catalogue.ts';
import type { DocumentModel } from '../model/document.ts';
import { queryPage } from './compile.ts';
import { officialSource } from './official.ts';

/** The packaged fonts: the same answer on every machine. */
const OWN = { systemFonts: false } as const;

/**
 * Whether the record (版记) stands on the page on which the text ends: an even one with room below the text. A Word file has
 * to know it before it is laid out, and its lines are those of the PDF.
 */
export function recordStandsBelowText(doc: DocumentModel): boolean {
  return queryPage(officialSource(doc, chooseFonts(OWN)), '<record-place>', OWN).includes('text');
}
