import { describe, expect, it } from 'vitest';
import { checkDefinition, type FindingCode, sayFinding } from './check.ts';
import type { Field, Measure, ProgramDefinition } from './definition.ts';

const field = (key: string, more: Partial<Field> = {}): Field => ({
  key,
  name: { zh: `字段${key}`, en: key },
  type: 'integer',
  unit: null,
  source: 'reported',
  required: 'never',
  ...more,
});
const progress: Measure = {
  key: 'share',
  name: { zh: '完成率', en: 'Done' },
  unit: '%',
  role: 'progress',
  better: 'more',
  of: { kind: 'ratio', done: { sum: { field: 'done' } }, planned: { sum: { field: 'planned' } } },
};
/** A small program in which nothing is wrong. */
const sound: ProgramDefinition = {
  format: 1,
  key: 'small',
  name: { zh: '小专项', en: 'Small' },
  shortName: { zh: '小', en: 'Small' },
  purpose: { zh: '试', en: 'Try' },
  basis: '',
  subject: 'village',
  counter: '村',
  fields: [
    field('village', { type: 'text', source: 'issued', required: 'always' }),
    field('planned', { source: 'issued' }),
    field('done'),
    field('kind', {
      type: 'choice',
      choices: [
        { key: 'a', name: { zh: '甲', en: 'A' } },
        { key: 'b', name: { zh: '乙', en: 'B' } },
      ],
    }),
    field('left', {
      type: 'number',
      source: 'computed',
      formula: { minus: [{ field: 'planned' }, { field: 'done' }] },
    }),
  ],
  identity: ['village'],
  titleField: 'village',
  measures: [progress],
  milestones: [
    { day: '2021-03-31', share: 0 },
    { day: '2021-12-31', share: 100 },
  ],
  alarms: [],
  questions: [],
  checks: [],
  evidence: [],
  standards: [],
  life: {
    acceptance: 'province',
    coSign: true,
    noticeDays: 5,
    lookBackMonths: [3, 6],
    lookBackShare: 10,
    standing: false,
    siteVisitors: 2,
    stageField: null,
  },
  debt: { by: 'items', unit: '村' },
  ranking: { steps: [{ by: 'measure', measure: 'share' }], atLeast: 5 },
  reporting: { every: 'month', dueDay: 5, people: 10 },
  sunset: '2022-03-31',
};
const codes = (changes: Partial<ProgramDefinition>, today: string | null = null): FindingCode[] =>
  checkDefinition({ ...sound, ...changes }, today).map(({ code }) => code);
const withField = (one: Field) => ({ fields: [...sound.fields, one] });
const say = (zh: string) => ({ zh, en: 'x' });
const done = { op: 'gt', left: { field: 'done' }, right: { constant: 1 } } as const;

