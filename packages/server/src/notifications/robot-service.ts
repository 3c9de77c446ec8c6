/** Groups' robots: entered, changed, tried. Address and key go in and never come out. */
import { AppError, type NewRobot, type Robot, roleNames } from '@qingzhang/contract';
import type { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { seal } from '../session/secret-box.ts';
import { asService, findRobot, robotSeal, withoutSecrets } from './deliveries.ts';
import { checkRobotAddress, hintOf } from './robot-address.ts';
import { sayInGroup } from './robots.ts';

export async function listRobots(db: Db): Promise<Robot[]> {
  const rows = await db.selectFrom('webhook').selectAll().orderBy('id').limit(500).execute();
  return rows.map((row) => ({
    id: row.id,
    service: asService(row.service),
    name: row.name,
    hint: row.url_hint,
    signed: row.key_sealed !== null,
    regionCode: row.region_code,
    role: roleNames.find((name) => name === row.role) ?? null,
    enabled: row.enabled,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }));
}

/** Enter a robot; an address that may not be called is refused with the reason. */
export async function addRobot(
  { db, config }: Platform,
  robot: z.output<typeof NewRobot>,
  call: Call,
): Promise<Robot> {
  const { service, name, regionCode, role, key } = robot;
  const checked = checkRobotAddress(robot.url, service, config.webhookHosts);
  if ('fault' in checked) {
    throw new AppError('robot.address', { fault: checked.fault, hosts: config.webhookHosts.join(', ') });
  }
  await knownRegion(db, regionCode);
  return transaction(db, async (trx) => {
    const { id } = await trx
      .insertInto('webhook')
      .values({
        service,
        name,
        url_sealed: seal(config, robotSeal.url, Buffer.from(checked.url.href)),
        url_hint: hintOf(checked.url, service),
        key_sealed: key === null ? null : seal(config, robotSeal.key, Buffer.from(key)),
        region_code: regionCode,
        role,
        changed_by: call.actor.post,
        changed_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const detail = { service, name, regionCode, role, host: checked.url.host };
    await audit(trx, call, { action: 'robot.add', objectType: 'robot', objectId: id, detail });
    return one(trx, id);
  });
}

/** What may be changed of a robot; what is left out stays. */
export type RobotChange = {
  readonly [K in 'name' | 'regionCode' | 'role' | 'enabled']?: Robot[K] | undefined;
};

export async function changeRobot(db: Db, id: number, change: RobotChange, call: Call): Promise<Robot> {
  await knownRegion(db, change.regionCode ?? null);
  return transaction(db, async (trx) => {
    const { name, regionCode, role, enabled } = change;
    const { numUpdatedRows } = await trx
      .updateTable('webhook')
      .set({
        ...(name === undefined ? {} : { name }),
        ...(regionCode === undefined ? {} : { region_code: regionCode }),
        ...(role === undefined ? {} : { role }),
        ...(enabled === undefined ? {} : { enabled }),
        changed_by: call.actor.post,
        changed_at: call.at,
      })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('thing.notFound', { what: 'robot', id });
    await audit(trx, call, {
      action: 'robot.change',
      objectType: 'robot',
      objectId: id,
      detail: { ...change },
    });
    return one(trx, id);
  });
}

/** Say in the group that the robot works; the audit log keeps that it was tried. */
export async function tryRobot(
  { db, config }: Platform,
  id: number,
  call: Call,
): Promise<{ said: boolean; reason: string | null }> {
  const robot = await findRobot(db, config, id);
  if (robot === null) throw new AppError('thing.notFound', { what: 'robot', id });
  await audit(db, call, { action: 'robot.try', objectType: 'robot', objectId: id });
  try {
    await sayInGroup(robot, '【青账】群机器人已接通。', { at: call.at, allowed: config.webhookHosts });
    return { said: true, reason: null };
  } catch (error) {
    return { said: false, reason: withoutSecrets(error, robot.secrets) };
  }
}

async function one(db: Db, id: number): Promise<Robot> {
  const robot = (await listRobots(db)).find((row) => row.id === id);
  if (robot === undefined) throw new AppError('thing.notFound', { what: 'robot', id });
  return robot;
}

async function knownRegion(db: Db, code: string | null): Promise<void> {
  if (code === null) return;
  const row = await db.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'region', id: code });
}
