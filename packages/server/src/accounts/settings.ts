import { DEFAULT_SETTINGS } from '@qingzhang/domain';
import { z } from 'zod';
import { settingType } from '../platform/settings/settings.ts';

/** 灯的界限: when an account is safe, what its present level is, and whether today's hours count at once. */
export const AccountBands = z.object({
  safePercent: z.number().min(0).max(100),
  safeYearPercent: z.number().min(0).max(100),
  paceDays: z.number().int().min(1).max(31),
  basis: z.enum(['prudent', 'live', 'settled']),
});
export type AccountBands = z.infer<typeof AccountBands>;

export const accountBands = settingType<AccountBands>({
  key: 'accounts.bands',
  schema: AccountBands,
  standard: DEFAULT_SETTINGS,
});
