/** 安全检查 (DIS-9.2) of a news release before it goes out. Pure: everything it compares with is given. */
import { type Day, isDay } from '@qingzhang/standards';
import { figureFindings, type KnownFigure } from './check-figures.ts';
import type { SafetyFinding } from './finding.ts';

/** A piece of a paragraph: words, or a figure by reference. */
export type CheckRun =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figure'; readonly id: string; readonly text: string };

/** A block of the release in reading order. */
export interface CheckBlock {
  readonly key: string | null;
  readonly kind: 'title' | 'paragraph' | 'notice' | 'source';
  readonly runs: readonly CheckRun[];
}

/** What a release is checked against. */
export interface ReleaseCheck {
  readonly blocks: readonly CheckBlock[];
  readonly meeting: { readonly title: string; readonly day: Day; readonly hostPost: string } | null;
  /** Posts of the directory and of the meeting. */
  readonly posts: readonly string[];
  /** Names with their posts; a name that is not two characters of Han at least is not looked for. */
  readonly people: readonly { readonly name: string; readonly post: string }[];
  /** The period spoken of, and whether its figures are public: closed, with an issued bulletin. */
  readonly period: { readonly label: string; readonly published: boolean } | null;
  /** The last month that is closed, 'YYYY-MM'; null: none. */
  readonly closedUntil: string | null;
  /** 机关代字 of the department's own documents. */
  readonly prefixes: readonly string[];
  readonly figures: readonly KnownFigure[];
  readonly phrases: readonly { readonly wrong: string; readonly right: string }[];
  readonly internal: readonly string[];
  readonly minWords: number;
  readonly maxWords: number;
  readonly source: string;
  readonly simulated: boolean;
}

const textOf = (block: CheckBlock): string => block.runs.map(({ text }) => text).join('');
const isBody = ({ kind }: CheckBlock): boolean => kind === 'paragraph';

/** Every finding, in the order of the text; those of the whole behind. The same words of a block are found once. */
export function checkRelease(input: ReleaseCheck): SafetyFinding[] {
  const lead = input.blocks.find(isBody) ?? null;
  const found = [
    ...input.blocks
      .filter(({ kind }) => kind !== 'notice')
      .flatMap((block) => blockFindings(input, block, block === lead)),
    ...wholeFindings(input),
  ];
  const seen = new Set<string>();
  return found.filter((one) => {
    const key = [one.code, one.reason, one.block, one.excerpt].join('|');
    return !seen.has(key) && seen.add(key);
  });
}

type Say = (
  code: SafetyFinding['code'],
  severity: SafetyFinding['severity'],
  reason: SafetyFinding['reason'],
  excerpt: string,
  facts?: SafetyFinding['facts'],
) => SafetyFinding;

const sayer =
  (block: string | null): Say =>
  (code, severity, reason, excerpt, facts = {}) => ({
    ...{ code, severity, block, excerpt, reason },
    facts: { words: excerpt, ...facts },
  });

function blockFindings(input: ReleaseCheck, block: CheckBlock, isLead: boolean): SafetyFinding[] {
  const say = sayer(block.key);
  const text = textOf(block);
  return [
    ...gaps(text, say),
    ...phrases(input, text, say),
    ...internalWords(input, text, say),
    ...fileNumbers(input, text, say),
    ...dates(input, text, isLead, say),
    ...posts(input, text, say),
    ...unpublished(input, block, text, say),
    ...enterprises(text, say),
    ...(block.kind === 'paragraph' ? figureFindings(block, input.figures) : []),
  ];
}

const GAPS = ['（待补）', '（此数已不在文稿中）'];
const gaps = (text: string, say: Say): SafetyFinding[] =>
  GAPS.filter((gap) => text.includes(gap)).map((gap) => say('missing', 'stop', 'gap', gap));

/** A wrong spelling that is part of the right one (省委省政府 is not in 省委、省政府) is found only outside of it. */
const phrases = ({ phrases: list }: ReleaseCheck, text: string, say: Say): SafetyFinding[] =>
  list
    .filter(({ wrong, right }) => wrong !== right && without(text, right).includes(wrong))
    .map(({ wrong, right }) => say('phrase', 'stop', 'wrongPhrase', wrong, { right }));

const without = (text: string, right: string): string =>
  right === '' ? text : text.replaceAll(right, '\u0000');

const internalWords = ({ internal }: ReleaseCheck, text: string, say: Say): SafetyFinding[] =>
  internal
    .filter((word) => word !== '' && text.includes(word))
    .map((word) => say('internal', 'stop', 'word', word));

