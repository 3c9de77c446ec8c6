/** 专项看板: the lamp of a city in a program, the order of the tiles, the sentence above them. Pure. */

import { type Day, daysBetween } from '@qingzhang/standards';
import { sayLampReason } from '../lamps/lamp-words.ts';
import { type PlannedPath, plannedPercent, startsOn } from '../lamps/milestones.ts';
import { type JudgedLamp, type LampReason, type ProgramLamp, programLamp } from '../lamps/program-lamp.ts';
import { sayCount } from '../words/digits.ts';
import { type Lang, pick, type Run, run, type Sentence } from '../words/sentence.ts';
import type { Milestone, ProgramDefinition } from './definition.ts';
import { pathEnd } from './pace.ts';

/** The definition's milestones, or a city's own, as the path lamps are judged by. */
export function regionPath(milestones: readonly Milestone[]): PlannedPath {
  return { start: null, milestones: milestones.map(({ day, share }) => ({ day, percent: share })) };
}

/** What a city's lamp in a program is judged by. */
export interface CityFacts {
  readonly items: number;
  readonly openItems: number;
  readonly overdue: number;
  /** Open items whose report of the month is missing. */
  readonly unreported: number;
  /** Percent done of the progress measure; null: unknown. */
  readonly progress: number | null;
  /** Months directly before whose lamp was yellow by itself. */
  readonly yellowBefore: number;
}

/** Also: items overdue, of those that are open. */
export type BoardReason =
  | LampReason
  | { readonly code: 'overdueItems'; readonly items: number; readonly of: number };

export interface CityLamp {
  readonly lamp: ProgramLamp;
  readonly base: ProgramLamp;
  readonly reason: BoardReason;
  /** Percent planned by the day; null: no path. */
  readonly planned: number | null;
}

/** Percent of a city's open items overdue above which its lamp is red, unless the definition says another. */
export const OVERDUE_RED = 20;

/**
 * The lamp of DIS-2.2 for a city in a program: the worse of its gap to the path and its overdue items
 * (docs/decisions/0020-city-lamps.md). With an overdue item it is at least yellow; it is red when more than `overdueRed` percent
 * of its open items are overdue, or all. Its report counts as missing when none of its open rows came in. A city without items
 * is grey (本市无此项).
 */
export function cityLamp(
  facts: CityFacts,
  milestones: readonly Milestone[],
  day: Day,
  /** The month whose report is due by now; null: none is. */
  dueMonth: string | null,
  overdueRed: number = OVERDUE_RED,
): CityLamp {
  const path = regionPath(milestones);
  const planned = plannedPercent(path, day);
  if (facts.items === 0) return { ...programLampOf({ notApplicable: true }), planned };
  const reportMissing = dueMonth !== null && facts.openItems > 0 && facts.unreported >= facts.openItems;
  const begins = startsOn(path);
  const end = pathEnd(milestones);
  const done = facts.progress !== null && facts.progress >= 100;
  const ahead = planned !== null && facts.progress !== null && facts.progress >= planned;
  const judged = programLampOf({
    planned,
    actual: facts.progress,
    daysLeft: end === null || done ? null : daysBetween(day, end),
    // A city applies for no close-out of a whole program: near the path's end its gap speaks, not the calendar alone.
    inCloseOut: ahead,
    reportMissing: reportMissing ? dueMonth : null,
    // Months in a row make red who is behind; a city that keeps to its path stays yellow for a report that is missing.
    yellowBefore: ahead ? 0 : facts.yellowBefore,
    startsOn: begins !== null && begins > day ? begins : null,
  });
  return { ...worse(judged, overdueLamp(facts, overdueRed)), planned };
}

/** What a city's overdue items alone make of its lamp; null: none is overdue. */
function overdueLamp(
  { overdue, openItems }: Pick<CityFacts, 'overdue' | 'openItems'>,
  red: number,
): Pick<CityLamp, 'lamp' | 'reason'> | null {
  if (overdue <= 0) return null;
  const of = Math.max(openItems, overdue);
  const lamp = overdue >= of || (overdue / of) * 100 > red ? 'red' : 'yellow';
  return { lamp, reason: { code: 'overdueItems', items: overdue, of } };
}

