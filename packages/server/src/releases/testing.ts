/** What tests of releases begin with: a small province whose January is closed and whose bulletin is issued, a held meeting. */
import type { TestPlatform } from '../../test/harness/platform.ts';
import { closeMonth } from '../accounts/closings/service.ts';
import { issueBulletin, makeBulletin } from '../bulletins/service.ts';
import { addFigures, addHeldMeeting, addLine, NORTH, SOUTH } from '../meetings/after/testing.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import { readReleaseRules, releaseRules } from './rules.ts';

/** Figures, closing, issued bulletin, meeting with a record. */
export async function addReportedMeeting(
  platform: TestPlatform,
): Promise<{ readonly meeting: number; readonly bulletin: number }> {
  const { db } = platform;
  await addFigures(platform);
  await closeMonth(platform, { period: '2025-01', note: '' }, platform.call());
  const draft = await makeBulletin(platform, '2025-01', platform.call());
  const bulletin = (await issueBulletin(platform, draft.id, platform.call())).id;
  const meeting = await addHeldMeeting(db);
  const part = await db
    .insertInto('agenda_item')
    .values({ meeting_id: meeting, sort: 9, kind: 'requirements', title: '工作要求', minutes: 30 })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const text of [
    '强化政治意识，坚决扛起生态环境保护政治责任',
    '强化争先意识，对标先进找差距补短板',
    '强化担当意识，以钉钉子精神抓好落实',
  ]) {
    await addLine(db, meeting, 'comment', text, { agenda_item_id: part.id });
  }
  const analysis = await db
    .insertInto('agenda_item')
    .values({ meeting_id: meeting, sort: 8, kind: 'analysis', title: '形势分析', minutes: 20 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addLine(db, meeting, 'comment', '2025年1月全省环境质量总体向好，但工作进展不平衡', {
    agenda_item_id: analysis.id,
  });
  await addLine(db, meeting, 'requirement', '加快清洁取暖改造', { cities: [NORTH] });
  await addLine(db, meeting, 'requirement', '倒排工期、挂图作战', { cities: [NORTH], program_key: 'x' });
  await addLine(db, meeting, 'requirement', '倒排工期、挂图作战', { cities: [SOUTH], program_key: 'y' });
  await addLine(db, meeting, 'requirement', '把年度目标分解到县', { cities: [NORTH, SOUTH] });
  await addLine(db, meeting, 'instruction', '领导批示的具体内容暗号三七二');
  // A small province gives a short text.
  const rules = await readReleaseRules(db);
  await writeSetting(db, releaseRules, { ...rules, minWords: 50 }, platform.call());
  return { meeting, bulletin };
}
