/**
 * The additive columns of a program: what is counted and summed once per city, so that the province is the sum of its
 * cities and every measure follows from the columns without touching an item again.
 */
import {
  type Aggregate,
  type Field,
  type ProgramDefinition,
  reportedStates,
  summable,
} from '@qingzhang/domain';
import { type RawBuilder, sql } from 'kysely';
import { conditionSql, openSql, overdueSql, termSql } from './term-sql.ts';

/** Figures by column name; null: nothing known. */
export type Columns = Readonly<Record<string, number | null>>;

/** One column: its name in `figures` and how it is aggregated over rows `i`. */
export interface ColumnSql {
  readonly name: string;
  readonly expression: RawBuilder<number | null>;
}

/** The days a row is judged by. */
export interface ColumnDays {
  readonly today: string;
  /** The month whose report is due; null: none is asked. */
  readonly dueMonth: string | null;
}

/** Rows whose report of the month is missing: open, there before the month ended, and nothing sent. */
export function unreportedSql(dueMonth: string | null, today: string) {
  if (dueMonth === null) return sql<boolean>`false`;
  return sql<boolean>`(i.state = any(${[...reportedStates]})
    and (i.pause_until is null or i.pause_until < ${today}::date)
    and i.opened_on < (${`${dueMonth}-01`}::date + interval '1 month')
    and (i.report_month is null or i.report_month < ${dueMonth} or (i.report_month = ${dueMonth} and i.report_state = 'returned')))`;
}

/** 须处理: red or yellow and open, alarmed, returned, or unreported. */
export function todoSql(dueMonth: string | null, today: string) {
  return sql<boolean>`(${openSql} and (i.lamp in ('red', 'yellow') or i.alarms <> '{}' or i.returned is not null
    or ${unreportedSql(dueMonth, today)}))`;
}

const aggregateSql = (aggregate: Aggregate, today: string): RawBuilder<number | null> => {
  if ('count' in aggregate) {
    if (aggregate.count === 'all') return sql`count(*)`;
    return sql`count(*) filter (where ${conditionSql(aggregate.count, today)})`;
  }
  const sum = sql`sum(${termSql(aggregate.sum)})`;
  return aggregate.where === undefined
    ? sql`${sum}`
    : sql`${sum} filter (where ${conditionSql(aggregate.where, today)})`;
};

/** Columns of a definition, over its items that are not drafts. */
export function columnsOf(definition: ProgramDefinition, { today, dueMonth }: ColumnDays): ColumnSql[] {
  const columns: ColumnSql[] = [
    { name: 'items', expression: sql`count(*)` },
    { name: 'open', expression: sql`count(*) filter (where ${openSql})` },
    { name: 'overdue', expression: sql`count(*) filter (where ${overdueSql(today)})` },
    { name: 'rebounds', expression: sql`sum(i.rebound_count)` },
    { name: 'unreported', expression: sql`count(*) filter (where ${unreportedSql(dueMonth, today)})` },
    { name: 'returned', expression: sql`count(*) filter (where i.returned is not null)` },
    { name: 'todo', expression: sql`count(*) filter (where ${todoSql(dueMonth, today)})` },
    { name: 'planned', expression: sql`sum(i.planned)::float8` },
    { name: 'done', expression: sql`sum(i.done)::float8` },
  ];
  for (const { key, of } of definition.measures) {
    if (of.kind === 'amount') columns.push({ name: `m.${key}`, expression: aggregateSql(of.amount, today) });
    const parts = of.kind === 'weighted' ? of.parts : of.kind === 'ratio' ? [of] : [];
    for (const [index, part] of parts.entries()) {
      columns.push({ name: `m.${key}.${index}.done`, expression: aggregateSql(part.done, today) });
      columns.push({ name: `m.${key}.${index}.planned`, expression: aggregateSql(part.planned, today) });
    }
  }
  for (const { key, amount } of definition.alarms) {
    const when = sql`i.alarms @> array[${sql.lit(key)}]`;
    columns.push({ name: `a.${key}`, expression: sql`count(*) filter (where ${when})` });
    if (amount !== undefined) {
      columns.push({
        name: `a.${key}.amount`,
        expression: sql`sum(${termSql(amount)}) filter (where ${when})`,
      });
    }
  }
  for (const field of summedFields(definition)) {
    columns.push({ name: `s.${field.key}`, expression: sql`sum(${termSql({ field: field.key })})` });
  }
  return columns;
}

/** Fields whose sum over rows says something. */
export function summedFields(definition: ProgramDefinition): Field[] {
  return definition.fields.filter(summable);
}

/** Seven decimals: sums of tenths come out as people wrote them. */
const tidy = (value: number): number => Math.round(value * 1e7) / 1e7;

/** `jsonb_build_object` takes at most 100 arguments: columns go in chunks. */
const CHUNK = 40;

/** All columns as one jsonb expression. */
export function columnsJson(columns: readonly ColumnSql[]): RawBuilder<Record<string, number | null>> {
  const chunks: RawBuilder<unknown>[] = [];
  for (let at = 0; at < columns.length; at += CHUNK) {
    const pairs = columns
      .slice(at, at + CHUNK)
      .map(({ name, expression }) => sql`${sql.lit(name)}, ${expression}`);
    chunks.push(sql`jsonb_build_object(${sql.join(pairs)})`);
  }
  return sql`(${sql.join(chunks, sql` || `)})`;
}

/** The sum of several regions' columns; null stays where nobody knows anything. */
export function sumColumns(regions: readonly Columns[]): Columns {
  const total: Record<string, number | null> = {};
  for (const columns of regions) {
    for (const [name, value] of Object.entries(columns)) {
      const before = total[name] ?? null;
      total[name] = value === null ? before : tidy((before ?? 0) + value);
    }
  }
  return total;
}

/** A measure worked out: percent for shares, the amount itself otherwise. */
export interface MeasureValue {
  readonly value: number | null;
  readonly done: number | null;
  readonly planned: number | null;
}

/** Measures of a region from its columns. Shares in percent; unknown when nothing is planned. */
export function measuresOf(definition: ProgramDefinition, columns: Columns): Record<string, MeasureValue> {
  const column = (name: string) => columns[name] ?? null;
  const values = definition.measures.map(({ key, of }): [string, MeasureValue] => {
    if (of.kind === 'amount') {
      const value = column(`m.${key}`);
      return [key, { value, done: value, planned: null }];
    }
    if (of.kind === 'ratio') {
      const done = column(`m.${key}.0.done`);
      const planned = column(`m.${key}.0.planned`);
      const share = planned === null || planned === 0 ? null : ((done ?? 0) / planned) * 100;
      return [key, { value: share === null ? null : tidy(share), done, planned }];
    }
    let reached = 0;
    let weights = 0;
    for (const [index, { weight }] of of.parts.entries()) {
      const planned = column(`m.${key}.${index}.planned`);
      if (planned === null || planned <= 0) continue;
      weights += weight;
      reached += weight * Math.min(1, (column(`m.${key}.${index}.done`) ?? 0) / planned);
    }
    const value = weights === 0 ? null : tidy((reached / weights) * 100);
    return [key, { value, done: null, planned: null }];
  });
  return Object.fromEntries(values);
}
