/** The chair's private page: last promises of who speaks and what became of them, two questions, where time comes back. */
import type { ChairNotes, Lang } from '@qingzhang/contract';
import { proposeReplan, type TimedItem } from '@qingzhang/domain';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { commitmentRows } from '../commitments/read.ts';
import { type MeetingFacts, meetingFacts } from '../facts.ts';
import { requireStage, type StageMeeting } from './access.ts';
import { promisesOf, questionFacts, readChairFacts } from './chair-facts.ts';
import { type PromiseFacts, VERDICT_WORDS } from './pages/meeting-pages.ts';
import { questionsFor } from './questions.ts';
import { readStageRows, type StageRows } from './state.ts';

/** Before the papers are frozen: gathered once for all items of the agenda, and anew after a while. */
const KEPT_MS = 60_000;
const kept = new WeakMap<Db, Map<string, { readonly at: number; readonly facts: Promise<MeetingFacts> }>>();

/** The notes for an item of the agenda; without one for the item that is on. */
export async function chairNotes(
  platform: Platform,
  call: Call,
  meetingId: number,
  query: { readonly item?: number | undefined; readonly lang: Lang },
): Promise<ChairNotes> {
  const { db } = platform;
  const { meeting } = await requireStage(db, call.actor, meetingId);
  const rows = await readStageRows(db, meeting);
  const wanted = query.item ?? rows.item;
  const item = rows.agenda.find(({ id }) => id === wanted) ?? null;
  const city = item?.city ?? null;
  const [told, region] = await Promise.all([
    item === null || city === null ? NOTHING : tell(platform, call, meeting, { ...item, city }),
    city === null ? null : db.selectFrom('region').select('name').where('code', '=', city).executeTakeFirst(),
  ]);
  return {
    item: item?.id ?? null,
    city: region?.name ?? null,
    promises: told.promises.map(({ promised, result, verdict }) => ({
      promised,
      result,
      verdict,
      verdictText: query.lang === 'zh' ? VERDICT_WORDS[verdict] : verdict,
    })),
    promisesFrom: await sayFrom(db, meeting, told.promises, query.lang),
    questions: told.questions(query.lang),
    replan: sayReplan(rows, call.at, query.lang),
  };
}

interface Told {
  readonly promises: readonly PromiseFacts[];
  questions(lang: Lang): string[];
}
const NOTHING: Told = { promises: [], questions: () => [] };

/** Of a speaking city: as it was frozen with the papers, before that as the figures stand. */
async function tell(
  platform: Platform,
  call: Call,
  meeting: StageMeeting,
  about: { readonly city: string; readonly program: string | null; readonly kind: string },
): Promise<Told> {
  const { db } = platform;
  const frozen = meeting.frozenAt === null ? null : await readChairFacts(db, meeting.id, about);
  if (frozen !== null) return frozen;
  const facts = await figuresOf(platform, meeting, call.at);
  const rows = await commitmentRows(db, { before: meeting.id, city: about.city });
  const promises = promisesOf(rows, facts);
  return {
    promises,
    questions: (lang) => (facts === null ? [] : questionsFor(questionFacts(facts, about, promises), lang)),
  };
}

/** The figures of the meeting's period; null where there are none: notes do without. */
async function figuresOf(platform: Platform, meeting: StageMeeting, at: Date): Promise<MeetingFacts | null> {
  const own = kept.get(platform.db) ?? new Map();
  kept.set(platform.db, own);
  const key = `${meeting.period} ${meeting.frozenAt?.getTime() ?? ''}`;
  const now = performance.now();
  let known = own.get(key);
  if (known === undefined || now - known.at > KEPT_MS) {
    const asOf = meeting.frozenAt ?? undefined;
    known = { at: now, facts: meetingFacts(platform, { period: meeting.period, at, asOf }) };
    own.set(key, known);
    known.facts.catch(() => own.delete(key));
  }
  try {
    return await known.facts;
  } catch (error) {
    platform.log.warn({ err: error, meeting: meeting.id }, 'a meeting has no figures for its chair');
    return null;
  }
}

/** 4月22日会议，兑现 1，晚 1，未兑现 2. */
async function sayFrom(
  db: Db,
  meeting: StageMeeting,
  promises: readonly PromiseFacts[],
  lang: Lang,
): Promise<string> {
  const previous =
    meeting.previousId === null
      ? undefined
      : await db
          .selectFrom('meeting')
          .select('title')
          .where('id', '=', meeting.previousId)
          .executeTakeFirst();
  const from =
    promises.length === 0 ? previous?.title : [...new Set(promises.map((one) => one.from))].join('、');
  const counts = (['kept', 'late', 'broken', 'open'] as const)
    .map((verdict) => ({ verdict, n: promises.filter((one) => one.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => (lang === 'zh' ? `${VERDICT_WORDS[verdict]} ${n}` : `${verdict} ${n}`));
  const parts = [from ?? '', ...counts].filter((part) => part !== '');
  return parts.join(lang === 'zh' ? '，' : ', ');
}

/** 比计划晚 5 分：点评 5 位各减 1 分，可追回 5 分. */
function sayReplan({ agenda, timer }: StageRows, at: Date, lang: Lang): ChairNotes['replan'] {
  const leaves = agenda.filter(({ id }) => !agenda.some(({ parent }) => parent === id));
  const items = leaves.map((one): TimedItem & { readonly title: string } => {
    const running = timer?.item === one.id;
    const since =
      timer?.startedAt == null
        ? 0
        : Math.max(0, Math.floor((at.getTime() - timer.startedAt.getTime()) / 1000));
    return {
      id: one.id,
      kind: one.kind,
      // Minutes added to who speaks are minutes the plan does not have: the plan is what counts.
      minutes: one.minutes,
      used: running ? timer.used + since : one.used,
      state: running
        ? 'running'
        : one.endedAt !== null
          ? 'over'
          : one.startedAt === null
            ? 'waiting'
            : 'over',
      title: one.title,
    };
  });
  const plan = proposeReplan(items);
  if (plan === null) return null;
  const changed = items.flatMap((one) => {
    const minutes = plan.minutes[String(one.id)];
    return minutes === undefined ? [] : [{ ...one, less: one.minutes - minutes }];
  });
  const groups = [...new Set(changed.map(({ kind, less }) => `${kind} ${less}`))].map((group) =>
    changed.filter(({ kind, less }) => `${kind} ${less}` === group),
  );
  const said = groups.map((group) => {
    const [first] = group;
    const less = first?.less ?? 0;
    if (group.length > 1 && first?.kind === 'comments')
      return lang === 'zh'
        ? `点评 ${group.length} 位各减 ${less} 分`
        : `${group.length} comments ${less} min less each`;
    const titles = group.map(({ title }) => title).join('、');
    if (lang === 'en') return `${titles} ${less} min less`;
    return group.length > 1 ? `${titles}各减 ${less} 分` : `${titles}减 ${less} 分`;
  });
  const { late, back, minutes } = plan;
  const text =
    lang === 'zh'
      ? `比计划晚 ${late} 分：${said.join('，')}，可追回 ${back} 分`
      : `${late} min late: ${said.join(', ')} gives ${back} back`;
  return { text, minutes };
}
