/** A release as page, DOCX and PDF. */
import type { DocumentModel } from '@qingzhang/documents';
import { renderDocx, renderHtmlPage, renderPdf } from '@qingzhang/documents';
import type { FileReply } from '../http/route.ts';
import type { Db } from '../platform/database/transaction.ts';
import { releaseText } from './text.ts';
import { requireRelease } from './view.ts';

export const RELEASE_FORMATS = ['html', 'docx', 'pdf'] as const;
export type ReleaseFormat = (typeof RELEASE_FORMATS)[number];

const MIME: Readonly<Record<ReleaseFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

export async function renderRelease(model: DocumentModel, format: ReleaseFormat): Promise<Buffer> {
  if (format === 'html') return Buffer.from(renderHtmlPage(model));
  return format === 'docx' ? renderDocx(model) : renderPdf(model);
}

/** A draft and simulated data say so in the name already. */
export const releaseFileName = (model: DocumentModel, format: ReleaseFormat): string =>
  `${model.title}${model.watermark ? `（${model.watermark}）` : ''}${model.simulated ? '（模拟数据）' : ''}.${format}`;

export async function releaseFile(db: Db, id: number, format: ReleaseFormat): Promise<FileReply> {
  const model = await releaseText(db, await requireRelease(db, id));
  return {
    name: releaseFileName(model, format),
    mime: MIME[format],
    content: await renderRelease(model, format),
    inline: format === 'html',
  };
}
