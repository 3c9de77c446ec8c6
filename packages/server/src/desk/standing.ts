/** 我在哪一级: what of an item's life is this person's (DIS-12), as the desk asks it in SQL and of single rows. */
import type { ItemState, Life, LifeRecord, Signature } from '@qingzhang/domain';
import { type Actor, personIds } from '../platform/actor.ts';
import { may } from '../platform/policy.ts';

/** What the desk has to know of who asks. */
export interface DeskSelf {
  readonly people: readonly number[];
  readonly posts: readonly string[];
  readonly reports: boolean;
  readonly checks: boolean;
  readonly accepts: boolean;
  readonly assigns: boolean;
  readonly looksBack: boolean;
  readonly overrides: boolean;
  /** 厅领导: asks after what stands red, and does not do the offices' work. */
  readonly leads: boolean;
  readonly tier: 'province' | 'city' | 'county' | 'owner';
}

const tierOf = ({ role }: Pick<Actor, 'role'>): DeskSelf['tier'] => {
  if (role === 'city') return 'city';
  if (role === 'county') return 'county';
  return role === 'township' || role === 'firm' || role === 'partner' ? 'owner' : 'province';
};

export function selfOf(actor: Actor): DeskSelf {
  return {
    people: personIds(actor),
    posts: [actor.post, actor.actingFor?.post].filter((post) => post !== undefined),
    reports: may(actor, 'items.report'),
    checks: may(actor, 'items.check'),
    accepts: may(actor, 'items.accept'),
    assigns: may(actor, 'items.assign'),
    looksBack: may(actor, 'items.lookBack'),
    overrides: may(actor, 'lamps.override'),
    leads: actor.role === 'leader' || actor.role === 'deputy',
    tier: tierOf(actor),
  };
}

const shares = (self: DeskSelf, hand: Pick<Signature, 'people'> | null | undefined): boolean =>
  hand?.people.some((id) => self.people.includes(id)) ?? false;

/** Whom four eyes keep from the check or the acceptance: who applied, who checked, who signed first, the same post. */
export function keptOut(self: DeskSelf, step: 'check' | 'accept', life: LifeRecord): boolean {
  if ((life.applications ?? []).some((hand) => shares(self, hand))) return true;
  if (step === 'check') return false;
  if (shares(self, life.check)) return true;
  const signed = life.acceptances ?? [];
  if (signed.some((hand) => shares(self, hand))) return true;
  return signed.some((hand) => [hand.post, hand.actingFor].some((post) => self.posts.includes(post ?? '')));
}

/** Whether the acceptance of a program is this person's. */
export const acceptsFor = (self: DeskSelf, life: Pick<Life, 'acceptance'>): boolean =>
  life.acceptance === 'province'
    ? self.tier === 'province' && self.accepts
    : (self.tier === 'city' && self.checks) || (self.tier === 'province' && self.accepts);

/** Whether the person stands on the level that issued an item. */
export const issues = (self: DeskSelf, level: string): boolean =>
  level === 'city' ? self.tier === 'city' && self.checks : self.tier === 'province' && self.assigns;

/** States in which somebody's judgement is asked, as far as this person could ever give it. */
export function judgedStates(self: DeskSelf): ItemState[] {
  const states: ItemState[] = [];
  if (self.tier === 'county' && self.reports) states.push('applied');
  if (self.checks) states.push('applied', 'cityCheck', 'extension', 'acceptance', 'notice');
  if (self.accepts) states.push('acceptance', 'notice');
  if (self.assigns) states.push('extension', 'notice');
  if (self.looksBack) states.push('lookBack');
  if (self.looksBack || self.accepts) states.push('standing');
  return [...new Set(states)];
}
