/** What the steps of items' lives look at: evidence, standards, objections, for some items at once. */
import { countEvidence, isEmptyValue, type LifeContext } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';
import type { Judge } from './derive.ts';
import type { ItemRecord } from './record.ts';

const Side = z.enum(['before', 'after']).nullable();
const State = z.enum(['have', 'refused', 'withdrawn']);
const Met = z.enum(['evidence', 'notApplicable']);

/** By item. */
export async function lifeContexts(
  db: Db,
  judges: ReadonlyMap<string, Judge>,
  items: readonly ItemRecord[],
): Promise<Map<number, LifeContext>> {
  const ids = items.map(({ id }) => id);
  const own = sql<boolean>`item_id = any(${ids}::bigint[])`;
  const [evidence, standards, objections] = [
    await db
      .selectFrom('item_evidence')
      .select([
        'id',
        'item_id',
        'rule_key',
        'label',
        'side',
        'pair',
        'state',
        'repeat_of',
        'repeat_word',
        'repeat_judged',
      ])
      .where(own)
      .orderBy('id')
      .execute(),
    await db.selectFrom('item_standard').selectAll().where(own).execute(),
    await db
      .selectFrom('item_notice')
      .select(['id', 'item_id'])
      .where(own)
      .where('kind', '=', 'objection')
      .where('answered_at', 'is', null)
      .execute(),
  ];
  return new Map(
    items.flatMap((item): [number, LifeContext][] => {
      const judge = judges.get(item.program);
      if (judge === undefined) return [];
      const { definition } = judge.program;
      const pieces = evidence
        .filter((row) => row.item_id === item.id)
        .map((row) => ({
          ...row,
          rule: row.rule_key,
          side: Side.parse(row.side),
          state: State.parse(row.state),
        }));
      const valid = new Set(pieces.filter(({ state }) => state === 'have').map(({ id }) => id));
      const met = new Map(
        standards.filter((row) => row.item_id === item.id).map((row) => [row.standard_key, row]),
      );
      return [
        [
          item.id,
          {
            rules: definition,
            calendar: judge.calendar,
            today: judge.today,
            evidence: countEvidence(definition.evidence, pieces),
            repeats: pieces
              .filter((piece) => piece.state === 'have' && piece.repeat_of !== null)
              .map((piece) => ({
                label:
                  piece.label === ''
                    ? (definition.evidence.find(({ key }) => key === piece.rule)?.name.zh ?? piece.rule)
                    : piece.label,
                explained: piece.repeat_word !== null,
                accepted: piece.repeat_judged === 'accepted',
              })),
            measures: item.measures,
            standards: definition.standards.map(({ key }) => {
              const row = met.get(key);
              const kind = row === undefined ? null : Met.parse(row.met);
              // Evidence that was refused or withdrawn shows nothing any more.
              const gone = kind === 'evidence' && !valid.has(row?.evidence_id ?? 0);
              return { key, met: gone ? null : kind, because: row?.because ?? null };
            }),
            blanks: definition.fields
              .filter(({ key, required }) => required === 'closeOut' && isEmptyValue(item.values[key]))
              .map(({ name }) => name.zh),
            reportReturned: item.reportState === 'returned',
            openObjections: objections.filter((row) => row.item_id === item.id).map(({ id }) => id),
          },
        ],
      ];
    }),
  );
}
