import { parseDefinition } from '@qingzhang/contract';
import { checkDefinition } from '@qingzhang/domain';
import { describe, expect, it } from 'vitest';
import { presets } from './presets.ts';

describe('shipped programs (DIS-4)', () => {
  const definitions = presets.map(({ preset }) => preset(2021, { cities: 11, counties: 117 }));

  it('stand in the order of the statement', () => {
    expect(definitions.map((one) => one.shortName.zh)).toEqual([
      '中央督察整改',
      '黄河警示片',
      '两高项目清单',
      '清洁取暖',
      'VOCs 治理',
      '臭氧减排清单',
      '农村生活污水',
      '汛期污水直排',
      '两高沿线整治',
      '利剑斩污',
      '联防联控线索',
    ]);
  });

  it.each(definitions.map((one) => [one.key, one] as const))(
    '%s passes the schema unchanged',
    (_key, one) => {
      expect(parseDefinition(one)).toEqual(one);
    },
  );

  it.each(definitions.map((one) => [one.key, one] as const))('%s has nothing wrong in it', (_key, one) => {
    expect(checkDefinition(one, '2021-06-30').filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('never shorten 两高项目 and 两高沿线', () => {
    for (const text of JSON.stringify(definitions).match(/两高.{2}/g) ?? []) {
      expect(['两高项目', '两高沿线']).toContain(text);
    }
  });

  it('DIS-4.10: the enforcement campaign is not ranked by fines or the number of cases', () => {
    const campaign = definitions.find((one) => one.key === 'enforcement-campaign');
    const ranked = campaign?.ranking.steps.flatMap((step) => (step.by === 'measure' ? [step.measure] : []));
    expect(ranked).toEqual(['validLeads', 'overturned', 'recheckPassed']);
  });
});
