/** 对列: which column of a spreadsheet is which field, by name and by content, each with how sure it is and why. */
import { assign } from './assignment.ts';
import { headingKey, headingUnit, likeness, plainCell } from './headings.ts';
import {
  type ColumnProfile,
  contentFit,
  type Fit,
  isSerial,
  type KnownContent,
  median,
  profileColumn,
  scaleOf,
} from './profile.ts';
import type { SheetCell, SheetLayout } from './sheet.ts';
import type { MatchTarget, TargetKey } from './targets.ts';
import { unitFactor } from './values.ts';

/** Below this a person is asked, in percent. */
export const SURE = 85;

/** Why a column was matched so; worded by the page. */
export type MatchWhy =
  | {
      readonly code:
        | 'remembered'
        | 'sameName'
        | 'joined'
        | 'split'
        | 'serial'
        | 'ours'
        | 'empty'
        | 'noTarget'
        | 'byContent'
        | 'chosen';
    }
  | { readonly code: 'alsoName'; readonly name: string }
  | { readonly code: 'alike'; readonly name: string; readonly share: number }
  | { readonly code: 'regions' | 'found' | 'fullWidth' | 'mixedUnits'; readonly count: number }
  | { readonly code: 'choices'; readonly from: string; readonly to: string }
  | { readonly code: 'unitOff'; readonly unit: string }
  | { readonly code: 'unitDiffers'; readonly unit: string; readonly wanted: string }
  | { readonly code: 'wholeScale'; readonly times: number; readonly wanted: string }
  | { readonly code: 'equalIssued' | 'equalLast'; readonly share: number }
  | { readonly code: 'contentFails'; readonly share: number }
  | { readonly code: 'orElse'; readonly name: string };

/** A column with what it stands for. */
export interface ColumnMatch {
  readonly column: number;
  readonly heading: string;
  readonly samples: readonly string[];
  /** Null: not imported. */
  readonly target: TargetKey | null;
  /** The unit its numbers are in, where that is not the field's own. */
  readonly unit: string | null;
  /** 0–100; null: nothing to be sure of. */
  readonly confidence: number | null;
  /** A person has to look: below 85 and not yet answered. */
  readonly ask: boolean;
  readonly remembered: boolean;
  readonly why: readonly MatchWhy[];
}

/** What was agreed before about a heading (key → …), by this sender for this program. */
export interface RememberedColumn {
  readonly target: TargetKey | null;
  readonly unit: string | null;
}

/** How often numbers of a column equal what the items they belong to say, by column and target. */
export type EqualShares = ReadonlyMap<
  number,
  ReadonlyMap<TargetKey, { readonly kind: 'issued' | 'last'; readonly share: number }>
>;

export interface MatchInput {
  readonly layout: SheetLayout;
  /** The data rows' cells, column by column. */
  readonly columns: readonly (readonly (SheetCell | undefined)[])[];
  readonly targets: readonly MatchTarget[];
  readonly known: KnownContent;
  /** By `headingKey` of the whole heading. */
  readonly remembered: ReadonlyMap<string, RememberedColumn>;
  readonly equal?: EqualShares;
}

/** Headings of our own copies that carry no data. */
export const OWN_COLUMNS = ['待改原因', '原行号', 'reason', 'originalrow'] as const;

interface Candidate {
  readonly worth: number;
  readonly confidence: number;
  readonly why: readonly MatchWhy[];
  readonly unit: string | null;
  readonly exact: boolean;
}

/** 户数 and 数量 at the end of a heading say nothing; nor does the field's unit. */
function core(key: string, unit: string | null): string {
  let rest = key;
  for (const tail of [
    '数量',
    '户数',
    '个数',
    '总数',
    '情况',
    '名称',
    '数',
    ...(unit === null ? [] : [plainCell(unit)]),
  ]) {
    if (rest.endsWith(tail) && [...rest].length > [...tail].length + 1) rest = rest.slice(0, -tail.length);
  }
  return rest;
}

/** How well a heading names a target, 0–1, and by which name. */
function nameFit(heading: string, target: MatchTarget): { score: number; name: string } {
  const whole = headingKey(heading);
  const parts = heading
    .split(' / ')
    .map(headingKey)
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  let best = { score: 0, name: target.name };
  for (const name of [target.name, ...target.also]) {
    const key = headingKey(name);
    if (key === '') continue;
    const scores = [
      likeness(whole, key),
      parts.length > 1
        ? likeness(last, key) *
          (target.group !== null && likeness(parts[0]!, headingKey(target.group)) > 0.5 ? 0.99 : 0.95)
        : 0,
      likeness(core(last, target.unit), core(key, target.unit)) * 0.93,
    ];
    const score = Math.max(...scores);
    if (score > best.score) best = { score, name };
  }
  return best;
}

