/**
 * A province at work, written set by set: items over all presets, a history of reports and events, months, people with
 * open sessions. Invented, deterministic by PostgreSQL's `setseed`.
 */
import type { Field, ProgramDefinition } from '@qingzhang/domain';
import { monthsBetween } from '@qingzhang/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Platform } from '../packages/server/src/platform/platform.ts';
import { searchTerms } from '../packages/server/src/platform/search/terms.ts';
import { rebuildMonths, recomputeProgress } from '../packages/server/src/programs/board/progress.ts';
import { presets } from '../packages/server/src/programs/presets/presets.ts';

/** Share of all items a program has, by key; what is not named shares the rest. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'clean-heating': 60,
  'rural-sewage': 100,
  'corridor-cleanup': 35,
  'enforcement-campaign': 15,
  'voc-industry': 25,
  'ozone-response': 25,
  'flood-season': 20,
  'dual-high-projects': 8,
  'yellow-river': 6,
  'joint-control': 5.9,
  'central-inspection': 0.1,
};

export interface FilledProvince {
  readonly items: number;
  readonly history: number;
}

/** Items over the presets of a year, `history` rows of reports and events among them. */
export async function fillProvince(
  { db, log: _ }: Pick<Platform, 'db' | 'log'>,
  wanted: {
    readonly items: number;
    readonly history: number;
    readonly users: number;
    readonly today: string;
  },
): Promise<FilledProvince> {
  const year = Number(wanted.today.slice(0, 4));
  const at = new Date(`${wanted.today}T08:00:00+08:00`);
  await sql`select setseed(0.42)`.execute(db);
  await fillNames(db);
  await dropIndexes(db);
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  for (const [sort, { preset, office }] of presets.entries()) {
    const definition = preset(year);
    await publish(db, definition, sort, office, year, at);
    const count = Math.round((wanted.items * (WEIGHTS[definition.key] ?? 1)) / total);
    await fillItems(db, definition, Math.max(60, count), wanted.today);
  }
  const items = Number(
    (await sql<{ n: number }>`select count(*) as n from item`.execute(db)).rows[0]?.n ?? 0,
  );
  await fillObjections(db, at);
  const history = await fillHistory(db, items, wanted.history, wanted.today);
  await raiseIndexes(db);
  await fillUsers(db, wanted.users, at);
  for (const table of ['item', 'item_report', 'item_event', 'item_notice', 'app_user', 'session']) {
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  }
  return { items, history };
}

/** Months up to the day: the running ones as the night does it, the past ones from the reports. */
export async function fillMonths({ db }: Pick<Platform, 'db'>, today: string): Promise<void> {
  const at = new Date(`${today}T08:00:00+08:00`);
  const months = monthsBetween(`${today.slice(0, 4)}-03`, today.slice(0, 7)).slice(0, -1);
  for (const { preset } of presets) {
    await rebuildMonths(db, preset(Number(today.slice(0, 4))).key, months, at);
  }
  await recomputeProgress(db, at);
}

const NAMES = 2400;
const heads = [...'东西南北上下前后大小新古白黑红青石柳杨槐桃李王张赵刘马高平长安福寿'];
const tails = [
  '庄村',
  '家营村',
  '家沟村',
  '坡村',
  '堡村',
  '河村',
  '岭村',
  '铺村',
  '窑村',
  '寨村',
  '湾村',
  '塔村',
];

/** Names with their search terms, worked out once each. */
async function fillNames(db: Platform['db']): Promise<void> {
  const names = Array.from({ length: NAMES }, (_, index) => {
    const first = heads[index % heads.length] ?? '';
    const second = heads[Math.floor(index / heads.length) % heads.length] ?? '';
    return `${first}${second}${tails[index % tails.length] ?? ''}`;
  });
  await sql`create unlogged table bench_names (no integer primary key, name text, terms text[])`.execute(db);
  const rows = JSON.stringify(names.map((name, no) => ({ no, name, terms: searchTerms([name]) })));
  await sql`insert into bench_names select no, name, array(select jsonb_array_elements_text(terms))
    from jsonb_to_recordset(${rows}::jsonb) as r(no int, name text, terms jsonb)`.execute(db);
}

async function publish(
  db: Platform['db'],
  definition: ProgramDefinition,
  sort: number,
  office: string,
  year: number,
  at: Date,
): Promise<void> {
  const stamp = { created_by: 'bench', created_at: at };
  await db
    .insertInto('program')
    .values({
      key: definition.key,
      version: 1,
      state: 'active',
      year,
      sort,
      office,
      simulated: true,
      ...stamp,
    })
    .execute();
  await db
    .insertInto('program_version')
    .values({
      program_key: definition.key,
      version: 1,
      definition: JSON.stringify(definition),
      note: 'bench',
      ...stamp,
    })
    .execute();
}

/** How far a city is, 0.15 to 1.2 of what it should: the same for all its items, with noise of its own. */
const pace = sql`(0.25 + 0.09 * (c.rn % 11) + 0.25 * random())`;

