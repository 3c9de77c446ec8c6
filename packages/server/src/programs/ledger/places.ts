/** 地图: where items lie, and how many of each lamp a county has. */
import { type Lang, ProgramLamp } from '@qingzhang/contract';
import { sayLamp } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { listRegions } from '../../regions/queries.ts';
import { baseCondition } from './filter.ts';
import { ledgerProgram } from './ledger.ts';

/** Points drawn at once; what is worse comes first, the rest stands in the counties' counts. */
const MOST_POINTS = 3000;

const Point = z.object({
  id: z.number(),
  title: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  lamp: ProgramLamp,
});
const Count = z.object({ county: z.string(), lamp: ProgramLamp, n: z.number(), without: z.number() });

const lamps = ['red', 'yellow', 'green', 'blue', 'grey'] as const;

/** Points and counts by county (a city's own items under the city's code). */
export async function placesOf(db: Db, key: string, city: string | undefined, call: Pick<Call, 'actor'>) {
  await ledgerProgram(db, key, call);
  const base = baseCondition(key, { city }, call.actor, false);
  const [points, counts] = await Promise.all([
    // Worst first, each lamp from its own index: nothing is sorted that is not shown.
    sql<object>`
      select * from (${sql.join(
        lamps.map(
          (lamp) => sql`(select i.id, i.title, i.longitude, i.latitude, i.lamp from item i
            where ${base} and i.lamp = ${lamp} and i.longitude is not null and i.latitude is not null
            order by i.id limit ${MOST_POINTS})`,
        ),
        sql` union all `,
      )}) as points limit ${MOST_POINTS}`.execute(db),
    sql<object>`
      select coalesce(i.county_code, i.city_code) as county, i.lamp, count(*) as n,
        count(*) filter (where i.longitude is null or i.latitude is null) as without
      from item i where ${base} group by 1, 2 order by 1`.execute(db),
  ]);
  const rows = counts.rows.map((row) => Count.parse(row));
  const counties = [...new Set(rows.map(({ county }) => county))].map((county) => {
    const own = rows.filter((row) => row.county === county);
    const count = (lamp: ProgramLamp) => own.find((row) => row.lamp === lamp)?.n ?? 0;
    return {
      county,
      lamps: {
        blue: count('blue'),
        green: count('green'),
        yellow: count('yellow'),
        red: count('red'),
        grey: count('grey'),
      },
      items: own.reduce((sum, { n }) => sum + n, 0),
    };
  });
  return {
    points: points.rows.map((row) => Point.parse(row)),
    counties,
    withoutPlace: rows.reduce((sum, { without }) => sum + without, 0),
  };
}

/** The counts by county as a spreadsheet. */
export async function placesXlsx(
  db: Db,
  key: string,
  query: { readonly city?: string | undefined; readonly lang: Lang },
  call: Pick<Call, 'actor'>,
): Promise<FileReply> {
  const program = await ledgerProgram(db, key, call);
  const { counties } = await placesOf(db, key, query.city, call);
  const regions = new Map((await listRegions(db)).map((region) => [region.code, region]));
  const zh = query.lang === 'zh';
  const title = `${program.definition.name[query.lang]} ${zh ? '各县分布' : 'by county'}`;
  return xlsxReply(title, {
    title,
    simulated: program.simulated,
    columns: [
      { key: 'county', title: zh ? '县(区)' : 'County' },
      { key: 'items', title: zh ? '事项' : 'Items' },
      ...lamps.map((lamp) => ({ key: lamp, title: sayLamp(lamp, query.lang) })),
    ],
    rows: counties.map(({ county, items, lamps: counts }) => {
      const region = regions.get(county);
      return { county: (zh ? region?.name : region?.nameEn) ?? county, items, ...counts };
    }),
  });
}
