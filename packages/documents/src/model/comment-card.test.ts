import { describe, expect, it } from 'vitest';
import { crowdedCard, sampleCard } from '../testing/sample-card.ts';
import { cardBadges, cardLayouts, layoutCard } from './comment-card.ts';
import { plainText } from './inline.ts';

describe('DIS-6.4 what fits a comment card', () => {
  it('an ordinary card is set at full size and whole', () => {
    expect(layoutCard(sampleCard())).toMatchObject({ scale: 1, left: null });
    expect(layoutCard(sampleCard()).promises).toHaveLength(4);
  });

  it('first the type gets smaller, then promises kept go, then others; what is left out is counted', () => {
    const layouts = cardLayouts(crowdedCard());
    expect(layouts.slice(0, 5).map((one) => one.scale)).toEqual([1, 0.95, 0.9, 0.85, 0.8]);
    expect(layouts.slice(0, 5).every((one) => one.left === null)).toBe(true);
    const sixth = layouts[5]!;
    expect(sixth.left).toBe('另有 1 条承诺未列');
    expect(sixth.promises.filter((row) => row.verdict === 'kept')).toHaveLength(5);
    expect(layouts.at(-1)).toMatchObject({
      promises: [],
      left: '另有 2 个好的、2 个差的、1 问、24 条承诺未列',
    });
  });

  it('texts beyond reason are cut with …, figures never within', () => {
    const shown = layoutCard(crowdedCard());
    const sentence = plainText(shown.good[0]!.sentence);
    expect(sentence.endsWith('…')).toBe(true);
    expect(sentence).not.toMatch(/\d…/u);
  });

  it('simulated data say so even where the caller forgot', () => {
    expect(cardBadges(sampleCard()).map((badge) => badge.text)).toContain('模拟数据');
    expect(cardBadges({ ...sampleCard(), simulated: false }).map((badge) => badge.text)).not.toContain(
      '模拟数据',
    );
  });
});
