/** 上传佐证: checked by content, pictures stripped, the same picture elsewhere pointed out. */
import { AppError, type addEvidence as endpoint, type ItemEvidence } from '@qingzhang/contract';
import { refuse } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor, Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { requireProgram } from '../board/programs.ts';
import { derive, type Judge, judgeOf } from '../items/derive.ts';
import { requireItem } from '../items/read.ts';
import type { ItemRecord } from '../items/record.ts';
import { refusalError } from '../items/refusals.ts';
import { addEvents, follow, type ItemEventRow, updateItems } from '../items/save.ts';
import { type Picture, readPicture } from './picture.ts';
import { countOf, readEvidence } from './read.ts';
import { evidenceSetting } from './settings.ts';
import { EXTENSIONS, isImage, sniff } from './sniff.ts';

type About = z.output<NonNullable<(typeof endpoint)['query']>>;

/** States in which nothing is added any more: what was judged stays as it was judged. */
const SEALED = ['notice', 'closed', 'lookBack'];

/** The largest upload, for who reads the request. */
export async function uploadLimit(platform: Platform): Promise<number> {
  const { mostMegabytes } = await readSetting(platform.db, evidenceSetting);
  return Math.min(mostMegabytes * 1024 * 1024, platform.config.uploadLimit);
}

/** Refuse before anything is read: not there, not theirs, sealed, an unknown rule. */
export async function requireUpload(db: Db, actor: Actor, id: number, about: About): Promise<ItemRecord> {
  const item = await requireItem(db, actor, id);
  const { definition } = await requireProgram(db, item.program);
  if (!definition.evidence.some(({ key }) => key === about.rule)) {
    throw new AppError('thing.notFound', { what: 'evidence rule', id: about.rule });
  }
  if (SEALED.includes(item.state))
    throw refusalError('addEvidence', refuse('wrongState', { state: item.state }));
  return item;
}

