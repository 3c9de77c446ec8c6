import { randomBytes } from 'node:crypto';
import { AppError } from '@qingzhang/contract';
import * as client from 'openid-client';
import type { Call } from '../platform/actor.ts';
import type { Config } from '../platform/config/config.ts';
import type { Db } from '../platform/database/transaction.ts';
import { findUserByLogin } from './queries.ts';
import { type FirstStep, hashToken, type Limits, type Origin, passFirstStep, refused } from './service.ts';

/** Where the other system sends the browser back to. */
export const OIDC_CALLBACK = '/api/session/oidc/callback';
const MINUTES = 10;

type Setup = NonNullable<Config['oidc']>;

const known = new Map<string, Promise<client.Configuration>>();

/** What the other system says of itself, asked once; asked again after a failure. */
function discover(setup: Setup): Promise<client.Configuration> {
  const found = known.get(setup.issuer);
  if (found !== undefined) return found;
  const issuer = new URL(setup.issuer);
  // Plain HTTP only where the operator has written it so: a provider inside the same protected network.
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const discovery = client.discovery(issuer, setup.clientId, setup.clientSecret ?? undefined, undefined, {
    execute,
    timeout: 15,
  });
  known.set(setup.issuer, discovery);
  discovery.catch(() => known.delete(setup.issuer));
  return discovery;
}

/** Only a path of ours: nobody is sent elsewhere after signing in. */
export function ownPath(to: string): string {
  return /^\/(?![/\\])[^\r\n]*$/.test(to) && !to.startsWith('/api/') ? to : '/';
}

/** Begin a sign-in there: the address to go to, and what binds the answer to this browser. */
export async function startOidc(
  db: Db,
  setup: Setup | null,
  origin: string,
  to: string,
  call: Call,
): Promise<{ url: string; state: string }> {
  if (setup === null) throw new AppError('session.oidcOff');
  const configuration = await discover(setup).catch((error: unknown) => {
    throw failed(error);
  });
  const state = randomBytes(32).toString('base64url');
  const nonce = client.randomNonce();
  const verifier = client.randomPKCECodeVerifier();
  await db.deleteFrom('oidc_attempt').where('expires_at', '<=', call.at).execute();
  await db
    .insertInto('oidc_attempt')
    .values({
      state_hash: hashToken(state),
      nonce,
      verifier,
      next: ownPath(to),
      expires_at: new Date(call.at.getTime() + MINUTES * 60_000),
    })
    .execute();
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(origin),
    scope: setup.scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, state };
}

/** What came back in the address, and the state that the browser kept. */
export interface OidcAnswer {
  readonly origin: string;
  /** The query of the callback, with its question mark. */
  readonly search: string;
  readonly kept: string | null;
}

/**
 * The other system has answered: whoever it vouches for is signed in as the local user of the same login. It gives no
 * role and makes no user. Each attempt counts once, and only in the browser that began it.
 */
export async function finishOidc(
  db: Db,
  config: Limits & Pick<Config, 'oidc'>,
  answer: OidcAnswer,
  from: Origin,
  call: Call,
): Promise<{ step: FirstStep; next: string }> {
  const setup = config.oidc;
  if (setup === null) throw new AppError('session.oidcOff');
  const state = new URLSearchParams(answer.search).get('state');
  if (state === null || answer.kept !== state) throw new AppError('session.oidcFailed', { reason: 'state' });
  const attempt = await db
    .deleteFrom('oidc_attempt')
    .where('state_hash', '=', hashToken(state))
    .where('expires_at', '>', call.at)
    .returningAll()
    .executeTakeFirst();
  if (attempt === undefined) throw new AppError('session.oidcFailed', { reason: 'state' });
  const login = await vouchedLogin(setup, answer, state, attempt);
  const user = await findUserByLogin(db, login);
  if (user === null) {
    await refused(db, call, null, login, 'oidcUnknown', from);
    throw new AppError('session.oidcUnknown', { login });
  }
  return { step: await passFirstStep(db, config, user, 'oidc', from, call), next: attempt.next };
}

async function vouchedLogin(
  setup: Setup,
  answer: OidcAnswer,
  state: string,
  attempt: { readonly nonce: string; readonly verifier: string },
): Promise<string> {
  try {
    const url = new URL(redirectUri(answer.origin));
    url.search = answer.search;
    const tokens = await client.authorizationCodeGrant(await discover(setup), url, {
      expectedState: state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const login = tokens.claims()?.[setup.claim];
    if (typeof login !== 'string' || login === '') {
      throw new AppError('session.oidcFailed', { reason: setup.claim });
    }
    return login;
  } catch (error) {
    throw failed(error);
  }
}

function failed(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const reason = typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
  return new AppError('session.oidcFailed', { reason }, { cause: error });
}

function redirectUri(origin: string): string {
  return `${origin}${OIDC_CALLBACK}`;
}
