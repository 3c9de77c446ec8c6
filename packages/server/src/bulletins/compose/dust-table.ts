import type { TableBlock, TableCell, TableRow } from '@qingzhang/documents';
import { DUST_INDICATORS, type DustFacts, type DustRow, type Published } from './facts.ts';
import { INDICATOR_NAMES } from './wording.ts';

/** 沙尘天气扣除前后对照表: what was taken out, and the figures with and without it (AIR-5.8). */
export function dustTable(dust: DustFacts): TableBlock {
  return {
    kind: 'table',
    id: `dust-${dust.key}`,
    dense: true,
    columns: [
      { key: 'city', width: 1.3, align: 'center', fixed: true },
      { key: 'hours', width: 1.1, align: 'decimal' },
      { key: 'days', width: 1.1, align: 'decimal' },
      ...DUST_INDICATORS.flatMap((indicator) => [
        { key: `${indicator}Deducted`, width: 1.1, align: 'decimal' as const },
        { key: `${indicator}Measured`, width: 1.1, align: 'decimal' as const },
      ]),
    ],
    header: [
      [
        { text: '城市', rowSpan: 2 },
        { text: '剔除', colSpan: 2 },
        ...DUST_INDICATORS.map((indicator) => ({ text: INDICATOR_NAMES[indicator], colSpan: 2 })),
      ],
      ['小时数', '涉及天数', ...DUST_INDICATORS.flatMap(() => ['扣沙', '未扣沙'])].map((text) => ({ text })),
    ],
    rows: dust.rows.map((row) => rowOf(dust, row)),
    notes: [
      '注：只剔除沙尘时段的PM10、PM2.5小时值，其余项目不变；没有剔除的城市两栏相同，不再列出；末行小时数、天数为各市合计，其余为各市平均。',
    ],
  };
}

function rowOf(dust: DustFacts, row: DustRow): TableRow {
  const id = (figure: string) => `${dust.key}/${row.code}/dust.${figure}`;
  const cells: TableCell[] = [
    { text: row.shortName },
    { text: String(row.hours), value: row.hours, figureId: id('hours') },
    { text: String(row.days), value: row.days, figureId: id('days') },
    ...DUST_INDICATORS.flatMap((indicator) => [
      cellOf(row.deducted[indicator], id(`${indicator}.deducted`)),
      cellOf(row.measured[indicator], id(`${indicator}.measured`)),
    ]),
  ];
  return row.isProvince ? { key: 'province', cells, emphasis: true } : { key: row.code, cells };
}

function cellOf(figure: Published | null, figureId: string): TableCell {
  return figure === null ? { text: '数据无效' } : { text: figure.text, value: figure.value, figureId };
}
