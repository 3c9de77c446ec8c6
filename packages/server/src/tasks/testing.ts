/** What tests of tasks begin with: people in posts acting at a moment, and a task as far on its way as needed. */
import { NewTask, type NewTask as NewTaskOutput, type RoleName, type Task } from '@qingzhang/contract';
import type { TestPlatform } from '../../test/harness/platform.ts';
import { addRegions, addUser } from '../notifications/testing.ts';
import type { Actor, Call } from '../platform/actor.ts';
import { ensureCalendar } from '../platform/calendar/calendar.ts';
import { type ScopeEntry, scopeFrom } from '../platform/policy.ts';
import { createTask, issueTask } from './create.ts';
import { readTask } from './detail.ts';
import { applyForClose, checkTask, closeTask, judgeReport, reportOnTask, signTask } from './life.ts';
import { ensureTaskSubject } from './nightly.ts';

export type Someone = () => Call;

export interface Cast {
  readonly dispatch: Someone;
  readonly second: Someone;
  readonly third: Someone;
  readonly deputy: Someone;
  readonly office: Someone;
  readonly supervision: Someone;
  readonly discipline: Someone;
  readonly datong: Someone;
  readonly datong2: Someone;
  readonly taiyuan: Someone;
  readonly pingcheng: Someone;
  /** Somebody else of a role. */
  someone(role: RoleName, region?: string, scopes?: readonly ScopeEntry[]): Promise<Someone>;
}

/** Regions, the official calendar and people; nobody signs in, so the clock may be moved. */
export async function castOf(platform: TestPlatform): Promise<Cast> {
  const { db, clock } = platform;
  await addRegions(db);
  await ensureCalendar(db, platform.call());
  await ensureTaskSubject(db);
  const someone = async (
    role: RoleName,
    region?: string,
    scopes: readonly ScopeEntry[] = [],
  ): Promise<Someone> => {
    const post = `${role}${region ?? ''}`;
    const id = await addUser(db, {
      role,
      post,
      ...(region === undefined ? {} : { region }),
      scopes: scopes.map(({ kind, key }) => [kind, key] as const),
    });
    const actor: Actor = {
      id,
      login: `${role}-${id}`,
      displayName: post,
      post: `${post}-${id}`,
      role,
      regionCode: region ?? null,
      scope: scopeFrom(role, region ?? null, scopes),
      actingFor: null,
    };
    return () => ({ actor, requestId: null, at: clock.now() });
  };
  return {
    someone,
    dispatch: await someone('dispatch'),
    second: await someone('dispatch'),
    third: await someone('dispatch'),
    deputy: await someone('deputy', undefined, [{ kind: 'region', key: '140200' }]),
    office: await someone('office', undefined, [{ kind: 'program', key: 'heating' }]),
    supervision: await someone('supervision', undefined, [{ kind: 'region', key: '140200' }]),
    discipline: await someone('discipline'),
    datong: await someone('city', '140200'),
    datong2: await someone('city', '140200'),
    taiyuan: await someone('city', '140100'),
    pingcheng: await someone('county', '140213'),
  };
}

/** A complete task of 大同 unless said otherwise. */
export const newTask = (change: Partial<NewTaskOutput> = {}): NewTaskOutput =>
  NewTask.parse({
    text: '清洁取暖：补齐 6 月底前安装 8.61 万户',
    source: 'meeting',
    sourceTitle: '4-22 会议承诺',
    city: '140200',
    leadUnit: '大同市生态环境局',
    ownerPost: '市局局长',
    deadline: '2021-07-30',
    measure: { kind: 'text', text: '全部安装' },
    ...change,
  });

/** Steps a task through its life, each by who may. */
export function lifeOf(platform: TestPlatform, cast: Cast) {
  const { db } = platform;
  const read = (who: Someone, id: number): Promise<Task> => readTask(db, who(), id, 'zh');
  const revision = async (id: number) => (await read(cast.dispatch, id)).revision;
  const draft = (change: Partial<NewTaskOutput> = {}) => createTask(db, cast.dispatch(), newTask(change));
  const issued = async (change: Partial<NewTaskOutput> = {}) => {
    const id = await draft(change);
    return issueTask(db, cast.dispatch(), id, await revision(id));
  };
  const working = async (change: Partial<NewTaskOutput> = {}) => {
    const id = await issued(change);
    return signTask(db, cast.datong(), id, await revision(id));
  };
  const report = async (id: number, progress: number | null, who: Someone = cast.datong) => {
    await reportOnTask(db, who(), id, {
      kind: 'progress',
      text: '按计划推进',
      progress,
      value: null,
      files: [],
      revision: await revision(id),
    });
    return (await read(cast.dispatch, id)).reports[0]!.id;
  };
  const accept = async (id: number, reportId: number, who: Someone = cast.second) =>
    judgeReport(db, who(), id, reportId, { accept: true, reason: '', revision: await revision(id) });
  const applied = async (change: Partial<NewTaskOutput> = {}) => {
    const id = await working(change);
    return applyForClose(db, cast.datong(), id, { note: '已完成', files: [], revision: await revision(id) });
  };
  const verdict = { pass: true, note: '现场核实', reason: '' };
  const checked = async (change: Partial<NewTaskOutput> = {}) => {
    const id = await applied(change);
    return checkTask(db, cast.dispatch(), id, { ...verdict, revision: await revision(id) });
  };
  const closed = async (change: Partial<NewTaskOutput> = {}) => {
    const id = await checked(change);
    return closeTask(db, cast.second(), id, { ...verdict, revision: await revision(id) });
  };
  return { read, revision, draft, issued, working, report, accept, applied, checked, closed, verdict };
}
