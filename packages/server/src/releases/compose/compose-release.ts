/** 新闻稿 from the record and the facts of a meeting, after DIS-9.1. Pure. */
import { type DocumentModel, type Inline, officialDate } from '@qingzhang/documents';
import { sayDemand } from '@qingzhang/domain';
import { keyWorkFigureId } from '../../bulletins/compose/key-work.ts';
import { changeClause, figureId, STATISTIC_NAMES, unitOf } from '../../bulletins/compose/wording.ts';
import { sentence } from '../../issuing/templates/catalogue.ts';
import { releaseTemplate } from '../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../issuing/templates/render.ts';
import type { AttendingRow } from '../../meetings/after/attendance.ts';
import { headOf, trimEnd } from '../../meetings/after/compose-minutes.ts';
import { figure, joinRuns, type PlaceFacts, prose } from '../../meetings/papers/compose/city-words.ts';
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
  const analysis = analysisOf(context, lines);
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
    成绩: [...analysis.good.map((text) => prose`${text}`), ...achievements(context)].map((runs) => ({
      内容: sentence(runs),
    })),
    不足: [...analysis.bad.map((text) => prose`${text}`), ...shortfalls(context)].map((runs) => ({
      内容: sentence(runs),
    })),
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

/** 清洁取暖完成率72.7%，落后序时进度12.6个百分点: shorter than in bulletins, with the same figures. */
function programWords(work: PaperContext['facts']['programs'][number]): Inline[][] {
  const { province } = work;
  if (province === null) return [];
  const id = (part: string) => keyWorkFigureId(work.key, 'province', part);
  const { progress, gap } = province;
  const clauses = [
    ...(progress === null ? [] : [prose`完成率${figure(id('progress'), progress.toFixed(1), '%')}`]),
    ...(gap === null || gap === 0
      ? gap === 0
        ? [prose`达到序时进度`]
        : []
      : [
          prose`${gap > 0 ? '落后' : '超前'}序时进度${figure(id(gap > 0 ? 'gap' : 'ahead'), Math.abs(gap).toFixed(1), '个百分点')}`,
        ]),
  ];
  return clauses.length === 0 ? [] : [prose`${shortOf(work)}${joinRuns(clauses, '，')}`];
}

const shortOf = (work: Pick<PaperContext['facts']['programs'][number], 'shortName'>): string =>
  work.shortName.replace(/\s/gu, '');

/** What the chair said in the analysis: before 但 what was achieved, after it what was not. */
function analysisOf(context: PaperContext, lines: readonly LineRow[]) {
  const good: string[] = [];
  const bad: string[] = [];
  for (const line of lines) {
    if (line.kind !== 'comment' && line.kind !== 'note') continue;
    if (partOf(context, line) !== 'analysis') continue;
    const [before = '', after = ''] = trimEnd(line.text).split(/[，；。]?(?:但是|但)/u, 2);
    // The template has said the period.
    const said = trimEnd(before).replace(context.facts.label, '').replace(/^，/u, '');
    if (said !== '') good.push(said);
    if (after !== '') bad.push(trimEnd(after));
  }
  return { good, bad };
}

const partOf = ({ agenda }: PaperContext, line: LineRow): string =>
  agenda.find(({ id }) => id === line.agendaItem)?.kind ?? '';

const isChairs = (context: PaperContext, line: LineRow): boolean =>
  CHAIR_PARTS.includes(partOf(context, line));

interface Stressed {
  readonly key: string;
  readonly 要点: string;
  readonly 内容: string;
}

/**
 * 一要…二要…三要…: what the chair stressed, the concrete tasks with their cities in the last of them. Where the chair's words
 * have no such heads, what was required of all cities gives them.
 */
