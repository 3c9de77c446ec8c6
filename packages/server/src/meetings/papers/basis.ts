/** What the papers of a meeting are made from, as a digest: the period's facts and the meeting's own preparation. */
import { spanOf } from '@qingzhang/standards';
import { sql } from 'kysely';
import { factsBasis } from '../../bulletins/basis.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type MeetingRecord, meetingPeriod } from '../cycle/read.ts';

/** The day belongs to it: what is late is told by the day. */
export async function papersBasis(db: Db, meeting: MeetingRecord, at: Date): Promise<string> {
  const { id, previous_id: previous } = meeting;
  const [facts, { rows }] = await Promise.all([
    factsBasis(db, spanOf(meetingPeriod(meeting))),
    sql<{ basis: string }>`
      select md5(concat_ws('|',
        (select m::text from meeting m where id = ${id}),
        (select md5(string_agg(a::text, ';' order by id)) from agenda_item a where meeting_id = ${id}),
        (select string_agg(concat_ws(',', id, kind, region_code, name, sort), ';' order by id) from venue
          where meeting_id = ${id}),
        (select string_agg(concat_ws(',', step, due), ';' order by step) from meeting_step where meeting_id = ${id}),
        (select md5(string_agg(concat_ws(',', c.id, c.text, c.due, c.state, c.result_text), ';' order by c.id))
          from commitment c where c.meeting_id <> ${id}),
        (select md5(string_agg(concat_ws(',', t.id, t.revision, t.state, t.lamp, t.progress, t.open, t.deadline), ';'
                  order by t.id))
          from record_task r join record_line l on l.id = r.line_id join task t on t.id = r.task_id
          where l.meeting_id = ${previous})
      )) as basis`.execute(db),
  ]);
  return `${facts}.${rows[0]?.basis ?? ''}.${beijingDay(at)}`;
}
