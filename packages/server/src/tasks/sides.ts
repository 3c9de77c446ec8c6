/** Who is who for a task: the issuing side, the responsible side; what each may do (DIS-3.2, DIS-12). The one place for it. */
import { AppError, type ErrorCode, type TaskAct, taskActs } from '@qingzhang/contract';
import type { Day } from '@qingzhang/standards';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Actor, personIds } from '../platform/actor.ts';
import { may, regionScope, withinScope } from '../platform/policy.ts';
import { missingForIssue } from './derive.ts';
import { proposalOf, type TaskRecord } from './record.ts';

type Place = Pick<TaskRecord, 'city_code' | 'county_code' | 'owner_id' | 'issuer_city'>;

/** 交办方: the department, or the city that split the task among its counties. */
export function isIssuer(actor: Actor, task: Place): boolean {
  if (actor.role === 'system') return true;
  if (task.issuer_city === null) return may(actor, 'tasks.write');
  return actor.role === 'city' && actor.regionCode === task.issuer_city && may(actor, 'tasks.report');
}

/** 责任方: the owner, and everybody of the owner's bureau (DIS-11.3: anyone in the unit may have done it). */
export function isResponsible(actor: Actor, task: Place): boolean {
  if (actor.role === 'system') return true;
  if (!may(actor, 'tasks.report')) return false;
  if (task.owner_id !== null && personIds(actor).includes(task.owner_id)) return true;
  const place = task.county_code ?? task.city_code;
  if (place !== null) return actor.regionCode === place;
  return task.owner_id === null && ['office', 'dispatch', 'supervision', 'partner'].includes(actor.role);
}

/** Place and program of what the actor may see. Owners are chosen among those who see the task (`requireOwner`). */
export function placeScope(actor: Actor): RawBuilder<SqlBool> {
  const { programs, ...rest } = regionScope(actor);
  const [city, ...more] = rest.items === null && rest.counties?.length === 0 ? (rest.cities ?? []) : [];
  // One city is asked for as such: an index on city and order then gives the page without sorting.
  const place =
    city !== undefined && more.length === 0
      ? sql<SqlBool>`task.city_code = ${city}`
      : withinScope({ ...rest, programs: null }, { city: 'task.city_code', county: 'task.county_code' });
  if (programs === null) return place;
  return sql<SqlBool>`(${place} and (task.program_key is null or task.program_key = any(${[...programs]})))`;
}

/** What the query adds so that nobody sees more than their own; drafts are the issuing side's alone. */
export function taskScope(actor: Actor): RawBuilder<SqlBool> {
  if (may(actor, 'tasks.write')) return placeScope(actor);
  return sql<SqlBool>`(${placeScope(actor)} and task.state not in ('draft', 'cancelled'))`;
}

/**
 * The rows on which this actor is to act, as alternatives that each stand on an index of their own: what is in the actor's
 * name, what is the bureau's, what is the issuing side's.
 */
export function mineBranches(actor: Actor): RawBuilder<SqlBool>[] {
  const people = [...personIds(actor)];
  const branches: RawBuilder<SqlBool>[] = [];
  if (may(actor, 'tasks.report') && people.length > 0) {
    branches.push(sql<SqlBool>`(task.owner_act is not null and task.owner_id = any(${people}))`);
    const place = actor.regionCode;
    if (place !== null) {
      const city = `${place.slice(0, 4)}00`;
      branches.push(sql<SqlBool>`(task.owner_act is not null and task.city_code = ${city} and task.owner_id is null
        and coalesce(task.county_code, task.city_code) = ${place})`);
    }
  }
  const acts = deskActs(actor);
  if (acts !== null) {
    const side =
      actor.role === 'city'
        ? sql<SqlBool>`task.issuer_city = ${actor.regionCode}`
        : sql<SqlBool>`task.issuer_city is null`;
    for (const own of actor.role === 'office' ? ownToOffice(actor) : [sql<SqlBool>`true`]) {
      branches.push(sql<SqlBool>`(task.desk_act is not null and ${side} and ${acts} and ${own}
        and not (task.not_for && ${people}::integer[]))`);
    }
  }
  return branches;
}

/** The second pair of eyes may come from any office: else what one person of an office began would wait for nobody. */
const SECOND_EYES: readonly string[] = ['close', 'confirmLamp'];

const postsOf = (actor: Actor): readonly string[] =>
  [actor.post, actor.actingFor?.post].filter((post) => post !== undefined && post !== '').map(String);

/** The programs entered for an office; null: all are, which makes none its own. */
const programsOf = ({ scope }: Actor): readonly string[] | null =>
  scope.programs === 'all' ? null : scope.programs;

/**
 * 各办各的: what an office itself has issued (or drafts), what belongs to a program entered for it, and where a second person
 * is asked for. All else is the dispatch office's, which follows every task (DIS-12). Each alternative stands on an index.
 */
