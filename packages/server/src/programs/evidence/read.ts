/** Evidence as pages see it, and the count that an item carries. */
import type { ItemEvidence } from '@qingzhang/contract';
import { countEvidence, type EvidenceRule } from '@qingzhang/domain';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { seesItem } from '../../platform/policy.ts';
import type { EvidenceCount } from '../items/record.ts';
import { isImage } from './sniff.ts';

const Side = z.enum(['before', 'after']).nullable();
const State = z.enum(['have', 'refused', 'withdrawn']);
const How = z.enum(['same', 'alike']);
const Judged = z.enum(['accepted', 'retake']).nullable();

/**
 * The evidence of an item in the order it came, or one piece of it. Where a picture lies with another item too, that one is
 * named to those alone who see it.
 */
export async function readEvidence(
  db: Db,
  actor: Pick<Actor, 'scope'>,
  by: { readonly item: number } | { readonly piece: number },
): Promise<ItemEvidence[]> {
  const rows = await db
    .selectFrom('item_evidence as e')
    .innerJoin('stored_file as f', 'f.id', 'e.file_id')
    .leftJoin('item_evidence as r', 'r.id', 'e.repeat_of')
    .leftJoin('item as ri', 'ri.id', 'r.item_id')
    .select([
      'e.id',
      'e.rule_key',
      'e.label',
      'e.side',
      'e.pair',
      'e.taken_on',
      'e.state',
      'e.refusal',
      'e.repeat_of',
      'e.repeat_how',
      'e.repeat_word',
      'e.repeat_judged',
      'e.added_post',
      'e.added_at',
      'f.name',
      'f.mime',
      'f.size',
      'ri.id as repeat_item',
      'ri.no as repeat_no',
      'ri.program_key as repeat_program',
      'ri.city_code as repeat_city',
      'ri.county_code as repeat_county',
    ])
    .$if('item' in by, (query) => query.where('e.item_id', '=', 'item' in by ? by.item : 0))
    .$if('piece' in by, (query) => query.where('e.id', '=', 'piece' in by ? by.piece : 0))
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    rule: row.rule_key,
    label: row.label,
    side: Side.parse(row.side),
    pair: row.pair,
    name: row.name,
    mime: row.mime,
    size: row.size,
    image: isImage(row.mime),
    takenOn: row.taken_on,
    state: State.parse(row.state),
    refusal: row.refusal,
    repeat:
      row.repeat_of === null ||
      row.repeat_item === null ||
      row.repeat_no === null ||
      row.repeat_program === null
        ? null
        : {
            other: seesItem(actor, {
              id: row.repeat_item,
              program: row.repeat_program,
              city: row.repeat_city,
              county: row.repeat_county,
            })
              ? {
                  evidence: row.repeat_of,
                  item: row.repeat_item,
                  itemNo: row.repeat_no,
                  program: row.repeat_program,
                }
              : null,
            how: How.parse(row.repeat_how ?? 'same'),
            explanation: row.repeat_word,
            judged: Judged.parse(row.repeat_judged),
          },
    post: row.added_post,
    at: row.added_at.toISOString(),
  }));
}

/** What lies with an item by rule. A refused piece counts until another of its rule has come after it. */
export async function countOf(
  db: Db,
  item: number,
  rules: readonly Pick<EvidenceRule, 'key' | 'kind'>[],
): Promise<EvidenceCount> {
  const rows = await db
    .selectFrom('item_evidence')
    .select(['id', 'rule_key', 'side', 'pair', 'state', 'repeat_of', 'repeat_judged'])
    .where('item_id', '=', item)
    .orderBy('id')
    .execute();
  const pieces = rows.map((row) => ({
    id: row.id,
    rule: row.rule_key,
    side: Side.parse(row.side),
    pair: row.pair,
    state: State.parse(row.state),
    repeated: row.repeat_of !== null && row.repeat_judged === null,
  }));
  const have = countEvidence(rules, pieces);
  return Object.fromEntries(
    rules.map(({ key }) => {
      const own = pieces.filter(({ rule }) => rule === key);
      const newest = own.findLast(({ state }) => state === 'have')?.id ?? 0;
      return [
        key,
        {
          have: have[key] ?? 0,
          refused: own.filter(({ state, id }) => state === 'refused' && id > newest).length,
          repeated: own.filter(({ state, repeated }) => state === 'have' && repeated).length,
        },
      ];
    }),
  );
}
