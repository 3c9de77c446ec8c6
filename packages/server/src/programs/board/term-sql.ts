/** Terms and conditions of a definition as SQL over rows `i` of items; the same meaning as the domain's `terms.ts`. */
import type { Condition, Term } from '@qingzhang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Columns that terms read; both hold field values. */
const VALUES = sql.raw('i."values"');
const PREVIOUS = sql.raw('i.accepted');

/** A number of a field; null where it is absent or no number. */
const numberIn = (column: RawBuilder<unknown>, key: string): RawBuilder<number | null> =>
  sql`case when jsonb_typeof(${column}->${sql.lit(key)}) = 'number' then (${column}->${sql.lit(key)})::float8 end`;

/** A term as SQL: null is unknown, as in `evaluateTerm`; readings are not known to the database's rows. */
export function termSql(term: Term): RawBuilder<number | null> {
  if ('constant' in term) return sql`${sql.lit(term.constant)}::float8`;
  if ('field' in term) return numberIn(VALUES, term.field);
  if ('previous' in term) return numberIn(PREVIOUS, term.previous);
  if ('reading' in term) return sql`null::float8`;
  if ('sum' in term) {
    return term.sum.length === 0 ? sql`0::float8` : sql`(${sql.join(term.sum.map(termSql), sql` + `)})`;
  }
  if ('minus' in term) return sql`(${termSql(term.minus[0])} - ${termSql(term.minus[1])})`;
  if ('times' in term) return sql`(${termSql(term.times[0])} * ${termSql(term.times[1])})`;
  return sql`(${termSql(term.ratio[0])} / nullif(${termSql(term.ratio[1])}, 0))`;
}

const OPERATORS = { gt: '>', ge: '>=', lt: '<', le: '<=', eq: '=', ne: '<>' } as const;

/** A field as the words choices are compared by: yes-no as 'yes' and 'no'. */
const wordIn = (key: string): RawBuilder<string | null> => {
  const value = sql`${VALUES}->${sql.lit(key)}`;
  return sql`case ${value} when 'true'::jsonb then 'yes' when 'false'::jsonb then 'no' else ${VALUES}->>${sql.lit(key)} end`;
};

/** A condition as SQL, never null: what is unknown does not hold. `today` decides what is overdue. */
export function conditionSql(condition: Condition, today: string): RawBuilder<SqlBool> {
  if ('op' in condition) {
    const operator = sql.raw(OPERATORS[condition.op]);
    // Seven decimals, as the domain's terms come out.
    const side = (term: Term) => sql`round((${termSql(term)})::numeric, 7)`;
    return sql<SqlBool>`coalesce(${side(condition.left)} ${operator} ${side(condition.right)}, false)`;
  }
  if ('all' in condition || 'any' in condition) {
    const list = 'all' in condition ? condition.all : condition.any;
    if (list.length === 0) return sql<SqlBool>`${sql.lit('all' in condition)}`;
    const parts = list.map((one) => conditionSql(one, today));
    return sql<SqlBool>`(${sql.join(parts, 'all' in condition ? sql` and ` : sql` or `)})`;
  }
  if ('not' in condition) return sql<SqlBool>`not ${conditionSql(condition.not, today)}`;
  if ('filled' in condition) return filled(condition.filled);
  if ('empty' in condition) return sql<SqlBool>`not ${filled(condition.empty)}`;
  if ('is' in condition) {
    return sql<SqlBool>`coalesce(${wordIn(condition.is)} = any(${[...condition.in]}), false)`;
  }
  if ('state' in condition) return sql<SqlBool>`i.state = any(${[...condition.state]})`;
  return overdueSql(today);
}

const filled = (key: string) => sql<SqlBool>`(coalesce(${VALUES}->>${sql.lit(key)}, '') <> '')`;

/** Past its deadline and not closed; paused items and standing ones are not late. */
export function overdueSql(today: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(i.deadline is not null and i.deadline < ${today}::date
    and i.state not in ('draft', 'closed', 'lookBack', 'standing')
    and (i.pause_until is null or i.pause_until < ${today}::date))`;
}

/** A debt still open (`isOpen`). */
export const openSql = sql<SqlBool>`(i.state not in ('draft', 'closed', 'lookBack'))`;
