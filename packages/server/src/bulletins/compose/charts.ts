import type { ChartBlock } from '@qingzhang/documents';
import type { PeriodFacts, PlaceFacts, Published } from './facts.ts';
import { leadingSteps, names } from './ranking-words.ts';
import { comparesWithLastYear, heavyDayCount, magnitude } from './wording.ts';

/** The pictures of a bulletin: state with change, the two ranks side by side, days by class. */
export function bulletinCharts(period: PeriodFacts, wholeProvince: string, simulated: boolean): ChartBlock[] {
  const charts = [indexChart(period, wholeProvince), ...slopeChart(period), classChart(period)];
  return charts.map((chart, i) => ({
    ...chart,
    title: `图${i + 1}　${chart.title}${simulated ? '（模拟数据）' : ''}`,
  }));
}

function arrow(change: Published | null): string {
  if (change === null) return '—';
  if (change.value === 0) return '持平';
  return change.value > 0 ? `↑${magnitude(change)}% 反弹` : `↓${magnitude(change)}% 改善`;
}

function byIndex(a: PlaceFacts, b: PlaceFacts): number {
  return (
    (a.indicators.index.rank ?? Number.MAX_SAFE_INTEGER) -
    (b.indicators.index.rank ?? Number.MAX_SAFE_INTEGER)
  );
}

function indexChart(period: PeriodFacts, wholeProvince: string): ChartBlock {
  const cities = [...period.cities].sort(byIndex);
  const province = period.province.indicators.index.now;
  const best = leadingSteps(cities, (city) => city.indicators.index.rank, 'best', 1).flatMap(
    (step) => step.cities,
  );
  const worst = leadingSteps(cities, (city) => city.indicators.index.rank, 'worst', 1).flatMap(
    (step) => step.cities,
  );
  return {
    kind: 'chart',
    id: `index-${period.key}`,
    title: `${period.label}各市环境空气质量综合指数（由好到差）`,
    alt: `横条图：综合指数由好到差，最好为${names(best)}，最差为${names(worst)}`,
    spec: {
      type: 'index-bars',
      unit: '',
      changeTitle: comparesWithLastYear(period) ? '同比' : '',
      bars: cities.map((city) => {
        const { now, lastYear, change } = city.indicators.index;
        return {
          label: city.shortName,
          now,
          lastYear,
          change: comparesWithLastYear(period) ? arrow(change) : '',
          worse: (change?.value ?? 0) > 0,
          emphasis: best.includes(city) || worst.includes(city),
        };
      }),
      ...(province
        ? { reference: { label: `${wholeProvince}平均 ${province.text}`, value: province.value } }
        : {}),
    },
  };
}

function slopeChart(period: PeriodFacts): ChartBlock[] {
  if (!comparesWithLastYear(period)) return [];
  const cities = period.cities;
  const worst = leadingSteps(cities, (city) => city.indicators.index.rank, 'worst', 1).flatMap(
    (step) => step.cities,
  );
  const improved = leadingSteps(cities, (city) => city.indicators.index.changeRank, 'best', 1).flatMap(
    (step) => step.cities,
  );
  const rebounded = leadingSteps(cities, (city) => city.indicators.index.changeRank, 'worst', 1).flatMap(
    (step) => step.cities,
  );
  // At most three lines stand out; the rest is grey.
  const marked = new Set([...worst, ...improved, ...rebounded].slice(0, 3));
  return [
    {
      kind: 'chart',
      id: `slope-${period.key}`,
      title: `${period.label}综合指数状态与改善幅度排名`,
      alt: `状态排名与改善幅度排名对照图：状态最差${names(worst)}，改善最大${names(improved)}`,
      spec: {
        type: 'slope',
        leftTitle: '状态（由好到差）',
        rightTitle: '同比改善（由大到小）',
        items: cities.map((city) => {
          const { now, rank, change, changeRank } = city.indicators.index;
          return {
            label: city.shortName,
            left: now && rank !== null ? { rank, text: now.text } : null,
            right:
              change && changeRank !== null
                ? { rank: changeRank, text: arrow(change).split(' ')[0] ?? '' }
                : null,
            emphasis: marked.has(city),
          };
        }),
      },
    },
  ];
}

function classChart(period: PeriodFacts): ChartBlock {
  return {
    kind: 'chart',
    id: `classes-${period.key}`,
    title: `${period.label}各市空气质量级别天数`,
    alt: `堆积横条图：各市六个级别的天数，重度及以上污染最多的有${String(Math.max(0, ...period.cities.map(heavyDayCount)))}天`,
    spec: {
      type: 'class-days',
      rows: period.cities.map((city) => {
        const ratio = city.indicators.goodDays.now;
        return {
          label: city.shortName,
          days: city.days.classes,
          note: ratio ? `优良${ratio.text}%` : '数据无效',
        };
      }),
    },
  };
}
