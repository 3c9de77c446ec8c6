import type { Block, DocumentModel } from '../model/document.ts';
import { bold, figure, text } from '../model/inline.ts';
import { breakTitle } from '../model/words.ts';
import { sampleDocument } from './sample.ts';

/** Documents of every form, for tests of the renderers. Invented words and figures. */

export const SAMPLE_COPY = { text: '份号 007 · 乙州市局 调度员 · 2020-07-23 17:20' };

function base(id: string, title: string): Omit<DocumentModel, 'blocks'> {
  const { blocks: _, ...rest } = sampleDocument();
  return { ...rest, id, title, date: '2020-07-25', badges: [] };
}

/** 督办函: a letter with marking, number, and distribution. */
export function sampleLetter(): DocumentModel {
  const body: Block[] = [1, 2, 3].map((n) => ({
    kind: 'paragraph',
    runs: [
      text(`${n}.截至6月底，你市清洁取暖改造完成`),
      figure(`heat:${n}`, '16.6', '%'),
      text(
        '，落后序时进度18.4个百分点，位列全省末位，已连续两次在调度会上被点名。请逐县倒排工期、挂图作战，于8月15日前补足差额，并将设备、施工队伍和资金的落实情况书面报我厅。',
      ),
    ],
  }));
  return {
    ...base('letter', '关于清洁取暖改造进度滞后的督办函'),
    form: 'letter',
    watermark: '草稿',
    blocks: [
      {
        kind: 'red-head',
        mark: '示例省生态环境厅',
        number: '示环函〔2020〕45号',
        markings: ['特急'],
      },
      { kind: 'title', lines: ['关于清洁取暖改造进度滞后的督办函'] },
      { kind: 'recipients', text: '丙州市生态环境局' },
      {
        kind: 'paragraph',
        runs: [text('7月24日全省重点工作调度会后，现就你市清洁取暖改造进度滞后问题督办如下。')],
      },
      ...body,
      ...body,
      { kind: 'signature', organisation: '示例省生态环境厅', date: '2020年7月25日' },
      {
        kind: 'record',
        copyTo: '丙州市人民政府办公室，驻厅纪检监察组',
        office: '示例省生态环境厅办公室',
        date: '2020年7月25日',
      },
    ],
  };
}

/** 会议纪要 with matters, owners and the attendance by post. */
export function sampleMinutes(): DocumentModel {
  const matters = ['加快清洁取暖改造', '完成挥发性有机物治理', '整治汛期污水直排'];
  return {
    ...base('minutes', '2020年上半年全省重点工作调度会议纪要'),
    form: 'minutes',
    blocks: [
      {
        kind: 'red-head',
        mark: '示例省生态环境厅会议纪要',
        number: '第7期',
        issued: { office: '示例省生态环境厅办公室', date: '2020年7月25日' },
      },
      { kind: 'title', lines: breakTitle(['2020年', '上半年', '全省重点工作调度', '会议纪要']) },
      {
        kind: 'paragraph',
        runs: [
          text(
            '2020年7月24日，示例省生态环境厅厅长主持召开2020年上半年全省重点工作调度会。会议听取了上半年环境质量及重点工作进展情况通报，听取了有关市的经验交流和表态发言，厅领导逐一点评。纪要如下。',
          ),
        ],
      },
      { kind: 'heading', level: 1, number: '一、', text: '会议议定事项' },
      {
        kind: 'list',
        style: 'number',
        items: matters.map((matter, i) => ({
          runs: [
            bold(`${matter}。`),
            text(
              '逐县倒排工期，完不成序时进度的说明原因、提出补救措施，每周五报送进展。（责任单位：丙州市生态环境局；完成时限：2020年8月',
            ),
            figure(`due:${i}`, String(15 + i)),
            text('日）'),
          ],
        })),
      },
      { kind: 'heading', level: 1, number: '二、', text: '会议要求' },
      { kind: 'paragraph', runs: [text('各市要建立清单、销号管理，做到件件有着落。')] },
      {
        kind: 'attendance',
        groups: [
          {
            label: '出席',
            names: [
              '厅长',
              '分管大气工作副厅长',
              '分管水工作副厅长',
              '一级巡视员',
              '总工程师',
              '大气环境处处长',
              '水生态环境处处长',
            ],
          },
          { label: '请假', names: ['分管审批工作副厅长'] },
          { label: '列席', names: ['各市生态环境局局长'] },
          { label: '缺席', names: [] },
        ],
      },
      {
        kind: 'record',
        copyTo: '省委办公厅，省政府办公厅',
        office: '示例省生态环境厅办公室',
        date: '2020年7月25日',
      },
    ],
  };
}

/** A plain paper: agenda with a wide table, a list with points and a source; long cells that must not overflow. */
export function samplePlain(): DocumentModel {
  const measure =
    '逐县逐乡倒排工期，设备、施工队伍、资金三张清单按周更新，落后序时进度五个百分点以上的县由市局领导包联，连续两周不达标的提请市政府约谈。';
  return {
    ...base('plain', '2020年上半年重点工作调度会议程'),
    form: 'plain',
    badges: [{ kind: 'badge', badge: 'closed', text: '已结账' }],
    blocks: [
      { kind: 'title', lines: ['2020年上半年重点工作调度会议程'] },
      { kind: 'byline', text: '2020年7月24日 09:00　示例省生态环境厅办公室' },
      { kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' },
      { kind: 'heading', level: 1, number: '一、', text: '会议议程' },
      {
        kind: 'list',
        style: 'point',
        items: [
          '通报上半年情况（15分钟）',
          '上次会议要求和承诺兑现情况（5分钟）',
          '乙州市经验交流（5分钟）',
        ].map((line) => ({
          runs: [text(line)],
        })),
      },
      {
        kind: 'table',
        id: 'measures',
        caption: '表1　各市措施',
        columns: [
          { key: 'n', width: 1, align: 'center' },
          { key: 'city', width: 2, align: 'center' },
          { key: 'amount', width: 1.7, align: 'decimal' },
          { key: 'measure', width: 8, align: 'left' },
          { key: 'link', width: 3, align: 'left' },
        ],
        header: [[{ text: '序号' }, { text: '市' }, { text: '数量' }, { text: '措施' }, { text: '出处' }]],
        rows: Array.from({ length: 14 }, (_, i) => ({
          cells: [
            { text: String(i + 1) },
            { text: `${'甲乙丙丁戊己庚辛壬癸'.charAt(i % 10)}州市` },
            { text: i === 3 ? '1,345,678.9' : '77,430.5' },
            { text: measure.repeat(1 + (i % 2)) },
            {
              text:
                i % 5 === 0 ? 'https://example.org/papers/2020/07/24/measures-of-the-cities.html' : '月报',
            },
          ],
        })),
      },
      {
        kind: 'table',
        id: 'wide',
        dense: true,
        caption: '表2　二十栏宽表',
        columns: Array.from({ length: 20 }, (_, i) => ({
          key: `c${i}`,
          width: 1,
          align: i === 0 ? ('center' as const) : ('decimal' as const),
        })),
        header: [Array.from({ length: 20 }, (_, i) => ({ text: i === 0 ? '市' : `指标名称${i}` }))],
        rows: ['甲州市', '乙州市'].map((name) => ({
          cells: Array.from({ length: 20 }, (_, i) => ({
            text: i === 0 ? name : `${(i * 1234.5).toFixed(1)}`,
          })),
        })),
      },
      { kind: 'source', text: '示例省生态环境厅' },
    ],
  };
}