/** A value for a field: what is planned is larger than what is reported, choices are spread. */
function generated(field: Field): RawBuilder<unknown> {
  switch (field.type) {
    case 'integer':
      return field.source === 'issued'
        ? sql`(50 + floor(random() * 400))::int`
        : sql`floor(90 * ${pace} * ${field.cumulative ? sql`1` : sql`random()`})::int`;
    case 'number':
      return sql`round((random() * ${Math.min(field.max ?? 100, 100)})::numeric, ${field.decimals ?? 1})`;
    case 'yesNo':
      return sql`random() < 0.8`;
    case 'choice': {
      const keys = (field.choices ?? []).map(({ key }) => key);
      return sql`(${keys}::text[])[1 + floor(random() * ${keys.length})::int]`;
    }
    case 'date':
      return sql`to_char(date '2021-02-01' + (random() * 150)::int, 'YYYY-MM-DD')`;
    case 'month':
      return sql`'2021-05'`;
    default:
      return field.key === 'site' ? sql`n.name` : sql`n.name || ${field.name.zh}::text`;
  }
}

/** Parts of at most 40 pairs: a function takes no more than 100 arguments. */
function valuesOf(fields: readonly Field[]): RawBuilder<unknown> {
  const pairs = fields.map((field) => sql`${sql.lit(field.key)}, ${generated(field)}`);
  const parts: RawBuilder<unknown>[] = [];
  for (let start = 0; start < pairs.length; start += 40) {
    parts.push(sql`jsonb_build_object(${sql.join(pairs.slice(start, start + 40))})`);
  }
  return sql`(${sql.join(parts, sql` || `)})`;
}

/** What items stand at: of twenty, eleven are worked on, seven wait for somebody's judgement, two are closed. */
const STATES: readonly string[] = [
  ...Array<string>(11).fill('working'),
  ...[
    'applied',
    'cityCheck',
    'acceptance',
    'extension',
    'notice',
    'lookBack',
    'standing',
    'closed',
    'closed',
  ],
];

/** The record of an item's life: hands that signed, an extension asked, a notice, the next check of what stands for ever. */
function lifeOf(today: string): RawBuilder<unknown> {
  const hand = (
    post: string,
  ) => sql`jsonb_build_object('people', jsonb_build_array(900000 + floor(random() * 2000)::int),
    'post', ${post}::text, 'actingFor', null, 'on', ${today}::text, 'note', n.name || '已按要求整改到位，现场已核实。')`;
  return sql`jsonb_build_object('issued', ${hand('调度办')}, 'signed', ${hand('县分局填报岗')}) || case l.state
    when 'working' then '{}'::jsonb
    when 'extension' then jsonb_build_object('extension', ${hand('县分局填报岗')} || jsonb_build_object('until', ${`${today.slice(0, 4)}-12-20`}::text, 'reason', '冬季停工'))
    else jsonb_build_object('applications', jsonb_build_array(${hand('县分局填报岗')}), 'check', ${hand('市局审核岗')}
      || jsonb_build_object('visitedOn', ${today}::text, 'visitors', '["甲", "乙"]'::jsonb)) end || case l.state
    when 'notice' then jsonb_build_object('notice', jsonb_build_object('from', ${today}::text, 'until', ${today}::text,
      'closesOn', ${today}::text, 'link', case when random() < 0.8 then 'https://notice.example/' || g end))
    when 'standing' then jsonb_build_object('standing', jsonb_build_object('since', ${today}::text,
      'nextCheck', to_char(${today}::date + (random() * 365)::int, 'YYYY-MM-DD'), 'accepted', '[]'::jsonb))
    else '{}'::jsonb end`;
}

