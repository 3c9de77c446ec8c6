/** 按规则重排议程: laid out anew from rules and figures; what people entered, changed or confirmed stays. */
import type { MeetingRules } from '@qingzhang/contract';
import {
  type AgendaPart,
  agendaOrder,
  type Candidate,
  chooseSpeakers,
  isSpoken,
  MOST_PRIORITIES,
  planAgenda,
  type SpokenPart,
} from '@qingzhang/domain';
import type { Insertable } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import type { MeetingFacts } from '../facts.ts';
import { lockStage } from '../locks.ts';
import { commentLine, partSpeaker, partTitles } from './agenda-skeleton.ts';
import { asidesOf, suggestionKey } from './asides.ts';
import { auditMeeting } from './change.ts';
import type { KeptReasons } from './reason-words.ts';
import { type MeetingRecord, requireBefore, requireMeeting } from './record.ts';
import { type AgendaRow, agendaRows } from './rows.ts';
import { effectiveRules } from './rules.ts';
import { suggest } from './suggestions.ts';

type NewRow = Insertable<DB['agenda_item']>;

/** Somebody under a part: one who stands there already, or one whom the rules put there. */
type Speaker =
  | { readonly kept: AgendaRow }
  | { readonly candidate: Candidate }
  | { readonly portfolio: MeetingRules['portfolios'][number] };

/** What people have not touched may go. */
const isKept = (row: AgendaRow): boolean =>
  !row.suggested || row.touched || row.confirmed_at !== null || row.started_at !== null;

/** Propose the agenda of a meeting that has not begun. Fails where the period has no figures. */
export async function proposeAgenda(platform: Platform, call: Call, id: number): Promise<number> {
  const before = await requireMeeting(platform.db, call.actor, id);
  requireBefore(before, 'agenda');
  const { facts, found } = await suggest(platform, before, call.at);
  return transaction(platform.db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, id, { hold: true });
    requireBefore(meeting, 'agenda');
    await lockStage(trx, id, call.at);
    const rules = await effectiveRules(trx);
    const rows = await agendaRows(trx, id);
    const gone = rows.filter((row) => row.parent_id !== null && !isKept(row));
    if (gone.length > 0) {
      await trx
        .deleteFrom('agenda_item')
        .where(
          'id',
          'in',
          gone.map((row) => row.id),
        )
        .execute();
    }
    const kept = rows.filter((row) => row.parent_id === null || isKept(row));
    const parts = await ensureParts(trx, meeting, kept);
    const asides = await asidesOf(trx, id);
    const open = found.filter((candidate) => !asides.has(suggestionKey(candidate)));
    const chosen = chooseFor(open, kept, rules);
    await layOut(trx, { meeting, rules, kept, parts, chosen, facts });
    await auditMeeting(trx, call, id, 'agenda.propose', {
      asOf: facts.asOf.toISOString(),
      speakers: chosen.map(({ kind, city, program }) => ({ kind, city, program })),
    });
    return id;
  });
}

/** Whom the rules add to those who stand already: within the limits, and nobody twice. */
function chooseFor(
  found: readonly Candidate[],
  kept: readonly AgendaRow[],
  rules: MeetingRules,
): Candidate[] {
  const speaking = kept.filter(
    (row) => row.parent_id !== null && (row.kind === 'pledge' || row.kind === 'experience'),
  );
  const cities = new Set(speaking.map(({ city_code }) => city_code));
  const count = (kind: string) => speaking.filter((row) => row.kind === kind).length;
  const room = Math.max(0, MOST_PRIORITIES - speaking.length);
  const maxPledges = Math.min(room, Math.max(0, rules.maxPledges - count('pledge')));
  return chooseSpeakers(
    found.filter(({ city }) => !cities.has(city)),
    {
      maxPledges,
      maxExperience: Math.min(room, Math.max(0, rules.maxExperience - count('experience'))),
    },
  ).slice(0, room);
}

