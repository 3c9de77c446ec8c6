/** How the meeting stands in time: used and planned for each item, when it will end, how far from the plan. */
import type { StageAgendaItem, StageState } from '@qingzhang/contract';
import { remainingOf, usedOf } from './clock.ts';

export interface AgendaTime {
  readonly item: StageAgendaItem;
  readonly children: readonly AgendaTime[];
  readonly usedSeconds: number;
  readonly plannedSeconds: number;
  readonly state: 'done' | 'now' | 'ahead';
}

/** The agenda as a tree, in its order. An item with speakers below it has their minutes, not its own. */
export function agendaTimes(
  stage: Pick<StageState, 'agenda' | 'agendaItem' | 'timer'>,
  now: number,
): AgendaTime[] {
  const times = (parent: number | null): AgendaTime[] =>
    stage.agenda
      .filter((item) => item.parent === parent)
      .map((item) => {
        const children = times(item.id);
        const running = stage.agendaItem === item.id || children.some(({ state }) => state === 'now');
        const below = sum(children.map(({ plannedSeconds }) => plannedSeconds));
        return {
          item,
          children,
          // What its speakers used is counted in by the server; the running stretch is the clock's.
          usedSeconds: item.usedSeconds + (running ? stretch(stage.timer, now) : 0),
          plannedSeconds: below > 0 ? below : item.minutes * 60,
          state: running
            ? 'now'
            : item.endedAt !== null ||
                (children.length > 0 && children.every(({ state }) => state === 'done'))
              ? 'done'
              : 'ahead',
        };
      });
  return times(null);
}

/** Seconds of the clock's running stretch. */
function stretch(timer: StageState['timer'], now: number): number {
  return timer === null ? 0 : usedOf(timer, now) - timer.used;
}

/** What can be begun, in order: items without others below them. */
export function leavesOf(times: readonly AgendaTime[]): AgendaTime[] {
  return times.flatMap((one) => (one.children.length === 0 ? [one] : leavesOf(one.children)));
}

/** The item after the running one that has not been; null: nothing is left. */
export function nextItem(times: readonly AgendaTime[], current: number | null): AgendaTime | null {
  const leaves = leavesOf(times);
  const at = leaves.findIndex(({ item }) => item.id === current);
  return leaves.slice(at + 1).find(({ state }) => state === 'ahead') ?? null;
}

export interface Forecast {
  /** Milliseconds of the server's clock. */
  readonly endsAt: number;
  /** Minutes after (positive) or before the planned end. */
  readonly lateMinutes: number;
}

/** When it will end if everybody keeps to the minutes that are left. */
export function forecast(
  stage: Pick<StageState, 'agenda' | 'agendaItem' | 'timer' | 'openedAt' | 'startsAt' | 'minutesPlanned'>,
  now: number,
): Forecast {
  const begins = stage.openedAt === null ? Math.max(now, Date.parse(stage.startsAt)) : now;
  const planned = Date.parse(stage.openedAt ?? stage.startsAt) + stage.minutesPlanned * 60_000;
  const left = leavesOf(agendaTimes(stage, now)).map((one) => {
    if (one.state === 'done') return 0;
    if (one.state === 'now' && stage.timer?.item === one.item.id)
      return Math.max(0, remainingOf(stage.timer, now));
    return Math.max(0, one.plannedSeconds - one.usedSeconds);
  });
  const endsAt = begins + sum(left) * 1000;
  return { endsAt, lateMinutes: Math.round((endsAt - planned) / 60_000) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
