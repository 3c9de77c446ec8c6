import type { RoleName } from '@qingzhang/contract';

/** How far somebody sees and acts (管辖范围). `'all'`: no limit of this kind; an empty list: nothing. */
export interface Scope {
  /** Six-digit codes of cities (all of their counties too) or of single counties. */
  readonly regions: 'all' | readonly string[];
  /** Keys of programs (专项). */
  readonly programs: 'all' | readonly string[];
  /** Ids of items; a township's or firm's user sees these and nothing else. */
  readonly items: 'all' | readonly number[];
}

/** A person, as others see one. */
export interface Person {
  readonly id: number;
  readonly login: string;
  readonly displayName: string;
  readonly post: string;
}

/** Who acts: a signed-in user, or the program itself (`cli`, a job). */
export interface Actor {
  /** Null for the program itself. */
  readonly id: number | null;
  readonly login: string;
  readonly displayName: string;
  /** What is shown to others (岗位). */
  readonly post: string;
  /** `nobody`: a request without a session on a public route. While acting for somebody, that person's role. */
  readonly role: RoleName | 'system' | 'nobody';
  /** The city or county of a bureau's user. */
  readonly regionCode: string | null;
  /** While acting for somebody, that person's scope. */
  readonly scope: Scope;
  /** For whom (代办): the actor then has the principal's role and scope, and keeps the own name. */
  readonly actingFor: Person | null;
}

/** One act: by whom, in which request, at which moment. Services take it beside their input. */
export interface Call {
  readonly actor: Actor;
  /** The HTTP request's id, or the job's; null on the command line. */
  readonly requestId: string | null;
  readonly at: Date;
}

/** Everything. */
export const everywhere: Scope = { regions: 'all', programs: 'all', items: 'all' };

/** Nothing. */
export const nowhere: Scope = { regions: [], programs: [], items: [] };

/** The program acting by itself. */
export function systemActor(login: 'cli' | 'system' | 'demo'): Actor {
  return {
    id: null,
    login,
    displayName: login,
    post: login,
    role: 'system',
    regionCode: null,
    scope: everywhere,
    actingFor: null,
  };
}

/** Who calls a public route without a session. */
export const nobody: Actor = {
  id: null,
  login: 'anonymous',
  displayName: '',
  post: '',
  role: 'nobody',
  regionCode: null,
  scope: nowhere,
  actingFor: null,
};

/**
 * Everybody behind an act: the actor and, while acting for somebody, that person too. Four eyes (四眼) means that two
 * acts have no person in common: a deputy cannot accept what the principal has checked.
 */
export function personIds(actor: Pick<Actor, 'id' | 'actingFor'>): readonly number[] {
  return [actor.id, actor.actingFor?.id].filter((id) => typeof id === 'number');
}
