import { SecurityPolicy } from '@qingzhang/contract';
import type { Db } from '../platform/database/transaction.ts';
import { readSetting, settingType } from '../platform/settings/settings.ts';

/**
 * What holds until the security administrator changes it: GB/T 22239—2019, 8.1.4.1 (level 3) asks for passwords of some
 * complexity, changed regularly, for a limit of failed sign-ins and for sessions that end; the figures are usual ones.
 */
export const securityPolicy = settingType<SecurityPolicy>({
  key: 'security.policy',
  schema: SecurityPolicy,
  standard: {
    password: { minLength: 10, classes: 3, history: 5, maxAgeDays: 90 },
    lock: { failures: 5, minutes: 15 },
    session: { idleMinutes: 60, hours: 12, concurrent: 5 },
    secondFactorRoles: [],
  },
});

export function readSecurityPolicy(db: Db): Promise<SecurityPolicy> {
  return readSetting(db, securityPolicy);
}
