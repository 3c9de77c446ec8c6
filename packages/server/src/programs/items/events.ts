/** 经过: the history of an item, newest first, and as a spreadsheet. */
import { type ItemPage, ItemStateName } from '@qingzhang/contract';
import { itemActNames, itemActWords, itemStateWords } from '@qingzhang/domain';
import { z } from 'zod';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { beijingInstant } from '../ledger/instants.ts';
import { requireItem } from './read.ts';
import type { PastEvent } from './steps.ts';

type ItemEvent = ItemPage['events'][number];
type Lang = 'zh' | 'en';
const Detail = z.record(z.string(), z.unknown());
const MOST_EXPORTED = 20_000;

/** Steps of the item's life alone, oldest first; few even where the history is long. */
export async function lifeEvents(db: Db, item: number): Promise<PastEvent[]> {
  const rows = await db
    .selectFrom('item_event')
    .select(['kind', 'at', 'post', 'from_state', 'to_state', 'reason'])
    .where('item_id', '=', item)
    .where('kind', 'in', ['created', 'imported', ...itemActNames.filter((act) => act !== 'comment')])
    .orderBy('id')
    .execute();
  return rows.map(({ from_state: from, to_state: to, ...rest }) => ({ ...rest, from, to }));
}

export async function eventCount(db: Db, item: number): Promise<number> {
  const { count } = await db
    .selectFrom('item_event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('item_id', '=', item)
    .executeTakeFirstOrThrow();
  return count;
}

/** Newest first, from before an event's id on. */
export async function readEvents(
  db: Db,
  item: number,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<ItemEvent[]> {
  const { before } = page;
  const rows = await db
    .selectFrom('item_event')
    .selectAll()
    .where('item_id', '=', item)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: beijingInstant(row.at),
    post: row.post,
    actingFor: row.acting_for,
    kind: row.kind,
    from: row.from_state === null ? null : ItemStateName.parse(row.from_state),
    to: row.to_state === null ? null : ItemStateName.parse(row.to_state),
    reason: row.reason,
    detail: Detail.parse(row.detail),
  }));
}

/** A page of the history, within the actor's scope. */
export async function listEvents(
  db: Db,
  actor: Actor,
  id: number,
  cursor: number | undefined,
  limit: number,
) {
  await requireItem(db, actor, id);
  const items = await readEvents(db, id, { limit: limit + 1, before: cursor });
  const shown = items.slice(0, limit);
  return {
    items: shown,
    total: await eventCount(db, id),
    nextCursor: items.length > limit ? String(shown.at(-1)?.id ?? '') : null,
  };
}

const kinds: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  created: { zh: '新建', en: 'Created' },
  imported: { zh: '导入', en: 'Imported' },
  changed: { zh: '改动', en: 'Changed' },
  handover: { zh: '移交', en: 'Handed over' },
  report: { zh: '月报', en: 'Report' },
  reportAccepted: { zh: '认可月报', en: 'Report accepted' },
  reportReturned: { zh: '退回月报', en: 'Report returned' },
  measures: { zh: '整改措施', en: 'Measures' },
  standard: { zh: '销号标准', en: 'Close-out standard' },
  evidenceAdded: { zh: '上传佐证', en: 'Evidence added' },
  'evidence.withdraw': { zh: '撤回佐证', en: 'Evidence withdrawn' },
  'evidence.refuse': { zh: '退回佐证', en: 'Evidence refused' },
  'evidence.explainRepeat': { zh: '说明重复图片', en: 'Repeated picture explained' },
  'evidence.acceptRepeat': { zh: '认可说明', en: 'Explanation accepted' },
  'evidence.demandRetake': { zh: '要求重拍', en: 'Retake demanded' },
  overrideLamp: { zh: '提出调整灯色', en: 'Lamp to be set by hand' },
  confirmLamp: { zh: '复核灯色调整', en: 'Lamp by hand confirmed' },
  liftLamp: { zh: '取消灯色调整', en: 'Lamp by hand lifted' },
  lamp: { zh: '灯色变化', en: 'Lamp changed' },
  withdrawn: { zh: '撤回导入', en: 'Import withdrawn' },
};

/** What happened, in words. */
export function eventWord(kind: string, lang: Lang): string {
  const act = itemActNames.find((one) => one === kind);
  return act === undefined ? (kinds[kind]?.[lang] ?? kind) : itemActWords[act][lang];
}

/** The whole history as a sheet. */
export async function eventsXlsx(db: Db, actor: Actor, id: number, lang: Lang): Promise<FileReply> {
  const item = await requireItem(db, actor, id);
  const program = await requireProgram(db, item.program);
  const { fields } = program.definition;
  const nameOf = (key: string) => fields.find((field) => field.key === key)?.name[lang] ?? key;
  const events = await readEvents(db, id, { limit: MOST_EXPORTED });
  const t = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const state = (one: ItemEvent['from']) => (one === null ? '' : itemStateWords[one][lang]);
  return xlsxReply(t(`${item.title} 经过`, `${item.title} history`), {
    title: t('经过', 'History'),
    simulated: program.simulated,
    columns: [
      { key: 'at', title: t('时间', 'Time'), width: 22 },
      { key: 'post', title: t('岗位', 'Post'), width: 22 },
      { key: 'kind', title: t('事情', 'What'), width: 16 },
      { key: 'from', title: t('原状态', 'From'), width: 12 },
      { key: 'to', title: t('新状态', 'To'), width: 12 },
      { key: 'reason', title: t('原因或意见', 'Reason'), width: 40 },
      { key: 'detail', title: t('改动', 'Changes'), width: 60 },
    ],
    rows: events.map((event) => ({
      at: event.at.slice(0, 16).replace('T', ' '),
      post: event.actingFor === null ? event.post : `${event.post}（${t('代', 'for')} ${event.actingFor}）`,
      kind: eventWord(event.kind, lang),
      from: state(event.from),
      to: state(event.to),
      reason: event.reason ?? '',
      detail: changesInWords(event.detail, nameOf),
    })),
  });
}

/** 安装 840 → 900；运行 300 → 420. */
function changesInWords(detail: Readonly<Record<string, unknown>>, nameOf: (key: string) => string): string {
  const changes = { ...detail, ...Detail.safeParse(detail.changes).data };
  return Object.entries(changes)
    .flatMap(([key, value]) =>
      Array.isArray(value) && value.length === 2
        ? [`${nameOf(key)} ${value[0] ?? '—'} → ${value[1] ?? '—'}`]
        : [],
    )
    .join('；');
}
