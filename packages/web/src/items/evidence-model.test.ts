import { describe, expect, it } from 'vitest';
import { type EvidenceRule, evidenceByRule, type Piece, picturesOf } from './evidence-model.ts';

const rule: EvidenceRule = {
  key: 'photos',
  name: { zh: '改前改后', en: 'Before and after' },
  badge: '照',
  kind: 'photoPair',
  neededFor: 'closeOut',
  atLeast: 1,
  why: { zh: '销号须看得出已封堵', en: 'Shows that it is closed' },
};
let id = 0;
const piece = (part: Partial<Piece>): Piece => {
  id += 1;
  return {
    ...{ id, rule: 'photos', label: '溢流口', side: null, pair: null, name: 'a.jpg', mime: 'image/jpeg' },
    ...{ size: 1, image: true, takenOn: null, state: 'have', refusal: null, repeat: null },
    ...{ post: '县分局', at: '2021-06-23T10:00:00+08:00' },
    ...part,
  };
};
const groups = (list: readonly Piece[], over: Partial<EvidenceRule> = {}) =>
  evidenceByRule({
    definition: { evidence: [{ ...rule, ...over }] } as never,
    evidenceList: [...list],
  });

describe('evidence by rule', () => {
  it('is there only when both pictures of a pair are', () => {
    const before = piece({ side: 'before', pair: 1 });
    expect(groups([before])[0]).toMatchObject({ have: 0, state: 'missing', nextPair: 2 });
    const [both] = groups([before, piece({ side: 'after', pair: 1 })]);
    expect(both).toMatchObject({ have: 1, state: 'have' });
    expect(both?.pairs[0]).toMatchObject({ label: '溢流口', retaken: false });
  });

  it('shows the new picture in place of a refused one and says that it was taken again', () => {
    const refused = piece({ side: 'after', pair: 1, state: 'refused' });
    const list = [piece({ side: 'before', pair: 1 }), refused];
    expect(groups(list)[0]).toMatchObject({ have: 0, state: 'refused' });
    const anew = piece({ side: 'after', pair: 1 });
    const [group] = groups([...list, anew]);
    expect(group?.pairs[0]).toMatchObject({ after: { id: anew.id }, retaken: true });
    expect(group?.state).toBe('have');
  });

  it('does not count a picture that must be taken again because it lies elsewhere too', () => {
    const repeat = {
      ...{ other: { evidence: 1, item: 2, itemNo: 12, program: 'inspection' }, how: 'same' as const },
      ...{ explanation: null, judged: 'retake' as const },
    };
    const list = [piece({ side: 'before', pair: 1 }), piece({ side: 'after', pair: 1, repeat })];
    expect(groups(list)[0]?.have).toBe(0);
  });

  it('asks for nothing where the program needs nothing, and goes through pictures only', () => {
    expect(groups([], { atLeast: 0, neededFor: 'never' })[0]?.state).toBe('notNeeded');
    const paper = piece({ image: false });
    expect(picturesOf(groups([paper, piece({ side: 'before', pair: 1 })]))).toHaveLength(1);
  });
});
