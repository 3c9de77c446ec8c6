/** 专项定义 as it goes over the wire: the same shape as the domain's types, checked at the edge. */
import type { Condition, ProgramDefinition, Term } from '@qingzhang/domain';
import { itemStates } from '@qingzhang/domain';
import { z } from 'zod';

/** A word in both languages. */
export const Words = z.object({ zh: z.string().trim().min(1).max(400), en: z.string().trim().max(400) });
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
/** A program's key: `clean-heating`. */
export const ProgramKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const day = z.iso.date();

export const TermSchema: z.ZodType<Term> = z.lazy(() =>
  z.union([
    z.strictObject({ constant: z.number() }),
    z.strictObject({ field: key }),
    z.strictObject({ previous: key }),
    z.strictObject({
      reading: z.strictObject({
        pollutant: z.enum(['pm25', 'pm10', 'o3', 'no2', 'so2', 'co']),
        statistic: z.enum(['exceedingDays', 'level']),
      }),
    }),
    z.strictObject({ sum: z.array(TermSchema).max(20) }),
    z.strictObject({ minus: z.tuple([TermSchema, TermSchema]) }),
    z.strictObject({ times: z.tuple([TermSchema, TermSchema]) }),
    z.strictObject({ ratio: z.tuple([TermSchema, TermSchema]) }),
  ]),
);

export const ConditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({
      op: z.enum(['gt', 'ge', 'lt', 'le', 'eq', 'ne']),
      left: TermSchema,
      right: TermSchema,
    }),
    z.strictObject({ all: z.array(ConditionSchema).max(20) }),
    z.strictObject({ any: z.array(ConditionSchema).max(20) }),
    z.strictObject({ not: ConditionSchema }),
    z.strictObject({ filled: key }),
    z.strictObject({ empty: key }),
    z.strictObject({ is: key, in: z.array(z.string().max(80)).max(50) }),
    z.strictObject({ state: z.array(z.enum(itemStates)) }),
    z.strictObject({ overdue: z.literal(true) }),
  ]),
);

const Choice = z.object({
  key: z.string().min(1).max(80),
  name: Words,
  also: z.array(z.string().max(80)).optional(),
});

export const FieldSchema = z.object({
  key,
  name: Words,
  type: z.enum(['text', 'longText', 'integer', 'number', 'date', 'month', 'choice', 'yesNo', 'link']),
  unit: z.string().max(40).nullable(),
  source: z.enum(['issued', 'once', 'reported', 'computed']),
  decimals: z.number().int().min(0).max(6).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().min(1).max(20_000).optional(),
  choices: z.array(Choice).max(200).optional(),
  formula: TermSchema.optional(),
  required: z.enum(['never', 'always', 'report', 'closeOut']),
  cumulative: z.boolean().optional(),
  also: z.array(z.string().max(80)).max(50).optional(),
  group: Words.optional(),
  use: Words.optional(),
  listed: z.boolean().optional(),
});

const Aggregate = z.union([
  z.strictObject({ count: z.union([z.literal('all'), ConditionSchema]) }),
  z.strictObject({ sum: TermSchema, where: ConditionSchema.optional() }),
]);

export const MeasureSchema = z.object({
  key,
  name: Words,
  unit: z.string().max(40).nullable(),
  role: z.enum(['progress', 'companion', 'figure']),
  better: z.enum(['more', 'less']),
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('amount'), amount: Aggregate }),
    z.object({ kind: z.literal('ratio'), done: Aggregate, planned: Aggregate }),
    z.object({
      kind: z.literal('weighted'),
      parts: z
        .array(
          z.object({
            name: Words,
            unit: z.string().max(40),
            weight: z.number().positive(),
            done: Aggregate,
            planned: Aggregate,
          }),
        )
        .min(1)
        .max(20),
    }),
  ]),
});

