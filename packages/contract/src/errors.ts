import { z } from 'zod';

/**
 * Every failure the server names: a stable code and the HTTP status it travels with. The words stand in the
 * locale files (web) and in the command line's texts, filled with the error's params. Areas add their codes here.
 */
export const errorStatus = {
  /** A request that does not fit its schema. params: issues [{path, message}] */
  'request.invalid': 400,
  /** Unknown address. params: path */
  'request.notFound': 404,
  /** The request came from a page of another origin. */
  'request.foreignOrigin': 403,
  /** More than the allowed bytes. params: limit */
  'request.tooLarge': 413,
  /** Too many tries in a short time. params: seconds */
  'request.tooMany': 429,
  /** Not signed in, or the session has ended. */
  'session.required': 401,
  /** Login or password wrong. */
  'session.wrongPassword': 401,
  /** Too many wrong passwords. params: minutes until the account opens again */
  'session.locked': 423,
  /** The account has been disabled by an administrator. */
  'session.disabled': 403,
  /** The role does not hold the permission. params: permission */
  'permission.denied': 403,
  /** A city bureau acts outside its own city. params: region, own */
  'permission.otherRegion': 403,
  /** params: login */
  'user.loginTaken': 409,
  /** params: login or id */
  'user.notFound': 404,
  /** A new password too short or equal to the login. params: minLength */
  'user.weakPassword': 400,
  /** A city user without a region, another with one it must not have, or an unknown region. params: region */
  'user.regionInvalid': 400,
  /** The last enabled administrator cannot be disabled or demoted. */
  'user.lastAdministrator': 409,
  /** params: what, id */
  'thing.notFound': 404,
  /** A value that a rule of the product refuses. params: what, reason */
  'thing.invalid': 400,
  /** The state does not allow it. params: what, state */
  'thing.conflict': 409,
  /** Settings of the process that cannot be used. params: issues */
  'config.invalid': 500,
  /** params: host, port */
  'address.inUse': 500,
  /** params: host, port, reason */
  'address.unusable': 500,
  /** params: found, needed */
  'database.tooOld': 500,
  /** params: reason */
  'database.unreachable': 500,
  /** Another server uses the same data directory. params: directory, pid */
  'database.inUse': 500,
  /** The embedded PostgreSQL did not start. params: reason, log */
  'database.startFailed': 500,
  /** An applied migration file was changed. params: file */
  'migration.changed': 500,
  /** The database is newer than the program. params: version, known */
  'migration.newer': 500,
  /** A migration failed and was rolled back. params: file, reason */
  'migration.failed': 500,
  /** A mistake of the program; the log has it under the request id. */
  internal: 500,
} as const satisfies Record<string, number>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorStatus;

/** Facts that fill the words of an error: plain values only, never a sentence. */
export type ErrorParams = Readonly<Record<string, unknown>>;

/** What a failed call carries as JSON. `code` may be newer than the page that reads it, hence a string. */
export const ErrorBody = z
  .object({ code: z.string(), params: z.record(z.string(), z.unknown()), requestId: z.string() })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.output<typeof ErrorBody>;

/** A failure that has a name: thrown anywhere on the server, answered as `{code, params, requestId}`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }

  /** The HTTP status that goes with the code. */
  get status(): number {
    return errorStatus[this.code];
  }
}
