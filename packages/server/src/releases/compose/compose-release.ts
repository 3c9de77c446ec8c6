/** 新闻稿 from the record and the facts of a meeting, after DIS-9.1. Pure. */
import { type DocumentModel, type Inline, officialDate } from '@qingzhang/documents';
import { sayDemand } from '@qingzhang/domain';
import { changeClause, figureId, STATISTIC_NAMES, unitOf } from '../../bulletins/compose/wording.ts';
import { sentence } from '../../issuing/templates/catalogue.ts';
import { releaseTemplate } from '../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../issuing/templates/render.ts';
import type { AttendingRow } from '../../meetings/after/attendance.ts';
import { headOf, trimEnd } from '../../meetings/after/compose-minutes.ts';
import {
  figure,
  joinRuns,
  type PlaceFacts,
  programSentence,
  prose,
} from '../../meetings/papers/compose/city-words.ts';
import {
  cityOf,
  meetingDay,
  meetingWordsOf,
  type PaperContext,
} from '../../meetings/papers/compose/context.ts';
import { paperModel } from '../../meetings/papers/compose/paper.ts';
import type { TemplateBody } from '../../meetings/papers/compose/types.ts';
import type { LineRow } from '../../meetings/stage/record-rows.ts';

/** What a release is drafted from beside the meeting's facts. */
export interface ReleaseInput {
  readonly context: PaperContext;
  /** Lines of the record in force, in their order. */
  readonly lines: readonly LineRow[];
  readonly attending: readonly AttendingRow[];
}

/** Stands where something is missing; the checks stop a text with it. */
const MISSING = '（待补）';
/** So many programs are named as achievements, and as shortfalls: a release has about 900 characters. */
const NAMED = 2;
const CHAIR_PARTS: readonly string[] = ['analysis', 'requirements'];

/** The draft: no red head, no data badges; figures stay references with the ids of bulletin and papers. */
export function composeRelease(
  { context, lines, attending }: ReleaseInput,
  body: TemplateBody,
): DocumentModel {
  const { meeting, facts, issuer } = context;
  const host = meeting.chair_post.trim();
  const commenting = lines.filter((line) => line.kind === 'comment' && !isChairs(context, line));
  const instructions = lines.filter(({ kind }) => kind === 'instruction');
  const parts = renderTemplate(releaseTemplate, body, {
    ...meetingWordsOf(context),
    会议日期: officialDate(meetingDay(meeting.opened_at ?? meeting.starts_at)),
    标题: `${issuer.issuer}召开${meeting.title}`,
    会议形式: formOf(context),
    主持全称: host === '' ? MISSING : fullTitle(issuer.issuer, host),
    通报内容: `${facts.label}${issuer.wholeProvince}和各市环境空气质量以及重点工作进展情况`,
    交流市: speaking(context, lines, 'experience'),
    表态市: speaking(context, lines, 'pledge'),
    点评岗位: [...new Set(commenting.map(({ speaker }) => speaker))].map((post) => ({ 岗位: post })),
    传达内容: instructionWords(issuer.wholeProvince),
    有传达: instructions.length > 0,
    成绩: achievements(context).map((runs) => ({ 内容: sentence(runs) })),
    不足: shortfalls(context).map((runs) => ({ 内容: sentence(runs) })),
    强调: stressed(context, lines),
    重点任务: [],
    参会范围: attendanceWords(attending, context),
  });
  const model = paperModel(context, { id: `release-${meeting.id}`, form: 'plain', parts });
  // A release shows no states of data to the public; that they are simulated stands in its notice.
  return { ...model, badges: [] };
}

/** 某某省生态环境厅党组书记、厅长: the full title (DIS-9.1), never a person. */
const fullTitle = (issuer: string, post: string): string =>
  post.startsWith(issuer) ? post : `${issuer}${post}`;

function formOf({ venues }: PaperContext): string {
  const cities = venues.filter(({ kind }) => kind === 'city').length;
  const counties = venues.filter(({ kind }) => kind === 'county').length;
  if (cities === 0) return '现场会议形式';
  return `视频会议形式，在厅机关设主会场，在${cities}个市生态环境局设分会场${counties > 0 ? '，并开至县' : ''}`;
}

