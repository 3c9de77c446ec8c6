/**
 * What the chair's private page says, frozen with the papers: promises and what became of them, the questions, and how far a
 * city is (for 算不平). A correction of data after the freezing changes neither the cards nor this.
 */
import type { Lang, ProgramTile } from '@qingzhang/contract';
import { PACE_DAYS, type PaceStanding } from '@qingzhang/domain';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';
import { type CommitmentRow, commitmentRows } from '../commitments/read.ts';
import type { MeetingFacts } from '../facts.ts';
import { promiseOf } from './pages/compose.ts';
import type { PromiseFacts } from './pages/meeting-pages.ts';
import { type QuestionFacts, questionsFor } from './questions.ts';

const Said = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });
const Promised = z.object({
  ...{ city: z.string(), program: z.string().nullable(), promised: z.string(), result: z.string() },
  ...{ verdict: z.enum(['kept', 'late', 'broken', 'open']), from: z.string() },
});
const Standing = z.object({
  ...{ day: z.string(), done: z.number(), unit: z.string(), actualPerDay: z.number().nullable() },
  ...{ plan: z.number().nullable(), deadline: z.string().nullable() },
});
const ChairFacts = z.object({
  promises: z.array(Promised),
  /** Asked of who shows how it is done, and of anybody else. */
  questions: z.object({ experience: Said, other: Said }),
  standing: Standing.nullable(),
});
/** Of one city in one matter. */
type ChairFacts = z.output<typeof ChairFacts>;

/** The air, and a city's promises in all matters. */
const AIR = '';

/** What is known of a city in a matter when its speaker is asked. */
export function questionFacts(
  facts: MeetingFacts,
  about: { readonly city: string; readonly program: string | null; readonly kind: string },
  promises: readonly PromiseFacts[],
): QuestionFacts {
  const { city, program, kind } = about;
  const work = facts.programs.find(({ key }) => key === program) ?? null;
  return {
    kind: kind === 'experience' || kind === 'pledge' ? kind : 'other',
    work,
    tile: work?.tiles.find(({ region }) => region === city) ?? null,
    place: facts.bulletin.main.cities.find(({ code }) => code === city) ?? null,
    targets: work === null ? facts.bulletin.targets.filter(({ code }) => code === city) : [],
    promises: work === null ? promises : promises.filter((one) => one.program === work.key),
  };
}

/** How far a city is in a program; null: it takes no part, or nothing is known. */
export const standingOfTile = (day: string, tile: ProgramTile): PaceStanding | null =>
  !tile.applicable || tile.done === null
    ? null
    : {
        day,
        done: tile.done,
        unit: tile.unit,
        actualPerDay: tile.pace?.actual == null ? null : tile.pace.actual / PACE_DAYS[tile.pace.per],
        plan: tile.plan,
        deadline: tile.deadline?.day ?? null,
      };

/** A city's promises with what became of them by the figures; withdrawn ones are none. */
export const promisesOf = (rows: readonly CommitmentRow[], facts: MeetingFacts | null): PromiseFacts[] =>
  rows.filter(({ state }) => state !== 'withdrawn').map((row) => promiseOf(row, facts));

function factsOf(
  facts: MeetingFacts,
  city: string,
  program: string | null,
  promises: readonly PromiseFacts[],
): ChairFacts {
  const ask = (kind: 'experience' | 'other') => {
    const known = questionFacts(facts, { city, program, kind }, promises);
    return { zh: questionsFor(known, 'zh'), en: questionsFor(known, 'en') };
  };
  const work = facts.programs.find(({ key }) => key === program);
  const tile = work?.tiles.find(({ region }) => region === city);
  return {
    promises: program === null ? promises.map((one) => ({ ...one })) : [],
    questions: { experience: ask('experience'), other: ask('other') },
    standing: work === undefined || tile === undefined ? null : standingOfTile(work.day, tile),
  };
}

/** Freeze it, in the transaction that freezes the papers and from their facts: of every city, whoever will speak in the end. */
export async function keepChairFacts(trx: Db, meetingId: number, facts: MeetingFacts): Promise<void> {
  const promises = promisesOf(await commitmentRows(trx, { before: meetingId }), facts);
  const matters = [null, ...facts.programs.map(({ key }) => key)];
  const rows = facts.cities.flatMap(({ code }) => {
    const own = promises.filter(({ city }) => city === code);
    return matters.map((program) => ({
      meeting_id: meetingId,
      city_code: code,
      program_key: program ?? AIR,
      facts: JSON.stringify(factsOf(facts, code, program, own)),
    }));
  });
  await trx.deleteFrom('chair_fact').where('meeting_id', '=', meetingId).execute();
  if (rows.length > 0) await trx.insertInto('chair_fact').values(rows).execute();
}

/** What was frozen of a city in a matter: its promises, and the questions. Null: nothing was frozen. */
export async function readChairFacts(
  db: Db,
  meetingId: number,
  about: { readonly city: string; readonly program: string | null; readonly kind: string },
): Promise<{ readonly promises: PromiseFacts[]; questions(lang: Lang): string[] } | null> {
  const found = await db
    .selectFrom('chair_fact')
    .select(['program_key', 'facts'])
    .where('meeting_id', '=', meetingId)
    .where('city_code', '=', about.city)
    .where('program_key', 'in', [AIR, about.program ?? AIR])
    .execute();
  const rows = new Map(found.map((row) => [row.program_key, ChairFacts.parse(row.facts)]));
  const air = rows.get(AIR);
  if (air === undefined) return null;
  const { questions } = rows.get(about.program ?? AIR) ?? air;
  const kind = about.kind === 'experience' ? 'experience' : 'other';
  return { promises: air.promises, questions: (lang) => questions[kind][lang] };
}

/** How far the cities were in a program when the papers were frozen; null: that was not frozen. */
export async function frozenStandings(
  db: Db,
  meetingId: number,
  program: string,
): Promise<ReadonlyMap<string, PaceStanding> | null> {
  const rows = await db
    .selectFrom('chair_fact')
    .select(['city_code', 'facts'])
    .where('meeting_id', '=', meetingId)
    .where('program_key', '=', program)
    .execute();
  if (rows.length === 0) return null;
  return new Map(
    rows.flatMap(({ city_code, facts }): [string, PaceStanding][] => {
      const { standing } = ChairFacts.parse(facts);
      return standing === null ? [] : [[city_code, standing]];
    }),
  );
}
