import type { MonthBarsSpec } from './chart.ts';
import type { BadgeRun, Inline } from './inline.ts';

/** 账单: one city's account of one month on one A4 page, which its director signs. Plain JSON like a document. */
export interface StatementDocument {
  readonly kind: 'statement';
  readonly version: 1;
  readonly id: string;
  readonly language: 'zh-CN';
  /** Date inside the file, 'YYYY-MM-DD'. */
  readonly date: string;
  readonly organisation: string;
  readonly simulated: boolean;
  /** 吕梁市. */
  readonly city: string;
  /** 2021年6月. */
  readonly period: string;
  /** By this number every figure can be computed again. */
  readonly number: string;
  /** 数据截至 2021-06-30 24:00. */
  readonly dataUntil: string;
  /** 7月20日 18:00 结账; null before the closing. */
  readonly closed: string | null;
  readonly badges: readonly BadgeRun[];
  /** The month in two lines: what was overspent, what may still be spent. */
  readonly summary: readonly Inline[];
  readonly air: StatementAir;
  readonly chart: { readonly spec: MonthBarsSpec; readonly alt: string } | null;
  /** 事项账; null where no program keeps a ledger yet. */
  readonly ledger: StatementLedger | null;
  /** What was corrected after the closing, one sentence each (结账后更正). */
  readonly adjustments: readonly string[];
  /** Who signs: 市生态环境局局长（签字）, 复核岗, 日期. */
  readonly signatures: readonly string[];
  /** How and until when to object. */
  readonly footer: string;
}

export type AccountLamp = 'safe' | 'tight' | 'overdrawn' | 'impossible';
export type ProgramLamp = 'blue' | 'green' | 'yellow' | 'red' | 'grey';

export interface StatementAir {
  /** 期初余额 − 本月支出 ＝ 期末余额. */
  readonly note: string;
  /** 余 184 天. */
  readonly leftTitle: string;
  readonly rows: readonly StatementAirRow[];
}

/** Figures as published; null where there is none (未设目标, 数据无效: the reason stands in `remark`). */
export interface StatementAirRow {
  readonly figureId: string;
  readonly label: string;
  readonly unit: string;
  readonly budget: string | null;
  readonly opening: string | null;
  readonly plan: string | null;
  readonly spent: string | null;
  readonly closing: string | null;
  /** 每天 ≤36.1, 超标 ≤39 天. */
  readonly affordable: string | null;
  readonly lamp: AccountLamp | null;
  /** In place of the lamp's word: 数据无效, 未设目标. */
  readonly remark?: string;
}

export interface StatementLedger {
  readonly note: string;
  readonly rows: readonly StatementLedgerRow[];
}

/** One line of the ledger: opening + added − paid + rebound = closing (checked by `checkLedger`). */
export interface StatementLedgerRow {
  readonly label: string;
  readonly unit: string;
  readonly opening: number;
  readonly added: number;
  readonly paid: number;
  readonly rebound: number;
  readonly closing: number;
  readonly old: number;
  readonly overdue: number;
  readonly lamp: ProgramLamp;
  readonly reason: string;
  /** A rule above: another kind of line begins. */
  readonly divided?: boolean;
}

export const ACCOUNT_LAMPS: Readonly<Record<AccountLamp, { mark: string; word: string }>> = {
  safe: { mark: '●', word: '安全' },
  tight: { mark: '▲', word: '趋紧' },
  overdrawn: { mark: '■', word: '透支' },
  impossible: { mark: '×', word: '已无可能' },
};

export const PROGRAM_LAMPS: Readonly<Record<ProgramLamp, string>> = {
  blue: '蓝',
  green: '绿',
  yellow: '黄',
  red: '红',
  grey: '灰',
};

/** The colours of the lamps, for every drawing on white paper. */
export const PROGRAM_INK: Readonly<Record<ProgramLamp, string>> = {
  blue: '#1f66b3',
  green: '#2a7757',
  yellow: '#f2c230',
  red: '#bf2418',
  grey: '#6b737b',
};

/** A ledger line that does not add up: it must not be printed. */
export class LedgerError extends Error {
  readonly code = 'document.ledger-unreconciled';
  readonly params: { line: string; expected: number; found: number };
  constructor(params: { line: string; expected: number; found: number }) {
    super(
      `${params.line}: opening + added − paid + rebound is ${params.expected}, the closing says ${params.found}`,
    );
    this.params = params;
  }
}

/** Refuses a ledger in which a line does not add up. */
export function checkLedger(ledger: StatementLedger): void {
  for (const row of ledger.rows) {
    const expected = row.opening + row.added - row.paid + row.rebound;
    if (expected !== row.closing) throw new LedgerError({ line: row.label, expected, found: row.closing });
  }
}

/** 77430 → 77,430. */
export function grouped(value: number): string {
  return String(Math.abs(value))
    .replace(/\B(?=(\d{3})+$)/gu, ',')
    .replace(/^/u, value < 0 ? '−' : '');
}

/** The ledger's cells as printed: added ＋2, paid −12,528, nothing 0. */
export function ledgerCells(row: StatementLedgerRow): { text: string; quiet: boolean; alarm: boolean }[] {
  const plain = (value: number, alarm = false) => ({
    text: grouped(value),
    quiet: value === 0,
    alarm: alarm && value > 0,
  });
  const plus = (value: number, alarm: boolean) => ({
    text: value > 0 ? `＋${grouped(value)}` : grouped(value),
    quiet: value === 0,
    alarm: alarm && value > 0,
  });
  return [
    { ...plain(row.opening), quiet: false },
    plus(row.added, false),
    { text: row.paid > 0 ? `−${grouped(row.paid)}` : '0', quiet: row.paid === 0, alarm: false },
    plus(row.rebound, true),
    { ...plain(row.closing), quiet: false },
    plain(row.old),
    plain(row.overdue, true),
  ];
}

export const AIR_HEADINGS = ['全年额度', '期初', '本月计划', '本月支出', '期末'] as const;
export const LEDGER_HEADINGS = ['期初', '新增', '销账', '反弹', '期末', '其中旧账', '逾期'] as const;

/** The badges to print: simulated data say so even where the caller forgot. */
export function statementBadges(doc: StatementDocument): readonly BadgeRun[] {
  if (!doc.simulated || doc.badges.some((badge) => badge.badge === 'simulated')) return doc.badges;
  return [...doc.badges, { kind: 'badge', badge: 'simulated', text: '模拟数据' }];
}
