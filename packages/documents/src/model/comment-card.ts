import { type BadgeRun, type Inline, plainText } from './inline.ts';
import type { ProgramLamp } from './statement.ts';
import { widthEm } from './table.ts';

/**
 * 点评参考卡: what one leader speaks from, on one A4 page in large type (DIS-6.4): three good, three lagging, two questions,
 * last time's promises beside what came of them. Plain JSON like a document.
 */
export interface CommentCardDocument {
  readonly kind: 'comment-card';
  readonly version: 1;
  readonly id: string;
  readonly language: 'zh-CN';
  /** Date inside the file, 'YYYY-MM-DD'. */
  readonly date: string;
  readonly organisation: string;
  readonly simulated: boolean;
  /** The post, never a person: 分管大气工作副厅长. */
  readonly post: string;
  /** 2021年上半年重点工作调度会. */
  readonly meeting: string;
  /** 7月24日 09:00. */
  readonly time: string;
  /** When the leader speaks and how long: 09:44 起，5 分钟; null where the agenda does not say yet. */
  readonly slot: string | null;
  readonly badges: readonly BadgeRun[];
  readonly good: readonly CardFact[];
  readonly lagging: readonly CardFact[];
  readonly questions: readonly { readonly city: string; readonly text: readonly Inline[] }[];
  /** Null: nothing was promised to this leader's field. */
  readonly promises: CardPromises | null;
  /** In place of a section without lines: 本月没有…; without it 无. */
  readonly empty?: { readonly good?: string; readonly lagging?: string; readonly questions?: string };
  /** 数据截至 2021-06-30 24:00，7月20日结账。未审核的数据不上卡。 */
  readonly footer: string;
  /** 点评卡 2021-07-03. */
  readonly number: string;
}

/** One city in one subject: a figure and a comparison. */
export interface CardFact {
  readonly city: string;
  /** 清洁取暖, PM2.5, 综合指数. */
  readonly subject: string;
  /** For the link to its explanation. */
  readonly figureId?: string;
  /** As published. */
  readonly figure: string;
  readonly unit: string;
  /** 落后序时 18.4 点，末位；两次会上被点. Bold words among the lagging are red. */
  readonly sentence: readonly Inline[];
  readonly lamp: ProgramLamp | null;
}

export interface CardPromises {
  /** 4 条，兑现 2，未兑现 2. */
  readonly note: string;
  /** 上次承诺（4月22日）. */
  readonly promisedTitle: string;
  readonly rows: readonly CardPromise[];
}

export interface CardPromise {
  /** The promise's name for edits: the same however often the card is composed anew. */
  readonly key?: string;
  readonly city: string;
  readonly promised: string;
  readonly result: string;
  readonly verdict: Verdict;
}

export type Verdict = 'kept' | 'late' | 'broken' | 'open';

/** A mark and a word each: read without colour. */
export const VERDICTS: Readonly<Record<Verdict, { mark: string; word: string; ink: string }>> = {
  kept: { mark: '●', word: '兑现', ink: '#2a7757' },
  late: { mark: '▲', word: '迟兑现', ink: '#935600' },
  broken: { mark: '×', word: '未兑现', ink: '#bf2418' },
  open: { mark: '○', word: '待定', ink: '#424951' },
};

/** The card's sizes on a page of 794 × 1123, in pixels before they are scaled. */
export const CARD = {
  page: { width: 794, height: 1123 },
  side: 64,
  top: 52,
  /** Where the footer's rule stands at the latest. */
  foot: 1056,
  head: 96,
  section: 52,
  city: 124,
  figure: 170,
  ask: 84,
  promiseCity: 72,
  promised: 296,
  result: 198,
  fact: { city: 22, subject: 14, figure: 40, unit: 17, sentence: 17.5, line: 25, row: 57 },
  question: { type: 19.5, line: 29, padding: 17 },
  promise: { type: 17.5, line: 24, padding: 14, head: 32 },
} as const;

/** A card as it will be printed: how large, what is on it, and what had to stay out. */
export interface CardLayout {
  readonly scale: number;
  readonly good: readonly CardFact[];
  readonly lagging: readonly CardFact[];
  readonly questions: CommentCardDocument['questions'];
  readonly promises: readonly CardPromise[];
  /** 另有 3 条承诺、1 问未列; null: all is there. */
  readonly left: string | null;
}

