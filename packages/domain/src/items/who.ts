/** Whose part an act is: states, duties, levels, four eyes (DIS-3.2, DIS-12). */
import type { ItemState } from '../programs/definition.ts';
import { type ItemActName, type ItemRefusal, refuse } from './acts.ts';
import type { LifeContext } from './context.ts';
import type { LifeActor, LifeFacts, Signature } from './life.ts';

const judged: readonly ItemState[] = ['applied', 'cityCheck', 'acceptance', 'notice'];

/** From which states an act leads on. */
const from: Readonly<Record<ItemActName, readonly ItemState[] | 'any'>> = {
  issue: ['draft'],
  sign: ['issued', 'reopened'],
  askExtension: ['working'],
  approveExtension: ['extension'],
  denyExtension: ['extension'],
  apply: ['working', 'applied'],
  check: ['cityCheck'],
  accept: ['acceptance'],
  makeStanding: ['acceptance'],
  return: judged,
  object: ['notice'],
  answerObjection: ['notice'],
  publish: ['notice', 'closed', 'lookBack', 'standing'],
  endNotice: ['notice'],
  startLookBack: ['closed'],
  passLookBack: ['lookBack'],
  rebound: ['closed', 'lookBack', 'standing'],
  recheckStanding: ['standing'],
  pause: ['working'],
  resume: ['working'],
  comment: 'any',
};

/** Whether the item is in another state than the act asks for. */
export function wrongState(facts: LifeFacts, act: ItemActName): ItemRefusal | null {
  const states = from[act];
  return states === 'any' || states.includes(facts.state)
    ? null
    : refuse('wrongState', { state: facts.state });
}

/** Whether the actor stands on the level that issued the item: it alone moves deadlines (DIS-3.2). */
function issuing(facts: LifeFacts, actor: LifeActor): boolean {
  return facts.level === 'city'
    ? actor.tier === 'city' && actor.may.check
    : actor.tier === 'province' && actor.may.assign;
}

const accepts = (actor: LifeActor, { rules }: LifeContext): boolean =>
  rules.life.acceptance === 'province'
    ? actor.tier === 'province' && actor.may.accept
    : (actor.tier === 'city' && actor.may.check) || (actor.tier === 'province' && actor.may.accept);

/** Whose part an act is, and whom four eyes keep from it. */
export function notTheirs(
  facts: LifeFacts,
  act: ItemActName,
  actor: LifeActor,
  context: LifeContext,
): ItemRefusal | null {
  const { may, tier } = actor;
  const only = (allowed: boolean) => (allowed ? null : refuse('notYours'));
  switch (act) {
    case 'issue':
      return only(may.assign || issuing(facts, actor));
    case 'sign':
      return only(may.report && tier !== 'owner');
    case 'askExtension':
      return only(may.report && tier !== 'owner');
    case 'approveExtension':
    case 'denyExtension':
      if (!issuing(facts, actor)) return refuse(may.assign || may.check ? 'otherLevel' : 'notYours');
      return shares(actor, facts.record.extension ?? null) ? refuse('extensionAskedByYou') : null;
    case 'apply':
      // What the owner has applied for is confirmed by the county or city (自验), not by the owner again.
      return only(may.report && (facts.state === 'working' || tier === 'county' || tier === 'city'));
    case 'check':
      if (!may.check || tier !== 'city') return refuse('notYours');
      return fourEyes(actor, facts, 'check');
    case 'accept':
    case 'makeStanding':
      return accepts(actor, context) ? fourEyes(actor, facts, 'accept') : refuse('notYours');
    case 'return':
      return only(mayReturn(facts, actor, context));
    case 'publish':
    case 'answerObjection':
      return only(accepts(actor, context) || issuing(facts, actor));
    case 'object':
    case 'comment':
      return only(may.read);
    case 'endNotice':
      return only(tier === 'province' || actor.people.length === 0);
    case 'startLookBack':
    case 'passLookBack':
      return only(may.lookBack);
    case 'rebound':
      return only(may.lookBack || may.accept);
    case 'recheckStanding':
      return only(may.lookBack || may.accept);
    case 'pause':
    case 'resume':
      return issuing(facts, actor) ? null : refuse(may.assign || may.check ? 'otherLevel' : 'notYours');
  }
}

function mayReturn(facts: LifeFacts, actor: LifeActor, context: LifeContext): boolean {
  if (actor.tier === 'province' && actor.may.accept) return true;
  if (facts.state === 'applied') return actor.may.check || (actor.may.report && actor.tier === 'county');
  if (facts.state === 'cityCheck') return actor.may.check;
  return accepts(actor, context);
}

/** Whether two hands have a person in common: a deputy is the principal too (DIS-12). */
const shares = (actor: LifeActor, hand: Pick<Signature, 'people'> | null): boolean =>
  hand?.people.some((id) => actor.people.includes(id)) ?? false;

function fourEyes(actor: LifeActor, facts: LifeFacts, step: 'check' | 'accept'): ItemRefusal | null {
  if (actor.people.length === 0) return refuse('nobodyAnswers');
  const { applications = [], check = null, acceptances = [] } = facts.record;
  if (applications.some((hand) => shares(actor, hand))) return refuse('submittedByYou');
  if (step === 'check') return null;
  if (shares(actor, check)) return refuse('checkedByYou');
  if (acceptances.some((hand) => shares(actor, hand))) return refuse('acceptedByYou');
  const first = acceptances[0];
  if (first !== undefined && postsOf(first).some((post) => postsOf(actor).includes(post))) {
    return refuse('samePost', { post: first.post });
  }
  return null;
}

/** The posts behind a hand: while acting for somebody, both. */
export const postsOf = (hand: Pick<Signature, 'post' | 'actingFor'>): string[] =>
  hand.actingFor === null ? [hand.post] : [hand.post, hand.actingFor];
