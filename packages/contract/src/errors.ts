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
  /** The account waits for the security administrator to give it a role. */
  'session.awaitingRole': 401,
  /** A code of the second step that is wrong or was used before. */
  'session.wrongCode': 401,
  /** The first step was too long ago, or never happened. */
  'session.stepOver': 401,
  /** Something has to be done first. params: must (changePassword, secondFactor) */
  'session.mustFirst': 403,
  /** The other system did not vouch for anybody. params: reason */
  'session.oidcFailed': 401,
  /** The other system vouches for a login that does not exist here. params: login */
  'session.oidcUnknown': 403,
  /** No other system is set up. */
  'session.oidcOff': 404,
  /** The role does not hold the permission. params: permission */
  'permission.denied': 403,
  /** A city bureau acts outside its own city. params: region, own */
  'permission.otherRegion': 403,
  /** params: login */
  'user.loginTaken': 409,
  /** params: login or id */
  'user.notFound': 404,
  /** A new password that breaks a rule. params: minLength, classes, history */
  'user.weakPassword': 400,
  /** Nobody gives a role to themselves. */
  'user.ownRole': 409,
  /** An administrator touches another of the three administrators' accounts. params: role */
  'user.administratorsApart': 403,
  /** A scope that the role cannot have, or that does not exist. params: kind, key */
  'user.scopeInvalid': 400,
  /** A second factor is there already; remove it first. */
  'user.secondFactorActive': 409,
  /** No second factor is there or was begun. */
  'user.secondFactorNone': 409,
  /** A delegation that cannot be. params: login */
  'delegation.invalid': 400,
  /** A delegation that is not in force or is not theirs. params: id */
  'delegation.notInForce': 404,
  /** A city or county user without a region, another with one it must not have, or an unknown region. params: region */
  'user.regionInvalid': 400,
  /** The last enabled administrator of its kind cannot be disabled or demoted. params: role */
  'user.lastAdministrator': 409,
  /** params: what, id */
  'thing.notFound': 404,
  /** A value that a rule of the product refuses. params: what, reason */
  'thing.invalid': 400,
  /** The state does not allow it. params: what, state */
  'thing.conflict': 409,
  /** A task that cannot be issued yet. params: missing (lead unit, owner post, deadline, measure) */
  'task.incomplete': 400,
  /** Somebody changed the task in between. params: no */
  'task.changed': 409,
  /** The act belongs to the other side. params: side (responsible, issuing) */
  'task.notYours': 403,
  /** Two different persons are needed, and this one has acted already. params: act */
  'task.fourEyes': 403,
  /** A return, refusal or early lifting without a reason. */
  'task.reasonNeeded': 400,
  /** A national deadline cannot be moved. params: deadline */
  'task.fixedDeadline': 409,
  /** Extension asked for after expiry. params: deadline */
  'task.expired': 409,
  /** A deadline earlier than allowed. params: earliest */
  'task.deadlineTooEarly': 400,
  /** A deadline later than allowed. params: latest */
  'task.deadlineTooLate': 400,
  /** A rung that is not the next one. params: rung, next */
  'notice.outOfOrder': 409,
  /** A rung that needs a recorded decision. params: rung */
  'notice.needsDecision': 400,
  /** A group robot's address that may not be called. params: fault, hosts */
  'robot.address': 400,
  /** An act of an item's life that its rules refuse. params: act, reason (ItemRefusalCode), missing, facts of the reason */
  'item.refused': 409,
  /** Somebody has changed the item since it was read. params: id, revision */
  'item.changed': 409,
  /** Evidence that cannot be taken. params: name, reason */
  'evidence.refused': 400,
  /** Settings of the process that cannot be used. params: issues */
  'config.invalid': 500,
  /** params: host, port */
  'address.inUse': 500,
  /** Minutes with matters that lack an owner, a date or a measure (DIS-8.2). params: lines [{text, missing}] */
  'minutes.incomplete': 409,
  /** The record was changed since the minutes were drafted. params: lines */
  'minutes.behind': 409,
  /** The record of a meeting whose minutes are issued stands. params: number */
  'record.closed': 409,
  /** The period of the meeting is not closed yet. params: month */
  'meeting.notClosed': 409,
  /** An act that the meeting's state does not allow. params: state, act */
  'meeting.state': 409,
  /** Somebody changed the meeting since it was read. params: id */
  'meeting.changed': 409,
  /** A regular meeting about this period is there already. params: period */
  'meeting.exists': 409,
  /** A step of the checklist that the facts judge cannot be ticked by hand. params: step */
  'meeting.stepByFacts': 409,
  /** Who asked for leave does not judge it. */
  'leave.fourEyes': 403,
  /** A venue's screen link that has ended or never was. */
  'screen.ended': 404,
  /** A template that cannot be read. params: part, reason */
  'template.invalid': 400,
  /** Somebody has edited the document since it was read. params: title */
  'document.changed': 409,
  /** A text refers to a figure that the document does not have. params: figure */
  'document.unknownFigure': 400,
  /** Checks that stop a release. params: findings [text] */
  'release.stopped': 409,
  /** Who has reviewed or written a text does not review it again. params: stage */
  'release.sameReviewer': 409,
  /** Not all reviews and proof-readings are there. params: waiting [stage] */
  'release.notReviewed': 409,
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
