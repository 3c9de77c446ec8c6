import { NewNotice, NewTask, type RoleName } from '@qingzhang/contract';
import { sql } from 'kysely';
import { systemActor } from '../src/platform/actor.ts';
import type { Platform } from '../src/platform/platform.ts';
import { cleanHeating } from '../src/programs/presets/clean-heating.ts';
import { createTask, issueTask } from '../src/tasks/create.ts';
import { issueNotice } from '../src/tasks/notices.ts';

/**
 * What the walk over all routes (every-route.db.test.ts) needs to know of each area: for each address with parameters an
 * object that lies outside everybody's scope, or the reason why there is none. A new address that nothing here covers
 * fails the walk. Addresses are matched by their beginning; the longest wins.
 */

/** Where the walk's people belong. */
export const HOME = { city: '140100', county: '140105', program: 'home-program' } as const;
/** Where everything lies that they must not see. */
export const FOREIGN = { city: '140200', county: '140213', program: 'foreign-program' } as const;
/** Stands in the text of every foreign object: where somebody of elsewhere reads it, something leaks. */
export const MARK = '外地暗号零七一五';
/** Its end: what a search finds stands in pieces, and the question is not the answer. */
export const TELL = '零七一五';

export type ForeignParams = Readonly<Record<string, string | number>>;

/** What stands behind an address with parameters. */
export type ForeignEntry =
  /** One object: nobody of elsewhere reaches it by any method; `notFor` names roles whose scope it does lie in, and why. */
  | {
      readonly kind: 'object';
      readonly make: (platform: Platform) => Promise<ForeignParams>;
      readonly notFor?: Readonly<Partial<Record<RoleName, string>>>;
    }
  /** A program: refused to who has other programs; who has other regions sees nothing in it that is foreign. */
  | {
      readonly kind: 'program';
      readonly make: (platform: Platform) => Promise<ForeignParams>;
      readonly alsoRefuses?: readonly number[];
    }
  /** Nothing to keep back, and why. */
  | { readonly kind: 'open'; readonly why: string };

const published = { kind: 'open', why: '公布的数据，有查看权限者都可看' } as const;
const own = { kind: 'open', why: '只涉及本人' } as const;
/** Who belongs to the department sees all of its meetings. */
const why = '厅里的会议，厅里的人都可看';
const ofTheHouse = { deputy: why, office: why, supervision: why } as const;
const administrators = { kind: 'open', why: '管理员的事务，没有区域之分' } as const;