/** Causes that say how far the work is: of equally bad ones they are named before overdue items. */
const aboutTheGap: readonly BoardReason['code'][] = ['overdue', 'farBehind', 'behind', 'behindLate'];

/**
 * The worse of both. `base` stays the city's own: other items late in two months are not the same thing yellow twice, so that
 * they make no red by 连续两个月黄灯.
 */
function worse(
  own: JudgedLamp,
  overdue: Pick<CityLamp, 'lamp' | 'reason'> | null,
): Omit<CityLamp, 'planned'> {
  if (overdue === null) return own;
  const rank = (lamp: ProgramLamp) => (lamp === 'red' ? 2 : lamp === 'yellow' ? 1 : 0);
  const difference = rank(overdue.lamp) - rank(own.lamp);
  if (difference < 0 || (difference === 0 && aboutTheGap.includes(own.reason.code))) return own;
  return { ...overdue, base: own.base };
}

function programLampOf(facts: Partial<Parameters<typeof programLamp>[0]>): JudgedLamp {
  return programLamp({ planned: null, actual: null, daysLeft: null, ...facts });
}

/** The reason in words, beside the lamp always. */
export function sayBoardReason(reason: BoardReason, counter: string, lang: Lang): string {
  if (reason.code !== 'overdueItems') return sayLampReason(reason, lang);
  return pick(
    lang,
    `逾期 ${reason.items} ${counter}（在办 ${reason.of} ${counter}）`,
    `${reason.items} of ${reason.of} open items overdue`,
  );
}

/** Late ones first, the worst before: red, then yellow, each by its gap; all others in protocol order. */
export function orderTiles<T extends { readonly lamp: ProgramLamp; readonly gap: number | null }>(
  protocol: readonly T[],
): T[] {
  const late = (tile: T) => tile.lamp === 'red' || tile.lamp === 'yellow';
  const weight = (tile: T) => (tile.lamp === 'red' ? 1000 : 0) + (tile.gap ?? 0);
  return [
    ...protocol.filter(late).sort((a, b) => weight(b) - weight(a)),
    ...protocol.filter((tile) => !late(tile)),
  ];
}

/** 24.60 万户; 82 项: large amounts in 万 with two decimals, others whole with separators (en: always whole). */
export function sayAmount(value: number, unit: string, lang: Lang): string {
  if (lang === 'zh' && Math.abs(value) >= 10_000) return `${(value / 10_000).toFixed(2)} 万${unit}`;
  return `${sayCount(value)} ${unit}`;
}

/** 18.4, one decimal. */
export const sayPercent = (value: number): string => `${value.toFixed(1)}%`;

/** What a measure's amount is called: 安装率 says how much was 安装. */
export function amountName(
  name: { readonly zh: string; readonly en: string } | undefined,
  lang: Lang,
): string {
  return lang === 'zh' ? (name?.zh ?? '').replace(/率$/u, '') : (name?.en ?? '');
}

/** What the lead sentence says. */
export interface LeadFacts {
  readonly definition: Pick<ProgramDefinition, 'measures' | 'counter'>;
  readonly unit: string;
  readonly plan: number | null;
  readonly done: number | null;
  readonly progress: number | null;
  readonly planned: number | null;
  readonly companionDone: number | null;
  readonly companion: number | null;
  readonly items: number;
  readonly overdue: number;
  /** Short names of cities behind (yellow and red by their gap), worst first; cities counted at all. */
  readonly late: readonly string[];
  readonly counted: number;
  readonly alarms: readonly {
    readonly name: { readonly zh: string; readonly en: string };
    readonly count: number;
    readonly amount: number | null;
    readonly unit: string;
    /** Short names of the cities it stands in. */
    readonly regions: readonly string[];
  }[];
}

/** 计划 91.93 万户，安装 27.28 万户（29.7%），序时 35.0%；其中运行 12.80 万户（13.9%）。大同、吕梁、临汾落后，其余 8 市… */
export function boardLead(facts: LeadFacts, lang: Lang): Sentence {
  if (facts.items === 0) {
    return [
      run(
        pick(
          lang,
          '尚无事项：导入台账或新建事项后，进度自动算出。',
          'No items yet: import a ledger or add items, and progress follows.',
        ),
      ),
    ];
  }
  return [...progressRuns(facts, lang), ...lateRuns(facts, lang), ...alarmRuns(facts, lang)];
}