const SCALES = [1, 0.95, 0.9, 0.85, 0.8] as const;

/** The layout that keeps to one page by estimate: smaller type first, then fewer lines. */
export function layoutCard(doc: CommentCardDocument): CardLayout {
  const layouts = cardLayouts(doc);
  return layouts.find((layout) => estimatedHeight(doc, layout) <= 1) ?? layouts.at(-1)!;
}

/** Every layout from the fullest to the sparest; the last one holds one line of each kind and always fits. */
export function cardLayouts(doc: CommentCardDocument): CardLayout[] {
  const clipped = clipTexts(doc);
  const whole = layout(clipped, 1, clipped);
  const layouts = SCALES.map((scale): CardLayout => ({ ...whole, scale }));
  let rest = clipped;
  const cut = (next: Clipped): void => {
    rest = next;
    layouts.push(layout(rest, 0.8, clipped));
  };
  while (rest.good.length > 3 || rest.lagging.length > 3) {
    cut({ ...rest, good: rest.good.slice(0, 3), lagging: rest.lagging.slice(0, 3) });
  }
  while (rest.questions.length > 2) cut({ ...rest, questions: rest.questions.slice(0, -1) });
  while (rest.promises.length > 2) cut({ ...rest, promises: withoutLeast(rest.promises) });
  while (rest.questions.length > 1) cut({ ...rest, questions: rest.questions.slice(0, -1) });
  while (rest.good.length > 1 || rest.lagging.length > 1) {
    cut({
      ...rest,
      good: rest.good.slice(0, Math.max(1, rest.good.length - 1)),
      lagging: rest.lagging.slice(0, Math.max(1, rest.lagging.length - 1)),
    });
  }
  while (rest.promises.length > 0) cut({ ...rest, promises: withoutLeast(rest.promises) });
  return layouts;
}

type Clipped = Pick<CardLayout, 'good' | 'lagging' | 'questions' | 'promises'>;

/** Promises kept go first, those broken stay longest. */
function withoutLeast(rows: readonly CardPromise[]): CardPromise[] {
  const order: readonly Verdict[] = ['kept', 'open', 'late', 'broken'];
  const verdict = order.find((v) => rows.some((row) => row.verdict === v));
  const at = rows.findLastIndex((row) => row.verdict === verdict);
  return rows.filter((_, i) => i !== at);
}

function layout(shown: Clipped, scale: number, all: Clipped): CardLayout {
  const left = [
    [all.good.length - shown.good.length, '个好的'],
    [all.lagging.length - shown.lagging.length, '个差的'],
    [all.questions.length - shown.questions.length, '问'],
    [all.promises.length - shown.promises.length, '条承诺'],
  ] as const;
  const words = left.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return { ...shown, scale, left: words.length > 0 ? `另有 ${words.join('、')}未列` : null };
}

/** Texts beyond any reason are cut with …, so that one of them cannot fill the page. */
function clipTexts(doc: CommentCardDocument): Clipped {
  const facts = (list: readonly CardFact[]): CardFact[] =>
    list.map((fact) => ({
      ...fact,
      city: clip(fact.city, 10),
      subject: clip(fact.subject, 16),
      figure: clip(fact.figure, 9),
      unit: clip(fact.unit, 5),
      sentence: clipRuns(fact.sentence, 80),
    }));
  return {
    good: facts(doc.good),
    lagging: facts(doc.lagging),
    questions: doc.questions.map((question) => ({
      city: clip(question.city, 6),
      text: clipRuns(question.text, 130),
    })),
    promises: (doc.promises?.rows ?? []).map((row) => ({
      ...row,
      city: clip(row.city, 8),
      promised: clip(row.promised, 48),
      result: clip(row.result, 33),
    })),
  };
}

function clip(value: string, em: number): string {
  if (widthEm(value) <= em) return value;
  let kept = '';
  for (const ch of value) {
    if (widthEm(kept + ch) > em - 1) break;
    kept += ch;
  }
  return `${kept}…`;
}

