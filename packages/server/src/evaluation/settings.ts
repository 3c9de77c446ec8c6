import { DEFAULT_AIR_POLICY, EDITION_IDS } from '@qingzhang/standards';
import { z } from 'zod';
import { settingType } from '../platform/settings/settings.ts';

/** 评价口径: what the standards leave open (AirPolicy), and whether evaluation deducts dust (AIR-5.1). */
export const EvaluationPolicy = z.object({
  edition: z.enum(['auto', ...EDITION_IDS]),
  periodEdition: z.enum(['end', 'start']),
  hourlyPmBasis: z.enum(['hour1', 'running24h']),
  hourlyO3: z.enum(['hour1', 'hour1+running8h']),
  dailyO3: z.enum(['mda8', 'mda8+max1h']),
  missingDay: z.enum(['publishAbove100', 'publishAny', 'publishNone']),
  chain: z.enum(['unrounded', 'roundedDaily']),
  attainment: z.enum(['hj663', 'communique']),
  indexInput: z.enum(['unrounded', 'published']),
  indexWeights: z.enum(['plain', 'weighted2026']),
  provinceIndex: z.enum(['meanOfIndices', 'indexOfMeans']),
  dustDays: z.enum(['asMeasured', 'deducted']),
  dustMonthValidity: z.enum(['accounted', 'missing']),
  multiMonthValidity: z.enum(['everyMonth', 'anyDay']),
  dust: z.enum(['deducted', 'measured']),
});
export type EvaluationPolicy = z.infer<typeof EvaluationPolicy>;

export const evaluationPolicy = settingType<EvaluationPolicy>({
  key: 'evaluation.policy',
  schema: EvaluationPolicy,
  standard: { ...DEFAULT_AIR_POLICY, dust: 'deducted' },
});
