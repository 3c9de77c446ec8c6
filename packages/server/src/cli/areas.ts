import { registerAccountCommands } from '../accounts/cli.ts';
import { targetRegister } from '../accounts/targets/register.ts';
import { registerBulletinCommands } from '../bulletins/cli.ts';
import { registerDemoCommands } from '../demo/cli.ts';
import { loadDemo } from '../demo/load.ts';
import { knownDemoLogins } from '../demo/users.ts';
import { registerEvaluationCommands } from '../evaluation/cli.ts';
import { reevaluate } from '../evaluation/reevaluate.ts';
import { failLostBatches } from '../intake/batches.ts';
import { intakeCommands } from '../intake/cli.ts';
import { ensureProvince } from '../intake/presets.ts';
import { registerMeetingCommands } from '../meetings/cli.ts';
import { systemActor } from '../platform/actor.ts';
import { ensureCalendar } from '../platform/calendar/calendar.ts';
import type { Platform } from '../platform/platform.ts';
import { registerDefinitionCommands } from '../programs/definitions/cli.ts';
import { registerLedgerImportCommands } from '../programs/import/cli.ts';
import { dustRegister } from '../readings/dust-file.ts';
import { registerReleaseCommands } from '../releases/cli.ts';
import { registerAuditCommands, registerUserCommands } from '../session/cli.ts';
import type { Login } from '../session/login.ts';
import { registerTaskCommands } from '../tasks/cli.ts';
import { ensureTaskSubject } from '../tasks/nightly.ts';
import type { CommandRegistration } from './command.ts';

/** Each area's commands, in the order of `--help`. */
export const areaCommands: readonly CommandRegistration[] = [
  registerUserCommands,
  registerAuditCommands,
  intakeCommands({
    onTouched: reevaluate,
    registers: [
      { command: 'dust-events', summary: '沙尘事件清单 · dust events', register: dustRegister(reevaluate) },
      { command: 'targets', summary: '约束性指标 · binding targets', register: targetRegister() },
    ],
  }),
  registerEvaluationCommands,
  registerAccountCommands,
  registerBulletinCommands,
  registerTaskCommands,
  registerMeetingCommands,
  registerReleaseCommands,
  registerLedgerImportCommands,
  registerDefinitionCommands,
  registerDemoCommands,
];

/** What must stand in the database before anything else (regions of the province …); each run must be harmless. */
export const areaPreparations: readonly ((platform: Platform) => Promise<void>)[] = [
  (platform) => ensureProvince(platform.db, platform.config.province),
  async (platform) => {
    const call = { actor: systemActor('system'), requestId: null, at: platform.clock.now() };
    await ensureCalendar(platform.db, call);
  },
  async (platform) => void (await failLostBatches(platform.db)),
  (platform) => ensureTaskSubject(platform.db),
];

export type { Login };

/** Fills an empty system with the demonstration province, saying how far it is; returns its logins. */
export type DemoLoader = (
  platform: Platform,
  report: (line: string) => void,
  signal: AbortSignal,
) => Promise<readonly Login[]>;

/** Logins of a demonstration that anybody may know. */
export const openLogins: (platform: Platform) => Promise<readonly Login[]> = ({ db }) => knownDemoLogins(db);

/** The demo's loader, for `serve --demo-on-first-start`. */
export const demoLoader: DemoLoader = loadDemo;