/** Parts of the article that are missing come back, each after the one that stands before it. */
async function ensureParts(
  trx: Db,
  meeting: MeetingRecord,
  kept: readonly AgendaRow[],
): Promise<ReadonlyMap<AgendaPart, AgendaRow>> {
  const tops = kept.filter(({ parent_id }) => parent_id === null);
  const parts = new Map<AgendaPart, AgendaRow>();
  const order = [...tops];
  for (const part of agendaOrder) {
    const own = tops.find(({ kind }) => kind === part);
    if (own !== undefined) {
      parts.set(part, own);
      continue;
    }
    const row = await trx
      .insertInto('agenda_item')
      .values({
        meeting_id: meeting.id,
        sort: 0,
        kind: part,
        title: partTitles[part],
        minutes: 0,
        ...partSpeaker(part, meeting),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const earlier = agendaOrder
      .slice(0, agendaOrder.indexOf(part))
      .flatMap((one) => parts.get(one)?.id ?? []);
    const at = order.findIndex(({ id }) => id === earlier.at(-1));
    order.splice(at + 1, 0, row);
    parts.set(part, row);
  }
  for (const [index, { id }] of order.entries()) {
    await trx
      .updateTable('agenda_item')
      .set({ sort: (index + 1) * 10 })
      .where('id', '=', id)
      .execute();
  }
  return parts;
}

interface Layout {
  readonly meeting: MeetingRecord;
  readonly rules: MeetingRules;
  readonly kept: readonly AgendaRow[];
  readonly parts: ReadonlyMap<AgendaPart, AgendaRow>;
  readonly chosen: readonly Candidate[];
  readonly facts: MeetingFacts;
}

/** Put the new speakers under their parts and fit everybody's minutes. */
async function layOut(trx: Db, layout: Layout): Promise<void> {
  const { meeting, rules, kept, parts, chosen, facts } = layout;
  const under = (part: SpokenPart): Speaker[] => {
    const own = kept.filter((row) => row.parent_id !== null && row.parent_id === parts.get(part)?.id);
    const added: Speaker[] =
      part === 'comments'
        ? rules.portfolios
            .filter(({ name }) => !own.some(({ portfolio }) => portfolio === name))
            .map((portfolio) => ({ portfolio }))
        : chosen.filter(({ kind }) => kind === part).map((candidate) => ({ candidate }));
    return [...own.map((row): Speaker => ({ kept: row })), ...added];
  };
  const speakers = (part: SpokenPart) =>
    under(part).map((of) => ({ of, minutes: 'kept' in of ? of.kept.minutes : null }));
  const touched = [...parts].filter(([part, row]) => !isSpoken(part) && row.touched);
  const known = new Set([...parts.values()].map(({ id }) => id));
  const plan = planAgenda<Speaker>({
    planned: meeting.minutes_planned,
    minutes: rules.minutes,
    fixed: Object.fromEntries(touched.map(([part, row]) => [part, row.minutes])),
    speakers: {
      experience: speakers('experience'),
      pledge: speakers('pledge'),
      comments: speakers('comments'),
    },
    taken: kept
      .filter(({ id, parent_id }) => parent_id === null && !known.has(id))
      .reduce((sum, { minutes }) => sum + minutes, 0),
  });
  const posts = await speakersOf(trx, meeting.id);
  const fresh: NewRow[] = [];
  const counts = new Map<number, number>();
  for (const { part, speaker, minutes } of plan.lines) {
    const row = parts.get(part);
    if (row === undefined) continue;
    if (speaker === null) {
      await trx.updateTable('agenda_item').set({ minutes }).where('id', '=', row.id).execute();
      continue;
    }
    const at = (counts.get(row.id) ?? 0) + 10;
    counts.set(row.id, at);
    if ('kept' in speaker) {
      await trx.updateTable('agenda_item').set({ sort: at }).where('id', '=', speaker.kept.id).execute();
    } else if ('portfolio' in speaker) {
      fresh.push(commentLine(meeting.id, row.id, speaker.portfolio, minutes, at));
    } else {
      fresh.push(
        speechLine(meeting.id, row.id, speaker.candidate, { minutes, sort: at, facts, posts, rules }),
      );
    }
  }
  if (fresh.length > 0) await trx.insertInto('agenda_item').values(fresh).execute();
}

type Posts = ReadonlyMap<string, { readonly userId: number | null }>;

/** Who of a bureau's list speaks for it: the first in protocol order that is not on leave. */
async function speakersOf(trx: Db, meetingId: number): Promise<Posts> {
  const rows = await trx
    .selectFrom('attendee as a')
    .innerJoin('venue as v', 'v.id', 'a.venue_id')
    .select(['v.region_code', 'a.user_id'])
    .where('a.meeting_id', '=', meetingId)
    .where('v.kind', '=', 'city')
    .where('a.leave_state', '<>', 'approved')
    .orderBy('a.sort')
    .orderBy('a.id')
    .execute();
  const posts = new Map<string, { userId: number | null }>();
  for (const { region_code, user_id } of rows) {
    if (region_code !== null && !posts.has(region_code)) posts.set(region_code, { userId: user_id });
  }
  return posts;
}

interface Speech {
  readonly minutes: number;
  readonly sort: number;
  readonly facts: MeetingFacts;
  readonly posts: Posts;
  readonly rules: MeetingRules;
}

/** 吕梁市就清洁取暖作表态发言: one city, one program (DIS-1.3). */
function speechLine(
  meetingId: number,
  parentId: number,
  { kind, city, program, reasons, allowed }: Candidate,
  { minutes, sort, facts, posts, rules }: Speech,
): NewRow {
  const name = facts.cities.find(({ code }) => code === city)?.name ?? city;
  const matter =
    program === null
      ? '大气污染防治'
      : (facts.programs.find(({ key }) => key === program)?.shortName ?? program);
  const why: KeptReasons = { program, reviewed: allowed, reasons: [...reasons] };
  return {
    meeting_id: meetingId,
    parent_id: parentId,
    sort,
    kind,
    title: kind === 'pledge' ? `${name}就${matter}作表态发言` : `${name}介绍${matter}经验`,
    minutes,
    city_code: city,
    program_key: program,
    speaker_post: `${name}生态环境局${rules.branchPosts[0]?.post ?? '主要负责人'}`,
    speaker_id: posts.get(city)?.userId ?? null,
    suggested: true,
    reason: JSON.stringify(why),
  };
}
