/** The files of a bulletin: drawn from its document when asked for, the last few kept in memory. */
import type { Bulletin, BulletinFormat } from '@qingzhang/contract';
import {
  type DocumentModel,
  type RenderOptions,
  renderDocx,
  renderHtmlPage,
  renderPdf,
  renderXlsx,
} from '@qingzhang/documents';
import type { FileReply } from '../http/route.ts';
import { copyMark, markRead } from '../issuing/copies/copies.ts';
import { paperMessages } from '../notifications/papers.ts';
import type { Call } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { getBulletin, readModel } from './service.ts';

const MIME: Readonly<Record<BulletinFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The document in a format. */
export async function renderBulletin(
  model: DocumentModel,
  format: BulletinFormat,
  options: RenderOptions = {},
): Promise<Buffer> {
  switch (format) {
    case 'html':
      return Buffer.from(renderHtmlPage(model, options));
    case 'docx':
      return renderDocx(model, options);
    case 'pdf':
      return renderPdf(model, options);
    case 'xlsx':
      return renderXlsx(model);
  }
}

/** 关于…的通报.docx; a draft and simulated data say so in the name already. */
export function fileNameOf(model: DocumentModel, format: BulletinFormat): string {
  const marks = `${model.watermark ? `（${model.watermark}）` : ''}${model.simulated ? '（模拟数据）' : ''}`;
  return `${model.title}${marks}.${format}`;
}

/** Files kept: two bulletins in all formats, and some. */
const KEPT = 12;
const caches = new WeakMap<Platform['database'], Map<string, Promise<Kept>>>();

interface Kept {
  readonly name: string;
  readonly content: Buffer;
}

/** A bulletin's file; the page is shown, the others are saved. */
export async function bulletinFile(
  platform: Platform,
  id: number,
  format: BulletinFormat,
  call: Call,
): Promise<FileReply> {
  const bulletin = await getBulletin(platform, id, call.actor);
  const download = format !== 'html';
  await markRead(platform.db, call, { owner: 'bulletin', id }, paperMessages, { download });
  const mark = await copyMark(platform.db, 'bulletin', id, call.actor, call.at);
  // A copy is its reader's alone: it is drawn anew, with the number of the copy on every page.
  const copy = mark === null ? {} : { copy: mark };
  const { name, content } = await (mark === null
    ? kept(platform, bulletin, format)
    : draw(platform, bulletin, format, copy));
  return { name, mime: MIME[format], content, inline: format === 'html' };
}

/** A draft that was made anew, or issued, is another document. */
const keyOf = (bulletin: Bulletin, format: BulletinFormat): string =>
  [bulletin.id, bulletin.state, bulletin.revision, bulletin.createdAt, bulletin.asOf, format].join('|');

function kept(platform: Platform, bulletin: Bulletin, format: BulletinFormat): Promise<Kept> {
  const cache = caches.get(platform.database) ?? new Map<string, Promise<Kept>>();
  caches.set(platform.database, cache);
  const key = keyOf(bulletin, format);
  const found = cache.get(key);
  cache.delete(key);
  const file = found ?? draw(platform, bulletin, format);
  cache.set(key, file);
  if (found === undefined) file.catch(() => cache.delete(key));
  while (cache.size > KEPT) cache.delete(cache.keys().next().value!);
  return file;
}

async function draw(
  platform: Platform,
  { id }: Bulletin,
  format: BulletinFormat,
  options: RenderOptions = {},
): Promise<Kept> {
  const model = await readModel(platform, id);
  return { name: fileNameOf(model, format), content: await renderBulletin(model, format, options) };
}
