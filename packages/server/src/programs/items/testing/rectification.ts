/** A small rectification program (督察整改 in miniature) with evidence, standards and four eyes, for tests. */
import type { NewItem } from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import type { z } from 'zod';
import type { TestPlatform } from '../../../../test/harness/platform.ts';
import { NORTH } from '../../../accounts/testing/small-province.ts';

const word = (zh: string, en: string) => ({ zh, en });

export const rectification: ProgramDefinition = {
  format: 1,
  key: 'small-rectification',
  name: word('督察整改', 'Inspection rectification'),
  shortName: word('督察整改', 'Inspection'),
  purpose: word('督察反馈问题整改', 'Problems an inspection has found'),
  basis: 'DIS-4.1',
  subject: 'problem',
  counter: '项',
  fields: [
    {
      key: 'round',
      name: word('轮次', 'Round'),
      type: 'text',
      unit: null,
      source: 'issued',
      required: 'always',
    },
    {
      key: 'problem',
      name: word('问题原文', 'Problem'),
      type: 'longText',
      unit: null,
      source: 'issued',
      required: 'always',
    },
    {
      key: 'fines',
      name: word('罚款', 'Fines'),
      type: 'number',
      unit: '万元',
      decimals: 2,
      source: 'reported',
      required: 'never',
      min: 0,
      cumulative: true,
    },
    {
      key: 'cases',
      name: word('立案', 'Cases'),
      type: 'integer',
      unit: '件',
      source: 'reported',
      required: 'report',
      min: 0,
      cumulative: true,
    },
    { key: 'firm', name: word('企业', 'Firm'), type: 'text', unit: null, source: 'once', required: 'never' },
    {
      key: 'perCase',
      name: word('案均', 'Per case'),
      type: 'number',
      unit: '万元',
      decimals: 2,
      source: 'computed',
      required: 'never',
      formula: { ratio: [{ field: 'fines' }, { field: 'cases' }] },
    },
  ],
  identity: ['round', 'problem'],
  titleField: 'problem',
  measures: [
    {
      key: 'closed',
      name: word('销号率', 'Closed'),
      unit: '%',
      role: 'progress',
      better: 'more',
      of: { kind: 'ratio', done: { count: { state: ['closed', 'lookBack'] } }, planned: { count: 'all' } },
    },
  ],
  milestones: [],
  alarms: [
    {
      key: 'unpunished',
      name: word('立案未罚', 'Cases without a fine'),
      when: {
        all: [
          { op: 'gt', left: { field: 'cases' }, right: { constant: 5 } },
          { op: 'eq', left: { field: 'fines' }, right: { constant: 0 } },
        ],
      },
      severity: 'yellow',
      amount: { field: 'cases' },
      unit: '件',
    },
  ],
  questions: [
    {
      key: 'manyCases',
      when: {
        op: 'gt',
        left: { minus: [{ field: 'cases' }, { previous: 'cases' }] },
        right: { constant: 10 },
      },
      say: word(
        '立案从 {previous.cases} 到 {cases}，一个月多出 10 件以上，对吗？',
        'Cases from {previous.cases} to {cases}: right?',
      ),
      causes: [word('集中执法', 'A campaign')],
    },
    {
      key: 'cleanAir',
      when: {
        op: 'gt',
        left: { reading: { pollutant: 'pm25', statistic: 'exceedingDays' } },
        right: { constant: 3 },
      },
      say: word('本市本月 PM2.5 超标多，整改是否到位？', 'Many days over the limit: is it really fixed?'),
      causes: [word('外来输送', 'Carried in')],
    },
  ],
  checks: [
    {
      key: 'finesWithoutCase',
      field: 'fines',
      when: {
        all: [
          { op: 'gt', left: { field: 'fines' }, right: { constant: 0 } },
          { op: 'eq', left: { field: 'cases' }, right: { constant: 0 } },
        ],
      },
      say: word('罚款 {fines} 万元，立案却是 0 件', 'Fined {fines}, no case'),
    },
  ],
  evidence: [
    {
      key: 'photos',
      name: word('改前改后照片', 'Before and after'),
      badge: '照',
      kind: 'photoPair',
      neededFor: 'closeOut',
      atLeast: 1,
      why: word('看得出改没改', 'Shows the change'),
    },
    {
      key: 'visit',
      name: word('核查记录', 'Visit record'),
      badge: '核',
      kind: 'document',
      neededFor: 'cityCheck',
      atLeast: 1,
      why: word('谁去看过', 'Who went'),
    },
  ],
  standards: [
    { key: 'measures', name: word('措施全部落实', 'Measures carried out') },
    { key: 'punished', name: word('违法依法处罚', 'Violations punished') },
  ],
  life: {
    acceptance: 'province',
    coSign: true,
    noticeDays: 5,
    lookBackMonths: [6, 12],
    lookBackShare: 10,
    standing: true,
    siteVisitors: 2,
    stageField: null,
  },
  debt: { by: 'items', unit: '项' },
  ranking: { steps: [{ by: 'overdue' }, { by: 'measure', measure: 'closed' }], atLeast: 5 },
  reporting: { every: 'month', dueDay: 5, people: 1 },
  sunset: '2027-12-31',
};

/** The program and its version 1, active. */
export async function insertRectification(
  { db, clock }: TestPlatform,
  definition = rectification,
): Promise<void> {
  const by = { created_by: 'test', created_at: clock.now() };
  await db
    .insertInto('program')
    .values({
      key: definition.key,
      version: 1,
      state: 'active',
      year: 2026,
      sort: 1,
      office: '督察办',
      ...by,
    })
    .execute();
  await db
    .insertInto('program_version')
    .values({
      program_key: definition.key,
      version: 1,
      definition: JSON.stringify(definition),
      note: '新建',
      ...by,
    })
    .execute();
}

/** An item as an office writes it. */
export function problem(
  text: string,
  change: Partial<z.output<typeof NewItem>> = {},
): z.output<typeof NewItem> {
  return {
    values: { round: '二轮', problem: text },
    city: NORTH,
    county: '910101',
    township: null,
    site: '污水厂',
    longitude: null,
    latitude: null,
    level: 'province',
    kind: 'dated',
    sourceDocument: '督察反馈意见',
    sourceClause: '二（一）',
    problem: null,
    target: '旱天不溢流',
    leadUnit: '县水务局',
    supportingUnits: [],
    leaderPost: null,
    supervisorUnit: null,
    acceptorUnit: null,
    startOn: null,
    deadline: '2026-12-31',
    nationalDeadline: null,
    measures: [],
    ...change,
  };
}
