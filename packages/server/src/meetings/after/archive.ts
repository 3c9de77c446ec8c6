/** Every paper of a meeting as files: papers, minutes and letters as DOCX and PDF, the bulletin, the deck. */
import { Readable } from 'node:stream';
import type { PaperKind } from '@qingzhang/contract';
import { fileNameOf, renderBulletin } from '../../bulletins/files.ts';
import { listBulletins, readModel } from '../../bulletins/service.ts';
import type { FileReply } from '../../http/route.ts';
import type { Actor, Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { type MeetingRecord, requireMeeting } from '../cycle/read.ts';
import { paperFileName, readPaperModel, renderPaper } from '../papers/files.ts';
import { paperRows } from '../papers/store.ts';
import { deckName, meetingDeck } from './deck.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** Folders in the order in which one reads them. */
const FOLDERS = {
  notice: '01 会议通知',
  agenda: '02 会议议程',
  bulletin: '03 通报',
  review: '04 上次要求和承诺兑现',
  'comment-card': '05 点评参考卡',
  'city-paper': '06 各市材料',
  speech: '07 发言稿',
  minutes: '08 会议纪要',
  letter: '09 函',
} as const satisfies Record<PaperKind | 'bulletin', string>;
const FORMATS = ['docx', 'pdf'] as const;

/** The files one after the other; each is drawn when it is asked for. */
export async function* meetingFiles(
  platform: Platform,
  actor: Actor,
  meeting: MeetingRecord,
): AsyncGenerator<ZipEntry> {
  const { db } = platform;
  const taken = new Set<string>();
  const free = (folder: string, name: string): string => {
    for (let n = 1; ; n += 1) {
      const path = `${folder}${n === 1 ? safeName(name) : safeName(name).replace(/(\.\w+)$/u, `（${n}）$1`)}`;
      if (taken.has(path)) continue;
      taken.add(path);
      return path;
    }
  };
  const rows = await paperRows(db, meeting.id);
  for (const [kind, name] of Object.entries(FOLDERS)) {
    const folder = `${name}/`;
    if (kind === 'bulletin') {
      const bulletin = await bulletinOf(platform, actor, meeting);
      if (bulletin === null) continue;
      const model = await readModel(platform, bulletin);
      for (const format of FORMATS) {
        yield { path: free(folder, fileNameOf(model, format)), content: await renderBulletin(model, format) };
      }
      continue;
    }
    for (const row of rows.filter((one) => one.kind === kind)) {
      const model = await readPaperModel(db, row.id);
      for (const format of FORMATS) {
        yield { path: free(folder, paperFileName(row, format)), content: await renderPaper(model, format) };
      }
    }
  }
  const deck = await meetingDeck(db, meeting);
  if (deck !== null) yield { path: free('', deckName(meeting)), content: deck };
}

/** The bulletin of the meeting's period: the one issued last, else the newest draft. */
async function bulletinOf(platform: Platform, actor: Actor, meeting: MeetingRecord): Promise<number | null> {
  const own = (await listBulletins(platform, actor)).filter(({ period }) => period === meeting.period);
  return (own.find(({ state }) => state === 'issued') ?? own[0])?.id ?? null;
}

/** Without signs that a file system refuses. */
const safeName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');

/** The archive as a download; who took it is kept. */
export async function archiveFile(platform: Platform, call: Call, meetingId: number): Promise<FileReply> {
  requirePermission(call.actor, 'papers.write');
  const meeting = await requireMeeting(platform.db, call.actor, meetingId);
  await exported(platform.db, call, meeting);
  const content = Readable.from(zipOf(meetingFiles(platform, call.actor, meeting), call.at));
  return {
    name: `${meeting.title}材料${meeting.simulated ? '（模拟数据）' : ''}.zip`,
    mime: 'application/zip',
    content,
  };
}

/** 导出留痕 (DIS-10.2). */
export const exported = (db: Db, call: Call, meeting: Pick<MeetingRecord, 'id'>): Promise<void> =>
  audit(db, call, { action: 'papers.export', objectType: 'meeting', objectId: meeting.id, detail: {} });