/** 晋环函〔2026〕12号, also with other brackets; 第 and blanks do not hide it. */
const FILE_NUMBER =
  /(\p{Script=Han}{1,12}?)\s*[〔［[(（【〖]\s*(?:19|20)\d{2}\s*[〕］\])）】〗]\s*第?\s*\d+\s*号/gu;
/** Letters, notices, minutes and supervision notices are internal, whoever's they are. */
const INTERNAL_LETTERS = /(?:函|办|内|密|督|催|纪要)$/u;

function fileNumbers({ prefixes }: ReleaseCheck, text: string, say: Say): SafetyFinding[] {
  return [...text.matchAll(FILE_NUMBER)].map((match) => {
    const prefix = match[1] ?? '';
    const known = prefixes.find((one) => one !== '' && prefix.endsWith(one));
    // The words before it are no part of the number.
    const number = match[0].slice(known === undefined ? 0 : prefix.length - known.length);
    return known !== undefined || INTERNAL_LETTERS.test(prefix)
      ? say('fileNumber', 'stop', 'ownNumber', number)
      : say('fileNumber', 'ask', 'otherNumber', number);
  });
}

const DATE = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:（?(?:星期|周)([一二三四五六日天])）?)?/gu;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

function dates({ meeting }: ReleaseCheck, text: string, isLead: boolean, say: Say): SafetyFinding[] {
  let year = meeting?.day.slice(0, 4) ?? null;
  const found: SafetyFinding[] = [];
  let first = true;
  for (const match of text.matchAll(DATE)) {
    const [words, written, month = '', date = '', weekday] = match;
    year = written ?? year;
    // Without any year a 29 February may be right.
    const day = `${year ?? '2024'}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    if (!isDay(day)) {
      found.push(say('date', 'stop', 'noSuchDay', words));
    } else if (isLead && first && meeting !== null && day !== meeting.day) {
      found.push(say('date', 'stop', 'notTheMeeting', words, { day: officialDay(meeting.day) }));
    } else if (weekday !== undefined && year !== null) {
      const right = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
      if (right !== weekday.replace('天', '日')) {
        found.push(say('date', 'stop', 'weekday', words, { weekday: right }));
      }
    }
    first = false;
  }
  return found;
}

const officialDay = (day: Day): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** Titles as they are written, joined by 、: 党组书记、厅长; 党组成员、副厅长. */
const TITLE =
  '(?:分党组书记|党组书记|党组副书记|党组成员|省委书记|省委副书记|市委书记|副省长|省长|副市长|市长|副主席|主席|常务副厅长|副厅长|厅长|副局长|局长|一级巡视员|二级巡视员|巡视员|生态环境保护监察专员|监察专员|总工程师|副处长|处长|副主任|主任|副司长|司长|副部长|部长)';
const TITLES = new RegExp(`${TITLE}(?:、${TITLE})*`, 'gu');

/** Titles that nobody in the directory or the meeting has, and names that stand without their post. */
function posts({ posts: known, people }: ReleaseCheck, text: string, say: Say): SafetyFinding[] {
  const unknown = [...text.matchAll(TITLES)]
    .filter(([chain]) => !known.some((post) => hasTitles(post, chain)))
    .map(([chain]) => say('title', 'ask', 'post', chain));
  const apart = people.flatMap(({ name, post }) => {
    const at = /^\p{Script=Han}{2,4}$/u.test(name) ? text.indexOf(name) : -1;
    if (at < 0 || post === name) return [];
    const around = text.slice(Math.max(0, at - 40), at + name.length + 40);
    const titles = post.match(TITLES)?.at(-1);
    return titles === undefined || around.includes(titles)
      ? []
      : [say('title', 'ask', 'person', name, { post })];
  });
  return [...unknown, ...apart];
}

/** A post has all titles of a chain, none of them as the end of a longer one (副厅长 is no 厅长). */
function hasTitles(post: string, chain: string): boolean {
  const own = new Set([...post.matchAll(TITLES)].flatMap(([found]) => found.split('、')));
  return chain.split('、').every((title) => own.has(title));
}

const RANKED = /排名|位列|位居|第[一二三四五六七八九十\d]+位|倒数/u;
const MEASURED = /指数|浓度|优良天数|排名|位列|水质/u;
const MONTH = /(?:(\d{4})年)?(\d{1,2})月份?(?!\d{0,2}日)/gu;

/** Figures and rankings of the period before they are public; of months that are not closed, always. */
function unpublished(input: ReleaseCheck, block: CheckBlock, text: string, say: Say): SafetyFinding[] {
  const { period, closedUntil, meeting } = input;
  const found: SafetyFinding[] = [];
  if (period !== null && !period.published) {
    const [figure] = block.runs.filter((run) => run.kind === 'figure');
    const ranked = RANKED.exec(text)?.[0];
    const excerpt = figure?.text ?? ranked;
    if (excerpt !== undefined) {
      found.push(say('unpublished', 'stop', 'period', excerpt, { period: period.label }));
    }
  }
  for (const sentence of text.split(/(?<=[。；])/u)) {
    if (!MEASURED.test(sentence)) continue;
    for (const match of sentence.matchAll(MONTH)) {
      const [words, written, month = ''] = match;
      // 1至6月, 今后3个月: a span and a count are not one month.
      if (/^个/u.test(sentence.slice(match.index + words.length))) continue;
      const year = written ?? meeting?.day.slice(0, 4);
      const key = `${year ?? ''}-${month.padStart(2, '0')}`;
      if (year === undefined || Number(month) > 12 || (closedUntil !== null && key <= closedUntil)) continue;
      // 今年12月底前优良天数要达到…: what shall be is no measurement.
      if (/^(?:底|末)?(?:前|以前|之前)/u.test(sentence.slice(match.index + words.length))) continue;
      found.push(say('unpublished', 'stop', 'laterMonth', words, { period: `${year}年${Number(month)}月` }));
    }
  }
  return found;
}

const ENTERPRISE =
  /[\p{Script=Han}（）]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司)|[\p{Script=Han}]{2,12}?(?:化工|水泥|钢铁|焦化|制药|热电|发电|造纸|机械|砖|瓷|铝|铁合金)厂/gu;
const NOT_AN_ENTERPRISE = /(?:各|有关|相关|部分|上述|企业|一些|该)(?:集团|公司|有限公司|集团公司)$/u;

/** What stands before a name in the same breath: 责令, 通报了, 对. */
const BEFORE_A_NAME = /^.*(?:了|责令|对|将|由|督促|约谈|处罚)(?=.{4,})/u;

const enterprises = (text: string, say: Say): SafetyFinding[] =>
  [...text.matchAll(ENTERPRISE)]
    .map(([words]) => words)
    .filter((words) => !NOT_AN_ENTERPRISE.test(words))
    .map((words) => words.replace(BEFORE_A_NAME, ''))
    .map((words) => say('enterprise', 'ask', 'enterprise', words));

/** Characters as an editor counts them: Han and other signs each one, a Latin word or number one. */
export function countWords(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const other = text.match(/[\p{Script=Latin}\d][\p{Script=Latin}\d.,%]*/gu)?.length ?? 0;
  return han + other;
}

/** Of the body alone: what length a release has. */
export const releaseWords = (blocks: readonly CheckBlock[]): number =>
  countWords(blocks.filter(isBody).map(textOf).join(''));

function wholeFindings(input: ReleaseCheck): SafetyFinding[] {
  const say = sayer(null);
  const { blocks, meeting } = input;
  const title = blocks.filter(({ kind }) => kind === 'title').map(textOf);
  const body = blocks.filter(isBody);
  const whole = body.map(textOf).join('\n');
  const lead = body[0] === undefined ? '' : textOf(body[0]);
  const missing = (part: string, severity: SafetyFinding['severity'] = 'stop') =>
    say('missing', severity, 'part', part, { part });
  const found: SafetyFinding[] = [];
  if (title.join('').trim() === '') found.push(missing('标题'));
  if (lead === '') found.push(missing('导语'));
  else if (meeting !== null) {
    const where = sayer(body[0]?.key ?? null);
    if (!/\d{1,2}月\d{1,2}日/u.test(lead)) found.push(missing('导语中的会议日期'));
    if (!lead.includes(meeting.title)) found.push(missing('导语中的会议名称', 'ask'));
    if (meeting.hostPost !== '' && !lead.includes(meeting.hostPost)) {
      found.push(where('title', 'stop', 'host', meeting.hostPost, { post: meeting.hostPost }));
    }
  }
  if (meeting !== null) {
    for (const part of ['会议指出', '会议强调']) {
      if (!whole.includes(part)) found.push(missing(part, 'ask'));
    }
  }
  if (input.source.trim() === '') found.push(missing('来源'));
  if (input.simulated && !blocks.some((block) => textOf(block).includes('模拟数据'))) {
    found.push(say('simulated', 'stop', 'unmarked', '模拟数据'));
  }
  const count = releaseWords(blocks);
  const limit = (value: number) => ({ count: String(count), limit: String(value) });
  if (count < input.minWords) found.push(say('length', 'ask', 'short', `${count}字`, limit(input.minWords)));
  if (count > input.maxWords) found.push(say('length', 'ask', 'long', `${count}字`, limit(input.maxWords)));
  return found;
}
