/**
 * Answers kept while nothing they depend on has changed. One small query says whether that is so; several processes may
 * share the database, each with its own answers.
 */
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';

/** Answers kept a process: every page of every city in both languages, several times over. */
const KEPT = 300;

interface Kept {
  readonly stamp: string;
  readonly answer: Promise<unknown>;
}

const answersOf = new WeakMap<Platform, Map<string, Kept>>();

/**
 * The answer to a question, from memory while the data's stamp is the same. Askers at the same moment share one
 * computation; a failed one is not kept.
 */
export async function remembered<T>(
  platform: Platform,
  question: readonly unknown[],
  compute: () => Promise<T>,
): Promise<T> {
  const answers = answersOf.get(platform) ?? new Map<string, Kept>();
  answersOf.set(platform, answers);
  const key = JSON.stringify(question);
  const stamp = await dataStamp(platform.db);
  const known = answers.get(key);
  if (known?.stamp === stamp) return known.answer as Promise<T>;
  const answer = compute();
  answers.delete(key);
  answers.set(key, { stamp, answer });
  if (answers.size > KEPT) answers.delete(answers.keys().next().value!);
  answer.catch(() => answers.delete(key));
  return answer;
}

/**
 * What every figure depends on, as one text: daily values (their versions), targets, closings, settings, regions, stations
 * and imports. Each of these only ever adds rows or counts up, so an equal text means equal data.
 */
async function dataStamp(db: Db): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws('|',
      (select coalesce(sum(version), 0) from evaluation_version),
      (select concat(max(id), '/', count(superseded_at)) from target),
      (select max(id) from closing),
      (select max(updated_at) from setting),
      (select concat(count(*), '/', max(sort)) from region),
      (select concat(max(id), '/', count(*) filter (where counts)) from place),
      (select concat(max(id), '/', max(known_at)) from batch),
      (select max(id) from boundary)) as stamp`.execute(db);
  return rows[0]?.stamp ?? '';
}
