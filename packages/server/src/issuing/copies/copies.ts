/** 分发与阅读: one copy to one person, numbered, with when it was opened and how often it was taken away as a file. */
import { AppError, type DocumentOwner, type PaperCopy, type ReceivedPaper } from '@qingzhang/contract';
import type { CopyMark } from '@qingzhang/documents';
import { type Actor, type Call, personIds } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import type { DocumentContent, DocumentSource } from '../documents/source.ts';
import * as queries from './queries.ts';

/** A document that copies are of. */
export interface CopiedDocument {
  readonly owner: DocumentOwner;
  readonly id: number;
}

/**
 * Who is told of copies. Messages are an area behind this one: composition brings them (`paperMessages` of the
 * notifications).
 */
export interface CopyMessages {
  sent(trx: Db, call: Call, paper: CopiedDocument & { title: string }, to: readonly number[]): Promise<void>;
  /** The people have opened it: they need not be told any more. */
  opened(trx: Db, call: Call, paper: CopiedDocument, people: readonly number[]): Promise<void>;
  withdrawn(trx: Db, call: Call, paper: CopiedDocument, people: readonly number[]): Promise<void>;
}

/** Where copies stand: the database, the owner of the document, who is told. */
export interface CopyDesk {
  readonly source: DocumentSource;
  readonly messages: CopyMessages;
}

async function loaded(
  db: Db,
  source: DocumentSource,
  id: number,
  actor: Actor,
  hold = false,
): Promise<DocumentContent> {
  const content = await source.load(db, id, actor, { hold });
  if (content === null) throw new AppError('thing.notFound', { what: source.owner, id });
  return content;
}

/** To whom a document went, by number, and to whom it can go. */
export async function listCopies(
  db: Db,
  source: DocumentSource,
  id: number,
  call: Call,
): Promise<{
  items: PaperCopy[];
  sendable: boolean;
  people: { id: number; post: string }[];
  groups: { name: string; people: number[] }[];
}> {
  requirePermission(call.actor, 'papers.write');
  const content = await loaded(db, source, id, call.actor);
  const [items, people, own] = await Promise.all([
    queries.copiesOf(db, { owner: source.owner, id }),
    queries.readersOfPapers(db, content.inHouse),
    source.groups?.(db, id) ?? [],
  ]);
  const reach = new Set(people.map((one) => one.id));
  const groups = [...own, ...(await queries.regionGroups(db, people))]
    .map(({ name, people: members }) => ({ name, people: members.filter((one) => reach.has(one)) }))
    .filter(({ people: members }) => members.length > 0);
  return {
    items,
    sendable: content.sendable,
    people: people.map(({ id: user, post }) => ({ id: user, post })),
    groups,
  };
}

/**
 * Send a document to people: everybody gets the next number once, however often it is sent; a withdrawn copy is given out
 * again under its number. Who cannot read papers is refused (`thing.invalid`), a document that is not finished
 * `thing.conflict`.
 */
export async function sendCopies(
  db: Db,
  { source, messages }: CopyDesk,
  id: number,
  to: readonly number[],
  call: Call,
): Promise<{ sent: number; already: number }> {
  requirePermission(call.actor, 'papers.write');
  return transaction(db, async (trx) => {
    // The document is held: numbers are given one after the other.
    const content = await loaded(trx, source, id, call.actor, true);
    if (!content.sendable) throw new AppError('thing.conflict', { what: source.owner, state: 'draft' });
    const paper = { owner: source.owner, id };
    const wanted = [...new Set(to)];
    const reach = new Set((await queries.readersOfPapers(trx, content.inHouse)).map((one) => one.id));
    const beyond = wanted.filter((one) => !reach.has(one));
    if (beyond.length > 0) {
      const reason = `不能接收材料 · cannot read papers：${beyond.slice(0, 5).join('、')}`;
      throw new AppError('thing.invalid', { what: 'person', reason });
    }
    const sent = await queries.addCopies(trx, call, paper, wanted);
    if (sent.length > 0) {
      await messages.sent(trx, call, { ...paper, title: content.title }, sent);
      await audit(trx, call, {
        action: 'document.send',
        objectType: source.owner,
        objectId: id,
        detail: { to: sent },
      });
    }
    return { sent: sent.length, already: wanted.length - sent.length };
  });
}

