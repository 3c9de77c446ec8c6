/**
 * 谁发言、为什么 (DIS-6.3): who is asked to give experience or to pledge, on one city and one program at a time (DIS-1.3).
 *
 *  - 经验: among the best two by state, the largest improvement, or alone furthest ahead in a program.
 *  - 表态: among the last two by state or by change; red in a program and behind by more than the rules allow; named again
 *    and again at earlier meetings and still behind.
 *
 * What rests on unreviewed data is listed and not asked: `allowed` is false. Never more than eight matters (DIS-15.4).
 */
import type { ProgramLamp } from '../lamps/program-lamp.ts';
import { MOST_PRIORITIES } from './agenda.ts';

/** How a city stands in air over the period. */
export interface AirStanding {
  /** Place by state from the best, equal values share it; null: not ranked. */
  readonly rank: number | null;
  /** Place by change from the most improved. */
  readonly changeRank: number | null;
  /** Published index and its signed change in percent; null: none. */
  readonly index: string | null;
  readonly change: string | null;
  readonly sense: 'better' | 'worse' | 'flat' | null;
}

/** How a city stands in a program at the month's end. */
export interface ProgramStanding {
  readonly program: string;
  readonly lamp: ProgramLamp;
  /** Points behind the path (positive) or ahead (negative); null: no path. */
  readonly gap: number | null;
  /** The month's reports are there and judged. */
  readonly reviewed: boolean;
}

/** What is known of one city; the list of cities is in protocol order. */
export interface CityStanding {
  readonly city: string;
  readonly air: AirStanding | null;
  readonly airReviewed: boolean;
  readonly programs: readonly ProgramStanding[];
  /** Comments and requirements of earlier meetings that name the city; program null: air, or the city as such. */
  readonly named: readonly { readonly program: string | null; readonly times: number }[];
}

/** A reason to ask, as data; whoever shows it puts it in words. Points, ranks and times are positive. */
export type CandidateReason =
  | { readonly code: 'topState'; readonly rank: number; readonly of: number; readonly index: string | null }
  | { readonly code: 'mostImproved'; readonly change: string | null }
  | { readonly code: 'ahead'; readonly points: number }
  | {
      readonly code: 'bottomState';
      readonly rank: number;
      readonly of: number;
      readonly index: string | null;
    }
  | {
      readonly code: 'bottomChange';
      readonly rank: number;
      readonly of: number;
      readonly change: string | null;
    }
  | { readonly code: 'behind'; readonly points: number }
  | { readonly code: 'named'; readonly times: number };

/** A city and a program (null: air) that somebody could speak to. */
export interface Candidate {
  readonly kind: 'experience' | 'pledge';
  readonly city: string;
  readonly program: string | null;
  readonly reasons: readonly CandidateReason[];
  /** The data behind all of it are reviewed; else nobody is asked. */
  readonly allowed: boolean;
}

/** From the second time on it is again and again. */
const NAMED_AGAIN = 2;
const ENDS = 2;

/** Everybody whom the rules suggest, the most pressing first: pledges, then experience. Ties in protocol order. */
export function candidates(
  cities: readonly CityStanding[],
  { pledgeGap }: { readonly pledgeGap: number },
): Candidate[] {
  const field = airField(cities);
  const found = cities.flatMap((city) => [
    ...pledgesOf(city, field, pledgeGap),
    ...experienceOf(city, field, cities),
  ]);
  const order = new Map(cities.map(({ city }, index) => [city, index]));
  const place = ({ city }: Candidate) => order.get(city) ?? 0;
  return [...found].sort(
    (a, b) =>
      Number(a.kind === 'experience') - Number(b.kind === 'experience') ||
      weight(b) - weight(a) ||
      points(b) - points(a) ||
      place(a) - place(b),
  );
}

/**
 * Who is asked: one speech a city, subject by subject, pledges before experience, at most eight in all. Nobody on
 * unreviewed data.
 */
export function chooseSpeakers(
  found: readonly Candidate[],
  limits: { readonly maxPledges: number; readonly maxExperience: number },
): Candidate[] {
  const chosen: Candidate[] = [];
  const spoken = new Set<string>();
  for (const [kind, most] of [
    ['pledge', limits.maxPledges],
    ['experience', limits.maxExperience],
  ] as const) {
    const room = Math.min(most, MOST_PRIORITIES - chosen.length);
    const asked = byTurns(found.filter((one) => one.kind === kind && one.allowed));
    let left = room;
    for (const one of asked) {
      if (left <= 0) break;
      if (spoken.has(one.city)) continue;
      chosen.push(one);
      spoken.add(one.city);
      left -= 1;
    }
  }
  return chosen;
}

