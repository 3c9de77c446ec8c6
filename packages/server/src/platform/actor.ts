import type { RoleName } from '@qingzhang/contract';

/** Who acts: a signed-in user, or the program itself (`cli`, a job). */
export interface Actor {
  /** Null for the program itself. */
  readonly id: number | null;
  readonly login: string;
  readonly displayName: string;
  /** What is shown to others (岗位). */
  readonly post: string;
  /** `nobody`: a request without a session on a public route. */
  readonly role: RoleName | 'system' | 'nobody';
  /** The city of a city bureau's user. */
  readonly regionCode: string | null;
}

/** One act: by whom, in which request, at which moment. Services take it beside their input. */
export interface Call {
  readonly actor: Actor;
  /** The HTTP request's id, or the job's; null on the command line. */
  readonly requestId: string | null;
  readonly at: Date;
}

/** The program acting by itself. */
export function systemActor(login: 'cli' | 'system' | 'demo'): Actor {
  return { id: null, login, displayName: login, post: login, role: 'system', regionCode: null };
}

/** Who calls a public route without a session. */
export const nobody: Actor = {
  id: null,
  login: 'anonymous',
  displayName: '',
  post: '',
  role: 'nobody',
  regionCode: null,
};
