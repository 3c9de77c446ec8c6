/** 专项看板: a program's board for one person, one month. */

import type { Lang, ProgramBoard, ProgramTile } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { boardLead, type Milestone, orderTiles } from '@qingzhang/domain';
import { addDays } from '@qingzhang/standards';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { type Columns, measuresOf, sumColumns } from './columns.ts';
import type { MonthRow } from './month-row.ts';
import { columnsNow, readMonths, rowNow } from './months.ts';
import { type BoardProgram, monthEnd, openMonths, readPaths, requireProgram } from './programs.ts';
import { provincePath } from './progress.ts';
import { rankingRows } from './ranking.ts';
import { boardScope, seesProgram, seesProvince } from './scope.ts';
import { amountUnit, progressMeasure, tileOf } from './tile.ts';

/** What everything on a program's pages is made from, read once. */
export interface BoardFacts {
  readonly program: BoardProgram;
  readonly month: string;
  readonly months: readonly string[];
  /** The day the figures stand at. */
  readonly day: string;
  readonly today: string;
  readonly closed: boolean;
  readonly rows: readonly MonthRow[];
  readonly paths: ReadonlyMap<string, readonly Milestone[]>;
  /** Cities seen, in protocol order; counties for a county's branch. */
  readonly regions: readonly string[];
  readonly province: string | null;
  readonly names: (code: string) => { readonly zh: string; readonly en: string; readonly full: string };
}

/** Read them; a program outside the scope is as if it were not there. */
export async function boardFacts(
  db: Db,
  key: string,
  call: Pick<Call, 'actor' | 'at'>,
  asked: string | undefined,
): Promise<BoardFacts> {
  const scope = boardScope(call.actor);
  if (!seesProgram(scope, key)) throw new AppError('thing.notFound', { what: 'program', id: key });
  const program = await requireProgram(db, key);
  const today = beijingDay(call.at);
  const open = openMonths(today, program.definition);
  // Until its reports are due the month before is the one to look at.
  const [current = today.slice(0, 7)] = open.months;
  const month = asked ?? current;
  const [all, paths, regions] = await Promise.all([readMonths(db, key), readPaths(db, key), listRegions(db)]);
  const managed = regions.filter((region) => region.managed);
  const cities = managed.filter(({ level }) => level === 'city').map(({ code }) => code);
  const seen = scope.cities === null ? cities : cities.filter((code) => scope.cities?.includes(code));
  const cityOf = new Map(managed.map((region) => [region.code, region.parent]));
  let rows: MonthRow[] = all.filter((row) => row.month <= month);
  const days = { today, month, dueMonth: open.dueMonth, overdueMonth: open.overdueMonth };
  if (scope.counties.length > 0 || scope.items !== null) {
    const of =
      scope.items === null
        ? { counties: scope.counties }
        : { items: scope.items, as: call.actor.regionCode ?? '000000' };
    const columns = await columnsNow(db, program, days, of);
    for (const [region, figures] of columns) {
      const path = paths.get(cityOf.get(region) ?? region) ?? program.definition.milestones;
      rows = [...rows, rowNow(program, region, figures, path, days)];
    }
    seen.push(...[...columns.keys()].filter((region) => !seen.includes(region)));
  }
  const end = monthEnd(month);
  return {
    program,
    month,
    months: [...new Set([...all.map((row) => row.month), month])].sort(),
    day: [today, end].sort()[0] ?? end,
    today,
    closed: month < current,
    rows,
    paths,
    regions: seen,
    province: seesProvince(scope) ? (managed.find(({ level }) => level === 'province')?.code ?? null) : null,
    names: (code) => {
      const region = regions.find((one) => one.code === code);
      return { zh: region?.shortName ?? code, en: region?.nameEn ?? code, full: region?.name ?? code };
    },
  };
}

/** Tiles of a program: late first, then protocol order; the province apart. */
export function tilesOf(
  facts: BoardFacts,
  lang: Lang,
): { tiles: ProgramTile[]; province: ProgramTile | null } {
  const { program, month, day, rows, paths, regions, province } = facts;
  const own = program.definition.milestones;
  const ranks = new Map(rankingRows(facts, month).map(({ region, rank }) => [region, rank]));
  const tile = (region: string, milestones: readonly Milestone[]) =>
    tileOf({
      definition: program.definition,
      region,
      rows: rows.filter((row) => row.region === region),
      milestones,
      day,
      month,
      rank: ranks.get(region) ?? null,
      lang,
    });
  const tiles = regions.map((region) => tile(region, paths.get(region) ?? own));
  const current = rows.filter((row) => row.month === month && row.region !== province);
  return {
    tiles: orderTiles(tiles),
    province: province === null ? null : tile(province, provincePath(own, paths, current)),
  };
}

