/** 专项的一年 (模拟数据): the shipped programs with rows, monthly reports, close-outs, returns and rebounds, each at its time. */
import { NewItem } from '@qingzhang/contract';
import { type FieldValues, holds, plannedPercent } from '@qingzhang/domain';
import { addDays, type Day, daysBetween, daysInMonth } from '@qingzhang/standards';
import { sql } from 'kysely';
import { managedCities } from '../../evaluation/subjects.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { type BoardProgram, requireProgram } from '../../programs/board/programs.ts';
import { touchProgress } from '../../programs/board/progress.ts';
import { readItems } from '../../programs/items/read.ts';
import type { ItemRecord } from '../../programs/items/record.ts';
import { changeItems, createItems, type NewItemFacts } from '../../programs/items/store.ts';
import { moment } from '../plan.ts';
import { chanceOf, chanceOfRow } from './chance.ts';
import { addDemoEvidence } from './evidence.ts';
import { type DemoPeople, demoPeople } from './people.ts';
import { type DemoPlace, fillIn, type MadeItem, type Recipe } from './recipe.ts';
import { recipes } from './recipes.ts';
import { stepMany } from './steps.ts';

/** The work of a year in a demonstration. */
export interface WorkYear {
  readonly platform: Platform;
  readonly seed: number;
  readonly year: number;
  readonly signal: AbortSignal;
  /** These programs only; all where absent. */
  readonly only?: readonly string[];
}

