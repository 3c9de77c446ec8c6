/** 专项清单: one line a program, with the cities' lamps. */

import type { Lang, ProgramSummary } from '@qingzhang/contract';
import { sayBoardReason } from '@qingzhang/domain';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { listRegions } from '../../regions/queries.ts';
import { sumColumns } from './columns.ts';
import type { MonthRow } from './month-row.ts';
import { columnsNow, readLatest, rowNow } from './months.ts';
import { type BoardProgram, openMonths, readPrograms } from './programs.ts';
import { type BoardScope, boardScope, seesProgram, seesProvince } from './scope.ts';

/** Programs as far as the person sees them, in their order; drafts only for who defines programs. */
export async function listPrograms(
  db: Db,
  query: { readonly lang: Lang; readonly ended: boolean; readonly drafts: boolean },
  { actor, at }: Pick<Call, 'actor' | 'at'>,
): Promise<ProgramSummary[]> {
  const scope = boardScope(actor);
  const programs = (await readPrograms(db)).filter(
    (program) =>
      seesProgram(scope, program.key) &&
      (program.state !== 'ended' || query.ended) &&
      (program.state !== 'draft' || query.drafts),
  );
  const [latest, regions] = await Promise.all([
    readLatest(
      db,
      programs.map(({ key }) => key),
    ),
    listRegions(db),
  ]);
  const managed = regions.filter((region) => region.managed);
  const province = managed.find(({ level }) => level === 'province')?.code ?? null;
  const cities = managed.filter(({ level }) => level === 'city').map(({ code }) => code);
  const seen = scope.cities === null ? cities : cities.filter((code) => scope.cities?.includes(code));
  const today = beijingDay(at);
  return Promise.all(
    programs.map(async (program) => {
      const rows = latest.get(program.key) ?? [];
      const own = await rowsOf(db, program, scope, rows, today, actor.regionCode);
      const places = [...seen, ...own.map(({ region }) => region)];
      const shown = [...rows.filter(({ region }) => seen.includes(region)), ...own];
      const whole = seesProvince(scope) ? rows.find(({ region }) => region === province) : undefined;
      return summaryOf(program, shown, places, whole, query.lang);
    }),
  );
}

/** Counties or single items of somebody who sees no whole city. */
async function rowsOf(
  db: Db,
  program: BoardProgram,
  scope: BoardScope,
  rows: readonly MonthRow[],
  today: string,
  home: string | null,
): Promise<MonthRow[]> {
  if (scope.counties.length === 0 && scope.items === null) return [];
  const open = openMonths(today, program.definition);
  const of =
    scope.items === null ? { counties: scope.counties } : { items: scope.items, as: home ?? '000000' };
  const columns = await columnsNow(db, program, { today, dueMonth: open.dueMonth }, of);
  const days = { today, month: rows[0]?.month ?? today.slice(0, 7), overdueMonth: open.overdueMonth };
  return [...columns].map(([region, figures]) =>
    rowNow(program, region, figures, program.definition.milestones, days),
  );
}

/** The same gap as on the board's tiles: of the exact figures, not of the printed ones. */
const gapOf = (row: MonthRow | undefined): number | null =>
  row === undefined || row.planned === null || row.progress === null ? null : row.planned - row.progress;

function summaryOf(
  program: BoardProgram,
  rows: readonly MonthRow[],
  places: readonly string[],
  whole: MonthRow | undefined,
  lang: Lang,
): ProgramSummary {
  const { definition } = program;
  const total = sumColumns(rows.map(({ columns }) => columns));
  const strip = places.map((region) => {
    const row = rows.find((one) => one.region === region);
    return {
      region,
      lamp: row?.lamp ?? ('grey' as const),
      reason: sayBoardReason(row?.reason ?? { code: 'notApplicable' }, definition.counter, lang),
    };
  });
  const count = (lamp: (typeof strip)[number]['lamp']) => strip.filter((one) => one.lamp === lamp).length;
  const single = rows.length === 1 ? rows[0] : undefined;
  const shown = whole ?? single;
  const round = (value: number | null | undefined) =>
    value === null || value === undefined ? null : Math.round(value * 10) / 10;
  return {
    key: program.key,
    name: definition.name,
    shortName: definition.shortName,
    counter: definition.counter,
    state: program.state,
    version: program.version,
    year: program.year,
    office: program.office,
    sunset: definition.sunset,
    simulated: program.simulated,
    progress: round(shown?.progress),
    planned: round(shown?.planned),
    gap: round(gapOf(shown)),
    items: total.items ?? 0,
    openItems: total.open ?? 0,
    overdue: total.overdue ?? 0,
    lamps: {
      blue: count('blue'),
      green: count('green'),
      yellow: count('yellow'),
      red: count('red'),
      grey: count('grey'),
    },
    strip,
  };
}