/** The board from what was read. */
export function boardFrom(facts: BoardFacts, lang: Lang, call: Pick<Call, 'actor' | 'at'>): ProgramBoard {
  const { program, month, day, today, rows, regions, province } = facts;
  const { definition } = program;
  const { tiles, province: whole } = tilesOf(facts, lang);
  const columnsFor = (region: string): Columns =>
    rows.findLast((row) => row.region === region && row.month === month)?.columns ?? {};
  const measures = [...regions, ...(province === null ? [] : [province])].map((region) => ({
    region,
    cells: Object.fromEntries(
      Object.entries(measuresOf(definition, columnsFor(region))).map(([name, { value }]) => [
        name,
        value === null ? null : Math.round(value * 10) / 10,
      ]),
    ),
  }));
  const { actor } = call;
  return {
    key: program.key,
    name: definition.name,
    // The wire's shape has no readonly parts.
    definition: JSON.parse(JSON.stringify(definition)),
    version: program.version,
    state: program.state,
    office: program.office,
    month,
    months: [...facts.months],
    // The end of a past day is its 24:00.
    until: day < today ? `${addDays(day, 1)}T00:00:00+08:00` : call.at.toISOString(),
    closed: facts.closed,
    simulated: program.simulated,
    lead: [...boardLead(leadFacts(facts, tiles, whole, lang), lang)].map(({ text, tone }) => ({
      text,
      ...(tone && { tone }),
    })),
    tiles,
    province: whole,
    measures,
    unreported: tiles.reduce((sum, tile) => sum + tile.unreported, 0),
    may: {
      define: may(actor, 'programs.define'),
      assign: may(actor, 'items.assign'),
      report: may(actor, 'items.report'),
      remind: may(actor, 'items.assign'),
    },
  };
}

/** Alarms that the sentence names: those that set a lamp; overdue items are counted there anyway. */
const loud = ({ alarms }: BoardProgram['definition']) =>
  alarms.filter(({ severity, when }) => severity !== 'mark' && !('overdue' in when));

/** Points from which a city is named as behind: the gap of a yellow lamp. */
const NAMED_GAP = 5;

function leadFacts(
  { program, rows, month, regions, names }: BoardFacts,
  tiles: readonly ProgramTile[],
  whole: ProgramTile | null,
  lang: Lang,
): Parameters<typeof boardLead>[0] {
  const { definition } = program;
  const columns = sumColumns(
    regions.map(
      (region) => rows.findLast((row) => row.region === region && row.month === month)?.columns ?? {},
    ),
  );
  const values = measuresOf(definition, columns);
  const measure = progressMeasure(definition);
  const companion = definition.measures.find(({ role }) => role === 'companion');
  const share = (one: typeof measure) =>
    one === undefined || one.of.kind === 'amount' ? null : (values[one.key]?.value ?? null);
  const name = (code: string) => names(code)[lang];
  const applicable = tiles.filter((tile) => tile.applicable);
  return {
    definition,
    unit: amountUnit(definition),
    plan: measure === undefined ? null : (values[measure.key]?.planned ?? null),
    done: measure === undefined ? null : (values[measure.key]?.done ?? null),
    progress: share(measure),
    planned:
      whole === null ? (applicable.length === 1 ? (applicable[0]?.planned ?? null) : null) : whole.planned,
    companionDone: companion === undefined ? null : (values[companion.key]?.done ?? null),
    companion: share(companion),
    items: columns.items ?? 0,
    overdue: columns.overdue ?? 0,
    late: applicable
      .filter(({ lamp, gap }) => gap !== null && gap > NAMED_GAP && (lamp === 'red' || lamp === 'yellow'))
      .map(({ region }) => name(region)),
    counted: applicable.filter(({ lamp }) => lamp !== 'grey').length,
    alarms: loud(definition).map(({ key, name: alarm, unit }) => ({
      name: alarm,
      count: columns[`a.${key}`] ?? 0,
      amount: columns[`a.${key}.amount`] ?? null,
      unit: unit ?? amountUnit(definition),
      regions: applicable
        .filter((tile) => (tile.alarms.find((one) => one.key === key)?.count ?? 0) > 0)
        .map(({ region }) => name(region)),
    })),
  };
}