/** The instructions themselves are not for the public: that they were conveyed is. */
const instructionWords = (whole: string): string =>
  whole === '全省'
    ? '省委、省政府主要领导近期关于生态环境保护工作的批示指示精神'
    : '上级近期关于生态环境保护工作的批示指示精神';

/** Cities that spoke, in the order of the agenda; where nothing was started, as the agenda has it. */
function speaking(
  { agenda, ...context }: PaperContext,
  lines: readonly LineRow[],
  kind: 'experience' | 'pledge',
): { readonly key: string; readonly 市: string }[] {
  const speaks = agenda.filter((row) => row.parent_id !== null && row.city_code !== null);
  const held = speaks.some(({ started_at }) => started_at !== null);
  return speaks
    .filter((row) => row.kind === kind)
    .filter(
      (row) =>
        !held ||
        row.started_at !== null ||
        lines.some(({ agendaItem, text }) => agendaItem === row.id && text !== ''),
    )
    .flatMap((row) => {
      const name = cityOf(context, row.city_code)?.name;
      return name === undefined ? [] : [{ key: `i${row.id}`, 市: name }];
    });
}

/** What of the province's air is told, and whether more of it is better. */
const TOLD = ['index', 'pm25', 'goodDays'] as const;

/** One indicator of the province: 环境空气质量综合指数4.66，同比下降5.1%. */
function airClause({ facts, issuer }: PaperContext, indicator: (typeof TOLD)[number]): Inline[] | null {
  const period = facts.bulletin.main;
  const whole: PlaceFacts = { ...period.province, name: issuer.wholeProvince };
  const { now, change } = whole.indicators[indicator];
  if (now === null) return null;
  const name = { index: '环境空气质量综合指数', pm25: STATISTIC_NAMES.pm25, goodDays: '优良天数比例' }[
    indicator
  ];
  const unit = { index: undefined, pm25: unitOf('pm25'), goodDays: '%' }[indicator];
  const said = changeClause(
    figureId(period, whole, indicator, 'change'),
    change,
    indicator === 'goodDays' ? '个百分点' : '%',
  );
  return prose`${name}${figure(figureId(period, whole, indicator), now.text, unit)}${said.length > 0 ? prose`，${said}` : []}`;
}

/** Whether an indicator of the province got worse than a year before: then it is no achievement. */
function isWorse({ facts }: PaperContext, indicator: (typeof TOLD)[number]): boolean {
  const change = facts.bulletin.main.province.indicators[indicator].change?.value ?? 0;
  return indicator === 'goodDays' ? change < 0 : change > 0;
}

const airClauses = (context: PaperContext, worse: boolean): Inline[][] => {
  const clauses = TOLD.filter((indicator) => isWorse(context, indicator) === worse).flatMap((indicator) => {
    const clause = airClause(context, indicator);
    return clause === null ? [] : [clause];
  });
  return clauses.length === 0 ? [] : [prose`${context.issuer.wholeProvince}${joinRuns(clauses, '，')}`];
};

/** What of the air did not get worse, programs that keep up. */
function achievements(context: PaperContext): Inline[][] {
  const ahead = context.facts.programs.filter((work) => {
    const gap = work.province?.gap ?? null;
    return gap !== null && gap <= 0;
  });
  return [...airClauses(context, false), ...ahead.slice(0, NAMED).flatMap((work) => programWords(work))];
}

/** 也要清醒看到: what of the air got worse and in which cities, programs behind schedule. */
function shortfalls(context: PaperContext): Inline[][] {
  const { facts } = context;
  const behind = facts.programs
    .filter(({ province }) => (province?.gap ?? 0) > 0)
    .sort((a, b) => (b.province?.gap ?? 0) - (a.province?.gap ?? 0));
  const worse = facts.bulletin.main.cities.filter(
    ({ indicators }) => (indicators.index.change?.value ?? 0) > 0,
  );
  return [
    ...airClauses(context, true),
    ...(worse.length === 0
      ? []
      : [prose`${worse.map(({ name }) => name).join('、')}环境空气质量综合指数同比上升`]),
    ...behind.slice(0, NAMED).flatMap((work) => programWords(work)),
    ...(behind.length > NAMED ? [prose`部分重点工作滞后序时进度，进展不平衡`] : []),
  ];
}

