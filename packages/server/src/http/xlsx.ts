/** Lists as spreadsheets: streamed, numbers as numbers, simulated data marked. */
import { PassThrough } from 'node:stream';
import { type ListExport, tableToXlsx } from '@qingzhang/documents';
import type { FileReply } from './route.ts';

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A list as a download. What breaks while it is written breaks the download, never half a file without a word. */
export function xlsxReply(name: string, list: ListExport): FileReply {
  const content = new PassThrough();
  tableToXlsx(list, content).catch((error: unknown) => {
    content.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return { name: `${name}.xlsx`, mime: XLSX_MIME, content };
}

/** A published text as a number for a sheet; null where there is none. */
export const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
