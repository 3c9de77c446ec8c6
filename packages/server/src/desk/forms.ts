/** 本月表单: the own items of the month with all that a phone needs to fill them without a network. */

import { ItemStateName, type Lang, ProgramLamp, type ReportForms } from '@qingzhang/contract';
import { plannedPercent, reportMonthOf } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { askedMonth } from './classify.ts';
import { deskPrograms } from './programs.ts';
import { itemScope, ownItems, type ReportedItem } from './queries.ts';
import { lampWords, readPlaceNames } from './words.ts';

/** As many as a phone keeps; more belong in the grid or a spreadsheet. */
const MOST = 300;

interface FormItem extends ReportedItem {
  readonly township: string | null;
  readonly site: string | null;
  readonly accepted: ReportedItem['values'];
  readonly start_on: string | null;
}

/** Forms of the person's own items; `item`: that one alone, also a county's for its city. */
export async function readForms(
  db: Db,
  call: Call,
  { lang, item }: { readonly lang: Lang; readonly item?: number | undefined },
): Promise<ReportForms> {
  const { actor } = call;
  const today = beijingDay(call.at);
  const scope = item === undefined ? ownItems(actor) : sql`(${itemScope(actor)} and item.id = ${item})`;
  const [{ rows }, counted, programs, place] = await Promise.all([
    sql<FormItem>`
      select item.id, item.no, item.title, item.program_key, item.city_code, item.county_code, item.township, item.site,
        item.level, item.state, item.state_since, item.deadline, item.pause_until, item.opened_on, item.progress, item.lamp,
        item.lamp_reason, item.lamp_override, item.returned, item.report_month, item.report_state, item.reported_at,
        item.start_on, item."values", item.accepted, item.life, item.revision
      from item join program on program.key = item.program_key and program.state = 'active'
      where ${scope} and item.state in ('working', 'extension', 'reopened', 'standing')
      order by program.sort, item.no limit ${MOST}`.execute(db),
    sql<{ total: number }>`
      select count(*)::int as total from item join program on program.key = item.program_key and program.state = 'active'
      where ${scope} and item.state in ('working', 'extension', 'reopened', 'standing')`.execute(db),
    deskPrograms(db),
    readPlaceNames(db, lang),
  ]);
  const keys = [...new Set(rows.map(({ program_key }) => program_key))];
  const definitions = keys.flatMap((key) => programs.get(key)?.definition ?? []);
  return {
    at: call.at.toISOString(),
    today,
    month: definitions[0] === undefined ? today.slice(0, 7) : askedMonth(definitions[0], today),
    definitions: definitions.map((definition) => JSON.parse(JSON.stringify(definition))),
    total: counted.rows[0]?.total ?? 0,
    simulated: keys.some((key) => programs.get(key)?.simulated ?? false),
    rows: rows.map((row) => {
      const definition = programs.get(row.program_key)?.definition;
      const milestones =
        definition?.debt.by === 'quantity'
          ? definition.milestones.map(({ day, share }) => ({ day, percent: share }))
          : [];
      const asked = definition === undefined ? null : askedMonth(definition, today);
      const month = asked === null ? null : reportMonthOf({ openedOn: row.opened_on }, asked);
      const reported = row.report_month !== null && row.report_month === month;
      return {
        item: row.id,
        no: row.no,
        title: row.title,
        program: row.program_key,
        city: row.city_code,
        county: row.county_code,
        place: [place(null, row.county_code) || place(row.city_code, null), row.township, row.site]
          .filter(Boolean)
          .join(' '),
        revision: row.revision,
        state: ItemStateName.parse(row.state),
        lamp: ProgramLamp.parse(row.lamp),
        reason: lampWords(row, lang),
        deadline: row.deadline,
        values: row.values,
        previous: row.accepted,
        month: month ?? today.slice(0, 7),
        lastReported: row.reported_at?.toISOString() ?? null,
        report:
          reported && row.reported_at !== null && row.report_state !== null
            ? { state: reportState(row.report_state), at: row.reported_at.toISOString() }
            : null,
        returned:
          row.returned === null
            ? null
            : {
                reason: row.returned.reason,
                post: row.returned.post,
                at: new Date(row.returned.at).toISOString(),
              },
        progress: row.progress === null ? null : Number(row.progress),
        planned: milestones.length === 0 ? null : plannedPercent({ start: row.start_on, milestones }, today),
      };
    }),
  };
}

const reportState = (text: string): 'sent' | 'returned' | 'accepted' =>
  text === 'returned' || text === 'accepted' ? text : 'sent';
