/** 查事项: items and tasks by words, initials or number, within the asker's scope; programs never run together. */
import { type Lang, ProgramLamp, type SearchAnswer, type SearchHit } from '@qingzhang/contract';
import { type ItemLampReason, sayLampReason } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { searchCondition, searchQuery } from '../platform/search/terms.ts';
import { readPrograms } from '../programs/board/programs.ts';
import { lampReasonOf, type TaskRecord } from '../tasks/record.ts';
import { askedTerms } from '../tasks/search.ts';
import { taskScope } from '../tasks/sides.ts';
import { excerptOf, marked, wordsOf } from './marking.ts';
import { itemScope } from './queries.ts';
import { lampWords, readPlaceNames, type StoredLamp } from './words.ts';

export interface SearchQuestion {
  readonly q: string;
  readonly program?: string | undefined;
  readonly kind?: 'item' | 'task' | undefined;
  readonly lang: Lang;
  readonly limit: number;
}

interface FoundItem extends StoredLamp {
  readonly id: number;
  readonly no: number;
  readonly title: string;
  readonly program_key: string;
  readonly city_code: string;
  readonly county_code: string | null;
  readonly problem: string | null;
  readonly site: string | null;
  readonly lead_unit: string | null;
  readonly state: string;
  readonly lamp: string;
  readonly lamp_reason: ItemLampReason;
  readonly total: number;
}

/** The answer, grouped by program in the programs' order, tasks last. */
export async function search(db: Db, call: Call, question: SearchQuestion): Promise<SearchAnswer> {
  const { q, kind, lang } = question;
  const words = wordsOf(q);
  const nothing = searchQuery(q) === null;
  const [items, tasks, programs, place] = await Promise.all([
    nothing || kind === 'task' ? [] : foundItems(db, call, question),
    nothing || kind === 'item' || question.program !== undefined || !may(call.actor, 'tasks.read')
      ? { rows: [], total: 0 }
      : foundTasks(db, call, question),
    readPrograms(db),
    readPlaceNames(db, lang),
  ]);
  const groups: SearchAnswer['groups'] = programs.flatMap(({ key, definition }) => {
    const own = items.filter(({ program_key }) => program_key === key);
    if (own.length === 0) return [];
    const hits = own.map((item): SearchHit => {
      const title = marked(item.title, words);
      return {
        kind: 'item',
        id: item.id,
        no: String(item.no),
        title,
        excerpt: title.some(({ hit }) => hit)
          ? null
          : excerptOf([item.problem, item.site, item.lead_unit], words),
        city: item.city_code,
        county: item.county_code,
        place: place(item.city_code, item.county_code),
        lamp: ProgramLamp.parse(item.lamp),
        reason: lampWords(item, lang),
        closed: item.state === 'closed' || item.state === 'lookBack',
      };
    });
    return [{ kind: 'program', program: key, name: definition.name, total: own[0]?.total ?? 0, hits }];
  });
  if (tasks.rows.length > 0) {
    groups.push({
      kind: 'tasks',
      program: null,
      name: { zh: '任务', en: 'Tasks' },
      total: tasks.total,
      hits: tasks.rows.map((task) => taskHit(task, words, lang, place(task.city_code, task.county_code))),
    });
  }
  return { q, total: groups.reduce((sum, { total }) => sum + total, 0), groups };
}

/** Of each program the first few, and how many in all; a number finds the item of that number too. */
async function foundItems(db: Db, call: Call, { q, program, limit }: SearchQuestion): Promise<FoundItem[]> {
  const number = /^\d{1,7}$/.test(q) ? Number(q) : null;
  const found = sql`(${searchCondition(q, 'item.search')}${number === null ? sql`` : sql` or item.no = ${number}`})`;
  // Ranked by narrow rows; only those that are shown are read whole.
  const { rows } = await sql<FoundItem>`
    select item.id, item.no, item.title, item.program_key, item.city_code, item.county_code, item.problem, item.site,
      item.lead_unit, item.state, item.lamp, item.lamp_reason, item.lamp_override, ranked.total
    from (
      select item.id, (count(*) over (partition by item.program_key))::int as total,
        row_number() over (partition by item.program_key
          order by (item.no = ${number ?? -1}) desc, (item.state in ('closed', 'lookBack')), item.no) as place
      from item
      where ${itemScope(call.actor)} and ${found} and (item.state <> 'draft' or ${may(call.actor, 'items.assign')})
        and (${program === undefined} or item.program_key = ${program ?? ''})
    ) as ranked join item on item.id = ranked.id
    where ranked.place <= ${limit} order by item.program_key, ranked.place`.execute(db);
  return rows;
}

async function foundTasks(db: Db, call: Call, { q, limit }: SearchQuestion) {
  const { terms, plain } = askedTerms(q);
  if (terms.length + plain.length === 0) return { rows: [], total: 0 };
  const found = db
    .selectFrom('task')
    .where(taskScope(call.actor))
    .where(sql<boolean>`(task.search @> ${terms}::text[] or task.no = ${q})`)
    .where(
      sql<boolean>`${sql.join([sql`true`, ...plain.map((one) => sql`position(${one} in task.text) > 0`)], sql` and `)}`,
    );
  const [rows, counted] = await Promise.all([
    found.selectAll().orderBy('open', 'desc').orderBy('id', 'desc').limit(limit).execute(),
    found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirst(),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

function taskHit(task: TaskRecord, words: readonly string[], lang: Lang, place: string): SearchHit {
  const title = marked(task.text, words);
  return {
    kind: 'task',
    id: task.id,
    no: task.no,
    title,
    excerpt: title.some(({ hit }) => hit) ? null : excerptOf([task.source_title, task.lead_unit], words),
    city: task.city_code,
    county: task.county_code,
    place,
    lamp: ProgramLamp.parse(task.lamp),
    reason: sayLampReason(lampReasonOf(task), lang),
    closed: !task.open,
  };
}
