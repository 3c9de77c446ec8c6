/** 通报: made as a draft, issued under a number, kept as it was issued. */
import { AppError, type Bulletin } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import { spanOf } from '@qingzhang/standards';
import { periodKeyOf } from '../accounts/moment.ts';
import { postsOf } from '../accounts/targets/queries.ts';
import { keepBasis } from '../issuing/documents/basis.ts';
import { editedModel, lostFigures } from '../issuing/documents/edits.ts';
import { bulletinNames } from '../issuing/issuer.ts';
import { reserveDocumentNumber } from '../issuing/number-rules.ts';
import type { Actor, Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { may, requirePermission } from '../platform/policy.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { factsBasis } from './basis.ts';
import { dayOfInstant, factsOf, type Gathered } from './facts.ts';
import { termsAfterMeeting } from './meeting-day.ts';
import { readBulletinPeriod } from './periods.ts';
import * as queries from './queries.ts';
import { raiseRevision } from './revision.ts';
import { type Composed, composeFinal, composeFrom } from './templates.ts';

/** A bulletin composed, not stored. */
export interface ComposedBulletin extends Gathered, Composed {
  readonly period: string;
}

/**
 * Compose the bulletin of a period: as of its closing, as of the moment asked for, or as known now. The same period from
 * the same closing gives the same document to the last character.
 */
export async function composePeriod(
  platform: Platform,
  question: { readonly period: string; readonly asOf?: Date | undefined },
  call: Call,
): Promise<ComposedBulletin> {
  const period = readBulletinPeriod(question.period);
  const gathered = await factsOf(platform, period, { at: call.at, asOf: question.asOf });
  return {
    ...gathered,
    period: periodKeyOf(period),
    ...(await composeFrom(platform.db, gathered.facts)),
  };
}

/** Make the draft of a period, in place of an earlier draft of it. */
export async function makeBulletin(platform: Platform, key: string, call: Call): Promise<Bulletin> {
  requirePermission(call.actor, 'bulletins.write');
  const basis = await factsBasis(platform.db, spanOf(readBulletinPeriod(key)));
  const made = await composePeriod(platform, { period: key }, call);
  const { period, asOf, closed } = made;
  return transaction(platform.db, async (trx) => {
    const row = await queries.storeDraft(trx, {
      ...made,
      createdBy: call.actor.login,
      createdAt: call.at,
    });
    // Edits of the draft there was lie over the new one too; who has it open is told.
    await raiseRevision(trx, row.id);
    await keepBasis(trx, { kind: 'bulletin', id: row.id }, basis, call.at);
    await audit(trx, call, {
      action: 'bulletin.make',
      objectType: 'bulletin',
      objectId: row.id,
      detail: { period, asOf: asOf.toISOString(), closed },
    });
    return shown(trx, (await queries.findBulletinRow(trx, row.id, { drafts: true })) ?? row);
  });
}

/**
 * Issue a draft: it gets the next number of the year and the day's date, and is never changed again. Fails with
 * `thing.conflict` when it is issued already.
 */
export async function issueBulletin(platform: Platform, id: number, call: Call): Promise<Bulletin> {
  requirePermission(call.actor, 'bulletins.write');
  return transaction(platform.db, async (trx) => {
    const content = await queries.loadContent(trx, id, true);
    const row = content && (await queries.findBulletinRow(trx, id, { drafts: true }));
    if (content === null || row === null) throw new AppError('thing.notFound', { what: 'bulletin', id });
    if (row.state !== 'draft') throw new AppError('thing.conflict', { what: 'bulletin', state: row.state });
    const date = dayOfInstant(call.at);
    const names = await readSetting(trx, bulletinNames);
    const { number, prefix } = await reserveDocumentNumber(trx, 'bulletin', date);
    const settings = {
      ...content.facts.settings,
      ...(await termsAfterMeeting(trx, names, row.period, date)),
      number,
    };
    const facts = { ...content.facts, settings };
    // In the words that were read as a draft.
    const model = await composeFinal(trx, facts, content.template);
    const [lost] = await lostFigures(trx, 'bulletin', id, { model });
    if (lost !== undefined) throw new AppError('document.unknownFigure', { figure: lost });
    const { title } = await editedModel(trx, 'bulletin', id, { model });
    const issued = await queries.storeIssued(trx, id, {
      facts,
      model,
      title,
      prefix,
      template: content.template,
      number,
      issuedBy: call.actor.login,
      issuedAt: call.at,
    });
    if (issued === null) throw new AppError('thing.conflict', { what: 'bulletin', state: 'issued' });
    await audit(trx, call, {
      action: 'bulletin.issue',
      objectType: 'bulletin',
      objectId: id,
      detail: { period: row.period, number, date },
    });
    return shown(trx, issued);
  });
}

/** Drafts are for those who make bulletins; everybody else reads what was issued. */
const sightOf = (actor: Actor): queries.Sight => ({ drafts: may(actor, 'bulletins.write') });

/** The bulletins one may see, the newest first. */
export async function listBulletins(platform: Platform, actor: Actor): Promise<Bulletin[]> {
  return allShown(platform.db, await queries.listBulletinRows(platform.db, sightOf(actor)));
}

export async function getBulletin(platform: Platform, id: number, actor: Actor): Promise<Bulletin> {
  const row = await queries.findBulletinRow(platform.db, id, sightOf(actor));
  if (row === null) throw new AppError('thing.notFound', { what: 'bulletin', id });
  return shown(platform.db, row);
}

/** The document of a bulletin as it was made or issued, with what people changed in it. */
export async function readModel(platform: Platform, id: number): Promise<DocumentModel> {
  const content = await queries.loadContent(platform.db, id);
  if (content === null) throw new AppError('thing.notFound', { what: 'bulletin', id });
  return editedModel(platform.db, 'bulletin', id, content);
}

/** As the pages show it: posts, never persons. */
async function allShown(db: Db, rows: readonly queries.BulletinRow[]): Promise<Bulletin[]> {
  const posts = await postsOf(
    db,
    rows.flatMap(({ createdBy, issuedBy }) => (issuedBy === null ? [createdBy] : [createdBy, issuedBy])),
  );
  const post = (login: string) => posts.get(login) ?? login;
  return rows.map((row) => ({
    ...row,
    asOf: row.asOf.toISOString(),
    createdBy: post(row.createdBy),
    createdAt: row.createdAt.toISOString(),
    issuedBy: row.issuedBy === null ? null : post(row.issuedBy),
    issuedAt: row.issuedAt?.toISOString() ?? null,
  }));
}

async function shown(db: Db, row: queries.BulletinRow): Promise<Bulletin> {
  const [bulletin] = await allShown(db, [row]);
  return bulletin!;
}
