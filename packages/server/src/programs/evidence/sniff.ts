/** What a file is, by its content and never by its name. */

export type EvidenceMime =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const EXTENSIONS: Readonly<Record<EvidenceMime, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1', 'avif'];

/** The type of the content; null: none that is taken as evidence (old Office files, programs, pages, unknown ones). */
export function sniff(content: Buffer): EvidenceMime | null {
  const text = (start: number, end: number) => content.toString('latin1', start, end);
  if (content.length < 12) return null;
  if (content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff) return 'image/jpeg';
  if (content.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(4, 8) === 'ftyp' && HEIF_BRANDS.includes(text(8, 12))) return 'image/heic';
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  if (text(0, 4) === 'PK\u0003\u0004') return officeFile(content);
  return null;
}

/** A modern Word or Excel file: names of its parts stand uncompressed in it. One with macros is none. */
function officeFile(content: Buffer): EvidenceMime | null {
  if (!content.includes('[Content_Types].xml') || content.includes('vbaProject.bin')) return null;
  if (content.includes('word/document.xml')) {
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  }
  return content.includes('xl/workbook.xml')
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : null;
}

export const isImage = (mime: string): boolean => mime.startsWith('image/');