export const ProgramDefinitionSchema = z
  .object({
    format: z.literal(1),
    key: ProgramKey,
    name: Words,
    shortName: Words,
    purpose: Words,
    basis: z.string().max(1000),
    subject: z.enum([
      'county',
      'firm',
      'village',
      'outlet',
      'project',
      'section',
      'point',
      'case',
      'lead',
      'problem',
      'member',
    ]),
    counter: z.string().trim().min(1).max(10),
    fields: z.array(FieldSchema).min(1).max(120),
    identity: z.array(key).min(1).max(6),
    titleField: key,
    measures: z.array(MeasureSchema).max(30),
    milestones: z.array(z.object({ day, share: z.number().min(0).max(100), name: Words.optional() })).max(60),
    alarms: z
      .array(
        z.object({
          key,
          name: Words,
          when: ConditionSchema,
          severity: z.enum(['red', 'yellow', 'mark']),
          amount: TermSchema.optional(),
          unit: z.string().max(40).optional(),
        }),
      )
      .max(30),
    questions: z
      .array(z.object({ key, when: ConditionSchema, say: Words, causes: z.array(Words).max(12) }))
      .max(40),
    checks: z.array(z.object({ key, field: key, when: ConditionSchema, say: Words })).max(40),
    evidence: z
      .array(
        z.object({
          key,
          name: Words,
          badge: z.string().trim().min(1).max(2),
          kind: z.enum([
            'photoPair',
            'photo',
            'testReport',
            'acceptance',
            'invoice',
            'permit',
            'penalty',
            'shutdown',
            'satellite',
            'satisfaction',
            'notice',
            'rule',
            'survey',
            'signature',
            'document',
          ]),
          neededFor: z.enum(['closeOut', 'cityCheck', 'acceptance', 'never']),
          atLeast: z.number().int().min(0).max(50),
          why: Words,
          position: z.boolean().optional(),
        }),
      )
      .max(30),
    standards: z.array(z.object({ key, name: Words })).max(20),
    life: z.object({
      acceptance: z.enum(['province', 'city']),
      coSign: z.boolean(),
      noticeDays: z.number().int().min(0).max(60),
      lookBackMonths: z.array(z.number().int().min(1).max(60)).max(6),
      lookBackShare: z.number().min(0).max(100),
      standing: z.boolean(),
      siteVisitors: z.number().int().min(0).max(10),
      stageField: key.nullable(),
    }),
    debt: z.discriminatedUnion('by', [
      z.object({
        by: z.literal('items'),
        unit: z.string().min(1).max(10),
        /** Percent done of an open item; its list of measures where absent. */
        progress: TermSchema.optional(),
      }),
      z.object({
        by: z.literal('quantity'),
        unit: z.string().min(1).max(10),
        planned: TermSchema,
        done: TermSchema,
      }),
    ]),
    ranking: z.object({
      steps: z
        .array(
          z.discriminatedUnion('by', [
            z.object({ by: z.literal('measure'), measure: key }),
            z.object({ by: z.literal('overdue') }),
            z.object({ by: z.literal('rebound') }),
            z.object({ by: z.literal('alarm'), alarm: key }),
          ]),
        )
        .min(1)
        .max(8),
      /** DIS-5.3: no rank below this many items. */
      atLeast: z.number().int().min(1).max(1000),
    }),
    reporting: z.object({
      every: z.enum(['month', 'week', 'none']),
      dueDay: z.number().int().min(1).max(31),
      people: z.number().int().min(0).max(100_000),
    }),
    /** Percent of a city's open items overdue above which its lamp is red; 20 unless said. */
    overdueRed: z.number().min(0).max(100).optional(),
    sunset: day,
  })
  .meta({ id: 'ProgramDefinition' });

/** A definition that has passed the schema, in the domain's words. */
export function parseDefinition(raw: unknown): ProgramDefinition {
  // `exactOptionalPropertyTypes`: absent and undefined are told apart by the JSON round trip.
  return JSON.parse(JSON.stringify(ProgramDefinitionSchema.parse(raw)));
}