function stressed(context: PaperContext, lines: readonly LineRow[]): Stressed[] {
  const demands = lines.filter((line) => line.kind === 'requirement' && line.text !== '');
  const general = demands.filter((line) => isGeneral(context, line));
  const named = demands.filter((line) => !general.includes(line));
  const tasks = taskWords(context, named);
  const said = headed(
    lines.filter(
      (line) => (line.kind === 'comment' || line.kind === 'note') && partOf(context, line) === 'requirements',
    ),
  );
  const last = said.at(-1);
  if (last !== undefined) {
    const rest = [...general.map(demandOfAll), ...tasks].join('；');
    return rest === '' ? said : [...said.slice(0, -1), { ...last, 内容: `${last.内容}，${rest}` }];
  }
  const all = headed(general);
  const plain = general.filter(({ id }) => !all.some(({ key }) => key === `l${id}`));
  const words = [...plain.map(demandOfAll), ...tasks];
  return words.length === 0
    ? all
    : [...all, { key: 'tasks', 要点: '抓好重点任务落实', 内容: words.join('；') }];
}

const demandOfAll = (line: LineRow): string => `各市要${withoutMust(trimEnd(sayDemand(line)))}`;

/** Lines whose first clause is a head with something behind it. */
const headed = (lines: readonly LineRow[]): Stressed[] =>
  lines
    .map((line) => ({ line, ...headOf(line.text) }))
    .filter(({ rest }) => rest !== '')
    .map(({ line, head, rest }) => ({ key: `l${line.id}`, 要点: withoutMust(head), 内容: rest }));

/** The template says 要 itself. */
const withoutMust = (words: string): string => words.replace(/^(?:各市)?要/u, '');

const isGeneral = ({ facts }: PaperContext, { cities, program }: LineRow): boolean =>
  program === null && (cities.length === 0 || cities.length === facts.cities.length);

/**
 * Requirements with their cities and program in one clause (DIS-1.3); what is asked of several in the same words is said once:
 * 大同市清洁取暖，吕梁市VOCs治理，要倒排工期.
 */
function taskWords(context: PaperContext, demands: readonly LineRow[]): string[] {
  const clauses = demands.map((line) => {
    const text = withoutMust(trimEnd(line.text));
    const whom = whomOf(context, line);
    const program = context.facts.programs.find(({ key }) => key === line.program);
    const short = program === undefined ? '' : shortOf(program);
    const named = short !== '' && text.startsWith(short) && text.length > short.length;
    const rest = named ? text.slice(short.length).replace(/^[：，]?要?/u, '') : text;
    const own = withoutMust(trimEnd(sayDemand(line)));
    return {
      who: `${whom}${named ? short : ''}`,
      rest,
      // Alone, with its verb (加快); with the subject before the verb where none was recorded.
      alone: named && own === text ? `${whom}${short}要${rest}` : whom === '' ? own : `${whom}要${own}`,
    };
  });
  return [...Map.groupBy(clauses, ({ rest }) => rest)].flatMap(([rest, own]) =>
    own.length === 1 || own.some(({ who }) => who === '')
      ? own.map(({ alone }) => alone)
      : [`${own.map(({ who }) => who).join('，')}，要${rest}`],
  );
}

/** 大同市、太原市; 各市; nothing where the words name them. */
function whomOf(context: PaperContext, line: LineRow): string {
  const cities = line.cities.flatMap((code) => cityOf(context, code) ?? []);
  if (cities.length === context.facts.cities.length) return '各市';
  if (cities.every(({ shortName }) => line.text.includes(shortName))) return '';
  return cities.map(({ name }) => name).join('、');
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
    ...(ranks.length > 0 ? [ranks.join('、')] : main.length === 0 ? ['厅领导'] : []),
    ...(others || main.length === 0 ? ['厅机关有关处室和直属单位主要负责人'] : []),
  ];
  const branches = venues.some(({ kind }) => kind !== 'main');
  return branches
    ? `${posts.join('，')}在主会场参加会议，各市生态环境局领导班子成员及有关负责人在分会场参加会议`
    : `${posts.join('，')}参加会议`;
}
