import { plainText, tablesOf } from '@qingzhang/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { loadRealShanxi, realDataPresent } from '../accounts/testing/real-shanxi.ts';
import type { PlaceFacts } from './compose/facts.ts';
import { renderBulletin } from './files.ts';
import { type ComposedBulletin, composePeriod } from './service.ts';

// Public hours of a real half-year; skipped where they are not at hand.
describe.skipIf(!realDataPresent)('bulletins of 2020 from public hours', () => {
  let half: ComposedBulletin;
  let june: ComposedBulletin;

  beforeAll(async () => {
    const platform = await createTestPlatform({ now: '2020-07-17T18:00:00+08:00' });
    await loadRealShanxi(platform);
    const compose = (period: string) => composePeriod(platform, { period }, platform.call());
    half = await compose('2020-H1');
    june = await compose('2020-06');
  }, 180_000);

  const body = ({ model }: ComposedBulletin) =>
    model.blocks
      .map((block) =>
        block.kind === 'paragraph'
          ? plainText(block.runs)
          : block.kind === 'heading'
            ? block.number + block.text + plainText(block.runIn ?? [])
            : '',
      )
      .join('\n');
  const index = (bulletin: ComposedBulletin, city: string) =>
    bulletin.facts.main.cities.find(({ shortName }: PlaceFacts) => shortName === city)?.indicators.index;

  it('the half-year: best, worst, most improved, the only rebound', () => {
    expect(index(half, '吕梁')).toMatchObject({ now: { text: '5.03' }, rank: 1 });
    expect(index(half, '太原')).toMatchObject({ now: { text: '6.39' }, rank: 11 });
    expect(index(half, '临汾')).toMatchObject({ change: { text: '-19.5' }, changeRank: 1 });
    expect(index(half, '大同')).toMatchObject({ change: { text: '0.8' }, changeRank: 11 });
    const text = body(half);
    expect(text).toContain('综合指数同比改善的10个、反弹的1个');
    expect(text).toContain('依次是吕梁（5.03）、大同（5.22）、朔州（5.34）；最差的');
    expect(text).toContain('1市综合指数上升，为大同（+0.8%）');
  });

  it('June: 大同 and 运城 share a place (AIR-4.7)', () => {
    expect(index(june, '大同')).toMatchObject({ now: { text: '4.27' }, rank: 2 });
    expect(index(june, '运城')).toMatchObject({ now: { text: '4.27' }, rank: 2 });
    expect(body(june)).toContain('大同（4.27）和运城（4.27）（并列第2）');
  });

  it('every city stands in protocol order with its paragraph, its row and its targets', () => {
    const names = half.facts.main.cities.map(({ shortName }) => shortName);
    expect(names.slice(0, 5)).toEqual(['太原', '大同', '朔州', '忻州', '吕梁']);
    for (const name of names) expect(body(half)).toContain(`${name}市。综合指数`);
    const [table] = tablesOf(half.model).map(({ table: one }) => one.rows.map(({ cells }) => cells[0]?.text));
    expect(table).toEqual([...names, '全省']);
    expect(half.facts.targets).toHaveLength(22);
  });

  it('all formats of the half-year together take less than five seconds of the processor', async () => {
    // Not by the wall clock: other work on the machine is not ours.
    const began = process.cpuUsage();
    for (const format of ['html', 'docx', 'pdf', 'xlsx'] as const) await renderBulletin(half.model, format);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000_000).toBeLessThan(5);
  }, 60_000);
});
