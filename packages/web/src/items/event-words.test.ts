import { describe, expect, it } from 'vitest';
import { changesOf, knownEvent } from './event-words.ts';
import type { FieldDefinition } from './field-text.ts';

const field: FieldDefinition = {
  ...{ key: 'laid', name: { zh: '累计铺设', en: 'Laid' }, type: 'number', unit: 'km', source: 'reported' },
  required: 'report',
};

describe('the words of an event', () => {
  it('names fields that changed with their old and new values, and nothing that did not', () => {
    const detail = { laid: [2.4, 3.1], other: [1, 2], visitors: ['甲', '乙', '丙'], until: '2021-07-01' };
    expect(changesOf(detail, [field], 'zh')).toEqual([{ name: '累计铺设', from: '2.4 km', to: '3.1 km' }]);
    expect(changesOf({ laid: [null, 3.1] }, [field], 'zh')).toEqual([
      { name: '累计铺设', from: '', to: '3.1 km' },
    ]);
    expect(changesOf({ changes: { laid: [2.4, 3.1] } }, [field], 'zh')).toHaveLength(1);
    expect(changesOf({ laid: [3.1, 3.1] }, [field], 'zh')).toEqual([]);
  });

  it('knows its kinds', () => {
    expect(knownEvent('return')).toBe('return');
    expect(knownEvent('evidence.refuse')).toBe('evidenceRefuse');
    expect(knownEvent('somethingNew')).toBeNull();
  });
});