function progressRuns(facts: LeadFacts, lang: Lang): Run[] {
  const { definition, unit, plan, done, progress, planned, companionDone, companion } = facts;
  const named = (role: 'progress' | 'companion') =>
    amountName(definition.measures.find((measure) => measure.role === role)?.name, lang);
  const runs: Run[] = [];
  if (plan === null || done === null || progress === null) {
    runs.push(
      run(
        pick(lang, `共 ${facts.items} ${definition.counter}`, `${facts.items} ${definition.counter} in all`),
      ),
    );
    if (progress !== null)
      runs.push(run(pick(lang, '，', ', ')), run(`${named('progress')} ${sayPercent(progress)}`, 'strong'));
  } else {
    runs.push(
      run(
        pick(
          lang,
          `计划 ${sayAmount(plan, unit, lang)}，${named('progress')} `,
          `Plan ${sayAmount(plan, unit, lang)}; ${named('progress')} `,
        ),
      ),
      run(
        pick(
          lang,
          `${sayAmount(done, unit, lang)}（${sayPercent(progress)}）`,
          `${sayAmount(done, unit, lang)} (${sayPercent(progress)})`,
        ),
        'strong',
      ),
    );
  }
  if (planned !== null)
    runs.push(run(pick(lang, `，序时 ${sayPercent(planned)}`, `, planned ${sayPercent(planned)}`)));
  if (companion !== null) {
    runs.push(
      run(pick(lang, `；其中${named('companion')} `, `; of these ${named('companion')} `)),
      run(
        companionDone === null
          ? sayPercent(companion)
          : pick(
              lang,
              `${sayAmount(companionDone, unit, lang)}（${sayPercent(companion)}）`,
              `${sayAmount(companionDone, unit, lang)} (${sayPercent(companion)})`,
            ),
        'strong',
      ),
    );
  }
  if (facts.overdue > 0) {
    runs.push(
      run(pick(lang, '；', '; ')),
      run(
        pick(
          lang,
          `逾期 ${facts.overdue} ${definition.counter}`,
          `${facts.overdue} ${definition.counter} overdue`,
        ),
        'worse',
      ),
    );
  }
  runs.push(run(pick(lang, '。', '. ')));
  return runs;
}

function lateRuns({ late, counted, planned }: LeadFacts, lang: Lang): Run[] {
  if (planned === null || counted === 0) return [];
  if (late.length === 0)
    return [run(pick(lang, '各市均在序时以内或差 5 点以内。', 'Every city is on plan or within 5 points. '))];
  const rest = counted - late.length;
  return [
    run(
      pick(lang, `${late.join('、')}落后`, `${late.join(', ')} ${late.length === 1 ? 'is' : 'are'} behind`),
      'worse',
    ),
    run(
      rest === 0
        ? pick(lang, '。', '. ')
        : pick(
            lang,
            `，其余 ${rest} 市超前或差 5 点以内。`,
            `; the other ${rest} are ahead or within 5 points. `,
          ),
    ),
  ];
}

function alarmRuns({ alarms, definition }: LeadFacts, lang: Lang): Run[] {
  return alarms
    .filter(({ count }) => count > 0)
    .map(({ name, count, amount, unit, regions }) => {
      const shown = regions.slice(0, 3);
      const places = pick(
        lang,
        `${shown.join('、')}${regions.length > 3 ? `等 ${regions.length} 市` : ''}`,
        `${shown.join(', ')}${regions.length > 3 ? ` and ${regions.length - 3} more` : ''}`,
      );
      const how =
        amount === null
          ? ''
          : pick(lang, `，涉及 ${sayAmount(amount, unit, lang)}`, `, ${sayAmount(amount, unit, lang)}`);
      return run(
        pick(
          lang,
          `▲ ${places} ${count} ${definition.counter}${name.zh}${how}。`,
          `▲ ${name.en}: ${count} ${definition.counter} in ${places}${how}. `,
        ),
        'worse',
      );
    });
}
