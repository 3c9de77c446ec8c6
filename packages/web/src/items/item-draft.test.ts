import { ProgramDefinitionSchema } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import {
  changesOf,
  draftOfItem,
  emptyItem,
  factsIn,
  faultsOfItem,
  givenFields,
  isTaken,
  itemErrorText,
  ownFacts,
  valuesOfNew,
} from './item-draft.ts';

const words = (zh: string) => ({ zh, en: zh });
const { fields } = ProgramDefinitionSchema.pick({ fields: true }).parse({
  fields: [
    { key: 'site', name: words('村'), type: 'text', unit: null, source: 'issued', required: 'always' },
    {
      key: 'planned',
      name: words('计划'),
      type: 'integer',
      unit: '户',
      source: 'issued',
      required: 'always',
    },
    { key: 'route', name: words('路线'), type: 'text', unit: null, source: 'once', required: 'always' },
    { key: 'done', name: words('完成'), type: 'integer', unit: '户', source: 'reported', required: 'report' },
  ],
});
const definition = { fields, identity: ['site'] };
const draft = { ...emptyItem('140200', ''), texts: { site: ' 石桥村 ', planned: '1,200', route: '' } };

describe('what is given with an item', () => {
  it('has the issued columns and those filled once, and facts the program has no column for', () => {
    expect(givenFields(definition).map(({ key }) => key)).toEqual(['site', 'planned', 'route']);
    expect(ownFacts(definition).has('site')).toBe(false);
    expect(ownFacts(definition).has('township')).toBe(true);
  });

  it('reads figures as people type them and leaves out what is empty', () => {
    expect(valuesOfNew(definition, draft)).toEqual({ site: '石桥村', planned: 1200 });
    const facts = factsIn({ ...draft, supportingUnits: '住建局、 水利局，' });
    expect(facts).toMatchObject({
      county: null,
      township: null,
      deadline: null,
      supportingUnits: ['住建局', '水利局'],
    });
  });

  it('a draft needs what tells it from others; to issue it, all that the program always asks for', () => {
    const missing = (texts: Record<string, string>, whole: boolean) =>
      faultsOfItem(definition, { ...draft, texts }, whole, 'zh').map(({ field }) => field);
    expect(missing({ site: '石桥村' }, false)).toEqual([]);
    expect(missing({ site: '石桥村' }, true)).toEqual(['planned']);
    expect(missing({ planned: '5' }, false)).toEqual(['site']);
    expect(missing({ site: '石桥村', planned: '五户' }, false)).toEqual(['planned']);
  });
});

describe('a change of what was given', () => {
  const item = {
    ...factsIn(draft),
    city: '140200',
    leadUnit: '能源局',
    deadline: '2026-10-31',
    values: { site: '石桥村', planned: 100, done: 7 },
    definition,
  };

  it('names only what differs', () => {
    const before = draftOfItem(item);
    expect(changesOf(item, before)).toEqual({});
    expect(
      changesOf(item, {
        ...before,
        facts: { ...before.facts, deadline: '2026-11-30', leadUnit: ' ' },
        texts: { ...before.texts, planned: '120' },
      }),
    ).toEqual({ deadline: '2026-11-30', leadUnit: null, values: { planned: 120 } });
  });
});

it('a refusal of the server is said in words; another item of the same identity is told apart', () => {
  const error = new ApiError('thing.invalid', { what: 'item', reason: 'leadUnitMissing' });
  expect(itemErrorText(error, 'zh')).not.toBe('');
  expect(itemErrorText(new ApiError('thing.notFound', {}), 'zh')).toBe('');
  expect(isTaken(new ApiError('thing.invalid', { reason: 'identityTaken' }))).toBe(true);
  expect(isTaken(error)).toBe(false);
});
