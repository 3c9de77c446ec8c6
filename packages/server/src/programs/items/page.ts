/** 事项: everything on an item's page, for the one who asks. */
import { AppError, type ItemPage } from '@qingzhang/contract';
import { actsOf, type LifeActor, type LifeContext, lifeClocks, workdaysBetween } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { may, regionScope, withinScope } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { readEvidence } from '../evidence/read.ts';
import { beijingInstant } from '../ledger/instants.ts';
import { LedgerRecord, ledgerRow, reportPosts, rowColumns } from '../ledger/rows.ts';
import { lifeContexts } from './context.ts';
import { type Judge, judgeOf } from './derive.ts';
import { eventCount, lifeEvents, readEvents } from './events.ts';
import { lifeActor } from './people.ts';
import { requireItem } from './read.ts';
import { type ItemRecord, lifeFacts } from './record.ts';
import { loopsOf, type PastEvent, stepsOf } from './steps.ts';

type Lang = 'zh' | 'en';
/** History shown with the page; the rest is asked for. */
const SHOWN_EVENTS = 20;
const SHOWN_REPORTS = 24;

/** The page of an item within the actor's scope. */
export async function itemPage(
  platform: Platform,
  actor: Actor,
  id: number,
  lang: Lang = 'zh',
): Promise<ItemPage> {
  const { db } = platform;
  const item = await requireItem(db, actor, id);
  const program = await requireProgram(db, item.program);
  const judge = await judgeOf(db, program, platform.clock.now());
  const context = (await lifeContexts(db, new Map([[item.program, judge]]), [item])).get(id);
  if (context === undefined) throw new AppError('thing.notFound', { what: 'item', id });
  const past = await lifeEvents(db, id);
  const who = lifeActor(actor);
  return {
    ...(await row(db, item, judge, actor, lang)),
    program: item.program,
    definition: JSON.parse(JSON.stringify(program.definition)),
    simulated: program.simulated,
    level: item.level,
    kind: item.kind,
    sourceDocument: item.sourceDocument,
    sourceClause: item.sourceClause,
    problem: item.problem,
    target: item.target,
    leadUnit: item.leadUnit,
    supportingUnits: [...item.supportingUnits],
    leaderPost: item.leaderPost,
    supervisorUnit: item.supervisorUnit,
    acceptorUnit: item.acceptorUnit,
    longitude: item.longitude,
    latitude: item.latitude,
    nationalDeadline: item.nationalDeadline,
    startOn: item.startOn,
    pauseUntil: item.pauseUntil,
    openedOn: item.openedOn,
    closedOn: item.closedOn,
    closeOutRecord: (item.life.closeOuts?.length ?? 0) > 0,
    lookBackOn: who.tier === 'province' ? item.lookBackOn : null,
    returnCount: item.rejectedCount,
    reboundCount: item.reboundCount,
    clocks: lifeClocks(
      { state: item.state, record: item.life, planned: item.measures.length > 0 },
      judge.today,
    ),
    steps: stepsOf(item, past, judge, lang),
    loops: loopsOf(past),
    acts: acts(item, who, actor, context),
    acceptance: acceptance(item, past, who, context),
    measures: item.measures.map((measure) => ({ ...measure, late: lateBy(measure, judge) })),
    evidenceList: await readEvidence(db, actor, { item: id }),
    standards: await standards(db, item, judge),
    reports: await reports(db, id),
    notices: await notices(db, id),
    events: await readEvents(db, id, { limit: SHOWN_EVENTS }),
    eventCount: await eventCount(db, id),
    neighbours: await neighbours(db, actor, item),
  };
}

async function row(db: Db, item: ItemRecord, judge: Judge, actor: Actor, lang: Lang) {
  const { rows } = await sql`select ${rowColumns} from item i where i.id = ${item.id}`.execute(db);
  return ledgerRow(LedgerRecord.parse(rows[0]), {
    definition: judge.program.definition,
    calendar: judge.calendar,
    today: judge.today,
    lang,
    mayReport: may(actor, 'items.report'),
    posts: await reportPosts(db, [item.id]),
  });
}

/** What the asker may do, and what keeps them from it where it is theirs. */
function acts(item: ItemRecord, who: LifeActor, actor: Actor, context: LifeContext): ItemPage['acts'] {
  const own = actsOf(lifeFacts(item), who, context).map(({ act, refusal }) => ({
    act,
    allowed: refusal === null,
    refusal: refusal?.code ?? null,
    params: { ...refusal?.params },
    missing: [...(refusal?.missing ?? [])],
  }));
  if (!may(actor, 'lamps.override') || item.state === 'draft') return own;
  const standing = item.lampOverride;
  const mine = standing?.people.some((id) => who.people.includes(id)) ?? false;
  const plain = (act: string, refusal: string | null = null) => ({
    act,
    allowed: refusal === null,
    refusal,
    params: {},
    missing: [],
  });
  return [
    ...own,
    plain('overrideLamp'),
    ...(standing !== null && standing.confirmed === null
      ? [plain('confirmLamp', mine ? 'submittedByYou' : null)]
      : []),
    ...(standing !== null ? [plain('liftLamp')] : []),
  ];
}