/** One of each subject (air, each program) before a second of any, the most pressing first. */
function byTurns(found: readonly Candidate[]): Candidate[] {
  const groups = [...Map.groupBy(found, ({ program }) => program).values()];
  const turns = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => groups.flatMap((group) => group[turn] ?? [])).flat();
}

interface AirField {
  readonly states: readonly number[];
  readonly changes: readonly number[];
}

function airField(cities: readonly CityStanding[]): AirField {
  const ranks = (of: (air: AirStanding) => number | null) =>
    cities.flatMap(({ air }) => (air === null ? [] : (of(air) ?? [])));
  return { states: ranks(({ rank }) => rank), changes: ranks(({ changeRank }) => changeRank) };
}

/** Among the first two, and in the better half: of two cities only one is best. */
const isTop = (rank: number, ranks: readonly number[]): boolean => rank <= ENDS && rank * 2 <= ranks.length;

/** Fewer than two are worse, and not in the better half. */
const isBottom = (rank: number, ranks: readonly number[]): boolean =>
  ranks.filter((other) => other > rank).length < ENDS && rank * 2 > ranks.length;

function pledgesOf(city: CityStanding, field: AirField, pledgeGap: number): Candidate[] {
  const named = (program: string | null) => {
    const times = city.named.find((one) => one.program === program)?.times ?? 0;
    return times >= NAMED_AGAIN ? times : 0;
  };
  const pairs: { program: string | null; reasons: CandidateReason[]; allowed: boolean }[] = [];
  const { air } = city;
  if (air !== null) {
    const reasons: CandidateReason[] = [];
    if (air.rank !== null && isBottom(air.rank, field.states)) {
      reasons.push({ code: 'bottomState', rank: air.rank, of: field.states.length, index: air.index });
    }
    if (air.changeRank !== null && isBottom(air.changeRank, field.changes)) {
      reasons.push({
        code: 'bottomChange',
        rank: air.changeRank,
        of: field.changes.length,
        change: air.change,
      });
    }
    const times = named(null);
    if (times > 0 && (reasons.length > 0 || air.sense === 'worse')) reasons.push({ code: 'named', times });
    pairs.push({ program: null, reasons, allowed: city.airReviewed });
  }
  for (const { program, lamp, gap, reviewed } of city.programs) {
    const reasons: CandidateReason[] = [];
    if (lamp === 'red' && gap !== null && gap > pledgeGap) reasons.push({ code: 'behind', points: gap });
    const times = named(program);
    // Named before and since then back on plan: nothing to pledge.
    if (times > 0 && (lamp === 'red' || lamp === 'yellow')) reasons.push({ code: 'named', times });
    pairs.push({ program, reasons, allowed: reviewed });
  }
  return pairs
    .filter(({ reasons }) => reasons.length > 0)
    .map((pair) => ({ kind: 'pledge', city: city.city, ...pair }));
}

function experienceOf(city: CityStanding, field: AirField, cities: readonly CityStanding[]): Candidate[] {
  const found: Candidate[] = [];
  const add = (program: string | null, reasons: readonly CandidateReason[], allowed: boolean): void => {
    if (reasons.length > 0) found.push({ kind: 'experience', city: city.city, program, reasons, allowed });
  };
  const { air } = city;
  if (air !== null) {
    const reasons: CandidateReason[] = [];
    if (air.rank !== null && isTop(air.rank, field.states)) {
      reasons.push({ code: 'topState', rank: air.rank, of: field.states.length, index: air.index });
    }
    if (air.changeRank === 1 && air.sense === 'better') {
      reasons.push({ code: 'mostImproved', change: air.change });
    }
    // Best of all, and yet worse than last year: nobody learns from that.
    add(null, air.sense === 'worse' ? [] : reasons, city.airReviewed);
  }
  for (const { program, lamp, gap, reviewed } of city.programs) {
    if (lamp !== 'blue' || gap === null || gap >= 0) continue;
    const furthest = cities.every(
      (other) =>
        other === city ||
        other.programs.every((one) => one.program !== program || one.gap === null || one.gap > gap),
    );
    if (furthest) add(program, [{ code: 'ahead', points: -gap }], reviewed);
  }
  return found;
}

/** One for each reason, one more for each time somebody was named. */
const weight = ({ reasons }: Candidate): number =>
  reasons.reduce((total, reason) => total + (reason.code === 'named' ? reason.times : 1), 0);

const points = ({ reasons }: Candidate): number =>
  Math.max(0, ...reasons.map((reason) => ('points' in reason ? reason.points : 0)));
