import { TaskSettings } from '@qingzhang/contract';
import { standardLadder, standardLampBands } from '@qingzhang/domain';
import { settingType } from '../platform/settings/settings.ts';

/** 任务的可调参数: limits of the lamps, days of the ladder, look-back, guards (DIS-2.2, DIS-2.3, DIS-3.2, DIS-14.3). */
export const taskSettings = settingType<TaskSettings>({
  key: 'tasks.rules',
  schema: TaskSettings,
  standard: {
    lamps: standardLampBands,
    ladder: { ...standardLadder, replyDays: 3, holdDays: 10 },
    lift: { points: 5, months: 2 },
    lookBack: { months: [3, 6, 12], samplePercent: 10 },
    selfDeadlineWorkdays: 5,
    superiorAfterHours: 24,
  },
});
