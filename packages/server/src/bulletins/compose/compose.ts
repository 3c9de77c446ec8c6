import {
  type AttachmentBlock,
  type BadgeRun,
  type Block,
  breakTitle,
  type DocumentModel,
  headingNumber,
  type Inline,
  officialDate,
} from '@qingzhang/documents';
import type { ChapterComposer, ChapterParts } from './chapter.ts';
import { bulletinCharts } from './charts.ts';
import { dustTable } from './dust-table.ts';
import type { BulletinFacts, DataStatus, PeriodFacts } from './facts.ts';
import { prose } from './prose.ts';
import { citiesSection } from './section-cities.ts';
import { problemsSection } from './section-problems.ts';
import { provinceSection } from './section-province.ts';
import { requirementsSection } from './section-requirements.ts';
import { targetsSection } from './section-targets.ts';
import { changeTable, stateTable } from './tables.ts';

/**
 * Composes the bulletin 关于…环境空气质量状况的通报 from evaluated facts (DIS-7.1…7.5, AIR-4.7…4.10). Pure: the same
 * facts give the same document, so a bulletin can be drawn again, identical, as of its closing.
 */
export function composeBulletin(
  facts: BulletinFacts,
  composers: readonly ChapterComposer[] = [],
): DocumentModel {
  const { settings, status } = facts;
  const chapters = composers.flatMap((composer): ChapterParts[] => {
    const data = facts.chapters?.[composer.key];
    const parts = data === undefined ? null : composer.compose(data, facts);
    return parts === null ? [] : [parts];
  });
  const simulated = status.simulated || chapters.some((chapter) => chapter.simulated);
  const phrases = titlePhrases(facts, chapters);
  const attachments = attachmentsOf(facts, chapters);
  const blocks: Block[] = [
    { kind: 'red-head', mark: settings.mark, number: settings.number },
    { kind: 'title', lines: breakTitle(phrases) },
    ...(simulated
      ? [{ kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' } as const]
      : []),
    { kind: 'recipients', text: settings.recipients },
    { kind: 'paragraph', key: 'basis', runs: basisSentence(facts, chapters) },
    ...provinceSection(facts),
    ...citiesSection(facts),
    ...targetsSection(facts),
    ...chapters.flatMap(({ section }, i): Block[] => [
      { kind: 'heading', level: 1, number: headingNumber(1, AIR_SECTIONS + i + 1), text: section.title },
      ...section.blocks,
    ]),
    ...problemsSection(facts, chapters, AIR_SECTIONS + chapters.length + 1),
    ...requirementsSection(facts, chapters, AIR_SECTIONS + chapters.length + 2),
    { kind: 'attachment-list', titles: attachments.map((attachment) => attachment.title) },
    { kind: 'signature', organisation: settings.issuer, date: officialDate(settings.date) },
    ...(settings.remark ? [{ kind: 'remark', text: settings.remark } as const] : []),
    ...attachments,
    { kind: 'record', copyTo: settings.copyTo, office: settings.office, date: officialDate(settings.date) },
  ];
  return {
    kind: 'official',
    version: 1,
    id: facts.id,
    title: phrases.join(''),
    language: 'zh-CN',
    date: settings.date,
    organisation: settings.issuer,
    simulated,
    ...(settings.number === null ? { watermark: '草稿' } : {}),
    badges: badgesOf(status, simulated),
    blocks,
  };
}

/** 一 province, 二 cities, 三 targets. */
const AIR_SECTIONS = 3;

function titlePhrases(facts: BulletinFacts, chapters: readonly ChapterParts[]): string[] {
  const period = facts.cumulative
    ? `${facts.main.label}及${withoutYear(facts.cumulative)}`
    : facts.main.label;
  const whole = facts.settings.wholeProvince;
  if (chapters.length === 0) return ['关于', period, whole, '环境空气质量状况的', '通报'];
  const last = chapters.at(-1)?.titlePhrase ?? '';
  const between = chapters.slice(0, -1).map(({ titlePhrase }) => `、${titlePhrase}`);
  return ['关于', period, whole, '环境空气质量', ...between, `及${last}情况的`, '通报'];
}

/** 2020年1—6月 after 2020年6月及 needs no second year. */
function withoutYear(period: PeriodFacts): string {
  return period.label.replace(/^\d{4}年/u, '');
}

/** On what the figures rest: source, review, dust, standards, how far the data reach, whether the books are closed. */
function basisSentence(facts: BulletinFacts, chapters: readonly ChapterParts[]): Inline[] {
  const { status, main, settings } = facts;
  const review = status.review === 'live' ? '实时发布、未经审核' : '已经审核';
  const closed = status.closedAt === null ? '尚未结账' : `已于${clock(status.closedAt)}结账`;
  const known = status.knownAt === null ? '' : `，按${clock(status.knownAt)}已知的数据`;
  const standards = status.standards.length > 0 ? `，按照${status.standards.join('、')}评价` : '';
  const compare = status.comparability === null ? '' : `，${status.comparability}`;
  return prose`根据环境空气质量监测网数据（截至${status.dataUntil}，${review}，${dustWords(facts)}，${closed}${known}）${standards}${compare}，现将${main.label}${facts.cumulative ? `及${withoutYear(facts.cumulative)}` : ''}${settings.wholeProvince}环境空气质量${chapters.length > 0 ? `及${chapters.map(({ titlePhrase }) => titlePhrase).join('、')}` : ''}${chapters.length > 0 ? '情况' : '状况'}通报如下。`;
}

/** AIR-5.8: what was taken out as dust, and where both views stand side by side. */
function dustWords({ status, dust }: BulletinFacts): string {
  const both = dust.length > 0 ? '，扣除前后对照见附件' : '';
  if (status.dustExcluded === null) return `未扣除沙尘天气影响${both}`;
  const { hours, cityDays } = status.dustExcluded;
  if (hours === 0) return '没有需要扣除的沙尘时段';
  return `已按规定扣除沙尘天气影响，剔除${hours}个城市小时、涉及${cityDays}个城市日${both}`;
}

/** '2020-07-17T18:00+08:00' → 2020年7月17日18时; minutes only where there are any. */
function clock(instant: string): string {
  const [day = '', time = ''] = instant.split('T');
  const [hour = '0', minute = '00'] = time.slice(0, 5).split(':');
  return `${officialDate(day)}${Number(hour)}时${minute === '00' ? '' : `${Number(minute)}分`}`;
}

function badgesOf(status: DataStatus, simulated: boolean): BadgeRun[] {
  const badges: BadgeRun[] = [
    status.review === 'live'
      ? { kind: 'badge', badge: 'live', text: '实时未审核' }
      : { kind: 'badge', badge: 'reviewed', text: '已审核' },
    status.closedAt === null
      ? { kind: 'badge', badge: 'open', text: '未结账' }
      : { kind: 'badge', badge: 'closed', text: '已结账' },
    { kind: 'badge', badge: 'dust', text: dustBadge(status) },
  ];
  if (simulated) badges.push({ kind: 'badge', badge: 'simulated', text: '模拟数据' });
  return badges;
}

function dustBadge({ dustExcluded }: DataStatus): string {
  if (dustExcluded === null) return '未扣沙';
  return dustExcluded.hours === 0 ? '无沙尘扣除' : '扣沙';
}

function attachmentsOf(facts: BulletinFacts, chapters: readonly ChapterParts[]): AttachmentBlock[] {
  const periods = facts.cumulative ? [facts.main, facts.cumulative] : [facts.main];
  const pages: Omit<AttachmentBlock, 'kind' | 'label'>[] = [];
  for (const period of periods) {
    pages.push({
      title: `${period.label}主要指标排名情况汇总表`,
      orientation: 'landscape',
      blocks: [stateTable(period)],
    });
  }
  for (const period of periods) {
    const table = changeTable(period);
    if (table) {
      pages.push({
        title: `${period.label}同比变化率排名情况汇总表`,
        orientation: 'landscape',
        blocks: [table],
      });
    }
  }
  for (const dust of facts.dust) {
    pages.push({
      title: `${dust.label}沙尘天气扣除前后对照表`,
      orientation: 'landscape',
      blocks: [dustTable(dust)],
    });
  }
  pages.push(...chapters.flatMap(({ attachments }) => attachments));
  pages.push({
    title: `${facts.main.label}各市环境空气质量图`,
    orientation: 'portrait',
    blocks: bulletinCharts(facts.main, facts.settings.wholeProvince, facts.status.simulated),
  });
  return pages.map((page, i) => ({
    kind: 'attachment',
    label: pages.length === 1 ? '附件' : `附件${i + 1}`,
    ...page,
  }));
}
