/** 约束性指标: a new target, or a new version of one; versions are superseded, never changed. */
import type { Lang, NewTarget, Target } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { unitOf, unitWord } from '@qingzhang/domain';
import { compare, decimal, isDay } from '@qingzhang/standards';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { listTargetRows, type TargetRow } from '../queries.ts';
import {
  type CurrentTarget,
  insertTarget,
  lockCurrentTarget,
  postsOf,
  supersede,
  targetYears,
} from './queries.ts';

/** What became of a target that was put. */
export interface PutResult {
  readonly id: number;
  readonly state: 'new' | 'revised' | 'same';
}

/** Why a target cannot be taken, as the reject codes of an import and the reasons of the form. */
export type TargetFault =
  | 'target.region'
  | 'target.year'
  | 'target.indicator'
  | 'target.value'
  | 'target.monthly'
  | 'target.document'
  | 'target.documentDate';

/** What is wrong with a value for its indicator; null when nothing is. */
export function faultOf(target: NewTarget): TargetFault | null {
  const fits = (text: string): boolean =>
    target.indicator === 'goodDayShare'
      ? compare(decimal(text), decimal('100')) <= 0
      : target.indicator !== 'heavyDays' || /^\d+$/.test(text);
  // Only a number of days may be zero.
  const positive = target.indicator === 'heavyDays' || compare(decimal(target.value), decimal('0')) > 0;
  if (!fits(target.value) || !positive) return 'target.value';
  if (target.monthly !== null && !target.monthly.every(fits)) return 'target.monthly';
  if (target.documentDate !== null && !isDay(target.documentDate)) return 'target.documentDate';
  return null;
}

/** Codes that targets may be set for: the cities managed here and their province. */
export async function targetRegions(
  db: Db,
): Promise<Map<string, { code: string; name: string; shortName: string }>> {
  const regions = (await listRegions(db)).filter((region) => region.managed && region.level !== 'county');
  return new Map(regions.map((region) => [region.code, region]));
}

/** Put a target by the form: permission, checks, audit, one transaction. */
export async function addTarget(db: Db, target: NewTarget, call: Call): Promise<Target> {
  requirePermission(call.actor, 'targets.write');
  const fault = faultOf(target);
  if (fault !== null) throw new AppError('thing.invalid', { what: fault, reason: target.value });
  return transaction(db, async (trx) => {
    const regions = await targetRegions(trx);
    if (!regions.has(target.region)) {
      throw new AppError('thing.invalid', { what: 'target.region', reason: target.region });
    }
    const { id } = await putTarget(trx, target, call);
    const rows = await listTargetRows(trx, { year: target.year, regions: [target.region], history: true });
    const row = rows.find((found) => found.id === id);
    if (row === undefined) throw new Error(`target ${id} is gone`);
    return targetOut(row, await postsOf(trx, [row.createdBy]), 'zh');
  });
}

/**
 * A target in the caller's transaction. The same value from the same document changes nothing; anything else becomes a new
 * version and the old one stays, superseded at this moment.
 */
export async function putTarget(
  trx: Db,
  target: NewTarget,
  call: Call,
  options: { readonly simulated?: boolean } = {},
): Promise<PutResult> {
  const current = await lockCurrentTarget(trx, target.region, target.year, target.indicator);
  if (current !== null && sameTarget(current, target)) return { id: current.id, state: 'same' };
  if (current !== null) await supersede(trx, current.id, call.at);
  const version = (current?.version ?? 0) + 1;
  const simulated = options.simulated ?? false;
  const id = await insertTarget(trx, { ...target, version, simulated }, call.actor.login, call.at);
  await audit(trx, call, {
    action: current === null ? 'target.add' : 'target.revise',
    objectType: 'target',
    objectId: id,
    detail: { ...target, version, before: current && { value: current.value, monthly: current.monthly } },
  });
  return { id, state: current === null ? 'new' : 'revised' };
}

function sameTarget(current: CurrentTarget, target: NewTarget): boolean {
  return (
    current.value === target.value &&
    current.document === target.document &&
    current.documentDate === target.documentDate &&
    JSON.stringify(current.monthly) === JSON.stringify(target.monthly)
  );
}

/** Targets of a year in protocol order, indicators in theirs; with `history` every version. */
export async function listTargets(
  db: Db,
  question: { readonly year?: number | undefined; readonly history: boolean; readonly lang: Lang },
): Promise<{ year: number; years: number[]; items: Target[] }> {
  const years = await targetYears(db);
  const year = question.year ?? years[0] ?? new Date(0).getUTCFullYear();
  const rows = await listTargetRows(db, { year, history: question.history });
  const posts = await postsOf(
    db,
    rows.map((row) => row.createdBy),
  );
  return { year, years, items: rows.map((row) => targetOut(row, posts, question.lang)) };
}

/** A stored target as the contract says it. */
export function targetOut(row: TargetRow, posts: ReadonlyMap<string, string>, lang: Lang): Target {
  const { id, region, year, indicator, value, version, document, documentDate, simulated } = row;
  return {
    id,
    region,
    year,
    indicator,
    value,
    unit: unitWord(unitOf(indicator), lang),
    monthly: row.monthly === null ? null : [...row.monthly],
    version,
    document,
    documentDate,
    simulated,
    createdBy: posts.get(row.createdBy) ?? row.createdBy,
    createdAt: row.createdAt.toISOString(),
    supersededAt: row.supersededAt?.toISOString() ?? null,
  };
}
