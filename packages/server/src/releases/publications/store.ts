/** All SQL of what is public. */
import { Publication } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import { renderDocx, renderPdf } from '@qingzhang/documents';
import type { Selectable } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { StoredContent } from '../../platform/files/files.ts';
import type { Platform } from '../../platform/platform.ts';
import { searchTerms } from '../../platform/search/terms.ts';
import { plainOf } from '../text.ts';
import { publicHtml, publicModel } from './public-copy.ts';
import type { PublicSource } from './sources.ts';

export type PublicationRow = Selectable<DB['publication']>;

/** A whole copy, with its files on disk, not yet before the public. */
export interface PublicCopy {
  readonly source: PublicSource;
  readonly title: string;
  readonly summary: string;
  readonly html: string;
  readonly plain: string;
  readonly search: readonly string[];
  readonly files: readonly { readonly format: 'pdf' | 'docx'; readonly content: StoredContent }[];
  readonly simulated: boolean;
}

const MIME = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
/** So much of the first paragraph stands in lists. */
const SUMMARY = 120;

/** Draw the copy: markup, plain words, search terms, PDF and DOCX. Outside of any transaction, for it takes a moment. */
export async function drawCopy(platform: Platform, source: PublicSource): Promise<PublicCopy> {
  const model: DocumentModel = publicModel(source.model, 'public');
  const paragraphs = plainOf(model.blocks);
  const [lead = ''] = model.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [plainOf([block]).join('')] : [],
  );
  const [pdf, docx] = [await renderPdf(model), await renderDocx(model)];
  return {
    source,
    title: model.title,
    summary: lead.length > SUMMARY ? `${lead.slice(0, SUMMARY)}…` : lead,
    html: publicHtml(model),
    plain: paragraphs.join('\n'),
    search: searchTerms(
      paragraphs.flatMap((text) => text.split(/(?<=[。；])/u)),
      [model.title],
    ),
    files: [
      { format: 'pdf', content: await platform.files.write(pdf) },
      { format: 'docx', content: await platform.files.write(docx) },
    ],
    simulated: model.simulated,
  };
}

const contentOf = (copy: PublicCopy) => ({
  title: copy.title,
  summary: copy.summary,
  html: copy.html,
  plain: copy.plain,
  search: [...copy.search],
  simulated: copy.simulated,
  source_revision: copy.source.revision,
});

/** Put a copy before the public from a moment on. */
export async function insertCopy(
  platform: Platform,
  trx: Db,
  call: Call,
  copy: PublicCopy,
  publishedAt: Date,
): Promise<PublicationRow> {
  const { kind, sourceId, period } = copy.source;
  const stem = [kind, period ?? sourceId ?? ''].join('-').toLowerCase();
  const { n } = await trx
    .selectFrom('publication')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where((eb) => eb.or([eb('slug', '=', stem), eb('slug', 'like', `${stem}-r%`)]))
    .executeTakeFirstOrThrow();
  const again = Number(n);
  const row = await trx
    .insertInto('publication')
    .values({
      ...contentOf(copy),
      kind,
      source_id: sourceId,
      period,
      // Taken down and published again: another address.
      slug: again === 0 ? stem : `${stem}-r${again + 1}`,
      published_at: publishedAt,
      updated_at: publishedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await registerFiles(platform, trx, call, row.id, copy);
  return row;
}

/** Put a copy in place of what is published; what stood there is kept, the note stays. */
export async function replaceCopy(
  platform: Platform,
  trx: Db,
  call: Call,
  before: PublicationRow,
  copy: PublicCopy,
  note: string,
): Promise<void> {
  await trx
    .insertInto('publication_version')
    .values({
      publication_id: before.id,
      title: before.title,
      html: before.html,
      plain: before.plain,
      note,
      replaced_post: call.actor.post,
      replaced_at: call.at,
    })
    .execute();
  await trx
    .updateTable('publication')
    .set({
      ...contentOf(copy),
      updated_at: call.at,
      corrected: before.corrected === null ? note : `${before.corrected}\n${note}`,
    })
    .where('id', '=', before.id)
    .execute();
  await trx.deleteFrom('publication_file').where('publication_id', '=', before.id).execute();
  await registerFiles(platform, trx, call, before.id, copy);
}

async function registerFiles(
  platform: Platform,
  trx: Db,
  call: Call,
  id: number,
  copy: PublicCopy,
): Promise<void> {
  for (const { format, content } of copy.files) {
    const name = `${copy.title}${copy.simulated ? '（模拟数据）' : ''}.${format}`;
    const file_id = await platform.files.register(trx, content, { name, mime: MIME[format] }, call);
    await trx.insertInto('publication_file').values({ publication_id: id, format, file_id }).execute();
  }
}

export async function findPublication(db: Db, id: number, hold = false): Promise<PublicationRow | null> {
  let query = db.selectFrom('publication').selectAll().where('id', '=', id);
  if (hold) query = query.forUpdate();
  return (await query.executeTakeFirst()) ?? null;
}

/** As the office sees it. */
export const publicationView = (
  row: Pick<
    PublicationRow,
    | 'id'
    | 'kind'
    | 'slug'
    | 'title'
    | 'published_at'
    | 'corrected'
    | 'withdrawn_at'
    | 'simulated'
    | 'source_id'
  >,
): Publication => ({
  id: row.id,
  kind: Publication.shape.kind.parse(row.kind),
  slug: row.slug,
  title: row.title,
  publishedAt: row.published_at.toISOString(),
  corrected: row.corrected,
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  simulated: row.simulated,
  release: row.kind === 'release' ? row.source_id : null,
});
