import { z } from 'zod';
import { settingType } from '../../platform/settings/settings.ts';

/** 月报认可: a report that nobody has returned counts as accepted after so many working days; 0: never by itself. */
export const reportSetting = settingType({
  key: 'items.reports',
  schema: z.object({ autoAcceptDays: z.number().int().min(0).max(60) }),
  standard: { autoAcceptDays: 5 },
});
