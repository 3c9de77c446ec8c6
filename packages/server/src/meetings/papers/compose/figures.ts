/** Figures that any text of a meeting may refer to: every city's air, programs and debts, named so that one finds them. */
import type { PaperFigure } from '@qingzhang/contract';
import { sayCount } from '@qingzhang/domain';
import { INDICATORS } from '../../../bulletins/compose/facts.ts';
import { keyWorkFigureId } from '../../../bulletins/compose/key-work.ts';
import { figureId, INDICATOR_NAMES, magnitude, unitOf } from '../../../bulletins/compose/wording.ts';
import type { MeetingFacts } from '../../facts.ts';

/** The dictionary; `only` a city's own and the province's figures where a paper is one city's. */
export function meetingFigures(facts: MeetingFacts, only: string | null = null): PaperFigure[] {
  const figures: PaperFigure[] = [];
  const put = (id: string, label: string, text: string, unit = '') =>
    figures.push({ id, label, text, unit, why: null });
  const period = facts.bulletin.main;
  for (const place of [period.province, ...period.cities]) {
    if (only !== null && place.code !== only && place !== period.province) continue;
    for (const indicator of INDICATORS) {
      const { now, change, rank } = place.indicators[indicator];
      const name = `${place.shortName} ${INDICATOR_NAMES[indicator]}`;
      const unit = indicator === 'index' ? '' : indicator === 'goodDays' ? '%' : unitOf(indicator);
      if (now !== null) put(figureId(period, place, indicator), `${name} ${facts.label}`, now.text, unit);
      if (change !== null) {
        put(
          figureId(period, place, indicator, 'change'),
          // Sentences say the direction in words: 同比下降 2.7%, never 下降 −2.7%.
          `${name} 同比${change.value > 0 ? '上升' : change.value < 0 ? '下降' : '持平'}`,
          magnitude(change),
          indicator === 'goodDays' ? '个百分点' : '%',
        );
      }
      if (rank !== null && place !== period.province)
        put(figureId(period, place, indicator, 'rank'), `${name} 排名`, String(rank));
    }
  }
  for (const work of facts.programs) {
    const tiles = [...work.tiles, ...(work.province === null ? [] : [work.province])];
    for (const tile of tiles) {
      if (!tile.applicable && tile !== work.province) continue;
      if (only !== null && tile.region !== only && tile !== work.province) continue;
      const code = tile === work.province ? 'province' : tile.region;
      const place = facts.cities.find((city) => city.code === tile.region)?.shortName ?? '全省';
      const id = (part: string) => keyWorkFigureId(work.key, code, part);
      const name = `${place} ${work.shortName.replace(/\s/gu, '')}`;
      if (tile.progress !== null) put(id('progress'), `${name} 完成率`, tile.progress.toFixed(1), '%');
      if (tile.planned !== null) put(id('planned'), `${name} 序时`, tile.planned.toFixed(1), '%');
      if (tile.gap !== null) {
        if (tile.gap >= 0) put(id('gap'), `${name} 落后序时`, tile.gap.toFixed(1), '个百分点');
        else put(id('ahead'), `${name} 超前序时`, Math.abs(tile.gap).toFixed(1), '个百分点');
      }
      if (tile.overdue > 0) put(id('overdue'), `${name} 逾期`, String(tile.overdue), work.definition.counter);
      if (tile.pace !== null) {
        put(
          id('pace.need'),
          `${name} 今后每${{ day: '天', week: '周', month: '月' }[tile.pace.per]}要`,
          sayCount(tile.pace.need),
          tile.pace.unit,
        );
      }
    }
  }
  return figures;
}
