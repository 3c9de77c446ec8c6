/** 算不平, as far as it can be asked of a meeting's lines: each promise of one city is held against that city's tile. */
import { doubtOf, type PaceDoubt, type PaceStanding, readPace, sayDoubt } from '@qingzhang/domain';
import { spanOf } from '@qingzhang/standards';
import { systemActor } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { boardFacts, tilesOf } from '../../programs/board/board.ts';
import { findMeeting, meetingPeriod } from '../cycle/read.ts';
import { frozenStandings, standingOfTile } from './chair-facts.ts';
import type { DoubtOf, LineFields } from './record-rows.ts';

/** How far each city is in a program. */
type Standing = ReadonlyMap<string, PaceStanding>;

/** Boards change when reports are accepted, not while people speak: asked anew after a while only. */
const KEPT_MS = 60_000;
const kept = new WeakMap<
  Db,
  Map<string, { readonly at: number; readonly standing: Promise<Standing | null> }>
>();

/** What asks each line of a meeting; only programs that lines promise in are looked at. */
export async function doubtsOf(
  platform: Platform,
  meeting: { readonly id: number },
  lines: readonly LineFields[],
): Promise<DoubtOf> {
  const programs = new Set(lines.flatMap((line) => (isAskable(line) && line.program ? [line.program] : [])));
  if (programs.size === 0) return () => null;
  const found = await findMeeting(platform.db, meeting.id);
  if (found === null) return () => null;
  const month = spanOf(meetingPeriod(found)).to.slice(0, 7);
  const standings = new Map<string, Standing>();
  for (const program of programs) {
    // Papers on the table and what is asked of a promise say the same figures.
    const frozen = found.frozen_at === null ? null : await frozenStandings(platform.db, meeting.id, program);
    const standing = frozen ?? (await standingOf(platform, program, month));
    if (standing !== null) standings.set(program, standing);
  }
  const today = beijingDay(found.opened_at ?? platform.clock.now());
  return (line, lang) => {
    const doubt = ask(line, standings, today);
    return doubt === null ? null : sayDoubt(doubt, lang);
  };
}

/** A promise or demand of one city that names a figure to be reached by a day. */
function isAskable(line: LineFields): boolean {
  return (
    (line.kind === 'commitment' || line.kind === 'requirement') &&
    line.state !== 'void' &&
    line.cities.length === 1 &&
    line.program !== null &&
    line.deadline !== null &&
    line.measure?.kind === 'figure' &&
    line.measure.op === '>='
  );
}

/** Hold one line against its city's tile; null: it adds up, or nothing can be said. */
export function ask(
  line: LineFields,
  standings: ReadonlyMap<string, Standing>,
  today: string,
): PaceDoubt | null {
  const { measure, deadline, program } = line;
  const [city] = line.cities;
  if (!isAskable(line) || measure?.kind !== 'figure' || deadline === null || city === undefined) return null;
  const facts = standings.get(program ?? '')?.get(city);
  if (facts === undefined) return null;
  const { target, unit } = inUnit(measure.value, measure.unit, facts.unit);
  return doubtOf({ target, unit, deadline, pace: readPace(line.text, today), today }, facts);
}

/** 22.63 万户 against a tile in 户, and the other way round. */
function inUnit(value: number, unit: string, own: string): { target: number; unit: string } {
  if (unit === `万${own}`) return { target: Math.round(value * 10_000), unit: own };
  if (`万${unit}` === own) return { target: value / 10_000, unit: own };
  return { target: value, unit };
}

function standingOf(platform: Platform, program: string, month: string): Promise<Standing | null> {
  const own = kept.get(platform.db) ?? new Map();
  kept.set(platform.db, own);
  const key = `${program} ${month}`;
  const now = performance.now();
  const known = own.get(key);
  if (known !== undefined && now - known.at < KEPT_MS) return known.standing;
  const standing = readStanding(platform, program, month);
  own.set(key, { at: now, standing });
  standing.catch(() => own.delete(key));
  return standing;
}

async function readStanding(platform: Platform, program: string, month: string): Promise<Standing | null> {
  const known = await platform.db
    .selectFrom('program')
    .select('key')
    .where('key', '=', program)
    .where('state', '<>', 'draft')
    .executeTakeFirst();
  if (known === undefined) return null;
  const call = { actor: systemActor('system'), at: platform.clock.now() };
  const facts = await boardFacts(platform.db, program, call, month);
  const { tiles } = tilesOf(facts, 'zh');
  return new Map(
    tiles.flatMap((tile): [string, PaceStanding][] => {
      const standing = standingOfTile(facts.day, tile);
      return standing === null ? [] : [[tile.region, standing]];
    }),
  );
}
