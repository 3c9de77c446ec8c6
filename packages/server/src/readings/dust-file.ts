import type { NewDustEvent } from '@qingzhang/contract';
import { hourEndIso } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Register, RegisterReject, RegisterResult, RegisterRow } from '../intake/register-file.ts';
import { hourOfStamp } from '../intake/time-cells.ts';
import type { OnTouched } from '../intake/touched.ts';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { enterDustEvent } from './exclusions.ts';

/**
 * 沙尘事件清单. Columns: start, end (first and last hour, END label), cities (codes or names, parted by ; or 、),
 * pollutants (PM10, PM2.5; both unless given), document, note. An event that is there already with the same hours,
 * cities and document is left as it is.
 */
export function dustRegister(onTouched: OnTouched): Register {
  return {
    kind: 'dust-events',
    columns: {
      start: ['start', 'start_hour', 'first_hour', '开始', '开始时间'],
      end: ['end', 'end_hour', 'last_hour', '结束', '结束时间'],
      cities: ['cities', 'city', '城市', '影响城市'],
      pollutants: ['pollutants', '污染物'],
      document: ['document', '文件', '确认文件', '文号'],
      note: ['note', '备注', '说明'],
    },
    required: ['start', 'end', 'cities', 'document'],
    put: (trx, rows, call) => putEvents(trx, rows, call, onTouched),
  };
}

async function putEvents(
  trx: Db,
  rows: readonly RegisterRow[],
  call: Call,
  onTouched: OnTouched,
): Promise<RegisterResult> {
  const { rows: cities } = await sql<{ code: string; name: string; short_name: string }>`
    select code, name, short_name from region where level = 'city'`.execute(trx);
  const codeOf = new Map(
    cities.flatMap((city) => [city.code, city.name, city.short_name].map((key) => [key, city.code])),
  );
  const result: RegisterResult = { new: 0, same: 0, revised: 0, rejects: [], notes: [] };
  for (const row of rows) {
    const event = readEvent(row, codeOf);
    if ('row' in event) {
      result.rejects.push(event);
    } else if (await isKnown(trx, event)) {
      result.same++;
    } else {
      await enterDustEvent(trx, call, event, onTouched);
      result.new++;
    }
  }
  return result;
}

function readEvent(row: RegisterRow, codeOf: ReadonlyMap<string, string>): NewDustEvent | RegisterReject {
  const { cells } = row;
  const refuse = (
    column: string,
    code: RegisterReject['code'],
    value = cells[column] ?? '',
  ): RegisterReject => ({
    row,
    column,
    code,
    params: { value },
  });
  const first = hourOfStamp(cells.start ?? '');
  const last = hourOfStamp(cells.end ?? '');
  if (first < 0) return refuse('start', 'time.invalid');
  if (last < 0) return refuse('end', 'time.invalid');
  if (last < first) return refuse('end', 'register.span');
  const names = (cells.cities ?? '').split(/[;；、\s]+/).filter((name) => name !== '');
  const codes = names.map((name) => codeOf.get(name));
  const unknown = codes.indexOf(undefined);
  if (names.length === 0 || unknown >= 0) return refuse('cities', 'register.city', names[unknown] ?? '');
  const pollutants: NewDustEvent['pollutants'] = [];
  for (const text of (cells.pollutants || 'PM10;PM2.5').split(/[;；、\s]+/)) {
    const plain = text.toLowerCase().replace(/[._]/, '');
    if (plain !== 'pm10' && plain !== 'pm25') return refuse('pollutants', 'register.pollutant', text);
    pollutants.push(plain);
  }
  const document = (cells.document ?? '').trim();
  if (document === '') return refuse('document', 'register.document');
  return {
    firstHour: hourEndIso(first),
    lastHour: hourEndIso(last),
    cities: [...new Set(codes.filter((code) => code !== undefined))],
    pollutants,
    document,
    note: cells.note ?? '',
  };
}

async function isKnown(trx: Db, event: NewDustEvent): Promise<boolean> {
  const { rows } = await sql`
    select from dust_event e
     where e.start_hour = ${event.firstHour}::timestamptz and e.end_hour = ${event.lastHour}::timestamptz
       and e.document = ${event.document} and e.withdrawn_at is null
       and e.pollutants @> ${event.pollutants}::text[] and e.pollutants <@ ${event.pollutants}::text[]
       and (select array_agg(c.city_code::text order by c.city_code) from dust_event_city c where c.event_id = e.id)
           = ${[...event.cities].sort()}::text[]`.execute(trx);
  return rows.length > 0;
}
