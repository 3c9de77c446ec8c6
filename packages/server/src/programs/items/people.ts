/** Who acts, as the life of an item sees it. */
import type { LifeActor } from '@qingzhang/domain';
import { type Actor, personIds } from '../../platform/actor.ts';
import { may } from '../../platform/policy.ts';

const TIERS: Readonly<Partial<Record<Actor['role'], LifeActor['tier']>>> = {
  city: 'city',
  county: 'county',
  // What they report is confirmed by the county before it counts as an application.
  township: 'owner',
  firm: 'owner',
  partner: 'owner',
};

/** The actor with posts, level and duties. */
export function lifeActor(actor: Actor): LifeActor {
  return {
    people: personIds(actor),
    post: actor.post,
    actingFor: actor.actingFor?.post ?? null,
    tier: TIERS[actor.role] ?? 'province',
    may: {
      read: may(actor, 'programs.read'),
      assign: may(actor, 'items.assign'),
      report: may(actor, 'items.report'),
      check: may(actor, 'items.check'),
      accept: may(actor, 'items.accept'),
      lookBack: may(actor, 'items.lookBack'),
      overrideLamp: may(actor, 'lamps.override'),
    },
  };
}
