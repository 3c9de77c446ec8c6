import type { TemplateBody } from '@qingzhang/contract';
import {
  type AttachmentBlock,
  type BadgeRun,
  type Block,
  breakTitle,
  type DocumentModel,
  officialDate,
} from '@qingzhang/documents';
import { sentence } from '../../issuing/templates/catalogue.ts';
import { bulletinTemplate } from '../../issuing/templates/defaults/index.ts';
import { blocksOf, renderTemplate } from '../../issuing/templates/render.ts';
import type { ChapterComposer, ChapterParts, ChapterPoint } from './chapter.ts';
import { bulletinCharts } from './charts.ts';
import { dustTable } from './dust-table.ts';
import type { BulletinFacts, DataStatus, PeriodFacts } from './facts.ts';
import { citiesSection } from './section-cities.ts';
import { problemsOf } from './section-problems.ts';
import { provinceSection } from './section-province.ts';
import { requirementsOf } from './section-requirements.ts';
import { targetsSection } from './section-targets.ts';
import { changeTable, stateTable } from './tables.ts';

/** The words of a bulletin beside its facts: the office's template. */
export interface BulletinWords {
  readonly body: TemplateBody;
  /** Why the office's own template was not used, said in the draft; null: it was. */
  readonly fault: string | null;
}

const SHIPPED: BulletinWords = { body: bulletinTemplate.body, fault: null };

/**
 * Composes the bulletin 关于…环境空气质量状况的通报 from evaluated facts (DIS-7.1…7.5, AIR-4.7…4.10) in the words of a
 * template. Pure: the same facts and words give the same document, so a bulletin can be drawn again, identical, as of its
 * closing. Throws `template.invalid` where the template cannot be used.
 */
export function composeBulletin(
  facts: BulletinFacts,
  composers: readonly ChapterComposer[] = [],
  { body, fault }: BulletinWords = SHIPPED,
): DocumentModel {
  const { settings, status } = facts;
  const chapters = composers.flatMap((composer): ChapterParts[] => {
    const data = facts.chapters?.[composer.key];
    const parts = data === undefined ? null : composer.compose(data, facts);
    return parts === null ? [] : [parts];
  });
  const simulated = status.simulated || chapters.some((chapter) => chapter.simulated);
  const attachments = attachmentsOf(facts, chapters);
  const words = wordsOf(facts, chapters, body);
  const blocks: Block[] = [
    { kind: 'red-head', mark: settings.mark, number: settings.number },
    { kind: 'title', lines: words.titleLines },
    ...(simulated
      ? [{ kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' } as const]
      : []),
    ...(fault === null ? [] : [{ kind: 'notice', key: 'template-fault', text: fault } as const]),
    ...words.blocks,
    { kind: 'attachment-list', titles: attachments.map((attachment) => attachment.title) },
    { kind: 'signature', organisation: settings.issuer, date: officialDate(settings.date) },
    ...words.remarks,
    ...(settings.remark ? [{ kind: 'remark', text: settings.remark } as const] : []),
    ...attachments,
    { kind: 'record', copyTo: settings.copyTo, office: settings.office, date: officialDate(settings.date) },
  ];
  return {
    kind: 'official',
    version: 1,
    id: facts.id,
    title: words.titleLines.join(''),
    language: 'zh-CN',
    date: settings.date,
    organisation: settings.issuer,
    simulated,
    ...(settings.number === null ? { watermark: '草稿' } : {}),
    badges: badgesOf(status, simulated),
    blocks,
  };
}

/** The template over the facts: title, body, and remarks, which stand below the signature. */
function wordsOf(facts: BulletinFacts, chapters: readonly ChapterParts[], body: TemplateBody) {
  const problems = problemsOf(facts, chapters);
  const requirements = requirementsOf(facts, chapters);
  const parts = renderTemplate(bulletinTemplate, body, contextOf(facts, chapters, problems, requirements));
  const blocks = blocksOf(parts, (name): readonly Block[] => {
    switch (name) {
      case '总体状况':
        return provinceSection(facts);
      case '各市状况':
        return citiesSection(facts);
      case '约束性指标进展':
        return targetsSection(facts);
      case '其他章节':
        return chapters.flatMap(({ section }) => [
          { kind: 'heading', level: 1, number: '', text: section.title } as const,
          ...section.blocks,
        ]);
      case '存在问题':
        return pointBlocks(problems);
      default:
        return pointBlocks(requirements);
    }
  });
  // The words of the standard title break by their meaning; an office's own as any title that was typed.
  const phrases = titlePhrases(facts, chapters);
  const [title] = blocks.filter((block) => block.kind === 'title');
  const own = title === undefined ? '' : title.lines.join('');
  const standard = own === '' || own === phrases.join('');
  return {
    titleLines: title === undefined || standard ? breakTitle(phrases) : title.lines,
    blocks: blocks.filter((block) => block.kind !== 'title' && block.kind !== 'remark').map(unkeyed),
    remarks: blocks.filter((block) => block.kind === 'remark'),
  };
}

/** Headings are known by their own words, whatever template they come from; edits of them stay. */
function unkeyed(block: Block): Block {
  if (block.kind === 'heading') {
    const { key: _, ...heading } = block;
    return heading;
  }
  if (block.kind !== 'recipients') return block;
  const { key: _, ...recipients } = block;
  return recipients;
}

/** Numbered points with their words behind them: （一）后进城市要拉条挂账。…. */
const pointBlocks = (points: readonly ChapterPoint[]): Block[] =>
  points.map(
    ({ title, runs }): Block => ({ kind: 'heading', level: 2, number: '', text: title, runIn: runs }),
  );

function contextOf(
  facts: BulletinFacts,
  chapters: readonly ChapterParts[],
  problems: readonly ChapterPoint[],
  requirements: readonly ChapterPoint[],
) {
  const { main, settings, status } = facts;
  // A template sets its own marks at the end.
  const bare = (title: string) => title.replace(/。$/u, '');
  return {
    发文机关: settings.issuer,
    时段: periodWords(facts),
    本期: main.label,
    全省: settings.wholeProvince,
    主送机关: settings.recipients,
    数据口径: standingWords(facts),
    评价标准: status.standards.join('、'),
    可比性: status.comparability ?? '',
    整改方案时限: officialDate(settings.planDue),
    整改进展时限: officialDate(settings.resultDue),
    章节: chapters.map(({ titlePhrase }) => ({ 章节: titlePhrase })),
    问题: problems.map(({ title, runs }) => ({ key: title, 标题: bare(title), 问题: sentence(runs) })),
    要求: requirements.map(({ title, runs }) => ({ key: title, 标题: bare(title), 要求: sentence(runs) })),
  };
}

/** 2020年6月及1—6月. */
const periodWords = ({ main, cumulative }: BulletinFacts): string =>
  cumulative ? `${main.label}及${withoutYear(cumulative)}` : main.label;

function titlePhrases(facts: BulletinFacts, chapters: readonly ChapterParts[]): string[] {
  const period = periodWords(facts);
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

/** On what the figures rest: how far the data reach, review, dust, whether the books are closed. */
function standingWords(facts: BulletinFacts): string {
  const { status } = facts;
  const review = status.review === 'live' ? '实时发布、未经审核' : '已经审核';
  const closed = status.closedAt === null ? '尚未结账' : `已于${clock(status.closedAt)}结账`;
  const known = status.knownAt === null ? '' : `，按${clock(status.knownAt)}已知的数据`;
  return `截至${status.dataUntil}，${review}，${dustWords(facts)}，${closed}${known}`;
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
