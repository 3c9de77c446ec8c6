/** 事项的办理经过 (DIS-3.2): what is known of an item's life beside its state. Plain data, kept as JSON with the item. */
import type { Day } from '@qingzhang/standards';
import type { ItemState } from '../programs/definition.ts';

/** Who acts, as far as the life of an item asks. */
export interface LifeActor {
  /** Everybody behind the act: the person and, while acting for somebody, that person too. Empty: the program itself. */
  readonly people: readonly number[];
  /** The post shown to others. */
  readonly post: string;
  /** The principal's post while acting for somebody (代办). */
  readonly actingFor: string | null;
  /** Where the post stands: the department, a city's bureau, a county's branch, or who owns the item. */
  readonly tier: 'province' | 'city' | 'county' | 'owner';
  readonly may: {
    readonly read: boolean;
    readonly assign: boolean;
    readonly report: boolean;
    readonly check: boolean;
    readonly accept: boolean;
    readonly lookBack: boolean;
    readonly overrideLamp: boolean;
  };
}

/** A post's hand under an act. */
export interface Signature {
  readonly people: readonly number[];
  readonly post: string;
  readonly actingFor: string | null;
  readonly on: Day;
  readonly note?: string;
}

/** 验收: one of the signatures of the province's acceptance. */
export interface Acceptance extends Signature {
  readonly as: 'closed' | 'standing';
}

/** 延期申请 that waits for its answer. */
export interface ExtensionRequest extends Signature {
  readonly until: Day;
  readonly reason: string;
}

/** 市级核查 that was passed. */
export interface SiteCheck extends Signature {
  readonly visitedOn: Day;
  readonly visitors: readonly string[];
}

/** 公示. */
export interface PublicNotice {
  readonly from: Day;
  /** Last day on which somebody may object. */
  readonly until: Day;
  /** The item closes by itself on this day. */
  readonly closesOn: Day;
  readonly link: string | null;
}

/** 销号: one close-out; it stays for ever, a rebound included. */
export interface CloseOut {
  readonly on: Day;
  readonly year: number;
  /** Per program and year, given when it closes and never again; null only until then (`numberCloseOut`). */
  readonly number: number | null;
  readonly applied: Signature;
  readonly checked: SiteCheck;
  readonly accepted: readonly Acceptance[];
  readonly notice: PublicNotice | null;
  /** The day it came back, and why; null: it holds. */
  readonly reboundOn: Day | null;
  readonly reboundReason: string | null;
}

/** 回头看: one planned or made visit. */
export interface LookBack {
  readonly dueOn: Day;
  readonly on: Day | null;
  readonly outcome: 'passed' | 'rebound' | null;
  readonly post: string | null;
}

/** 长期坚持. */
export interface Standing {
  readonly since: Day;
  readonly nextCheck: Day;
  readonly accepted: readonly Acceptance[];
}

/** What the item's record keeps beside its state. */
export interface LifeRecord {
  readonly issued?: Signature;
  readonly signed?: Signature;
  /** By this day the plan of measures is due (3 working days after signing). */
  readonly planDue?: Day;
  readonly plannedOn?: Day;
  readonly extension?: ExtensionRequest | null;
  /** The deadline that the last approved extension gave. */
  readonly extendedTo?: Day;
  /** 自验 by the owner that the county has not confirmed yet, then the application itself. */
  readonly applications?: readonly Signature[];
  readonly check?: SiteCheck | null;
  readonly acceptances?: readonly Acceptance[];
  readonly notice?: PublicNotice | null;
  readonly closeOuts?: readonly CloseOut[];
  readonly lookBacks?: readonly LookBack[];
  readonly standing?: Standing | null;
}

/** The facts of an item that its life changes. */
export interface LifeFacts {
  readonly state: ItemState;
  readonly level: 'national' | 'province' | 'city';
  /** 立行立改, 限期, 长期. */
  readonly kind: 'immediate' | 'dated' | 'standing';
  readonly leadUnit: string | null;
  readonly deadline: Day | null;
  readonly nationalDeadline: Day | null;
  readonly pauseUntil: Day | null;
  readonly closedOn: Day | null;
  readonly lookBackOn: Day | null;
  readonly reboundCount: number;
  readonly rejectedCount: number;
  readonly record: LifeRecord;
}

/** What a step adds to the history; nothing is ever taken from it. */
export interface LifeEvent {
  readonly kind: string;
  readonly from: ItemState;
  readonly to: ItemState;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