/** 收回: the copy can no longer be opened; its number is not given to anybody else. */
export async function withdrawCopy(
  db: Db,
  { source, messages }: CopyDesk,
  id: number,
  userId: number,
  call: Call,
): Promise<{ withdrawn: boolean }> {
  requirePermission(call.actor, 'papers.write');
  return transaction(db, async (trx) => {
    await loaded(trx, source, id, call.actor, true);
    const paper = { owner: source.owner, id };
    const found = await queries.withdraw(trx, call.at, paper, userId);
    if (found === null) throw new AppError('thing.notFound', { what: 'paper', id: userId });
    if (found) {
      await messages.withdrawn(trx, call, paper, [userId]);
      await audit(trx, call, {
        action: 'document.withdrawCopy',
        objectType: source.owner,
        objectId: id,
        detail: { from: userId },
      });
    }
    return { withdrawn: true };
  });
}

/**
 * Somebody opens a document (`download`: takes it away as a file): an own copy counts as read from the first time on, and
 * downloads are counted. Nothing happens to who has no copy. A deputy opens the principal's copy too.
 */
export async function markRead(
  db: Db,
  call: Call,
  paper: CopiedDocument,
  messages: CopyMessages,
  options: { readonly download?: boolean } = {},
): Promise<void> {
  const people = personIds(call.actor);
  if (people.length === 0) return;
  await transaction(db, async (trx) => {
    const first = await queries.opened(trx, call.at, paper, people, options.download ?? false);
    if (first.length > 0) await messages.opened(trx, call, paper, first);
  });
}

/** Whether the actor has a copy that was not withdrawn: then the document may be opened, whoever else may not see it. */
export async function hasCopy(db: Db, paper: CopiedDocument, actor: Actor): Promise<boolean> {
  return (await queries.ownCopy(db, paper, personIds(actor))) !== null;
}

/**
 * 份号 for the pages and files somebody opens: 份号 007 · 吕梁市局 调度员 · 2026-07-23 17:20; null without an own copy.
 */
export async function copyMark(
  db: Db,
  owner: DocumentOwner,
  id: number,
  actor: Actor,
  at: Date,
): Promise<CopyMark | null> {
  const copy = await queries.ownCopy(db, { owner, id }, personIds(actor));
  if (copy === null) return null;
  return { text: `份号 ${String(copy.copyNo).padStart(3, '0')} · ${readerWords(actor, at)}` };
}

/** Whoever opens what is internal without a copy of one's own leaves post and moment on it all the same (DIS-10.2). */
export const readerMark = (actor: Actor, at: Date): CopyMark => ({ text: readerWords(actor, at) });

function readerWords(actor: Actor, at: Date): string {
  const wall = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return `${actor.post} · ${wall.slice(0, 10)} ${wall.slice(11, 16)}`;
}

/** How many copies went out and were opened, by document: for lists of papers. */
export const copyCounts = queries.copyCounts;

/** 我收到的材料, the newest first. Owners that have a document no more leave it out. */
export async function listReceived(
  db: Db,
  sources: readonly DocumentSource[],
  actor: Actor,
): Promise<ReceivedPaper[]> {
  const rows = await queries.received(db, personIds(actor));
  const lines = new Map(
    await Promise.all(
      sources.map(async (source) => {
        const ids = rows.filter(({ owner }) => owner === source.owner).map(({ id }) => id);
        const found = ids.length === 0 ? new Map<number, never>() : await source.lines(db, ids);
        return [source.owner, found] as const;
      }),
    ),
  );
  return rows.flatMap(({ owner, id, copyNo, sentAt, readAt }): ReceivedPaper[] => {
    const line = lines.get(owner)?.get(id);
    if (line === undefined) return [];
    return [
      {
        owner,
        id,
        ...line,
        copyNo,
        sentAt: sentAt.toISOString(),
        readAt: readAt?.toISOString() ?? null,
      },
    ];
  });
}
