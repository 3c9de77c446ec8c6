/** The files of evidence, to those who see the item. */
import { AppError } from '@qingzhang/contract';
import type { FileReply } from '../../http/route.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { requireItem } from '../items/read.ts';
import { isImage } from './sniff.ts';

/** A piece's file or its thumbnail. Pictures are shown; everything else is saved, never opened in our own pages. */
export async function evidenceFile(
  platform: Platform,
  actor: Actor,
  id: number,
  size: 'thumb' | 'full',
): Promise<FileReply> {
  const { db, files } = platform;
  const missing = () => new AppError('thing.notFound', { what: 'evidence', id });
  const piece = await db
    .selectFrom('item_evidence')
    .select(['item_id', 'file_id', 'thumb_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (piece === undefined) throw missing();
  await requireItem(db, actor, piece.item_id).catch((error: unknown) => {
    throw error instanceof AppError ? missing() : error;
  });
  const file = await files.find(db, size === 'thumb' ? (piece.thumb_id ?? piece.file_id) : piece.file_id);
  return { name: file.name, mime: file.mime, content: await files.read(file), inline: isImage(file.mime) };
}
