import { expect, it } from 'vitest';
import { footSvg } from './draw.ts';
import { widthOf } from './svg.ts';

it.each([
  ['大气处', true],
  ['省委生态环境保护委员会办公室督察整改工作专班', true],
  ['水处', false],
])('the key of lamps and who drew it do not touch: %s', (office, simulated) => {
  const texts = [
    ...footSvg({ office, simulated }, '2026-11-24 07:13').matchAll(
      /<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"[^>]*>([^<]+)</gu,
    ),
  ].map(([, x, size, text = '']) => ({ x: Number(x), width: widthOf(text) * Number(size), text }));
  const drawn = texts.at(-1);
  const plan = texts.find(({ text }) => text === '序时');
  if (drawn === undefined || plan === undefined) throw new Error('no foot');
  expect(drawn.text).toContain(office);
  expect(plan.x + plan.width).toBeLessThan(drawn.x - drawn.width);
});