/** A tiny preference that depends on names alone: equal totals are decided the same in whatever order columns stand. */
function whim(heading: string, target: string): number {
  let hash = 2_166_136_261;
  for (const sign of `${heading}|${target}`)
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return (hash % 1000) * 1e-7;
}

const percent = (part: number): number => Math.round(part * 100);

function candidate(
  heading: string,
  joined: boolean,
  profile: ColumnProfile,
  fit: Fit,
  target: MatchTarget,
  input: MatchInput,
  column: number,
): Candidate {
  const name = nameFit(heading, target);
  const equal = input.equal?.get(column)?.get(target.key);
  const why: MatchWhy[] = [];
  const exact = name.score >= 0.985;
  const evidence = equal !== undefined && equal.share >= 0.6;
  let confidence: number;
  if (exact) {
    confidence = fit.score >= 0.5 ? 0.94 + 0.06 * fit.score : 0.45 + 0.8 * fit.score;
    why.push(
      headingKey(name.name) === headingKey(target.name)
        ? { code: 'sameName' }
        : { code: 'alsoName', name: name.name },
    );
    if (fit.score >= 0.7) confidence = 1;
  } else if (fit.strong || evidence) {
    const strength = evidence ? Math.max(equal.share, fit.score) : fit.score;
    confidence =
      name.score >= 0.3
        ? 0.55 * strength + 0.45 * Math.max(name.score, 0.6)
        : 0.74 * strength + 0.1 * name.score;
  } else {
    confidence =
      name.score >= 0.35
        ? (0.72 * name.score + 0.28 * fit.score) * (fit.score < 0.35 ? 0.6 : 1)
        : 0.3 * fit.score;
  }
  const part = headingKey(heading.split(' / ').at(-1) ?? '');
  if (!exact && part === headingKey(name.name)) why.push({ code: 'alsoName', name: name.name });
  else if (!exact && name.score >= 0.35)
    why.push({ code: 'alike', name: name.name, share: percent(name.score) });
  if (joined && name.score >= 0.35) why.push({ code: 'joined' });
  // Of two names that are as near, a monthly sheet means what is asked every month.
  if (!exact && name.score >= 0.35 && target.monthly) confidence += 0.03;
  // Small numbers are somebody's item numbers by chance: only a heading that says so makes them one.
  if (target.type === 'no' && name.score < 0.5) confidence = 0;
  const { unit, cap, reasons } = unitOf(heading, profile, target, input);
  why.push(...reasons, ...contentReasons(profile, target, fit, equal));
  // Doubt about the unit is no doubt about the column; figures in two units even speak for money.
  const mixed = reasons.some(({ code }) => code === 'mixedUnits');
  const sure =
    reasons.some(({ code }) => code === 'unitDiffers') && unit === null
      ? Math.min(confidence, cap)
      : confidence;
  const worth =
    Math.max(0, (exact ? 1.2 : 1) * sure - 0.32 + (mixed ? 0.05 : 0)) +
    (sure > 0.32 ? whim(heading, target.key) : 0);
  confidence = Math.min(confidence, cap);
  return { worth, confidence: percent(Math.min(1, confidence)), why, unit, exact };
}

function contentReasons(
  profile: ColumnProfile,
  target: MatchTarget,
  fit: Fit,
  equal: { readonly kind: 'issued' | 'last'; readonly share: number } | undefined,
): MatchWhy[] {
  const why: MatchWhy[] = [];
  if (target.type === 'city' || target.type === 'county') why.push({ code: 'regions', count: fit.hits });
  else if (target.type === 'place') why.push({ code: 'split' });
  else if (fit.synonym !== null) why.push({ code: 'choices', ...fit.synonym });
  else if (fit.strong && target.type !== 'date' && target.type !== 'month')
    why.push({ code: 'found', count: fit.hits });
  if (equal !== undefined && equal.share >= 0.6) {
    why.push({ code: equal.kind === 'issued' ? 'equalIssued' : 'equalLast', share: percent(equal.share) });
  }
  if (profile.fullWidth > 0) why.push({ code: 'fullWidth', count: profile.fullWidth });
  const [unit] = Object.keys(profile.units);
  if (unit !== undefined) why.push({ code: 'unitOff', unit });
  if (profile.filled > 0 && fit.score < 0.5) why.push({ code: 'contentFails', share: percent(fit.score) });
  return why;
}

