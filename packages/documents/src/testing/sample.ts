import type { DocumentModel } from '../model/document.ts';
import { figure, text } from '../model/inline.ts';
import { breakTitle, documentNumber } from '../model/words.ts';

/** A short document with every kind of block, for tests of the renderers. Invented figures. */
export function sampleDocument(): DocumentModel {
  const cities = ['甲州', '乙州', '丙州', '丁州'];
  return {
    kind: 'official',
    version: 1,
    id: 'sample',
    title: '关于2020年上半年全省环境空气质量状况的通报',
    language: 'zh-CN',
    date: '2020-07-17',
    organisation: '示例省生态环境厅',
    simulated: true,
    badges: [{ kind: 'badge', badge: 'closed', text: '已结账' }],
    blocks: [
      { kind: 'red-head', mark: '示例省生态环境厅文件', number: documentNumber('示环发', 2020, 12) },
      { kind: 'title', lines: breakTitle(['关于', '2020年', '上半年', '全省环境空气质量状况的', '通报']) },
      { kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' },
      { kind: 'recipients', text: '各市人民政府' },
      { kind: 'paragraph', runs: [text('现将2020年上半年全省环境空气质量状况通报如下。')] },
      { kind: 'heading', level: 1, number: '一、', text: '全省空气质量总体状况' },
      {
        kind: 'paragraph',
        runs: [
          text('全省环境空气质量综合指数平均为'),
          figure('p:index', '5.02'),
          text('，同比下降'),
          figure('p:index:change', '12.4', '%'),
          text('；PM2.5平均浓度为'),
          figure('p:pm25', '46', '微克/立方米'),
          text('。字符 <b>&"\'</b> #eval("1") $x$ *星* 原样显示。'),
        ],
      },
      { kind: 'heading', level: 2, number: '（一）', text: '各市情况。', runIn: [text('乙州市最好。')] },
      {
        kind: 'table',
        id: 't1',
        caption: '表1　各市主要指标',
        unit: 'μg/m³',
        columns: [
          { key: 'city', width: 2, align: 'center' },
          { key: 'index', width: 2, align: 'decimal' },
          { key: 'pm25', width: 2, align: 'decimal' },
          { key: 'word', width: 3, align: 'left' },
        ],
        header: [
          [
            { text: '城市', rowSpan: 2 },
            { text: '指标', colSpan: 2 },
            { text: '说明', rowSpan: 2 },
          ],
          [{ text: '综合指数' }, { text: 'PM2.5' }],
        ],
        rows: cities.map((name, i) => ({
          emphasis: i === 3,
          cells: [
            { text: name },
            i === 2
              ? { text: '数据无效' }
              : { text: `${4 + i}.5${i}`, value: Number(`${4 + i}.5${i}`), figureId: `${i}:index` },
            { text: String(98 + i), value: 98 + i },
            { text: i === 1 ? '=SUM(A1)' : '+说明' },
          ],
        })),
        notes: ['注：丙州有效天数不足。'],
      },
      {
        kind: 'chart',
        id: 'c1',
        title: '图1　综合指数与同比',
        alt: '各市综合指数横条图',
        spec: {
          type: 'index-bars',
          unit: '',
          changeTitle: '同比',
          bars: cities.map((label, i) => ({
            label,
            now: i === 2 ? null : { value: 4 + i / 2, text: (4 + i / 2).toFixed(2) },
            lastYear: { value: 5, text: '5.00' },
            change: i === 2 ? '—' : '↓1.0%',
            worse: i === 3,
          })),
          reference: { label: '全省平均 5.02', value: 5.02 },
        },
      },
      { kind: 'attachment-list', titles: ['主要指标排名情况汇总表', '同比变化率排名情况汇总表'] },
      { kind: 'signature', organisation: '示例省生态环境厅', date: '2020年7月17日' },
      { kind: 'remark', text: '此件公开发布' },
      {
        kind: 'attachment',
        label: '附件1',
        title: '主要指标排名情况汇总表',
        orientation: 'landscape',
        blocks: [
          {
            kind: 'table',
            id: 't2',
            dense: true,
            columns: [
              { key: 'city', width: 1, align: 'center' },
              { key: 'v', width: 1, align: 'decimal' },
            ],
            header: [[{ text: '城市' }, { text: '优良天数比例（%）' }]],
            rows: cities.map((name, i) => ({
              cells: [{ text: name }, { text: ['100.0', '98.4', '7.1', '—'][i]! }],
            })),
          },
        ],
      },
      {
        kind: 'record',
        copyTo: '省委办公厅，省政府办公厅，驻厅纪检监察组',
        office: '示例省生态环境厅办公室',
        date: '2020年7月17日',
      },
    ],
  };
}
