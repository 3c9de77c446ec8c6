/** Everything the papers of a meeting are composed from, read once. */

import { bulletinNames, namesOf, termsOf } from '../../issuing/issuer.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { commitmentRows, suggestionOf } from '../commitments/read.ts';
import { namesOf as wordsOf } from '../cycle/names.ts';
import { agendaRows, effectiveRules, findMeeting, type MeetingRecord, venueRows } from '../cycle/read.ts';
import { reasonViews } from '../cycle/reason-words.ts';
import { type MeetingFacts, meetingFacts } from '../facts.ts';
import type { HeardPromise, HeardRequirement, PaperContext } from './compose/context.ts';

/** The context of a meeting's papers. `facts` where the caller has them already. */
export async function gatherPapers(
  platform: Platform,
  meeting: MeetingRecord,
  at: Date,
  known?: MeetingFacts,
): Promise<PaperContext> {
  const { db } = platform;
  const facts = known ?? (await meetingFacts(platform, { period: meeting.period, at }));
  const [agenda, venues, previous, names, steps, promises, requirements, words, rules] = await Promise.all([
    agendaRows(db, meeting.id),
    venueRows(db, meeting.id),
    meeting.previous_id === null ? null : findMeeting(db, meeting.previous_id),
    readSetting(db, bulletinNames),
    db.selectFrom('meeting_step').select(['step', 'due']).where('meeting_id', '=', meeting.id).execute(),
    heardPromises(db, meeting, facts),
    meeting.previous_id === null ? [] : heardRequirements(db, meeting.previous_id, beijingDay(at)),
    wordsOf(db),
    effectiveRules(db),
  ]);
  const today = beijingDay(at);
  const province = facts.province ?? { code: '', name: '', shortName: '' };
  return {
    meeting,
    facts,
    issuer: { ...namesOf(names, province), ...termsOf(names, today), number: null },
    agenda,
    venues,
    previous,
    promises,
    requirements,
    portfolios: rules.portfolios,
    steps: new Map(steps.map(({ step, due }) => [step, due])),
    reasons: new Map(agenda.map((row) => [row.id, reasonViews(row.reason, words, 'zh')])),
    today,
  };
}

/** What was promised before and has to be heard: as settled, else as the figures say. */
export async function heardPromises(
  db: Db,
  meeting: Pick<MeetingRecord, 'id'>,
  facts: MeetingFacts,
): Promise<HeardPromise[]> {
  const rows = await commitmentRows(db, { before: meeting.id });
  return rows
    .filter(({ state }) => state !== 'withdrawn')
    .map((row): HeardPromise => {
      if (row.state !== 'open') {
        const verdict = row.state === 'kept' || row.state === 'late' ? row.state : 'broken';
        return { row, result: row.result_text ?? '', verdict, settled: true };
      }
      const suggestion = suggestionOf(row, facts);
      const due = row.due <= facts.bulletin.main.to;
      return {
        row,
        // What no figure tells is for people to say: nobody is called to account by silence of the system.
        result: suggestion?.text ?? (due ? '已到期，待认定' : ''),
        verdict: suggestion?.verdict ?? 'open',
        settled: false,
      };
    });
}

/** What the meeting before required, as its tasks stand on a day. */
async function heardRequirements(db: Db, previousId: number, today: string): Promise<HeardRequirement[]> {
  const rows = await db
    .selectFrom('record_task as r')
    .innerJoin('record_line as l', 'l.id', 'r.line_id')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .leftJoin('region as g', 'g.code', 't.city_code')
    .select(['t.city_code', 't.text', 't.deadline', 't.state', 't.lamp', 't.progress', 't.open'])
    .where('l.meeting_id', '=', previousId)
    .orderBy('g.sort')
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({
    city: row.city_code,
    text: row.text,
    due: row.deadline,
    state: row.state,
    lamp: row.lamp,
    progress: row.progress === null ? null : Number(row.progress),
    late: row.open && row.deadline !== null && row.deadline < today,
  }));
}