/** The unit of the numbers and how sure one may be at most: another unit is always asked about, never assumed. */
function unitOf(
  heading: string,
  profile: ColumnProfile,
  target: MatchTarget,
  input: MatchInput,
): { unit: string | null; cap: number; reasons: MatchWhy[] } {
  if (target.unit === null || (target.type !== 'number' && target.type !== 'integer')) {
    return { unit: null, cap: 1, reasons: [] };
  }
  const wanted = plainCell(target.unit);
  const own = headingUnit(heading);
  const factor = own === null ? null : unitFactor(own, wanted);
  if (own !== null && factor === null) {
    return { unit: null, cap: 0.6, reasons: [{ code: 'unitDiffers', unit: own, wanted: target.unit }] };
  }
  const said =
    own ??
    (input.layout.unit !== null && unitFactor(input.layout.unit, wanted) !== null ? input.layout.unit : null);
  if (said !== null && said !== wanted) {
    return { unit: said, cap: 0.8, reasons: [{ code: 'unitDiffers', unit: said, wanted: target.unit }] };
  }
  if (!['万元', '万户', '万人', '万吨'].includes(wanted)) return { unit: null, cap: 1, reasons: [] };
  const usual = input.known.medians.get(target.key) ?? null;
  const middle = median(profile.numbers.filter((value) => value > 0));
  if (usual !== null && usual > 0 && middle !== null && middle > usual * 1000) {
    return {
      unit: null,
      cap: 0.55,
      reasons: [{ code: 'wholeScale', times: Math.round(middle / usual), wanted: target.unit }],
    };
  }
  const scale = scaleOf(profile.numbers);
  const mixed = scale === null ? 0 : profile.numbers.filter((value) => scale.isOutlier(value)).length;
  return mixed === 0
    ? { unit: null, cap: 1, reasons: [] }
    : { unit: null, cap: 0.58, reasons: [{ code: 'mixedUnits', count: mixed }] };
}

interface Looks {
  readonly profiles: readonly ColumnProfile[];
  readonly fits: Map<string, Fit>;
}
const looks = new WeakMap<object, Looks>();

/** What the columns look like; a second matching of the same columns does not look again. */
function looksOf({ columns }: MatchInput): Looks {
  let found = looks.get(columns);
  if (found === undefined) {
    found = { profiles: columns.map(profileColumn), fits: new Map() };
    looks.set(columns, found);
  }
  return found;
}

