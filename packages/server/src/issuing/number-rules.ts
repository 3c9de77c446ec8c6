/** 编号规则 (DIS-7.5): which 机关代字 each kind of paper is numbered under, and the next number of each. */
import { type NumberRule, NumberRules, type NumberRules as Rules } from '@qingzhang/contract';
import { type Day, yearOf } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { requirePermission } from '../platform/policy.ts';
import { readSetting, settingType, writeSetting } from '../platform/settings/settings.ts';
import { listRegions } from '../regions/queries.ts';
import { bulletinNames, documentNumber, namesOf } from './issuer.ts';
import { reserveNumber } from './numbers.ts';

export type NumberedKind = NumberRule['kind'];

/** The rules as shipped: prefixes follow from the province, minutes are counted as issues of a year. */
const STANDARD: readonly NumberRule[] = [
  { kind: 'bulletin', prefix: null, style: 'year' },
  { kind: 'notice', prefix: null, style: 'year' },
  { kind: 'minutes', prefix: null, style: 'issue' },
  { kind: 'letter', prefix: null, style: 'year' },
  { kind: 'supervision', prefix: null, style: 'year' },
  { kind: 'release', prefix: null, style: 'issue' },
];

/** What takes the place of 发 in the department's own 机关代字: 晋环发, 晋环办, 晋环函, 晋环督. */
const LETTERS: Readonly<Record<NumberedKind, string>> = {
  bulletin: '发',
  notice: '办',
  minutes: '纪要',
  letter: '函',
  supervision: '督',
  release: '新闻',
};

export const numberRules = settingType<Rules['rules']>({
  key: 'issuing.numbers',
  schema: NumberRules.shape.rules,
  standard: [...STANDARD],
});

/** The prefix of a kind: the one set, else the department's with its letter. `own`: the prefix of bulletins, 晋环发. */
export function prefixOf(rules: Rules['rules'], kind: NumberedKind, own: string): string {
  const set = rules.find((rule) => rule.kind === kind)?.prefix ?? null;
  if (set !== null) return set;
  return kind === 'bulletin' ? own : `${own.replace(/发$/u, '')}${LETTERS[kind]}`;
}

/** As printed: 晋环函〔2026〕12号, or 2026年第12期 where a kind is counted by issues. */
export function numberText(style: NumberRule['style'], prefix: string, year: number, n: number): string {
  return style === 'issue' ? `${year}年第${n}期` : documentNumber(prefix, year, n);
}

/**
 * What is counted: papers under one 机关代字; issues of a kind, whatever its prefix is, for an issue's number does not show
 * it, and with another prefix the year's first issue would come again.
 */
const counterOf = (style: NumberRule['style'], kind: NumberedKind, prefix: string): string =>
  style === 'issue' ? `期·${kind}` : prefix;

/** A number taken for a document. */
export interface ReservedNumber {
  readonly prefix: string;
  readonly year: number;
  readonly n: number;
  /** As printed. */
  readonly number: string;
}

/**
 * Take the next number of a kind for a document of the day, in the transaction that issues it: it is never given again.
 */
export async function reserveDocumentNumber(trx: Db, kind: NumberedKind, day: Day): Promise<ReservedNumber> {
  const { rules, own } = await rulesInForce(trx);
  const prefix = prefixOf(rules, kind, own);
  const year = yearOf(day);
  const style = styleOf(rules, kind);
  const n = await reserveNumber(trx, counterOf(style, kind, prefix), year);
  return { prefix, year, n, number: numberText(style, prefix, year, n) };
}

/** The prefix under which notices of a rung are numbered: that of supervision with the rung's letter, 晋环催 for 晋环督. */
export async function rungPrefix(db: Db, letter: string): Promise<string> {
  const { rules, own } = await rulesInForce(db);
  const prefix = prefixOf(rules, 'supervision', own);
  if (letter === LETTERS.supervision) return prefix;
  return `${prefix.replace(/督$/u, '')}${letter}`;
}

/** The rules with the next number of each kind. */
export async function getNumberRules(db: Db, at: Date): Promise<Rules> {
  const { rules, own } = await rulesInForce(db);
  const year = yearOf(beijingDay(at));
  const { rows } = await sql<{ prefix: string; last_number: number }>`
    select prefix, last_number from document_number where year = ${year}`.execute(db);
  const last = new Map(rows.map((row) => [row.prefix, row.last_number]));
  return {
    rules,
    next: rules.map(({ kind, style }) => {
      const prefix = prefixOf(rules, kind, own);
      const n = (last.get(counterOf(style, kind, prefix)) ?? 0) + 1;
      return { kind, prefix, number: numberText(style, prefix, year, n) };
    }),
  };
}

/** Change the rules; kinds left out keep theirs. Numbers given before stay as they are. */
export async function putNumberRules(db: Db, changed: Rules['rules'], call: Call): Promise<Rules> {
  requirePermission(call.actor, 'templates.write');
  return transaction(db, async (trx) => {
    const { rules } = await rulesInForce(trx);
    const next = rules.map((rule) => changed.find(({ kind }) => kind === rule.kind) ?? rule);
    await writeSetting(trx, numberRules, next, call);
    return getNumberRules(trx, call.at);
  });
}

const styleOf = (rules: Rules['rules'], kind: NumberedKind) =>
  rules.find((rule) => rule.kind === kind)?.style ?? 'year';

/** Every kind's rule in order, and the department's own prefix. */
async function rulesInForce(db: Db): Promise<{ rules: Rules['rules']; own: string }> {
  const [set, names, regions] = await Promise.all([
    readSetting(db, numberRules),
    readSetting(db, bulletinNames),
    listRegions(db),
  ]);
  const province = regions.find(({ level, managed }) => level === 'province' && managed);
  const own = province === undefined ? '环发' : namesOf(names, province).prefix;
  return { rules: STANDARD.map((rule) => set.find(({ kind }) => kind === rule.kind) ?? rule), own };
}
