/** 导出台账: the rows of a filter as a spreadsheet that can be filled in and imported again. */

import type { Lang } from '@qingzhang/contract';
import type { ListColumn, ListValue } from '@qingzhang/documents';
import { baseNames, type Field, type FieldValue, type ProgramDefinition, sayLamp } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { openMonths } from '../board/programs.ts';
import { afterCursor, baseCondition, type LedgerQuery, narrowing, orderSql, sortOf } from './filter.ts';
import { ledgerProgram, seesDrafts } from './ledger.ts';
import { LedgerRecord, ledgerRow, rowColumns } from './rows.ts';

/** Rows read at a time: memory does not grow with the ledger. */
const CHUNK = 2000;

/** Headings are those of the import template: names with their units, issued columns shaded and locked. */
export async function ledgerXlsx(
  db: Db,
  key: string,
  query: LedgerQuery & { readonly lang: Lang },
  call: Pick<Call, 'actor' | 'at'>,
): Promise<FileReply> {
  const program = await ledgerProgram(db, key, call);
  const { definition } = program;
  const assign = may(call.actor, 'items.assign');
  const regions = new Map((await listRegions(db)).map((region) => [region.code, region]));
  const place = (code: string | null) => {
    const region = code === null ? undefined : regions.get(code);
    return (query.lang === 'zh' ? region?.name : region?.nameEn) ?? code;
  };
  const columns: ListColumn[] = [
    { key: 'no', title: baseNames.no[query.lang], shaded: true },
    { key: 'city', title: baseNames.city[query.lang], shaded: true },
    { key: 'county', title: baseNames.county[query.lang], shaded: true, width: 14 },
    ...(definition.fields.some(({ key: own }) => own === 'township')
      ? []
      : [{ key: 'township', title: baseNames.township[query.lang], shaded: true, width: 14 }]),
    ...definition.fields.map((field) => fieldColumn(field, query.lang, assign)),
    { key: 'deadline', title: baseNames.deadline[query.lang], shaded: !assign, width: 12 },
    { key: 'lamp', title: query.lang === 'zh' ? '灯' : 'Lamp', shaded: true },
    { key: 'reason', title: query.lang === 'zh' ? '为什么' : 'Why', shaded: true, width: 22 },
    { key: 'report', title: query.lang === 'zh' ? '最近上报' : 'Last report', shaded: true },
  ];
  const name = `${definition.name[query.lang]} ${query.lang === 'zh' ? '台账' : 'ledger'} ${beijingDay(call.at)}`;
  return xlsxReply(name, {
    title: name,
    simulated: program.simulated,
    locked: true,
    columns,
    rows: rowsOf(db, definition, key, query, call, place),
  });
}

function fieldColumn(field: Field, lang: Lang, assign: boolean): ListColumn {
  const shaded = field.source === 'computed' || (field.source === 'issued' && !assign);
  const title = field.unit === null ? field.name[lang] : `${field.name[lang]}（${field.unit}）`;
  const choices =
    field.type === 'choice'
      ? (field.choices ?? []).map((choice) => choice.name[lang] || choice.name.zh)
      : field.type === 'yesNo'
        ? lang === 'zh'
          ? ['是', '否']
          : ['yes', 'no']
        : undefined;
  return {
    key: `f.${field.key}`,
    title,
    shaded,
    ...(field.type === 'number' && field.decimals !== undefined ? { decimals: field.decimals } : {}),
    ...(choices === undefined ? {} : { choices }),
  };
}

/** Every row of the filter, a chunk at a time by the keyset of its order. */
async function* rowsOf(
  db: Db,
  definition: ProgramDefinition,
  key: string,
  query: LedgerQuery & { readonly lang: Lang },
  call: Pick<Call, 'actor' | 'at'>,
  place: (code: string | null) => string | null,
): AsyncIterable<Record<string, ListValue>> {
  const today = beijingDay(call.at);
  const days = { today, dueMonth: openMonths(today, definition).dueMonth };
  const base = baseCondition(key, query, call.actor, seesDrafts(call));
  const narrow = narrowing(query, days) ?? sql`true`;
  const sort = sortOf(query.sort, definition);
  const context = {
    definition,
    calendar: await readCalendar(db),
    today,
    lang: query.lang,
    mayReport: false,
    posts: new Map<number, string>(),
  };
  let after = sql<boolean>`true`;
  for (;;) {
    const { rows } = await sql<{ id: number; sorted: string | null }>`
      select ${rowColumns}, (${sort.expression})::text as sorted from item i
      where ${base} and ${narrow} and ${after} order by ${orderSql(sort, query.order)} limit ${CHUNK}`.execute(
      db,
    );
    for (const raw of rows) {
      const row = ledgerRow(LedgerRecord.parse(raw), context);
      yield {
        no: row.no,
        city: place(row.city),
        county: place(row.county),
        township: row.township,
        deadline: row.deadline,
        lamp: sayLamp(row.lamp, query.lang),
        reason: row.reason,
        report: row.report?.month ?? null,
        ...Object.fromEntries(
          definition.fields.map((field) => [
            `f.${field.key}`,
            cellOf(field, row.values[field.key] ?? null, query.lang),
          ]),
        ),
      };
    }
    const last = rows.at(-1);
    if (rows.length < CHUNK || last === undefined) return;
    after = sql<boolean>`${afterCursor(sort, query.order, { id: last.id, value: last.sorted })}`;
  }
}

/** A value as people write it: the choice's word, 是 or 否. */
export function cellOf(field: Field, value: FieldValue, lang: Lang): string | number | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (field.type === 'choice') {
    const choice = field.choices?.find((one) => one.key === value);
    return choice === undefined ? String(value) : choice.name[lang] || choice.name.zh;
  }
  return value;
}
