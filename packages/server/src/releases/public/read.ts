/**
 * What the public may read. Nothing here asks any table but `publication` and `publication_file` (and the switch): what is
 * not published, still locked or taken down has no way out.
 */
import type { Db } from '../../platform/database/transaction.ts';
import { searchCondition } from '../../platform/search/terms.ts';
import { readReleaseRules } from '../rules.ts';

export type PublicKind = 'release' | 'bulletin' | 'ranking';

/** A line of a list. */
export interface PublicLine {
  readonly slug: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  readonly corrected: string | null;
  readonly simulated: boolean;
}

/** One thing as the public reads it; `gone`: it was public and was taken down, nothing of it is told but when. */
export type PublicItem =
  | (PublicLine & {
      readonly gone: null;
      readonly id: number;
      readonly html: string;
      readonly formats: readonly string[];
    })
  | { readonly gone: Date; readonly publishedAt: Date };

/** So many stand on a page. */
export const PAGE = 30;

export const isOpen = async (db: Db): Promise<boolean> => (await readReleaseRules(db)).publicOpen;

const standing = (db: Db, at: Date) =>
  db.selectFrom('publication').where('withdrawn_at', 'is', null).where('published_at', '<=', at);

const line = [
  'slug',
  'kind',
  'title',
  'summary',
  'published_at as publishedAt',
  'updated_at as updatedAt',
  'corrected',
  'simulated',
] as const;

/** The newest first; `more`: another page follows. */
export async function publicList(
  db: Db,
  at: Date,
  which: { readonly kind?: PublicKind | undefined; readonly q?: string; readonly page: number },
): Promise<{ readonly items: readonly PublicLine[]; readonly more: boolean }> {
  let query = standing(db, at).select(line);
  if (which.kind !== undefined) query = query.where('kind', '=', which.kind);
  if (which.q !== undefined && which.q !== '') query = query.where(searchCondition(which.q, 'search'));
  const rows = await query
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .offset((which.page - 1) * PAGE)
    .execute();
  return { items: rows.slice(0, PAGE), more: rows.length > PAGE };
}

/** By its address; null: there is and was nothing. */
export async function publicItem(db: Db, at: Date, slug: string): Promise<PublicItem | null> {
  const row = await db
    .selectFrom('publication')
    .select([...line, 'id', 'html', 'withdrawn_at'])
    .where('slug', '=', slug)
    .where('published_at', '<=', at)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.withdrawn_at !== null) {
    // Taken down while it was still locked: it never was public.
    return row.withdrawn_at < row.publishedAt
      ? null
      : { gone: row.withdrawn_at, publishedAt: row.publishedAt };
  }
  const files = await db
    .selectFrom('publication_file')
    .select('format')
    .where('publication_id', '=', row.id)
    .orderBy('format', 'desc')
    .execute();
  return { ...row, gone: null, formats: files.map(({ format }) => format) };
}

/** The register's id of a file of something that stands; null: none. */
export async function publicFile(db: Db, at: Date, slug: string, format: string): Promise<number | null> {
  const row = await db
    .selectFrom('publication as p')
    .innerJoin('publication_file as f', 'f.publication_id', 'p.id')
    .select('f.file_id')
    .where('p.slug', '=', slug)
    .where('p.withdrawn_at', 'is', null)
    .where('p.published_at', '<=', at)
    .where('f.format', '=', format)
    .executeTakeFirst();
  return row?.file_id ?? null;
}