function ownToOffice(actor: Actor): RawBuilder<SqlBool>[] {
  const programs = programsOf(actor);
  return [
    ...postsOf(actor).map((post) => sql<SqlBool>`coalesce(task.issued_post, task.created_post) = ${post}`),
    ...(programs ?? []).map((program) => sql<SqlBool>`task.program_key = ${program}`),
    sql<SqlBool>`task.desk_act = any(${[...SECOND_EYES]})`,
  ];
}

/** The same rule as `ownToOffice`, of a row. */
function isOfOffice(actor: Actor, task: TaskRecord): boolean {
  return (
    postsOf(actor).includes(task.issued_post ?? task.created_post) ||
    (task.program_key !== null && (programsOf(actor)?.includes(task.program_key) ?? false)) ||
    SECOND_EYES.includes(task.desk_act ?? '')
  );
}

/** Not for the actor to do; what is unknown (no owner named) is not theirs either. */
export function notMine(actor: Actor): RawBuilder<SqlBool> {
  const branches = mineBranches(actor);
  return branches.length === 0
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(${sql.join(branches, sql` or `)}) is not true`;
}

/** Which of the issuing side's acts stand in a role's list: the office does the work, leaders only what is theirs. */
function deskActs(actor: Actor): RawBuilder<SqlBool> | null {
  switch (actor.role) {
    case 'dispatch':
    case 'office':
    case 'system':
      return sql<SqlBool>`true`;
    case 'city':
      return sql<SqlBool>`task.desk_act <> 'notice'`;
    case 'deputy':
      return sql<SqlBool>`(task.desk_act = 'close' or (task.desk_act = 'notice' and task.desk_act_rung in ('warning', 'summons')))`;
    case 'leader':
      return sql<SqlBool>`(task.desk_act = 'notice' and task.desk_act_rung = 'summons')`;
    case 'supervision':
      return sql<SqlBool>`task.desk_act in ('lookBack', 'check')`;
    default:
      return null;
  }
}

/** Whether the row's act is this actor's; the same rule as `mineBranches`. */
export function actionSide(actor: Actor, task: TaskRecord): 'responsible' | 'issuing' | null {
  const people = personIds(actor);
  if (task.owner_act !== null && may(actor, 'tasks.report')) {
    if (task.owner_id !== null ? people.includes(task.owner_id) : isResponsible(actor, task))
      return 'responsible';
  }
  if (task.desk_act === null || people.some((id) => task.not_for.includes(id))) return null;
  const rung = task.desk_act_rung;
  const mine: Partial<Record<Actor['role'], boolean>> = {
    dispatch: true,
    office: isOfOffice(actor, task),
    system: true,
    city: task.desk_act !== 'notice',
    deputy:
      task.desk_act === 'close' || (task.desk_act === 'notice' && (rung === 'warning' || rung === 'summons')),
    leader: task.desk_act === 'notice' && rung === 'summons',
    supervision: task.desk_act === 'lookBack' || task.desk_act === 'check',
  };
  const side = actor.role === 'city' ? task.issuer_city === actor.regionCode : task.issuer_city === null;
  return mine[actor.role] && side ? 'issuing' : null;
}

/** What a guard looks at besides the row. */
export interface ActFacts {
  readonly today: Day;
  /** Who applied for the close-out under way, reported, checked it. */
  readonly closePeople: readonly number[];
  /** Who sent the reports that wait for judgement, who asked for the extension. */
  readonly reportPeople: readonly number[];
  readonly extensionPeople: readonly number[];
  /** A notice waits for its reply; one is in force. */
  readonly unanswered: boolean;
  readonly noticeInForce: boolean;
}

/** Why not. */
type Refusal =
  | 'permission'
  | 'otherSide'
  | 'state'
  | 'fourEyes'
  | 'expired'
  | 'fixedDeadline'
  | 'incomplete'
  | 'parts'
  | 'nothing';

const RUNNING = ['issued', 'working', 'extension', 'applied', 'checked', 'reopened'];

/** Why the actor may not do the act now; null: may. */
export function refusal(act: TaskAct, actor: Actor, task: TaskRecord, facts: ActFacts): Refusal | null {
  const people = personIds(actor);
  const issuing = isIssuer(actor, task);
  const responsible = isResponsible(actor, task);
  const state = (...states: readonly string[]): Refusal | null =>
    states.includes(task.state) ? null : 'state';
  const side = (own: boolean): Refusal | null => (own ? null : 'otherSide');
  const others = (ids: readonly number[]): Refusal | null =>
    people.some((id) => ids.includes(id)) ? 'fourEyes' : null;
  const holds = (name: Parameters<typeof may>[1]): Refusal | null => (may(actor, name) ? null : 'permission');
  switch (act) {
    case 'edit':
    case 'discard':
      return side(issuing) ?? state('draft');
    case 'issue':
      return side(issuing) ?? state('draft') ?? (missingForIssue(task).length > 0 ? 'incomplete' : null);
    case 'sign':
      return side(responsible) ?? state('issued', 'reopened');
    case 'split': {
      const city =
        responsible && actor.role === 'city' && task.county_code === null && task.city_code !== null;
      return side(issuing || city) ?? state('issued', 'working', 'reopened');
    }
    case 'report':
      return side(responsible) ?? state('working', 'extension');
    case 'judge':
      return (
        side(issuing) ?? state('working', 'extension', 'issued', 'reopened') ?? others(facts.reportPeople)
      );
    case 'setPlan':
      return (
        side(issuing || (responsible && task.planned_on === null)) ??
        state('issued', 'working', 'reopened', 'extension')
      );
    case 'setSelfDeadline':
      return side(responsible) ?? state('issued', 'working');
    case 'askExtension':
      if (!responsible) return 'otherSide';
      if (task.state !== 'working') return 'state';
      if (task.deadline_set_by === 'national') return 'fixedDeadline';
      return task.deadline !== null && facts.today > task.deadline ? 'expired' : null;
    case 'decideExtension':
      return side(issuing) ?? state('extension') ?? others(facts.extensionPeople);
    case 'apply':
      return side(responsible) ?? state('working') ?? (task.parts_closed < task.parts ? 'parts' : null);
    case 'check':
      return (
        side(issuing || (actor.role === 'supervision' && task.issuer_city === null)) ??
        state('applied') ??
        others(facts.closePeople)
      );
    case 'close':
      return side(issuing) ?? state('checked') ?? others(facts.closePeople);
    case 'proposeLamp':
      return holds('lamps.override') ?? side(issuing) ?? state(...RUNNING);
    case 'confirmLamp': {
      const proposal = proposalOf(task);
      if (proposal === null) return 'nothing';
      return holds('lamps.override') ?? side(issuing) ?? others(proposal.people);
    }
    case 'liftLamp':
      return task.lamp_manual === null ? 'nothing' : (holds('lamps.override') ?? side(issuing));
    case 'setApplicability':
      return side(issuing) ?? state(...RUNNING);
    case 'issueNotice':
    case 'holdNotice':
      return holds('notices.issue') ?? side(issuing) ?? state('issued', 'working', 'extension', 'reopened');
    case 'reply':
      return facts.unanswered ? side(responsible) : 'nothing';
    case 'liftNotice':
      return facts.noticeInForce ? holds('notices.issue') : 'nothing';
    case 'lookBack':
      return side(issuing || (may(actor, 'items.lookBack') && task.issuer_city === null)) ?? state('closed');
    case 'reassign':
      return (
        side(issuing || (responsible && may(actor, 'handover'))) ??
        state('issued', 'working', 'extension', 'reopened')
      );
    case 'comment':
      return side(issuing || responsible || may(actor, 'tasks.report'));
  }
}

/** What the actor may do, and which of the expected acts not and why. */
export function actsOf(actor: Actor, task: TaskRecord, facts: ActFacts) {
  const can: TaskAct[] = [];
  const cannot: { act: TaskAct; code: string }[] = [];
  for (const act of taskActs) {
    const why = refusal(act, actor, task, facts);
    if (why === null) can.push(act);
    else if (['fourEyes', 'expired', 'fixedDeadline', 'incomplete', 'parts'].includes(why))
      cannot.push({ act, code: why });
  }
  return { can, cannot };
}

/** Refuse with the error that says why. */
export function requireAct(act: TaskAct, actor: Actor, task: TaskRecord, facts: ActFacts): void {
  const why = refusal(act, actor, task, facts);
  if (why === null) return;
  const conflict = (state: string) => new AppError('thing.conflict', { what: `task ${task.no}`, state });
  const errors: Readonly<Record<Refusal, () => AppError>> = {
    permission: () =>
      new AppError('permission.denied', { permission: act === 'issueNotice' ? 'notices.issue' : act }),
    otherSide: () =>
      new AppError('task.notYours', { side: isResponsible(actor, task) ? 'issuing' : 'responsible' }),
    state: () => conflict(task.state),
    fourEyes: () => new AppError('task.fourEyes', { act }),
    expired: () => new AppError('task.expired', { deadline: task.deadline }),
    fixedDeadline: () => new AppError('task.fixedDeadline', { deadline: task.deadline }),
    incomplete: () => new AppError('task.incomplete' satisfies ErrorCode, { missing: missingForIssue(task) }),
    parts: () => conflict('parts open'),
    nothing: () => conflict(task.state),
  };
  throw errors[why]();
}