function clipRuns(runs: readonly Inline[], em: number): readonly Inline[] {
  if (widthEm(plainText(runs)) <= em) return runs;
  const result: Inline[] = [];
  let room = em;
  for (const run of runs) {
    const width = widthEm(plainText([run]));
    if (width > room) {
      // A figure is printed whole or not at all.
      result.push({ kind: 'text', text: run.kind === 'text' ? clip(run.text, Math.max(2, room)) : '…' });
      break;
    }
    result.push(run);
    room -= width;
  }
  return result;
}

/** The height the card takes, as a share of what there is; above 1 it does not fit. */
function estimatedHeight(doc: CommentCardDocument, shown: CardLayout): number {
  const s = shown.scale;
  const inner = CARD.page.width - 2 * CARD.side;
  const lines = (words: string, px: number, type: number): number =>
    Math.max(1, Math.ceil((widthEm(words) * 1.04) / (px / (type * s))));
  const factRow = (fact: CardFact): number => {
    const px = inner - (CARD.city + CARD.figure) * s;
    const lamp = fact.lamp ? 1.6 : 0;
    const words = '　'.repeat(Math.ceil(lamp)) + plainText(fact.sentence);
    const sentence = lines(words, px, CARD.fact.sentence) * CARD.fact.line + 8;
    const name = 33 + lines(fact.subject, CARD.city * s, CARD.fact.subject) * 20;
    return Math.max(CARD.fact.row, sentence, name) * s;
  };
  const facts = (list: readonly CardFact[]): number =>
    CARD.section * s + (list.length === 0 ? 36 * s : list.reduce((sum, fact) => sum + factRow(fact), 0));
  const questions = shown.questions.reduce(
    (sum, { text }) =>
      sum +
      (lines(plainText(text), inner - CARD.ask * s, CARD.question.type) * CARD.question.line +
        CARD.question.padding) *
        s,
    CARD.section * s + (shown.questions.length === 0 ? 36 * s : 0),
  );
  const promises = shown.promises.reduce(
    (sum, row) =>
      sum +
      (Math.max(
        lines(row.promised, (CARD.promised - 12) * s, CARD.promise.type),
        lines(row.result, (CARD.result - 12) * s, CARD.promise.type),
      ) *
        CARD.promise.line +
        CARD.promise.padding) *
        s,
    doc.promises ? (CARD.section + CARD.promise.head) * s : 0,
  );
  const left = shown.left ? 26 * s : 0;
  const total = CARD.head + facts(shown.good) + facts(shown.lagging) + questions + promises + left;
  return total / (CARD.foot - CARD.top);
}

/** The badges to print: simulated data say so even where the caller forgot. */
export function cardBadges(doc: CommentCardDocument): readonly BadgeRun[] {
  if (!doc.simulated || doc.badges.some((badge) => badge.badge === 'simulated')) return doc.badges;
  return [...doc.badges, { kind: 'badge', badge: 'simulated', text: '模拟数据' }];
}

/** The four sections' names. */
export const CARD_SECTIONS = {
  good: '三好',
  lagging: '三差',
  questions: '两问',
  promises: '上次承诺，本次兑现',
} as const;

/** How much smaller the name of a city or a long figure is set to keep to its column. */
export function shrink(widthPx: number, px: number): number {
  return widthPx <= px ? 1 : Math.max(0.4, Math.floor((px / widthPx) * 100) / 100);
}

/** The size of a fact's figure, of 1, so that it and its unit keep to one line. */
export function figureSize(fact: CardFact): number {
  const room = CARD.figure - 16 - widthEm(fact.unit) * 1.06 * CARD.fact.unit;
  return shrink(widthEm(fact.figure) * 1.08 * CARD.fact.figure, room);
}

/** The size of the post in the head, in pixels, and whether it takes two lines. */
export function postSize(post: string): { readonly px: number; readonly lines: 1 | 2 } {
  const room = (CARD.page.width - 2 * CARD.side) / 2 + 20;
  const em = widthEm(post);
  if (em * 22 <= room) return { px: Math.min(32, Math.floor(room / em)), lines: 1 };
  return { px: Math.max(14, Math.min(21, Math.floor((room * 2 * 0.94) / em))), lines: 2 };
}

/** The size of a city's name, of 1, at `type` in a column `px` wide. */
export function citySize(city: string, type: number, px: number): number {
  return shrink(widthEm(city) * type, px - 6);
}
