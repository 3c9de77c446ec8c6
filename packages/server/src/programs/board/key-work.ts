/** 重点工作: how every program stood in a month, for bulletins, papers and screens; figures as the board shows them. */
import type { ProgramTile } from '@qingzhang/contract';
import type { ProgramDefinition, Ranked } from '@qingzhang/domain';
import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type BoardFacts, boardFacts, tilesOf } from './board.ts';
import { readPrograms } from './programs.ts';
import { rankingRows } from './ranking.ts';

/** One program in one month, all cities. */
export interface KeyWork {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn: string;
  readonly office: string;
  readonly definition: ProgramDefinition;
  readonly simulated: boolean;
  /** 'YYYY-MM'. */
  readonly month: string;
  /** The day the figures stand at: the month's last, or today while it runs. */
  readonly day: string;
  /** Cities in protocol order; `applicable` false: 本市无此项. */
  readonly tiles: readonly ProgramTile[];
  readonly province: ProgramTile | null;
  readonly ranking: readonly Ranked[];
  /** Reports of the month that nobody has judged yet, by city: what rests on them is not reviewed (DIS-6.3). */
  readonly unjudged: ReadonlyMap<string, number>;
  readonly facts: BoardFacts;
}

/** Every active program that had items in a month, in the programs' order. Words in Chinese: bulletins are. */
export async function keyWork(
  db: Db,
  question: { readonly month: string; readonly at: Date },
): Promise<KeyWork[]> {
  const programs = (await readPrograms(db)).filter(({ state }) => state === 'active');
  const call = { actor: systemActor('system'), at: question.at };
  const [unjudged, ...facts] = await Promise.all([
    unjudgedReports(db, question.month),
    ...programs.map(({ key }) => boardFacts(db, key, call, question.month)),
  ]);
  return facts.flatMap((own): KeyWork[] => {
    const { tiles, province } = tilesOf(own, 'zh');
    const { definition, key, office, simulated } = own.program;
    if (!tiles.some(({ applicable }) => applicable)) return [];
    const order = new Map(own.regions.map((region, index) => [region, index]));
    return [
      {
        key,
        name: definition.name.zh,
        shortName: definition.shortName.zh,
        nameEn: definition.name.en,
        office,
        definition,
        simulated,
        month: own.month,
        day: own.day,
        tiles: [...tiles].sort((a, b) => (order.get(a.region) ?? 0) - (order.get(b.region) ?? 0)),
        province,
        ranking: rankingRows(own, own.month),
        unjudged: unjudged.get(key) ?? new Map(),
        facts: own,
      },
    ];
  });
}

/** Reports of a month that nobody has judged, by program and city. */
export async function unjudgedReports(db: Db, month: string): Promise<Map<string, Map<string, number>>> {
  const { rows } = await sql<{ program_key: string; city_code: string; n: number }>`
    select i.program_key, i.city_code, count(*)::int as n
    from item_report r join item i on i.id = r.item_id
    where r.month = ${month} and r.state = 'sent' and i.city_code is not null
      and not exists (
        select from item_report later
        where later.item_id = r.item_id and later.month = r.month and later.id > r.id and later.state <> 'returned'
      )
    group by i.program_key, i.city_code`.execute(db);
  const byProgram = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const own = byProgram.get(row.program_key) ?? new Map<string, number>();
    own.set(row.city_code, row.n);
    byProgram.set(row.program_key, own);
  }
  return byProgram;
}