/** By the beginning of the address. */
export const foreignPlaces: Readonly<Record<string, ForeignEntry>> = {
  '/api/session/list/:id': {
    kind: 'object',
    make: async ({ db }) => ({
      id: await insertRow(db, 'session', { method: 'password', user_id: await anybody(db) }),
    }),
  },
  '/api/delegations/own/:id': {
    kind: 'object',
    make: async ({ db }) => {
      const [a, b] = await twoPeople(db);
      const span = { valid_from: new Date('2026-01-01'), valid_to: new Date('2027-01-01') };
      return { id: await insertRow(db, 'delegation', { principal_id: a, deputy_id: b, ...span }) };
    },
  },
  '/api/users/': administrators,
  '/api/sessions/': administrators,
  '/api/delegations/:id': administrators,
  '/api/robots/': administrators,
  '/api/deliveries/': administrators,
  '/api/work-calendar/': { kind: 'open', why: '工作日历人人相同' },
  '/api/messages/': own,
  '/api/cities/': published,
  '/api/bulletins/': published,
  // A city writes its own papers, and reads bulletins without what was changed in them.
  '/api/documents/:owner/:id': {
    kind: 'object',
    make: async ({ db }) => {
      const model = JSON.stringify({ kind: 'official', title: MARK, badges: [], blocks: [] });
      const rest = { facts: '{}', state: 'draft' };
      const id = await insertRow(db, 'bulletin', { period: '2026-05', title: MARK, model, ...rest });
      return { owner: 'bulletin', id };
    },
  },
  // Read in the house alone (releases.read); cities read what is published.
  '/api/releases/': { kind: 'open', why: '全省的新闻稿，只有厅里有权限的岗位可看' },
  '/api/publications/': { kind: 'open', why: '已经公开的内容' },
  '/api/correction-requests/': { kind: 'open', why: '公众的申请，由有发布权限的岗位答复' },
  '/api/rankings/': published,
  '/api/templates/': { kind: 'open', why: '文稿模板人人相同，只有调度办修改' },
  '/api/data-reviews/': { kind: 'open', why: '全省的月份，由监测中心或调度办审核' },
  '/api/dust-events/': { kind: 'open', why: '全省的沙尘事件，由省厅确认' },
  '/api/invalidations/': { kind: 'open', why: '由省厅或监测中心审核' },
  '/api/tasks/:id': { kind: 'object', make: task },
  '/api/notices/:id': { kind: 'object', make: notice },
  // Of a person: what would be handed over.
  '/api/handover/:id': {
    kind: 'object',
    make: async (platform) => ({ id: (await task(platform)).owner }),
    notFor: { office: '省厅的移交，处室可查' },
  },
  '/api/programs/:key': { kind: 'program', make: program },
  // A key that is not one's own is one that is taken, or that the definition sent does not fit.
  '/api/program-designs/:key': { kind: 'program', make: program, alsoRefuses: [400, 409] },
  '/api/items/:id': { kind: 'object', make: item },
  '/api/meetings/:id': { kind: 'object', make: meeting, notFor: ofTheHouse },
  '/api/meetings/:id/stage': { kind: 'object', make: meeting, notFor: ofTheHouse },
  '/api/meetings/:id/presence': { kind: 'object', make: meeting, notFor: ofTheHouse },
  '/api/meetings/:id/record': { kind: 'object', make: meeting, notFor: ofTheHouse },
  '/api/meetings/:id/chair-notes': { kind: 'object', make: meeting, notFor: ofTheHouse },
  '/api/commitments/:id': {
    kind: 'object',
    make: async (platform) => ({ id: (await meeting(platform)).commitment }),
    notFor: ofTheHouse,
  },
  '/api/papers/:id': {
    kind: 'object',
    make: async (platform) => ({ id: (await meeting(platform)).paper }),
    notFor: ofTheHouse,
  },
  '/api/evidence/:id': {
    kind: 'object',
    make: async (platform) => {
      const { id } = await item(platform);
      const file_id = await insertRow(platform.db, 'stored_file', { name: MARK, sha256: '0'.repeat(64) });
      const rest = { file_id, sha256: '0'.repeat(64), rule_key: 'photos' };
      return { id: await insertRow(platform.db, 'item_evidence', { item_id: id, ...rest }) };
    },
  },
  '/api/item-reports/:id': {
    kind: 'object',
    make: async (platform) => {
      const { id } = await item(platform);
      const rest = { month: '2026-05', kind: 'progress', state: 'sent', values: '{}' };
      return { id: await insertRow(platform.db, 'item_report', { item_id: id, ...rest }) };
    },
  },
  '/api/ledger-imports/:id': {
    kind: 'object',
    make: async (platform) => {
      await item(platform);
      const file_id = await insertRow(platform.db, 'stored_file', { name: MARK, sha256: '0'.repeat(64) });
      const rest = { file_id, sha256: '0'.repeat(64), month: '2026-05', state: 'matching' };
      const { scope, ...actor } = systemActor('system');
      const rights = JSON.stringify({ assign: true, report: true, city: null, county: null, scope, actor });
      const place = { program_key: FOREIGN.program, city_code: FOREIGN.city, sender: FOREIGN.city };
      return { id: await insertRow(platform.db, 'ledger_import', { ...place, ...rest, rights }) };
    },
  },
  '/api/imports/:id': {
    kind: 'object',
    make: async ({ db }) => ({
      id: await insertRow(db, 'batch', {
        kind: 'air-hours',
        state: 'queued',
        file_name: MARK,
        options: JSON.stringify({ scope: FOREIGN.city }),
      }),
    }),
  },
};

/** Queries for lists whose own schema does not tell a sensible one. */
export const queries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/api/search': { q: MARK.replace(TELL, '') },
  '/api/search.xlsx': { q: MARK.replace(TELL, '') },
  '/api/why': { key: 'x' },
};

/** Bodies where the schema alone does not lead to one. */
export const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/documents/:owner/:id/edits': { revision: 1, edit: { act: 'remove', block: 'title' } },
};

