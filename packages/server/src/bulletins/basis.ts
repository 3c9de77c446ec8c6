/** 所据数据的摘要: changes whenever anything that bulletins and meeting papers are made from may have changed. */
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/**
 * One small query instead of the facts themselves: versions of the evaluated years, closings, reviews, targets, boards,
 * reports, debts, settings, meetings (their days set terms), regions. It may differ where nothing that is said has changed (then the renewal finds
 * nothing), never the other way round. `from` … `to`: days of the period.
 */
export async function factsBasis(
  db: Db,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string> {
  // A month is told with the year so far and with the year before.
  const year = Number(from.slice(0, 4));
  const month = to.slice(0, 7);
  const { rows } = await sql<{ basis: string }>`
    select md5(concat_ws('|',
      (select sum(version) from evaluation_version where year between ${year - 1} and ${year + 1}),
      (select concat_ws(',', count(*), max(closed_at)) from closing),
      (select concat_ws(',', count(*), max(reviewed_at)) from data_review),
      (select concat_ws(',', count(*), count(superseded_at), max(created_at)) from target),
      (select string_agg(concat_ws(',', key, version, state), ';' order by key) from program),
      (select concat_ws(',', count(*), max(set_at)) from program_path),
      (select sum(hash_record_extended(row(program_key, region_code, month, figures, progress, planned_share, items,
                open_items, overdue, rebounds, unreported, lamp, lamp_reason), 0)::numeric)
        from program_month where month between ${`${year}-01`} and ${month}),
      (select concat_ws(',', count(*), count(judged_at)) from item_report where month = ${month}),
      (select concat_ws(',', count(*), max(id)) from debt_entry),
      (select concat_ws(',', count(*), max(updated_at)) from setting),
      (select string_agg(concat_ws(',', id, period, state, starts_at), ';' order by id) from meeting),
      (select md5(string_agg(concat_ws(',', code, name, short_name, managed, sort), ';' order by code)) from region)
    )) as basis`.execute(db);
  return rows[0]?.basis ?? '';
}