/** 第一人、第二人: who has accepted, and whether the asker may be the next. */
function acceptance(
  item: ItemRecord,
  past: readonly PastEvent[],
  who: LifeActor,
  context: LifeContext,
): ItemPage['acceptance'] {
  const needed = context.rules.life.coSign ? 2 : 1;
  const signed = item.life.acceptances?.length
    ? item.life.acceptances
    : item.state === 'closed' || item.state === 'lookBack'
      ? (item.life.closeOuts?.at(-1)?.accepted ?? [])
      : [];
  const events = past
    .filter(({ kind }) => kind === 'accept' || kind === 'makeStanding')
    .slice(-signed.length);
  const boxes: ItemPage['acceptance'] = signed.map((hand, index) => ({
    post: hand.actingFor === null ? hand.post : `${hand.post}（代 ${hand.actingFor}）`,
    at: events[index] === undefined ? null : beijingInstant(events[index].at),
    you: hand.people.some((id) => who.people.includes(id)),
    note: hand.note ?? null,
  }));
  if (item.state !== 'acceptance' || boxes.length >= needed) return boxes;
  const next = actsOf(lifeFacts(item), who, context).find(({ act }) => act === 'accept');
  const empty = Array.from({ length: needed - boxes.length }, (_, index) => ({
    post: index === 0 && next !== undefined && next.refusal === null ? who.post : '',
    at: null,
    you: index === 0 && next !== undefined && next.refusal === null,
    note: null,
  }));
  return [...boxes, ...empty];
}

function lateBy({ due, doneOn }: ItemRecord['measures'][number], { calendar, today }: Judge): number {
  if (due === null) return 0;
  return Math.max(0, workdaysBetween(calendar, due, doneOn ?? today));
}

const Met = z.enum(['evidence', 'notApplicable']);

async function standards(db: Db, item: ItemRecord, judge: Judge): Promise<ItemPage['standards']> {
  const rows = await db.selectFrom('item_standard').selectAll().where('item_id', '=', item.id).execute();
  const met = new Map(rows.map((one) => [one.standard_key, one]));
  return judge.program.definition.standards.map(({ key }) => {
    const one = met.get(key);
    return {
      key,
      met: one === undefined ? null : Met.parse(one.met),
      because: one?.because ?? null,
      evidence: one?.evidence_id ?? null,
      agreedBy: one?.agreed_by ?? null,
    };
  });
}

const Kind = z.enum(['progress', 'unchanged', 'none', 'done', 'import']);
const State = z.enum(['sent', 'returned', 'accepted']);
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

async function reports(db: Db, id: number): Promise<ItemPage['reports']> {
  const rows = await db
    .selectFrom('item_report')
    .selectAll()
    .where('item_id', '=', id)
    .orderBy('id', 'desc')
    .limit(SHOWN_REPORTS)
    .execute();
  return rows.map((one) => ({
    id: one.id,
    month: one.month,
    kind: Kind.parse(one.kind),
    cause: one.cause,
    note: one.note,
    values: Values.parse(one.values),
    answers: z.record(z.string(), z.string()).parse(one.answers),
    state: State.parse(one.state),
    returnReason: one.return_reason,
    post: one.sent_post,
    at: beijingInstant(one.sent_at),
  }));
}

async function notices(db: Db, id: number): Promise<ItemPage['notices']> {
  const rows = await db
    .selectFrom('item_notice')
    .selectAll()
    .where('item_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((one) => ({
    id: one.id,
    kind: z.enum(['objection', 'publicNotice']).parse(one.kind),
    text: one.text,
    from: one.from_who,
    at: beijingInstant(one.at),
    answer: one.answer,
  }));
}

/** By number within program and city, as far as the asker sees them. */
async function neighbours(db: Db, actor: Actor, item: ItemRecord): Promise<ItemPage['neighbours']> {
  const scope = withinScope(regionScope(actor), {
    city: 'i.city_code',
    county: 'i.county_code',
    program: 'i.program_key',
    item: 'i.id',
  });
  const beside = async (before: boolean) => {
    const { rows } = await sql<{ id: number }>`
      select i.id from item i
      where i.program_key = ${item.program} and i.city_code = ${item.city} and ${scope}
        and ${before ? sql`i.no < ${item.no}` : sql`i.no > ${item.no}`}
      order by i.no ${before ? sql`desc` : sql`asc`} limit 1`.execute(db);
    return rows[0]?.id ?? null;
  };
  return { previous: await beside(true), next: await beside(false) };
}