/** Lists in which a role does see what lies elsewhere, and why. */
export const wider: Readonly<Record<string, Readonly<Partial<Record<RoleName, string>>>>> = {
  '/api/handover': { office: '省厅的移交，处室可查' },
  '/api/meetings': ofTheHouse,
  '/api/meetings.xlsx': ofTheHouse,
  '/api/commitments': ofTheHouse,
  '/api/commitments.xlsx': ofTheHouse,
};

/** Answers that never end. */
export const streams: ReadonlySet<string> = new Set(['/api/events']);

/** The entry of an address. */
export function entryOf(path: string): ForeignEntry | undefined {
  const [longest] = Object.keys(foreignPlaces)
    .filter(
      (start) =>
        path === start ||
        path.startsWith(start.endsWith('/') ? start : `${start}/`) ||
        path.startsWith(`${start}.`),
    )
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : foreignPlaces[longest];
}

type Db = Platform['db'];

const call = ({ clock }: Platform) => ({
  actor: systemActor('system'),
  requestId: null,
  at: clock.now(),
});

/** A task of somebody of the foreign county, from the foreign program, in hand. */
async function task(
  platform: Platform,
): Promise<{ id: number; owner: number; report: number; file: number }> {
  const { db } = platform;
  await item(platform);
  const stamp = Math.random().toString(36).slice(2, 8);
  const whose = { role: 'county', region_code: FOREIGN.county, post: MARK };
  const owner = await insertRow(db, 'app_user', {
    login: `owner-${stamp}`,
    ...whose,
    role_given_at: new Date(0),
  });
  const input = NewTask.parse({
    text: MARK,
    source: 'inspection',
    city: FOREIGN.city,
    county: FOREIGN.county,
    leadUnit: MARK,
    ownerPost: MARK,
    ownerId: owner,
    deadline: '2026-12-31',
    measure: { kind: 'text', text: MARK },
    link: { program: FOREIGN.program, region: FOREIGN.city, measure: 'rate' },
  });
  const id = await createTask(db, call(platform), input);
  const { revision } = await db
    .selectFrom('task')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await issueTask(db, call(platform), id, revision);
  return { id, owner, report: 1, file: 1 };
}

async function notice(platform: Platform): Promise<{ id: number }> {
  const { db } = platform;
  const { id } = await task(platform);
  const { revision } = await db
    .selectFrom('task')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const words = { matter: MARK, demand: MARK, receiverPost: MARK };
  await issueNotice(db, call(platform), id, NewNotice.parse({ revision, rung: 'remind', ...words }));
  const row = await db
    .selectFrom('task_notice')
    .select('id')
    .where('task_id', '=', id)
    .executeTakeFirstOrThrow();
  return { id: Number(row.id) };
}

async function program(platform: Platform): Promise<ForeignParams> {
  await item(platform);
  return { key: FOREIGN.program, region: FOREIGN.city };
}

type ForeignMeeting = Readonly<Record<'id' | 'commitment' | 'paper', number>>;

const meetingsMade = new WeakMap<Db, Promise<ForeignMeeting>>();

/** A meeting that the foreign city attends and nobody of the home city does: live, with a page, a record, one before it. */
function meeting({ db }: Platform): Promise<ForeignMeeting> {
  const known = meetingsMade.get(db) ?? makeMeeting(db);
  meetingsMade.set(db, known);
  return known;
}

async function makeMeeting(db: Db): Promise<ForeignMeeting> {
  const announced_at = new Date('2026-06-01T00:00:00+08:00');
  const whole = { kind: 'special', period: '2026-H1', title: MARK, announced_at };
  const previous_id = await insertRow(db, 'meeting', { ...whole, state: 'followed' });
  const id = await insertRow(db, 'meeting', { ...whole, state: 'live', previous_id });
  const venue = { kind: 'city', region_code: FOREIGN.city, name: MARK, sort: 1 };
  const venue_id = await insertRow(db, 'venue', { ...venue, meeting_id: id });
  await insertRow(db, 'attendee', { meeting_id: id, venue_id, sort: 1, post: MARK, category: 'attend' });
  const item = { kind: 'pledge', title: MARK, minutes: 4, city_code: FOREIGN.city, sort: 1 };
  await insertRow(db, 'agenda_item', { ...item, meeting_id: id });
  const content = {
    body: { kind: 'points', points: [] },
    side: null,
    badges: [],
    until: '',
    base: '',
    subs: 1,
  };
  await insertRow(db, 'screen_page', {
    meeting_id: id,
    key: 'mark',
    content: JSON.stringify(content),
    sort: 1,
  });
  const line = { kind: 'commitment', state: 'kept', text: MARK, sort: 1, cities: [FOREIGN.city] };
  const client_key = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const line_id = await insertRow(db, 'record_line', { ...line, meeting_id: id, client_key });
  const promise = { city_code: FOREIGN.city, text: MARK, state: 'open' };
  const commitment = await insertRow(db, 'commitment', { ...promise, meeting_id: id, line_id });
  const model = { kind: 'official', version: 1, id: 'mark', title: MARK, badges: [], blocks: [] };
  const paper = await insertRow(db, 'paper', {
    kind: 'city-paper',
    meeting_id: id,
    subject: FOREIGN.city,
    city_code: FOREIGN.city,
    title: MARK,
    state: 'final',
    model: JSON.stringify({
      ...model,
      language: 'zh-CN',
      date: '2026-06-01',
      organisation: MARK,
      simulated: true,
    }),
  });
  return { id, commitment, paper };
}

