/** Days, amounts and paces as a recorder types them. */
import { addDays, type Day } from '@qingzhang/standards';
import type { SaidPace } from './pace-check.ts';

/** Digits are full or half width, spaces of any kind; marks are told alike. */
export function plainText(text: string): string {
  return text
    .replace(/[０-９．％＝＜＞]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/(\d)[,，](?=\d{3})/g, '$1')
    .replace(/[\s　]+/g, ' ')
    .trim();
}

const two = (n: number) => String(n).padStart(2, '0');
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const lastOf = (year: number, month: number): Day => `${year}-${two(month)}-${two(daysIn(year, month))}`;

/** The day of a month and day from today on: what is past is next year's. Null where there is no such day. */
function coming(month: number, day: number, today: Day): Day | null {
  for (const year of [Number(today.slice(0, 4)), Number(today.slice(0, 4)) + 1]) {
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) continue;
    const one: Day = `${year}-${two(month)}-${two(day)}`;
    if (one >= today) return one;
  }
  return null;
}

type Reading = (found: RegExpExecArray, today: Day) => Day | null;
const at = (found: RegExpExecArray, index: number): number => Number(found[index] ?? NaN);
const END = '(?:前|底前|之前|以前)?';

/** How a day is written; the whole word must be the day. */
const DAYS: readonly (readonly [RegExp, Reading])[] = [
  [
    new RegExp(`^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?${END}$`),
    (f) => exact(at(f, 1), at(f, 2), at(f, 3)),
  ],
  [new RegExp(`^(20\\d{2})(\\d{2})(\\d{2})${END}$`), (f) => exact(at(f, 1), at(f, 2), at(f, 3))],
  [new RegExp(`^(\\d{2})(\\d{2})${END}$`), (f, today) => coming(at(f, 1), at(f, 2), today)],
  [new RegExp(`^(\\d{1,2})[-/.月](\\d{1,2})[日号]?${END}$`), (f, today) => coming(at(f, 1), at(f, 2), today)],
  [new RegExp(`^(\\d{1,2})[日号]${END}$`), (f, today) => dayOfMonth(at(f, 1), today)],
  [new RegExp(`^(\\d{1,2})月(?:底|末|下旬)${END}$`), (f, today) => endOf(at(f, 1), today)],
  [
    new RegExp(`^(\\d{1,2})月(上|中)旬${END}$`),
    (f, today) => coming(at(f, 1), f[2] === '上' ? 10 : 20, today),
  ],
  [new RegExp(`^(?:本月|这个月)?月?(?:底|末)${END}$`), (_, today) => endOf(Number(today.slice(5, 7)), today)],
  [
    new RegExp(`^下(?:个)?月(?:底|末)${END}$`),
    (_, today) => endOf(Number(addDays(lastOfMonth(today), 1).slice(5, 7)), today),
  ],
  [new RegExp(`^(?:今年)?年(?:底|末)${END}$`), (_, today) => `${today.slice(0, 4)}-12-31`],
];

function exact(year: number, month: number, day: number): Day | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? `${year}-${two(month)}-${two(day)}`
    : null;
}
const lastOfMonth = (today: Day): Day => lastOf(Number(today.slice(0, 4)), Number(today.slice(5, 7)));
function endOf(month: number, today: Day): Day | null {
  if (month < 1 || month > 12) return null;
  const year = Number(today.slice(0, 4));
  const one = lastOf(year, month);
  return one >= today ? one : lastOf(year + 1, month);
}
function dayOfMonth(day: number, today: Day): Day | null {
  const here = exact(Number(today.slice(0, 4)), Number(today.slice(5, 7)), day);
  if (here !== null && here >= today) return here;
  const next = addDays(lastOfMonth(today), 1);
  return exact(Number(next.slice(0, 4)), Number(next.slice(5, 7)), day);
}

/** A deadline: 0930, 0930前, 9月30日, 9.30, 月底, 9月底, 年底, 20210930. Null: the word is none. */
export function readDay(word: string, today: Day): Day | null {
  for (const [pattern, reading] of DAYS) {
    const found = pattern.exec(word);
    if (found !== null) return reading(found, today);
  }
  return null;
}

/** An amount as typed: 22.63万户, ≥70%, 安装户数不少于226320户, 5件以内. */
export interface TypedAmount {
  /** What stands before the figure. */
  readonly name: string;
  readonly op: '>=' | '<=' | '=';
  readonly value: number;
  readonly unit: string;
}

const OPS: readonly (readonly [RegExp, TypedAmount['op']])[] = [
  [/(?:≥|>=|>|不少于|不低于|至少|达到|大于|超过)$/, '>='],
  [/(?:≤|<=|<|不超过|不高于|不多于|控制在|低于|小于)$/, '<='],
  [/(?:=|等于)$/, '='],
];
const AMOUNT =
  /^(?<before>[^\d]*?)(?<number>\d+(?:\.\d+)?)(?<scale>万|亿)?(?<unit>[^\d\s]*?)(?<after>以上|以内|以下)?$/;
const UNIT = /^(?:[\p{Script=Han}%‰/·²³]{0,8}|[A-Za-zμµ%/³²]{1,10})$/u;

/** Read an amount; `own` is the program's own unit, in which 万 stays where it says 万户. Null: the word is none. */
export function readAmount(word: string, own: string | null): TypedAmount | null {
  const groups = AMOUNT.exec(word)?.groups;
  if (groups === undefined) return null;
  const { before = '', number = '', scale, unit = '', after } = groups;
  if (!UNIT.test(unit)) return null;
  const sign = OPS.find(([pattern]) => pattern.test(before));
  const name = sign === undefined ? before : before.replace(sign[0], '');
  const scaled = scale === undefined ? unit : `${scale}${unit}`;
  // Money and what the program itself counts in ten thousands are told so; all else in whole units.
  const keeps = scale !== undefined && (unit === '元' || scaled === own);
  const factor = scale === undefined || keeps ? 1 : scale === '万' ? 10_000 : 100_000_000;
  const value = Math.round(Number(number) * factor * 1e6) / 1e6;
  const op = sign?.[1] ?? (after === '以内' || after === '以下' || value === 0 ? '<=' : '>=');
  return { name, op, value, unit: keeps ? scaled : unit === '' ? '' : unit };
}

const PACE =
  /(?:(?<from>\d{1,2}月\d{1,2}日|\d{4})起)?每(?<per>天|日|周|月)(?:完成|安装|销号|整改)?(?:不少于|不低于|至少|≥|>=)?\s*(?<number>\d+(?:\.\d+)?)\s*(?<scale>万)?(?<unit>[\p{Script=Han}]{1,3}?)(?=$|[，,。；;、\s）)]|以上)/u;
const PERS: Readonly<Record<string, SaidPace['per']>> = { 天: 'day', 日: 'day', 周: 'week', 月: 'month' };

/** 7月25日起每天不少于 1,900 户: the pace in a text; null: none is said. */
export function readPace(text: string, today: Day): SaidPace | null {
  const groups = PACE.exec(plainText(text))?.groups;
  if (groups === undefined) return null;
  const per = PERS[groups.per ?? ''];
  if (per === undefined) return null;
  const from = groups.from === undefined ? null : readDay(groups.from, today);
  const value = Number(groups.number) * (groups.scale === undefined ? 1 : 10_000);
  return { value, per, from, unit: groups.unit ?? '' };
}

/** Whether a word says a pace: 每天1900户 is no target. */
export const saysPace = (word: string): boolean => /每(?:天|日|周|月)/.test(word);