describe('the check of a definition', () => {
  it('finds nothing in a sound one', () => {
    expect(checkDefinition(sound, '2021-06-30')).toEqual([]);
  });

  const wrong: [FindingCode, Partial<ProgramDefinition>][] = [
    ['field.repeated', withField(field('done', { name: { zh: '别名', en: 'other' } }))],
    ['field.sameName', withField(field('again', { name: { zh: '字段done', en: 'x' } }))],
    [
      'field.unknown',
      { debt: { by: 'quantity', unit: '户', planned: { field: 'ghost' }, done: { field: 'done' } } },
    ],
    [
      'field.notNumber',
      {
        alarms: [
          {
            key: 'a',
            name: say('警'),
            severity: 'red',
            when: { op: 'gt', left: { field: 'village' }, right: { constant: 1 } },
          },
        ],
      },
    ],
    [
      'field.notChoice',
      { alarms: [{ key: 'a', name: say('警'), severity: 'red', when: { is: 'done', in: ['x'] } }] },
    ],
    [
      'field.choiceUnknown',
      { alarms: [{ key: 'a', name: say('警'), severity: 'red', when: { is: 'kind', in: ['c'] } }] },
    ],
    ['field.cycle', withField(field('self', { source: 'computed', formula: { sum: [{ field: 'self' }] } }))],
    ['field.noFormula', withField(field('none', { source: 'computed' }))],
    ['field.formulaIdle', withField(field('idle', { formula: { constant: 1 } }))],
    ['field.noChoices', withField(field('pick', { type: 'choice' }))],
    [
      'field.choiceRepeated',
      withField(
        field('pick', {
          type: 'choice',
          choices: [
            { key: 'a', name: say('甲') },
            { key: 'a', name: say('乙') },
          ],
        }),
      ),
    ],
    ['field.range', withField(field('span', { min: 2, max: 1 }))],
    ['key.repeated', { measures: [progress, { ...progress, role: 'figure' }] }],
    ['title.unknown', { titleField: 'ghost' }],
    ['identity.unknown', { identity: ['ghost'] }],
    ['identity.changes', { identity: ['done'] }],
    ['identity.optional', { identity: ['planned'] }],
    ['measure.unknown', { ranking: { steps: [{ by: 'measure', measure: 'ghost' }], atLeast: 5 } }],
    ['alarm.unknown', { ranking: { steps: [{ by: 'alarm', alarm: 'ghost' }], atLeast: 5 } }],
    [
      'measure.reading',
      {
        measures: [
          progress,
          {
            ...progress,
            key: 'air',
            role: 'figure',
            of: { kind: 'amount', amount: { sum: { reading: { pollutant: 'o3', statistic: 'level' } } } },
          },
        ],
      },
    ],
    ['progress.missing', { measures: [{ ...progress, role: 'figure' }] }],
    ['progress.several', { measures: [progress, { ...progress, key: 'two' }] }],
    ['progress.amount', { measures: [{ ...progress, of: { kind: 'amount', amount: { count: 'all' } } }] }],
    [
      'milestone.order',
      {
        milestones: [
          { day: '2021-12-31', share: 0 },
          { day: '2021-12-31', share: 100 },
        ],
      },
    ],
    [
      'milestone.falls',
      {
        milestones: [
          { day: '2021-05-31', share: 50 },
          { day: '2021-06-30', share: 40 },
          { day: '2021-12-31', share: 100 },
        ],
      },
    ],
    [
      'milestone.beyond',
      {
        milestones: [
          { day: '2021-03-31', share: -5 },
          { day: '2021-12-31', share: 100 },
        ],
      },
    ],
    ['milestone.short', { milestones: [{ day: '2021-12-31', share: 90 }] }],
    ['sunset.early', { sunset: '2021-12-30' }],
    ['stage.notChoice', { life: { ...sound.life, stageField: 'done' } }],
    ['say.unknown', { questions: [{ key: 'q', when: done, say: say('{ghost} 户？'), causes: [] }] }],
    ['check.unknown', { checks: [{ key: 'c', field: 'ghost', when: done, say: say('不对') }] }],
    [
      'reporting.nothing',
      {
        fields: sound.fields.map((one) =>
          one.source === 'reported' ? { ...one, source: 'once' as const } : one,
        ),
      },
    ],
    ['reporting.heavy', { reporting: { every: 'month', dueDay: 5, people: 2501 } }],
    ['lookBack.order', { life: { ...sound.life, lookBackMonths: [6, 3] } }],
    ['aggregate.empty', { alarms: [{ key: 'a', name: say('警'), severity: 'red', when: { all: [] } }] }],
  ];
  it.each(wrong)('finds %s', (code, changes) => {
    expect(codes(changes)).toEqual([code]);
  });

  it('finds a sunset that has passed only when it knows the day', () => {
    expect(codes({}, '2022-04-01')).toEqual(['sunset.past']);
    expect(codes({}, '2022-03-31')).toEqual([]);
  });

  it('finds a computed field that reads one computed after it, not one before', () => {
    const before = field('twice', {
      source: 'computed',
      formula: { sum: [{ field: 'left' }, { field: 'left' }] },
    });
    expect(codes({ fields: [...sound.fields, before] })).toEqual([]);
    expect(codes({ fields: [before, ...sound.fields] })).toEqual(['field.cycle']);
  });

  it('last month’s own value is no circle', () => {
    const grown = field('grown', {
      source: 'computed',
      formula: { sum: [{ previous: 'grown' }, { field: 'done' }] },
    });
    expect(codes({ fields: [...sound.fields, grown] })).toEqual([]);
  });

  it('says what is wrong, where, in both languages', () => {
    const [finding] = checkDefinition({ ...sound, titleField: 'ghost' });
    expect(finding).toMatchObject({ path: 'titleField', severity: 'error' });
    if (finding === undefined) throw new Error('nothing found');
    expect(sayFinding(finding, 'zh')).toBe('标题字段 ghost 不存在。');
    expect(sayFinding(finding, 'en')).toBe('The title field ghost does not exist.');
  });
});