/** Keep a file with an item. Sending it again with the same device key changes nothing. */
export async function addEvidence(
  platform: Platform,
  call: Call,
  id: number,
  about: About,
  file: { readonly name: string; readonly content: Buffer },
): Promise<ItemEvidence> {
  const { db } = platform;
  const item = await requireUpload(db, call.actor, id, about);
  const known = await sentBefore(db, call.actor, id, about.deviceKey);
  if (known !== null) return known;
  const { definition } = await requireProgram(db, item.program);
  const rule = definition.evidence.find(({ key }) => key === about.rule);
  const name = cleanName(file.name);
  const mime = sniff(file.content);
  if (mime === null)
    throw new AppError('evidence.refused', { name, reason: 'jpg, png, webp, heic, pdf, docx, xlsx' });
  const picture = isImage(mime) ? await pictureOf(file.content, name, rule?.position === true) : null;
  const keptMime = picture === null ? mime : mime === 'image/png' ? 'image/png' : 'image/jpeg';
  const kept = await platform.files.write(picture?.content ?? file.content);
  const thumb = picture === null ? null : await platform.files.write(picture.thumb);

  const piece = await transaction(db, async (trx) => {
    const locked = await requireItem(trx, call.actor, id, { lock: true });
    await requireUpload(trx, call.actor, id, about);
    const again = await sentBefore(trx, call.actor, id, about.deviceKey);
    if (again !== null) return again.id;
    const setting = await readSetting(trx, evidenceSetting);
    await requireRoom(trx, id, setting.mostPieces);
    const repeat = await findRepeat(trx, locked, kept.sha256, picture?.look ?? null, setting.alikeBits);
    const withEnding = `${name.replace(/\.[^.]*$/u, '') || 'file'}.${EXTENSIONS[keptMime]}`;
    const fileId = await platform.files.register(trx, kept, { name: withEnding, mime: keptMime }, call);
    const thumbId =
      thumb === null
        ? null
        : await platform.files.register(trx, thumb, { name: withEnding, mime: 'image/jpeg' }, call);
    const row = await trx
      .insertInto('item_evidence')
      .values({
        item_id: id,
        rule_key: about.rule,
        label: about.label,
        side: about.side ?? null,
        pair: about.pair ?? null,
        file_id: fileId,
        thumb_id: thumbId,
        sha256: kept.sha256,
        look: picture?.look ?? null,
        taken_on: picture?.takenOn ?? about.takenOn ?? null,
        repeat_of: repeat?.id ?? null,
        repeat_how: repeat?.how ?? null,
        added_by: call.actor.login,
        added_post: call.actor.post,
        added_at: call.at,
        device_key: about.deviceKey ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const judge = await judgeOf(trx, await requireProgram(trx, locked.program), call.at);
    await recount(trx, call, locked, judge, {
      item: id,
      kind: 'evidenceAdded',
      from: locked.state,
      to: locked.state,
      reason: null,
      detail: {
        evidence: row.id,
        rule: about.rule,
        label: about.label,
        name: withEnding,
        sha256: kept.sha256,
        // Which item it repeats is said to those alone who see that one (`readEvidence`).
        ...(repeat === null ? {} : { repeats: true }),
      },
    });
    return row.id;
  });
  return one(await readEvidence(db, call.actor, { piece }));
}

/** The count that the item carries, its lamp, its history; nobody's form becomes stale by it. */
export async function recount(
  trx: Db,
  call: Call,
  item: ItemRecord,
  judge: Judge,
  event: ItemEventRow,
): Promise<void> {
  const evidence = await countOf(trx, item.id, judge.program.definition.evidence);
  const after = derive({ ...item, evidence, changedAt: call.at }, judge);
  await updateItems(trx, [after], { quiet: true });
  await addEvents(trx, call, [event]);
  if (after.lamp !== item.lamp) {
    await follow(trx, call, new Map([[item.program, judge]]), [{ before: item, after }]);
  }
}

function one(pieces: readonly ItemEvidence[]): ItemEvidence {
  const [piece] = pieces;
  if (piece === undefined) throw new AppError('thing.notFound', { what: 'evidence', id: 0 });
  return piece;
}

async function sentBefore(
  db: Db,
  actor: Actor,
  item: number,
  deviceKey: string | undefined,
): Promise<ItemEvidence | null> {
  if (deviceKey === undefined) return null;
  const row = await db
    .selectFrom('item_evidence')
    .select('id')
    .where('item_id', '=', item)
    .where('device_key', '=', deviceKey)
    .executeTakeFirst();
  return row === undefined ? null : one(await readEvidence(db, actor, { piece: row.id }));
}

async function requireRoom(trx: Db, item: number, most: number): Promise<void> {
  const { count } = await trx
    .selectFrom('item_evidence')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('item_id', '=', item)
    .executeTakeFirstOrThrow();
  if (count >= most) throw new AppError('thing.conflict', { what: 'evidence', state: `${count} / ${most}` });
}

async function pictureOf(content: Buffer, name: string, keepPosition: boolean): Promise<Picture> {
  try {
    return await readPicture(content, { keepPosition });
  } catch (error) {
    throw new AppError(
      'evidence.refused',
      { name, reason: error instanceof Error ? error.message.split('\n')[0]?.slice(0, 120) : 'unreadable' },
      { cause: error },
    );
  }
}

interface FoundRepeat {
  readonly id: number;
  readonly item: number;
  readonly how: 'same' | 'alike';
}

/**
 * The first piece that is the same (content or look, anywhere) or looks alike (within the program and city, few bits apart).
 * Other pieces of the same item count too: a picture is not both before and after.
 */
export async function findRepeat(
  trx: Db,
  item: Pick<ItemRecord, 'program' | 'city'>,
  sha256: string,
  look: string | null,
  bits: number,
): Promise<FoundRepeat | null> {
  const same = await trx
    .selectFrom('item_evidence')
    .select(['id', 'item_id'])
    .where('state', '=', 'have')
    .where((eb) => eb.or([eb('sha256', '=', sha256), ...(look === null ? [] : [eb('look', '=', look)])]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (same !== undefined) return { id: same.id, item: same.item_id, how: 'same' };
  if (look === null) return null;
  const { rows } = await sql<{ id: number; item_id: number }>`
    select e.id, e.item_id from item i join item_evidence e on e.item_id = i.id
    where i.program_key = ${item.program} and i.city_code = ${item.city} and e.state = 'have' and e.look is not null
      and bit_count(('x' || e.look)::bit(64) # ('x' || ${look}::text)::bit(64)) <= ${bits}
    order by bit_count(('x' || e.look)::bit(64) # ('x' || ${look}::text)::bit(64)), e.id
    limit 1`.execute(trx);
  const [alike] = rows;
  return alike === undefined ? null : { id: alike.id, item: alike.item_id, how: 'alike' };
}

/** A name without folders and control characters. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/u).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(0, 120) || 'file';
}