/** Match all columns, one to one, by the best total. */
export function matchColumns(input: MatchInput): ColumnMatch[] {
  const { layout, targets } = input;
  const { profiles, fits } = looksOf(input);
  const fitOf = (column: number, target: MatchTarget): Fit => {
    const key = `${column}|${target.key}`;
    let fit = fits.get(key);
    if (fit === undefined) {
      fit = contentFit(profiles[column]!, target, input.known);
      fits.set(key, fit);
    }
    return fit;
  };
  const fixed = new Map<number, ColumnMatch>();
  const takenTargets = new Set<TargetKey>();
  const known = new Set(targets.map(({ key }) => key));
  const base = (column: number) => ({
    column,
    heading: layout.headings[column] ?? '',
    samples: profiles[column]?.samples ?? [],
  });
  const without = (column: number, code: 'serial' | 'ours' | 'empty' | 'noTarget') =>
    ({
      ...base(column),
      target: null,
      unit: null,
      confidence: null,
      ask: false,
      remembered: false,
      why: [{ code }],
    }) as const;
  const all = new Map<number, Map<TargetKey, Candidate>>();
  profiles.forEach((profile, column) => {
    const heading = layout.headings[column] ?? '';
    const key = headingKey(heading);
    const plain = plainReason(column, key, profile, targets);
    if (plain !== null) {
      fixed.set(column, without(column, plain));
      return;
    }
    const candidates = new Map<TargetKey, Candidate>();
    for (const target of targets) {
      candidates.set(
        target.key,
        candidate(
          heading,
          layout.joined[column] ?? false,
          profile,
          fitOf(column, target),
          target,
          input,
          column,
        ),
      );
    }
    all.set(column, candidates);
    const before = key === '' ? undefined : input.remembered.get(key);
    if (before === undefined || takenTargets.has(before.target ?? 'base:no')) return;
    if (before.target === null) {
      fixed.set(column, { ...without(column, 'noTarget'), remembered: true, why: [{ code: 'remembered' }] });
      return;
    }
    if (!known.has(before.target)) return;
    const found = candidates.get(before.target)!;
    const fit = fitOf(column, targets.find(({ key: one }) => one === before.target)!);
    const fits = profile.filled === 0 || fit.score >= 0.5;
    takenTargets.add(before.target);
    const details = found.why.filter(({ code }) =>
      ['regions', 'found', 'fullWidth', 'unitOff', 'mixedUnits', 'contentFails'].includes(code),
    );
    fixed.set(column, {
      ...base(column),
      target: before.target,
      unit: before.unit,
      confidence: fits ? 100 : percent(0.4 + 0.5 * fit.score),
      ask: !fits,
      remembered: true,
      why: [{ code: 'remembered' }, ...details],
    });
  });
  const open = profiles.flatMap((_, column) => (fixed.has(column) ? [] : [column]));
  const free = targets.filter(({ key }) => !takenTargets.has(key));
  const worth = open.map((column) => free.map(({ key }) => all.get(column)?.get(key)?.worth ?? 0));
  const chosen = assign(worth);
  open.forEach((column, index) => {
    const target = free[chosen[index]!];
    const found = target === undefined ? undefined : all.get(column)?.get(target.key);
    if (target === undefined || found === undefined) {
      fixed.set(
        column,
        profiles[column]!.filled === 0
          ? without(column, 'empty')
          : unmatched(column, profiles[column]!, without(column, 'noTarget')),
      );
      return;
    }
    let { confidence } = found;
    const why = [...found.why];
    // What else it might be, unless another column is surer of that.
    const rival = free
      .filter(
        ({ key }) =>
          key !== target.key &&
          !chosen.some(
            (j, i) =>
              free[j]?.key === key &&
              i !== index &&
              (worth[i]?.[j] ?? 0) > (worth[index]?.[free.findIndex((one) => one.key === key)] ?? 0),
          ),
      )
      .map(({ key, name }) => ({ name, confidence: all.get(column)?.get(key)?.confidence ?? 0 }))
      .sort((a, b) => b.confidence - a.confidence)[0];
    if (!found.exact && rival !== undefined && rival.confidence > confidence - 15 && rival.confidence >= 40) {
      confidence = Math.max(40, confidence - 12);
      why.push({ code: 'orElse', name: rival.name });
    }
    // A row number or the number of the matter: nobody can tell from 1, 2, 3.
    if (saysSerial(headingKey(layout.headings[column] ?? ''))) confidence = Math.min(confidence, 80);
    if (!why.some(({ code }) => code === 'sameName' || code === 'alsoName' || code === 'alike'))
      why.unshift({ code: 'byContent' });
    fixed.set(column, {
      ...base(column),
      target: target.key,
      unit: found.unit,
      confidence,
      ask: confidence < SURE,
      remembered: false,
      why,
    });
  });
  return profiles.map((_, column) => fixed.get(column)!);
}

const saysSerial = (key: string): boolean => /^(序号|序)$/u.test(key);
const isNamed = ({ name, also }: MatchTarget, key: string): boolean =>
  [name, ...also].some((word) => headingKey(word) === key);

/** Columns that carry nothing of the ledger, whatever their place. */
function plainReason(
  column: number,
  key: string,
  profile: ColumnProfile,
  targets: readonly MatchTarget[],
): 'ours' | 'empty' | 'serial' | null {
  if (OWN_COLUMNS.some((own) => own === key)) return 'ours';
  if (profile.filled === 0 && key === '') return 'empty';
  // Where the program itself calls something 序号 it may be that; it is asked about (below).
  if (saysSerial(key) && targets.some((target) => isNamed(target, key))) return null;
  if (saysSerial(key) || (/^(no|行号)$/u.test(key) && isSerial(profile))) return 'serial';
  return column === 0 && key === '' && isSerial(profile) ? 'serial' : null;
}

/** A column of numbers 1, 2, 3 at the left without a telling heading is a serial number. */
function unmatched(column: number, profile: ColumnProfile, none: ColumnMatch): ColumnMatch {
  return column === 0 && isSerial(profile) ? { ...none, why: [{ code: 'serial' }] } : none;
}
