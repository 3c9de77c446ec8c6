/** 市重点工作评分 (DIS-5.2): a configurable option, shown always with its parts and n, never alone. */
import type { ProgramLamp } from '../lamps/program-lamp.ts';

/** Points and deductions of DIS-5.2 and DIS-5.4; a province may set its own. */
export interface ScoreRule {
  readonly water: number;
  readonly air: number;
  readonly programs: number;
  readonly honesty: number;
  readonly lamp: { readonly blue: number; readonly green: number; readonly yellow: number };
  /** Red: from this many points at the limit of red down to 0 at `redZeroGap` points behind. */
  readonly redMost: number;
  readonly redZeroGap: number;
  readonly redFromGap: number;
  /** Per item overdue. */
  readonly overdue: number;
  /** No rank below this many items (DIS-5.3). */
  readonly atLeast: number;
  /** DIS-5.4: per µg/m³ of PM2.5 over the target, per point of good days under it. */
  readonly pm25Over: number;
  readonly goodDaysUnder: number;
}

export const standardScoreRule: ScoreRule = {
  water: 25,
  air: 25,
  programs: 40,
  honesty: 10,
  lamp: { blue: 100, green: 90, yellow: 70 },
  redMost: 50,
  redZeroGap: 65,
  redFromGap: 15,
  overdue: 2,
  atLeast: 5,
  pm25Over: 0.5,
  goodDaysUnder: 0.25,
};

/** One program of one city. */
export interface ScoreProgram {
  readonly key: string;
  readonly lamp: ProgramLamp;
  /** Points behind its path; null: no path. */
  readonly gap: number | null;
  /** By its path some of it should be done, and how much is done is not known. */
  readonly unknown?: boolean;
  /** Items the city really has: the weight. */
  readonly n: number;
  readonly overdue: number;
}

export interface ScoreFacts {
  readonly region: string;
  readonly programs: readonly ScoreProgram[];
  /** Against this year's targets so far; null: no targets or no readings. */
  readonly air: { readonly pm25Over: number | null; readonly goodDaysUnder: number | null } | null;
  /** Share (0–1) of the water part reached; null: no water data. */
  readonly water: number | null;
  /** Reports asked and sent in time, and returned ones. */
  readonly honesty: { readonly asked: number; readonly onTime: number; readonly returned: number } | null;
}

/** A part of the score; `points` null: not scored for want of data. */
export interface ScorePart {
  readonly part: 'water' | 'air' | 'programs' | 'honesty' | 'overdue';
  readonly points: number | null;
  readonly of: number;
  readonly n: number;
}

export interface CityScore {
  readonly region: string;
  /** Sum of the parts that could be scored, at least 0; null where no program could be, or the progress of one is missing. */
  readonly total: number | null;
  /** Of how many points: parts without data are left out on both sides. */
  readonly of: number;
  readonly n: number;
  readonly parts: readonly ScorePart[];
  readonly rank: number | null;
  /** `unknown`: progress is missing, see there; `missing`: no program to be scored. */
  readonly unranked: 'few' | 'missing' | 'unknown' | null;
  /** Programs whose progress is missing: a score without them would be better for their missing (DIS-5.5). */
  readonly unknown: readonly string[];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Points of a lamp: blue 100, green 90, yellow 70, red 50 … 0 by how far behind; grey: not counted (null). */
export function lampPoints(
  lamp: ProgramLamp,
  gap: number | null,
  rule: ScoreRule = standardScoreRule,
): number | null {
  if (lamp === 'grey') return null;
  if (lamp !== 'red') return rule.lamp[lamp];
  if (gap === null) return 0;
  const share = (rule.redZeroGap - gap) / (rule.redZeroGap - rule.redFromGap);
  return rule.redMost * Math.min(1, Math.max(0, share));
}

/** Score the cities and rank them by their share of the points that could be scored; ties share a rank. */
export function scoreCities(cities: readonly ScoreFacts[], rule: ScoreRule = standardScoreRule): CityScore[] {
  const scored = cities.map((city) => scoreOf(city, rule));
  const share = (one: { readonly total: number | null; readonly of: number }) =>
    one.total === null || one.of === 0 ? null : tenth((one.total / one.of) * 100);
  return scored.map((one) => {
    const unranked =
      one.unknown.length > 0
        ? 'unknown'
        : one.total === null
          ? 'missing'
          : one.n < rule.atLeast
            ? 'few'
            : null;
    const own = share(one);
    const better = scored.filter(
      (other) => other.n >= rule.atLeast && (share(other) ?? -1) > (own ?? -1),
    ).length;
    return { ...one, unranked, rank: unranked === null ? better + 1 : null };
  });
}

function scoreOf(city: ScoreFacts, rule: ScoreRule): Omit<CityScore, 'rank' | 'unranked'> {
  const unknown = city.programs.filter((one) => one.unknown === true && one.n > 0).map(({ key }) => key);
  const counted = city.programs.filter(({ lamp, n }) => lamp !== 'grey' && n > 0);
  const n = counted.reduce((sum, one) => sum + one.n, 0);
  const average =
    n === 0 || unknown.length > 0
      ? null
      : counted.reduce((sum, one) => sum + (lampPoints(one.lamp, one.gap, rule) ?? 0) * one.n, 0) / n;
  const overdue = city.programs.reduce((sum, one) => sum + one.overdue, 0);
  const { air, honesty } = city;
  const airPoints =
    air === null || (air.pm25Over === null && air.goodDaysUnder === null)
      ? null
      : Math.max(
          0,
          rule.air -
            Math.max(0, air.pm25Over ?? 0) * rule.pm25Over -
            Math.max(0, air.goodDaysUnder ?? 0) * rule.goodDaysUnder,
        );
  const honest =
    honesty === null || honesty.asked === 0
      ? null
      : Math.max(0, (honesty.onTime - honesty.returned) / honesty.asked) * rule.honesty;
  const parts: ScorePart[] = [
    { part: 'water', points: city.water === null ? null : city.water * rule.water, of: rule.water, n: 0 },
    { part: 'air', points: airPoints, of: rule.air, n: 0 },
    {
      part: 'programs',
      points: average === null ? null : (average / 100) * rule.programs,
      of: rule.programs,
      n,
    },
    { part: 'honesty', points: honest, of: rule.honesty, n: honesty?.asked ?? 0 },
    { part: 'overdue', points: -overdue * rule.overdue, of: 0, n: overdue },
  ];
  for (const [index, part] of parts.entries()) {
    if (part.points !== null) parts[index] = { ...part, points: tenth(part.points) };
  }
  const known = parts.filter(({ points }) => points !== null);
  const total =
    average === null ? null : Math.max(0, tenth(known.reduce((sum, { points }) => sum + (points ?? 0), 0)));
  const of = known.reduce((sum, part) => sum + part.of, 0);
  return { region: city.region, total, of, n, parts, unknown };
}
