import { z } from 'zod';
import { settingType } from '../../platform/settings/settings.ts';

/** 佐证上传限制. */
export const evidenceSetting = settingType({
  key: 'items.evidence',
  schema: z.object({
    /** Largest file in megabytes. */
    mostMegabytes: z.number().int().min(1).max(200),
    /** Most pieces with one item. */
    mostPieces: z.number().int().min(1).max(2000),
    /** Pictures that differ by at most so many of 64 bits look alike. */
    alikeBits: z.number().int().min(0).max(16),
  }),
  standard: { mostMegabytes: 20, mostPieces: 200, alikeBits: 4 },
});