async function fillItems(
  db: Platform['db'],
  definition: ProgramDefinition,
  count: number,
  today: string,
): Promise<void> {
  const fields = definition.fields.filter(
    ({ source, required, listed }) => source !== 'computed' && (required !== 'never' || listed === true),
  );
  const alarms = definition.alarms.map(({ key }) => key);
  const evidence = definition.evidence.map(({ key }) => key);
  await sql`
    with county as (
      select code, parent_code, row_number() over (order by sort, code) as rn from region where level = 'county' and managed
    ), n_county as (select count(*) as n from county)
    insert into item (program_key, version, identity, no, title, city_code, county_code, township, site, longitude, latitude,
      state, state_since, "values", accepted, planned, done, progress, lamp, lamp_reason, alarms, returned, report_month,
      report_state, reported_at, opened_on, deadline, evidence_count, search, changed_at, lead_unit,
      level, life, lamp_override)
    select ${definition.key}, 1, 'b' || g, g, n.name, c.parent_code, case when random() < 0.97 then c.code end, n.name || '镇', n.name,
      111 + random() * 3, 35 + random() * 5,
      l.state, ${today}::date - random() * interval '90 days',
      v.own, v.own, 100, 40, 40,
      (array['green','green','green','green','yellow','red','blue'])[1 + floor(random() * 7)::int],
      '{"code":"calm","points":3.2,"days":89}'::jsonb,
      case when random() < 0.03 then array[(${alarms}::text[])[1]] else '{}'::text[] end,
      case when random() < 0.005 then jsonb_build_object('reason', '佐证不清', 'post', '市局审核岗', 'at', ${`${today}T01:00:00+08:00`}::text, 'reportId', null) end,
      r.month, case when r.month is not null then 'sent' end, case when r.month is not null then ${today}::date - random() * interval '20 days' end,
      ${`${today.slice(0, 4)}-03-15`}::date, ${`${today.slice(0, 4)}-10-31`}::date - (random() * 140)::int,
      (select jsonb_object_agg(key, jsonb_build_object('have', 1, 'refused', 0, 'repeated', 0)) from unnest(${evidence}::text[]) as key),
      n.terms, ${today}::date, c.code,
      (array['national', 'province', 'province', 'city'])[1 + floor(random() * 4)::int], ${lifeOf(today)},
      case when random() < 0.001 then jsonb_build_object('lamp', 'red', 'reason', '现场发现造假', 'people', '[900001]'::jsonb, 'post', '调度办',
        'at', ${`${today}T01:00:00+08:00`}::text, 'confirmed', null) end
    from generate_series(1, ${count}) as g
    cross join n_county
    join county c on c.rn = 1 + (g * 7919::bigint) % n_county.n
    join bench_names n on n.no = (g * 104729::bigint) % ${NAMES}
    cross join lateral (select ${valuesOf(fields)} as own where g > 0) as v
    cross join lateral (select (${[...STATES]}::text[])[1 + floor(random() * ${STATES.length})::int] as state where g > 0) as l
    cross join lateral (select case when random() < 0.85 then ${`${today.slice(0, 4)}-06`} end as month where g > 0) as r`.execute(
    db,
  );
}

/** One public notice in ten has an objection that nobody has answered. */
async function fillObjections(db: Platform['db'], at: Date): Promise<void> {
  await sql`insert into item_notice (item_id, kind, text, from_who, at)
    select id, 'objection', '院内仍有散煤', '群众来电', ${at} from item where state = 'notice' and random() < 0.1`.execute(
    db,
  );
}

/** Reports for every month and events for every report, as many as wanted. */
async function fillHistory(
  db: Platform['db'],
  items: number,
  wanted: number,
  today: string,
): Promise<number> {
  const year = today.slice(0, 4);
  const months = [`${year}-03`, `${year}-04`, `${year}-05`, `${year}-06`];
  for (const [index, month] of months.entries()) {
    // What a county reports grows month by month to what stands with the item.
    const part = (index + 1) / months.length;
    await sql`
      insert into item_report (item_id, month, kind, "values", state, sent_by, sent_post, sent_at)
      select id, ${month}, 'progress',
        jsonb_build_object('installed', floor(("values"->>'installed')::float8 * ${part}), 'running', floor(("values"->>'running')::float8 * ${part})),
        'accepted', 'bench', '县分局填报岗', (${`${month}-28`}::date)::timestamptz
      from item`.execute(db);
  }
  const events = Math.max(0, wanted - items * months.length);
  const each = Math.ceil(events / Math.max(1, items));
  await sql`
    insert into item_event (item_id, at, actor, post, kind, detail)
    select i.id, ${today}::date - (g * 3) * interval '1 day', 'bench', '县分局填报岗', 'report', '{"installed": [120, 130]}'::jsonb
    from item i cross join generate_series(1, ${each}) as g`.execute(db);
  return items * months.length + each * items;
}

/** People with open sessions: as many as sit before the pages at once. */
async function fillUsers(db: Platform['db'], users: number, at: Date): Promise<void> {
  await sql`
    with county as (select code, row_number() over (order by code) as rn, count(*) over () as n from region where level = 'county' and managed)
    insert into app_user (login, display_name, post, role, region_code, password_hash, created_at)
    select 'online' || g, 'online' || g, '县分局填报岗', 'county', c.code, '-', ${at} from generate_series(1, ${users}) as g
    join county c on c.rn = 1 + g % c.n`.execute(db);
  await sql`
    insert into session (token_hash, user_id, created_at, expires_at, last_seen_at)
    select sha256(login::bytea), id, ${at}::timestamptz, ${at}::timestamptz + interval '8 hours', ${at}::timestamptz
    from app_user where login like 'online%'`.execute(db);
}

const INDEXES = [
  ...['item_search', 'item_state', 'item_due', 'item_report_item', 'item_event_item', 'item_report_sent'],
  ...[
    'item_judged_in_city',
    'item_judged_of_program',
    'item_standing_check',
    'item_of_city_itself',
    'item_lamp_proposed',
  ],
] as const;
let dropped: string[] = [];

/** Indexes are built once over full tables, as after any large load. */
async function dropIndexes(db: Platform['db']): Promise<void> {
  const { rows } = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes where indexname = any(${[...INDEXES]})`.execute(db);
  dropped = rows.map(({ indexdef }) => indexdef);
  for (const { indexname } of rows) await sql`drop index ${sql.table(indexname)}`.execute(db);
}

async function raiseIndexes(db: Platform['db']): Promise<void> {
  for (const definition of dropped) await sql.raw(definition).execute(db);
}
