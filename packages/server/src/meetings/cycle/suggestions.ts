/** 建议谁发言: from the facts of the period and the records of the meetings before it (DIS-6.3). */
import type { Lang, SpeakerSuggestion } from '@qingzhang/contract';
import { type Candidate, type CityStanding, candidates } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { type MeetingFacts, meetingFacts } from '../facts.ts';
import { asidesOf, suggestionKey } from './asides.ts';
import { namesOf } from './names.ts';
import { sayReasons } from './reason-words.ts';
import { type MeetingRecord, requireMeeting } from './record.ts';
import { agendaRows } from './rows.ts';
import { effectiveRules } from './rules.ts';

/** So many meetings back, naming is remembered. */
const REMEMBERED = 3;

/** The cities as the rules see them. */
export async function standingsOf(
  db: Db,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at'>,
  facts: MeetingFacts,
): Promise<CityStanding[]> {
  const named = await namedBefore(db, meeting);
  const places = new Map(facts.bulletin.main.cities.map((place) => [place.code, place]));
  return facts.cities.map(({ code }): CityStanding => {
    const index = places.get(code)?.indicators.index;
    const change = index?.change ?? null;
    return {
      city: code,
      air:
        index === undefined || index.now === null
          ? null
          : {
              rank: index.rank,
              changeRank: index.changeRank,
              index: index.now.text,
              change: change?.text ?? null,
              sense:
                change === null ? null : change.value < 0 ? 'better' : change.value > 0 ? 'worse' : 'flat',
            },
      airReviewed: facts.reviewed,
      programs: facts.programs.flatMap((program) => {
        const tile = program.tiles.find((one) => one.region === code && one.applicable);
        // A rate over a few items is not held against others (DIS-5.3).
        if (tile === undefined || tile.items < LEAST_ITEMS) return [];
        const { lamp, gap } = tile;
        return [{ program: program.key, lamp, gap, reviewed: (program.unjudged.get(code) ?? 0) === 0 }];
      }),
      named: named.filter(({ city }) => city === code),
    };
  });
}

/** Fewer items than these say nothing by their rate. */
const LEAST_ITEMS = 5;

/** At how many of the last meetings held a city was named, by program. */
async function namedBefore(db: Db, meeting: Pick<MeetingRecord, 'id' | 'starts_at'>) {
  const { rows } = await sql<{ city: string; program: string | null; times: number }>`
    select c.city, l.program_key as program, count(distinct l.meeting_id)::int as times
    from record_line l cross join lateral unnest(l.cities) as c (city)
    where l.kind in ('comment', 'requirement') and l.state = 'kept' and l.meeting_id in (
      select id from meeting
      where starts_at < ${meeting.starts_at} and id <> ${meeting.id} and state in ('ended', 'followed')
        and kind <> 'special'
      order by starts_at desc limit ${REMEMBERED})
    group by c.city, l.program_key`.execute(db);
  return rows;
}

/** Everybody whom the rules suggest for the meeting, with the facts it was taken from. */
export async function suggest(
  platform: Platform,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at' | 'period'>,
  at: Date,
): Promise<{ readonly facts: MeetingFacts; readonly found: readonly Candidate[] }> {
  const { db } = platform;
  const facts = await meetingFacts(platform, { period: meeting.period, at });
  const { pledgeGap } = await effectiveRules(db);
  return { facts, found: candidates(await standingsOf(db, meeting, facts), { pledgeGap }) };
}

/** What the rules suggest, with the reasons, and what of it stands in the agenda. */
export async function readSuggestions(
  platform: Platform,
  call: Call,
  id: number,
  lang: Lang,
): Promise<{ items: SpeakerSuggestion[] }> {
  const { db } = platform;
  const meeting = await requireMeeting(db, call.actor, id);
  const [{ found }, agenda, names, asides] = await Promise.all([
    suggest(platform, meeting, call.at),
    agendaRows(db, id),
    namesOf(db),
    asidesOf(db, id),
  ]);
  return {
    items: found.map(({ kind, city, program, reasons, allowed }) => ({
      kind,
      city,
      program,
      reasons: sayReasons({ program, reviewed: allowed, reasons: [...reasons] }, names, lang),
      allowed,
      inAgenda: agenda.some(
        (row) =>
          row.parent_id !== null &&
          row.kind === kind &&
          row.city_code === city &&
          row.program_key === program,
      ),
      aside: asides.get(suggestionKey({ kind, city, program })) ?? null,
    })),
  };
}