interface Scene extends WorkYear {
  readonly people: DemoPeople;
  readonly cities: readonly {
    readonly code: string;
    readonly name: string;
    readonly counties: readonly DemoPlace[];
  }[];
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const by = (actor: Call['actor'], at: Date): Call => ({ actor, requestId: null, at });

const recipesOf = ({ only }: WorkYear): readonly Recipe[] =>
  only === undefined ? recipes : recipes.filter(({ program }) => only.includes(program));

async function sceneOf(work: WorkYear): Promise<Scene> {
  const { db } = work.platform;
  const cities = await managedCities(db);
  const { rows } = await sql<{ code: string; name: string; parent: string }>`
    select code, name, parent_code as parent from region where level = 'county' and managed order by sort`.execute(
    db,
  );
  return {
    ...work,
    people: await demoPeople(db, moment(`${work.year}-01-01`, '08:00'), cities),
    cities: cities.map(({ code, name, shortName }) => ({
      code,
      name,
      counties: rows
        .filter(({ parent }) => parent === code)
        .map((county) => ({
          city: code,
          cityName: name,
          cityShort: shortName,
          county: county.code,
          countyName: county.name,
        })),
    })),
  };
}

/** In the first week of the year: every program gets its rows, issued and signed. Harmless to repeat. */
export async function beginPrograms(work: WorkYear): Promise<number> {
  const scene = await sceneOf(work);
  let made = 0;
  for (const recipe of recipesOf(work)) {
    work.signal.throwIfAborted();
    const program = await requireProgram(work.platform.db, recipe.program);
    made += await transaction(work.platform.db, (trx) => begin(trx, scene, program, recipe));
  }
  return made;
}

async function begin(trx: Db, scene: Scene, program: BoardProgram, recipe: Recipe): Promise<number> {
  const { rows } = await sql`select 1 from item where program_key = ${program.key} limit 1`.execute(trx);
  if (rows.length > 0) return 0;
  const chance = chanceOf(scene.seed, program.key);
  const items: NewItemFacts[] = [];
  for (const city of scene.cities) {
    const count = recipe.rows(0.6 + 0.9 * chance.of(`weight${city.code}`));
    for (let index = 0; index < count; index++) {
      const place = city.counties[index % Math.max(1, city.counties.length)];
      if (place === undefined) continue;
      items.push(rowOf(scene, program, recipe, place, index, items.length + 1));
    }
  }
  const at = moment(`${scene.year}-01-06`, '09:30');
  const created = await createItems(trx, by(scene.people.issuer, at), program, items, { issue: true });
  for (const city of scene.cities) {
    const own = created.filter((_, index) => items[index]?.city === city.code).map(({ id }) => id);
    const reporter = scene.people.city.get(city.code)?.reporter;
    if (reporter === undefined) continue;
    await stepMany(trx, by(reporter, moment(`${scene.year}-01-06`, '15:10')), program, own, { act: 'sign' });
  }
  await touchProgress(
    trx,
    scene.cities.map(({ code }) => ({ program: program.key, city: code })),
    moment(`${scene.year}-01-06`, '15:10'),
  );
  return created.length;
}

function rowOf(
  scene: Scene,
  program: BoardProgram,
  recipe: Recipe,
  place: DemoPlace,
  index: number,
  no: number,
): NewItemFacts {
  const own = chanceOfRow(scene.seed, program.key, no);
  const { definition } = program;
  // Rows of one county come one after another there, so that a village's name is its county's own.
  const within = Math.floor(index / Math.max(1, countiesOf(scene, place.city)));
  const { values, ...facts } = recipe.make({
    definition,
    year: scene.year,
    place,
    index: within,
    no,
    chance: own,
  });
  const old = own.of('old') < (recipe.oldShare ?? 0);
  const base: MadeItem = {
    city: place.city,
    county: place.county,
    longitude: null,
    latitude: null,
    openedOn: old ? `${scene.year - 1}-1${own.between('month', 0, 2)}-15` : `${scene.year}-01-06`,
    ...facts,
    deadline: facts.deadline ?? facts.nationalDeadline ?? `${scene.year}-12-31`,
    values: fillIn(definition, values, own, scene.year),
  };
  return NewItem.parse(base);
}

const countiesOf = (scene: Scene, city: string): number =>
  scene.cities.find(({ code }) => code === city)?.counties.length ?? 1;

/** How fast a city goes in a program: most keep pace, a few lag, one far behind in clean heating. */
function speedOf(scene: Scene, program: BoardProgram, city: string): number {
  const place = scene.cities.findIndex(({ code }) => code === city);
  if (program.key === 'clean-heating' && place === 1) return 0.5;
  const turn = chanceOf(scene.seed, `${program.key}/${city}`).of('speed');
  return turn < 0.1 ? 0.78 : turn < 0.25 ? 0.9 : 0.97 + turn * 0.25;
}

/** A month of the year: what is due for close-out goes its way, at the month's end everybody reports. */
export async function workMonth(work: WorkYear, month: string, over: boolean): Promise<void> {
  const scene = await sceneOf(work);
  const days = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  const last: Day = `${month}-${String(days).padStart(2, '0')}`;
  for (const recipe of recipesOf(work)) {
    work.signal.throwIfAborted();
    const program = await requireProgram(work.platform.db, recipe.program);
    if (await hasReport(work.platform.db, program.key, month)) continue;
    await transaction(work.platform.db, async (trx) => {
      const ids = await sql<{ id: number }>`
        select id from item where program_key = ${program.key} order by id`.execute(trx);
      const items = await readItems(
        trx,
        ids.rows.map(({ id }) => id),
      );
      await closeOutMonth(trx, scene, program, recipe, items, month, last);
      await touchProgress(
        trx,
        scene.cities.map(({ code }) => ({ program: program.key, city: code })),
        over ? moment(last, '16:10') : work.platform.clock.now(),
      );
      if (over) await reportMonth(trx, scene, program, recipe, items, month, last);
    });
  }
}

async function hasReport(db: Db, program: string, month: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from item where program_key = ${program} and report_month >= ${month} limit 1`.execute(db);
  return rows.length > 0;
}

async function reportMonth(
  trx: Db,
  scene: Scene,
  program: BoardProgram,
  recipe: Recipe,
  items: readonly ItemRecord[],
  month: string,
  last: Day,
): Promise<void> {
  const { definition } = program;
  const path = { start: null, milestones: pathOf(program) };
  const planned = (plannedPercent(path, addDays(last, recipe.lead ?? 0)) ?? 0) / 100;
  for (const city of scene.cities) {
    const reporter = scene.people.city.get(city.code)?.reporter;
    if (reporter === undefined) continue;
    const speed = speedOf(scene, program, city.code);
    const wanted = items
      .filter((item) => item.city === city.code && (item.state === 'working' || item.state === 'issued'))
      .flatMap((item) => {
        const chance = chanceOfRow(scene.seed, program.key, item.no);
        // A few do not report in a month, more of them where work lags.
        if (chance.of(`late${month}`) < (speed < 0.9 ? 0.05 : 0.008)) return [];
        // What was not done by the end of the path is made up for, slowly.
        const share = Math.min(1, planned * speed + CATCH_UP * speed * monthsAfterEnd(program, last));
        const values = { ...item.values, ...recipe.report(item.values, share, chance, last) };
        return refusedBy(definition, values, item)
          ? []
          : [{ id: item.id, values: onlyReported(definition, values) }];
      });
    if (wanted.length === 0) continue;
    await changeItems(trx, by(reporter, moment(last, '16:20')), program, wanted, {
      kind: 'imported',
      reportMonth: month,
      reason: null,
      detail: { month },
    });
  }
  await dateMeasures(trx, program.key, month, last);
}

/** Share of the work made up for in a month after the path has ended. */
const CATCH_UP = 0.12;

/** 措施落实: as many of an item's measures as it reports carry the day they were done. */
async function dateMeasures(trx: Db, program: string, month: string, last: Day): Promise<void> {
  await sql`
    update item_measure m set done_on = ${last}::date - (m.sort * 3) % 20
    from item i
    where i.id = m.item_id and i.program_key = ${program} and i.report_month = ${month} and m.done_on is null
      and m.sort < (i."values"->>'measuresDone')::int`.execute(trx);
}

/** Whole months since the path ended; 0 while it runs. */
function monthsAfterEnd(program: BoardProgram, day: Day): number {
  const end = program.definition.milestones.at(-1)?.day;
  return end === undefined || day <= end ? 0 : Math.ceil(daysBetween(end, day) / 31);
}

const pathOf = (program: BoardProgram) =>
  program.definition.milestones.map(({ day, share }) => ({ day, percent: share }));

function refusedBy(definition: BoardProgram['definition'], values: FieldValues, item: ItemRecord): boolean {
  return definition.checks.some(({ when }) =>
    holds(when, { values, previous: item.accepted, state: item.state }),
  );
}

/** Fields the city fills; what was issued is not the city's to send. */
function onlyReported(definition: BoardProgram['definition'], values: FieldValues): FieldValues {
  return Object.fromEntries(
    definition.fields
      .filter(({ source, key }) => (source === 'reported' || source === 'once') && values[key] !== undefined)
      .map(({ key }) => [key, values[key] ?? null]),
  );
}

/** Whether what an item reports says it is done. */
const finished: Readonly<Record<string, (values: FieldValues) => boolean>> = {
  'central-inspection': (v) => v.measuresDone === v.measuresPlanned,
  'yellow-river': (v) => v.reclaimDone === v.reclaimPlanned,
  'dual-high-projects': (v) => v.disposalState === 'done',
  'clean-heating': (v) => v.installed === v.planned && Number(v.running) >= 0.9 * Number(v.planned),
  'ozone-response': (v) => v.planFiled === true,
  'voc-industry': (v) => v.fixState === 'fixed',
  'rural-sewage': (v) => v.stage === 'done' && v.condition === 'normal',
  'flood-season': (v) => v.fixState === 'fixed',
  'corridor-cleanup': (v) => v.fixState === 'done',
  'enforcement-campaign': (v) => v.stage === 'done',
  'joint-control': (v) => v.answeredOn !== null && v.answeredOn !== undefined,
};

/** Applied on the 4th, checked on the 9th, accepted on the 12th, closed after the notice; some return, a few rebound. */
async function closeOutMonth(
  trx: Db,
  scene: Scene,
  program: BoardProgram,
  recipe: Recipe,
  items: readonly ItemRecord[],
  month: string,
  last: Day,
): Promise<void> {
  const { firstAcceptor, secondAcceptor, issuer } = scene.people;
  const now = scene.platform.clock.now();
  const on = (day: number, clock: string) => moment(`${month}-${String(day).padStart(2, '0')}`, clock);
  const isDone = finished[program.key];
  if (isDone === undefined) return;
  const itself = { ...issuer, id: null, role: 'system' as const, post: '系统' };
  const waiting = items.filter(({ state }) => state === 'notice').map(({ id }) => id);
  if (on(2, '00:30') <= now)
    await stepMany(trx, by(itself, on(2, '00:30')), program, waiting, { act: 'endNotice' });
  for (const city of scene.cities) {
    const people = scene.people.city.get(city.code);
    if (people === undefined) continue;
    const ready = items.filter((item) => {
      const chance = chanceOfRow(scene.seed, program.key, item.no);
      return (
        item.city === city.code &&
        item.state === 'working' &&
        isDone(item.values) &&
        chance.of(`apply${month}`) < (recipe.closeShare ?? 0)
      );
    });
    if (ready.length === 0) continue;
    if (on(4, '10:00') > now) return;
    for (const item of ready) {
      const chance = chanceOfRow(scene.seed, program.key, item.no);
      const call = by(people.reporter, on(3, '10:00'));
      await addDemoEvidence(scene.platform, trx, call, item.id, program.definition.evidence, chance);
      await sql`update item_measure set done_on = least(due, ${`${month}-01`}::date) where item_id = ${item.id} and done_on is null`.execute(
        trx,
      );
    }
    const ids = ready.map(({ id }) => id);
    await meetStandards(trx, program, ids, on(3, '11:00'), people.reporter.post);
    await recount(trx, ids);
    const applied = await stepMany(trx, by(people.reporter, on(4, '10:00')), program, ids, {
      act: 'apply',
      note: '措施全部落实，申请销号。',
    });
    if (on(9, '17:40') > now) continue;
    const back = applied.filter((id) => chanceOf(scene.seed, `return${id}`).of(month) < 0.1);
    await stepMany(trx, by(people.checker, on(8, '11:30')), program, back, {
      act: 'return',
      reason: '改后照片不是同一机位，看不出是否整改到位，请重拍。',
    });
    const checked = await stepMany(
      trx,
      by(people.checker, on(9, '17:40')),
      program,
      applied.filter((id) => !back.includes(id)),
      {
        act: 'check',
        visitedOn: `${month}-09`,
        visitors: ['市局核查岗', '县分局陪同岗'],
        note: '现场核查通过。',
      },
    );
    if (on(12, '16:20') > now) continue;
    const acceptors =
      program.definition.life.acceptance === 'province'
        ? [firstAcceptor, secondAcceptor]
        : [people.checker, firstAcceptor];
    for (const [n, acceptor] of acceptors.entries()) {
      const at = on(12 + n, '16:20');
      if (at <= now) await stepMany(trx, by(acceptor, at), program, checked, { act: 'accept', note: '' });
    }
    const end = moment(last, '15:00');
    await stepMany(trx, by(itself, earlier(end, now)), program, checked, { act: 'endNotice' });
  }
  await rebound(trx, scene, program, items, month, now);
}

/** Once a quarter something that was closed comes back at a look-back, under its own number. */
async function rebound(
  trx: Db,
  scene: Scene,
  program: BoardProgram,
  items: readonly ItemRecord[],
  month: string,
  now: Date,
): Promise<void> {
  const at = moment(`${month}-18`, '11:00');
  if (at > now || Number(month.slice(5)) % 3 !== 0) return;
  const closed = items.filter(({ state }) => state === 'closed');
  const one =
    closed[Math.floor(chanceOf(scene.seed, `rebound${program.key}${month}`).of('which') * closed.length)];
  if (one === undefined || chanceOf(scene.seed, `rebound${program.key}`).of(month) < 0.4) return;
  await stepMany(trx, by(scene.people.firstAcceptor, at), program, [one.id], {
    act: 'rebound',
    reason: '回头看发现问题反弹，整改未能保持。',
  });
  const reporter = scene.people.city.get(one.city)?.reporter;
  if (reporter !== undefined)
    await stepMany(trx, by(reporter, moment(`${month}-18`, '16:40')), program, [one.id], { act: 'sign' });
}

/** Standards of close-out: shown by the first piece of evidence; punishment does not apply where nothing was broken. */
async function meetStandards(
  trx: Db,
  program: BoardProgram,
  ids: readonly number[],
  at: Date,
  post: string,
): Promise<void> {
  const keys = program.definition.standards.map(({ key }) => key);
  if (keys.length === 0) return;
  await sql`
    insert into item_standard (item_id, standard_key, met, because, evidence_id, agreed_by, set_by, set_at)
    select item.id, standard.key,
      case when standard.place = 2 or first.id is null then 'notApplicable' else 'evidence' end,
      case when standard.place = 2 or first.id is null then '核查未发现违法排污主体（模拟）' end,
      case when standard.place = 2 then null else first.id end, ${post}, ${post}, ${at}
    from unnest(${[...ids]}::bigint[]) as item (id)
    cross join unnest(${keys}::text[]) with ordinality as standard (key, place)
    left join lateral (select min(id) as id from item_evidence where item_id = item.id) as first on true
    on conflict do nothing`.execute(trx);
}

/** What lies with the items, counted into their rows. */
async function recount(trx: Db, ids: readonly number[]): Promise<void> {
  await sql`
    update item set evidence_count = counted.counts
    from (
      select item_id, jsonb_object_agg(rule_key, jsonb_build_object('have', have, 'refused', 0, 'repeated', 0)) as counts
      from (
        select item_id, rule_key, count(*) as have from item_evidence
        where item_id = any(${[...ids]}::bigint[]) and state = 'have' group by item_id, rule_key
      ) as each group by item_id
    ) as counted
    where counted.item_id = item.id`.execute(trx);
}