const itemsMade = new WeakMap<Db, Promise<{ id: number; standard: string }>>();

/** An item of the foreign county in the foreign program; that program and the home one are put in with it. */
function item({ db }: Platform): Promise<{ id: number; standard: string }> {
  const known = itemsMade.get(db) ?? makeItem(db);
  itemsMade.set(db, known);
  return known;
}

async function makeItem(db: Db): Promise<{ id: number; standard: string }> {
  for (const key of [HOME.program, FOREIGN.program]) {
    const definition = { ...cleanHeating(2026), key };
    await insertRow(db, 'program', { key, state: 'active', year: 2026, office: '大气处' });
    await insertRow(db, 'program_version', { program_key: key, definition: JSON.stringify(definition) });
  }
  const id = await insertRow(db, 'item', {
    program_key: FOREIGN.program,
    city_code: FOREIGN.city,
    county_code: FOREIGN.county,
    state: 'working',
    title: MARK,
    site: MARK,
    values: JSON.stringify({ site: MARK }),
    longitude: 113.3,
    latitude: 40.1,
    search: [...MARK].slice(0, -1).map((sign, at) => `${sign}${MARK[at + 1]}`),
  });
  return { id, standard: 'measures' };
}

async function anybody(db: Db): Promise<number> {
  return (await twoPeople(db))[0];
}

/** Two people whom nobody of the walk is. */
async function twoPeople(db: Db): Promise<[number, number]> {
  const stamp = Math.random().toString(36).slice(2, 8);
  const one = (n: number) => insertRow(db, 'app_user', { login: `foreign-${stamp}-${n}`, role: 'reader' });
  return [await one(1), await one(2)];
}

/**
 * Put a row into a table, whatever columns it has: those not given and without a default get something of their type.
 * For objects that only have to be there; the constraints of the table still hold.
 */
export async function insertRow(
  db: Db,
  table: string,
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { rows: columns } = await sql<{ name: string; type: string; identity: boolean }>`
    select column_name as name, udt_name as type, is_identity = 'YES' as identity
    from information_schema.columns
    where table_schema = 'public' and table_name = ${table}
      and (is_identity = 'YES' or (is_nullable = 'NO' and column_default is null))`.execute(db);
  const identity = columns.find((column) => column.identity)?.name;
  const filled = columns
    .filter(({ name, identity }) => !identity && !(name in given))
    .map(({ name, type }): [string, unknown] => [name, fillerOf(name, type)]);
  const values = { ...Object.fromEntries(filled), ...given };
  const names = sql.join(Object.keys(values).map((name) => sql.ref(name)));
  const { rows } = await sql<{ id: number | string }>`
    insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(values))})
    returning ${identity === undefined ? sql`0` : sql.ref(identity)} as id`.execute(db);
  return Number(rows[0]?.id ?? 0);
}

function fillerOf(name: string, type: string): unknown {
  if (/^(int|float|numeric)/.test(type)) return 1;
  if (type === 'bool') return true;
  if (type === 'timestamptz') return new Date('2026-06-01T00:00:00+08:00');
  if (type === 'date') return '2026-06-01';
  if (type === 'jsonb') return '{}';
  if (type === 'bytea') return Buffer.from(`${name}${Math.random()}`);
  if (type === 'bpchar') return FOREIGN.city;
  return MARK;
}
