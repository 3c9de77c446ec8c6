/** 可调: what may be set about tasks. */
import { z } from 'zod';

/** 可调: limits of lamps, days of the ladder, look-back, guards. */
export const TaskSettings = z.object({
  lamps: z.object({
    ahead: z.number().min(0).max(100),
    calmGap: z.number().min(0).max(100),
    calmDays: z.number().int().min(0).max(366),
    farGap: z.number().min(0).max(100),
    closeOutDays: z.number().int().min(0).max(366),
    rejections: z.number().int().min(1).max(20),
    yellowMonths: z.number().int().min(2).max(12),
  }),
  /** Working days unless said. */
  ladder: z.object({
    /** Supervision notice so many working days overdue (T+3). */
    superviseOverdue: z.number().int().min(0).max(60),
    /** Supervision notice so many working days after a chase without effect. */
    superviseAfter: z.number().int().min(0).max(60),
    /** Bulletin so many working days overdue (T+7), or so many after the supervision notice. */
    bulletinOverdue: z.number().int().min(0).max(60),
    bulletinAfter: z.number().int().min(0).max(60),
    /** Warning letter from so many red months. */
    warningRedMonths: z.number().int().min(1).max(12),
    /** Summons so many days after the warning letter without improvement. */
    summonsAfter: z.number().int().min(0).max(120),
    /** Days for the reply to each notice. */
    replyDays: z.number().int().min(1).max(60),
    /** Longest holding back, calendar days. */
    holdDays: z.number().int().min(1).max(90),
  }),
  lift: z.object({ points: z.number().min(0).max(100), months: z.number().int().min(1).max(12) }),
  lookBack: z.object({
    /** Months after close-out: 3, 6, 12. */
    months: z.array(z.number().int().min(1).max(36)).min(1).max(6),
    /** Least share of what was closed, in percent. */
    samplePercent: z.number().min(10).max(100),
  }),
  /** A lower level's own deadline is no earlier than so many working days after issue. */
  selfDeadlineWorkdays: z.number().int().min(0).max(60),
  /** Superiors are told so many hours after the responsible. Never under 24. */
  superiorAfterHours: z.number().int().min(24).max(240),
});
export type TaskSettings = z.infer<typeof TaskSettings>;
