/** What an import is judged by: the program, the regions, the items there are. Read once a file, kept for a short while. */
import {
  type FieldValue,
  type ItemIndex,
  itemIndex,
  itemStates,
  type KnownContent,
  type KnownItem,
  type LedgerRegion,
  type MatchTarget,
  matchTargets,
  median,
  plainCell,
  type RegionBook,
  regionBook,
  type SheetRow,
  siteKey,
  type TargetKey,
} from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';
import { regionScope, withinScope } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { type BoardProgram, requireProgram } from '../board/programs.ts';
import type { Batch, SenderStanding } from './batch.ts';

/** Everything a file is compared with. */
export interface Knowledge {
  readonly program: BoardProgram;
  readonly regions: RegionBook;
  readonly targets: readonly MatchTarget[];
  readonly items: readonly KnownItem[];
  readonly index: ItemIndex;
  readonly content: KnownContent;
  /** Targets that are compared only. */
  readonly checked: ReadonlySet<TargetKey>;
}

/** Cities and counties of the province that this system works for. */
export async function readRegionBook(db: Db): Promise<RegionBook> {
  const regions = await listRegions(db);
  return regionBook(
    regions
      .filter(({ level, managed }) => managed && (level === 'city' || level === 'county'))
      .map(
        ({ code, level, name, shortName, parent }): LedgerRegion => ({
          code,
          level: level === 'city' ? 'city' : 'county',
          name,
          shortName,
          parent: level === 'county' ? parent : null,
        }),
      ),
  );
}

/** Village fields: compared as names of villages (前营村 and 前营 are one). */
export const siteFields: ReadonlySet<string> = new Set(['site', 'village']);

/** Read it. `cities` limits the items to those of some cities; null: all that the sender sees. */
export async function readKnowledge(
  db: Db,
  program: string,
  standing: SenderStanding,
  cities: readonly string[] | null,
): Promise<Knowledge> {
  const [board, regions] = await Promise.all([requireProgram(db, program), readRegionBook(db)]);
  const items = await readKnownItems(db, program, standing, cities);
  const { definition } = board;
  const targets = matchTargets(definition, standing);
  const texts = new Map<TargetKey, Set<string>>();
  const medians = new Map<TargetKey, number>();
  // Some thousands of items show what the columns look like as well as all of them.
  const shown =
    items.length <= 6000 ? items : items.filter((_, index) => index % Math.ceil(items.length / 6000) === 0);
  for (const target of targets) {
    const values = shown.map((item) => valueAt(item, target.key));
    if (target.type === 'number' || target.type === 'integer') {
      const middle = median(values.filter((value) => typeof value === 'number' && value > 0).map(Number));
      if (middle !== null) medians.set(target.key, middle);
    } else if (
      target.type === 'text' ||
      target.type === 'longText' ||
      target.type === 'site' ||
      target.type === 'no'
    ) {
      const key = target.type === 'site' || siteFields.has(target.key.slice(6)) ? siteKey : plainCell;
      texts.set(
        target.key,
        new Set(
          values
            .filter((value) => value !== null && value !== undefined && value !== '')
            .map((value) => key(String(value))),
        ),
      );
    }
  }
  // Every village counts for recognising its column, not a sample of them.
  texts.set('base:site', new Set(items.flatMap(({ site }) => (site === null ? [] : [siteKey(site)]))));
  return {
    program: board,
    regions,
    targets,
    items,
    index: itemIndex(definition, items, siteFields),
    content: { regions, texts, medians },
    checked: new Set(targets.filter(({ use }) => use === 'check').map(({ key }) => key)),
  };
}

/** What an item says at a target. */
export function valueAt(item: KnownItem, target: TargetKey): FieldValue | undefined {
  if (target.startsWith('field:')) return item.values[target.slice(6)];
  if (target === 'base:no') return item.no;
  if (target === 'base:township') return item.township;
  if (target === 'base:site') return item.site;
  if (target === 'base:deadline') return item.deadline;
  if (target === 'base:nationalDeadline') return item.nationalDeadline;
  return item.facts[target.slice(5)] ?? null;
}

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const isState = z.enum(itemStates);

/** How many items the sender sees in the program. */
export async function countKnownItems(db: Db, program: string, standing: SenderStanding): Promise<number> {
  const row = await db
    .selectFrom('item')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('program_key', '=', program)
    .where(scopeOf(standing))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const scopeOf = (standing: SenderStanding) =>
  withinScope(regionScope({ scope: standing.scope }), {
    city: 'item.city_code',
    county: 'item.county_code',
    program: 'item.program_key',
    item: 'item.id',
  });

async function readKnownItems(
  db: Db,
  program: string,
  standing: SenderStanding,
  cities: readonly string[] | null,
): Promise<KnownItem[]> {
  const rows = await db
    .selectFrom('item')
    .select([
      'id',
      'no',
      'title',
      'city_code',
      'county_code',
      'township',
      'site',
      'state',
      'values',
      'accepted',
      'deadline',
      'national_deadline',
      'level',
      'source_document',
      'source_clause',
      'problem',
      'target',
      'lead_unit',
      'supporting_units',
      'leader_post',
      'supervisor_unit',
      'acceptor_unit',
      'start_on',
      'longitude',
      'latitude',
      'revision',
      'report_month',
      'report_state',
    ])
    .where('program_key', '=', program)
    .where(scopeOf(standing))
    .$if(cities !== null, (query) => query.where(sql<boolean>`city_code = any(${[...(cities ?? [])]})`))
    .orderBy('no')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    title: row.title,
    city: row.city_code,
    county: row.county_code,
    township: row.township,
    site: row.site,
    state: isState.parse(row.state),
    values: Values.parse(row.values),
    previous: Values.parse(row.accepted),
    deadline: row.deadline,
    nationalDeadline: row.national_deadline,
    facts: {
      level: row.level,
      sourceDocument: row.source_document,
      sourceClause: row.source_clause,
      problem: row.problem,
      target: row.target,
      leadUnit: row.lead_unit,
      supportingUnits: row.supporting_units.join('、') || null,
      leaderPost: row.leader_post,
      supervisorUnit: row.supervisor_unit,
      acceptorUnit: row.acceptor_unit,
      startOn: row.start_on,
      longitude: row.longitude,
      latitude: row.latitude,
    },
    revision: row.revision,
    reportedFor: row.report_state === 'returned' ? null : row.report_month,
  }));
}

/** Above so many items only those of the cities that the file names are read. */
const MANY_ITEMS = 60_000;

/** Cities that cells of the rows name, by themselves or by a county; null: read all items. */
export async function citiesIn(
  db: Db,
  batch: Batch,
  { regions }: Pick<Knowledge, 'regions'>,
  rows: readonly SheetRow[],
): Promise<string[] | null> {
  if ((await countKnownItems(db, batch.program, batch.standing)) <= MANY_ITEMS) return null;
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const { cells } of rows) {
    for (const cell of cells.slice(0, 12)) {
      if (typeof cell !== 'string' || cell.length > 12 || seen.has(cell)) continue;
      seen.add(cell);
      const county = regions.find(cell, 'county');
      if (county.kind === 'found' && county.region.parent !== null) found.add(county.region.parent);
      if (county.kind === 'several')
        for (const { parent } of county.regions) if (parent !== null) found.add(parent);
      const city = regions.find(cell, 'city');
      if (city.kind === 'found') found.add(city.region.code);
    }
  }
  if (batch.standing.city !== null) found.add(batch.standing.city);
  return found.size === 0 ? null : [...found];
}