function programWords(work: PaperContext['facts']['programs'][number]): Inline[][] {
  if (work.province === null) return [];
  // Named as every other paper names the province's figures.
  const tile = { ...work.province, region: 'province' };
  return [prose`${work.shortName.replace(/\s/gu, '')}${programSentence(work, tile)}`];
}

const isChairs = ({ agenda }: PaperContext, line: LineRow): boolean =>
  CHAIR_PARTS.includes(agenda.find(({ id }) => id === line.agendaItem)?.kind ?? '');

/** Said with the requirements: the analysis before them is no demand. */
const isDemanding = ({ agenda }: PaperContext, line: LineRow): boolean =>
  agenda.find(({ id }) => id === line.agendaItem)?.kind === 'requirements';

interface Stressed {
  readonly key: string;
  readonly 要点: string;
  readonly 内容: string;
}

/**
 * 一要…二要…三要…: what the chair stressed, the concrete tasks with their cities in the last of them; without such heads,
 * the requirements themselves by program.
 */
function stressed(context: PaperContext, lines: readonly LineRow[]): Stressed[] {
  const heads = lines
    .filter((line) => (line.kind === 'comment' || line.kind === 'note') && isDemanding(context, line))
    .map((line) => ({ line, ...headOf(line.text) }))
    .filter(({ rest }) => rest !== '')
    .map(({ line, head, rest }) => ({ key: `l${line.id}`, 要点: withoutMust(head), 内容: rest }));
  const tasks = tasksOf(context, lines);
  const last = heads.at(-1);
  if (last === undefined) {
    return tasks.map(({ key, program, words }) => ({ key, 要点: program, 内容: words.join('；') }));
  }
  if (tasks.length === 0) return heads;
  const named = tasks.flatMap(({ words }) => words).join('；');
  return [...heads.slice(0, -1), { ...last, 内容: `${last.内容}，${named}` }];
}

/** The template says 要 itself. */
const withoutMust = (head: string): string => head.replace(/^要/u, '');

/** Requirements by program, each with its cities in one clause (DIS-1.3). */
function tasksOf(context: PaperContext, lines: readonly LineRow[]) {
  const demands = lines.filter((line) => line.kind === 'requirement' && line.text !== '');
  const groups = Map.groupBy(demands, ({ program }) => program ?? '');
  return [...groups].map(([key, own]) => {
    const program = context.facts.programs.find((work) => work.key === key);
    return {
      key: `l${own[0]?.id ?? 0}`,
      program: program === undefined ? '抓好重点任务落实' : `抓好${program.shortName.replace(/\s/gu, '')}`,
      words: own.map((line) => taskWords(context, line)),
    };
  });
}

function taskWords(context: PaperContext, line: LineRow): string {
  const text = trimEnd(sayDemand(line));
  const cities = line.cities.flatMap((code) => cityOf(context, code) ?? []);
  if (cities.length === 0 || cities.every(({ shortName }) => text.includes(shortName))) return text;
  const all = cities.length === context.facts.cities.length;
  const whom = all ? '各市' : cities.map(({ name }) => name).join('、');
  return `${whom}要${text.replace(/^要/u, '')}`;
}

/** By rank, as a release names them; how many came is not said (DIS-10.3). */
const RANKS = [
  ['厅长', '厅领导'],
  ['一级巡视员', '一级巡视员'],
  ['二级巡视员', '二级巡视员'],
  ['监察专员', '生态环境保护监察专员'],
] as const;

function attendanceWords(attending: readonly AttendingRow[], { venues }: PaperContext): string {
  const main = attending.filter((row) => row.main && !row.away && row.category !== 'staff');
  const ranks = RANKS.filter(([mark]) => main.some(({ post }) => post.includes(mark))).map(
    ([, word]) => word,
  );
  const others = main.some(({ post }) => !RANKS.some(([mark]) => post.includes(mark)));
  const posts = [
    ...(ranks.length === 0 && main.length === 0 ? ['厅领导'] : ranks),
    ...(others || main.length === 0 ? ['厅机关有关处室和直属单位主要负责人'] : []),
  ];
  const branches = venues.some(({ kind }) => kind !== 'main');
  return branches
    ? `${posts.join('，')}在主会场参加会议，各市生态环境局领导班子成员及有关负责人在分会场参加会议`
    : `${posts.join('，')}参加会议`;
}
