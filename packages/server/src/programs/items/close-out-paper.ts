/** 销号单 as a paper: problem, measures, standards, evidence, who checked and who accepted. Composed from data; pure. */
import {
  type Block,
  breakTitle,
  type DocumentModel,
  officialDate,
  type TableBlock,
  text,
} from '@qingzhang/documents';
import type { CloseOut, Signature } from '@qingzhang/domain';

/** What the paper says. */
export interface CloseOutPaper {
  readonly id: string;
  readonly mark: string;
  readonly organisation: string;
  readonly program: string;
  readonly simulated: boolean;
  readonly title: string;
  readonly no: number;
  readonly place: string;
  readonly source: string;
  readonly problem: string | null;
  readonly target: string | null;
  readonly leadUnit: string | null;
  readonly deadline: string | null;
  readonly closeOut: CloseOut;
  readonly measures: readonly {
    readonly text: string;
    readonly due: string | null;
    readonly doneOn: string | null;
    readonly quantity: string;
  }[];
  readonly standards: readonly { readonly name: string; readonly words: string }[];
  readonly evidence: readonly {
    readonly name: string;
    readonly label: string;
    readonly takenOn: string | null;
    readonly sha256: string;
  }[];
}

const day = (value: string | null): string => (value === null ? '—' : officialDate(value));

/** The paper; close-outs that came back say so on every copy. */
export function composeCloseOut(paper: CloseOutPaper): DocumentModel {
  const { closeOut } = paper;
  const blocks: Block[] = [
    { kind: 'red-head', mark: `${paper.organisation}销号单`, number: paper.mark },
    { kind: 'title', lines: breakTitle([`${paper.program}第${paper.no}项`, '整改销号单']) },
    ...(paper.simulated ? [notice('本件所列数据为模拟数据，仅供演示，不得作为依据。')] : []),
    ...(closeOut.reboundOn === null
      ? []
      : [notice(`本项已于${officialDate(closeOut.reboundOn)}反弹重开：${closeOut.reboundReason ?? ''}`)]),
    factsTable(paper),
    { kind: 'heading', level: 1, number: '一、', text: '反馈问题原文' },
    { kind: 'paragraph', runs: [text(paper.problem ?? '（无）')] },
    { kind: 'heading', level: 1, number: '二、', text: '整改措施' },
    paper.measures.length === 0
      ? { kind: 'paragraph', runs: [text('未分列措施，完成情况见台账各期月报。')] }
      : measuresTable(paper),
    ...(paper.standards.length === 0
      ? []
      : [{ kind: 'heading', level: 1, number: '三、', text: '销号标准' } as const, standardsTable(paper)]),
    { kind: 'heading', level: 1, number: paper.standards.length === 0 ? '三、' : '四、', text: '佐证清单' },
    paper.evidence.length === 0
      ? { kind: 'paragraph', runs: [text('本专项销号不要求佐证。')] }
      : evidenceTable(paper),
    {
      kind: 'heading',
      level: 1,
      number: paper.standards.length === 0 ? '四、' : '五、',
      text: '核查与验收（谁验收、谁负责）',
    },
    signaturesTable(closeOut, paper.organisation),
  ];
  return {
    kind: 'official',
    version: 1,
    id: paper.id,
    title: `${paper.mark} ${paper.title}`.slice(0, 120),
    language: 'zh-CN',
    date: closeOut.on,
    organisation: paper.organisation,
    simulated: paper.simulated,
    badges: paper.simulated ? [{ kind: 'badge', badge: 'simulated', text: '模拟数据' }] : [],
    blocks,
  };
}

const notice = (words: string): Block => ({ kind: 'notice', text: words });

function table(
  id: string,
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): TableBlock {
  return {
    kind: 'table',
    id,
    dense: true,
    columns: head.map((_, index) => ({ key: `c${index}`, width: widths[index] ?? 1, align: 'left' })),
    header: [head.map((words) => ({ text: words }))],
    rows: rows.map((cells) => ({ cells: cells.map((words) => ({ text: words })) })),
  };
}

function factsTable(paper: CloseOutPaper): TableBlock {
  const fields: [string, string][] = [
    ['销号编号', paper.mark],
    ['事项', `第${paper.no}项　${paper.title}`],
    ['所在地', paper.place],
    ['来源', paper.source === '' ? '—' : paper.source],
    ['整改目标', paper.target ?? '—'],
    ['责任单位', paper.leadUnit ?? '—'],
    ['完成时限', day(paper.deadline)],
    ['销号日期', officialDate(paper.closeOut.on)],
  ];
  return table('facts', ['项目', '内容'], [1.2, 5], fields);
}

const measuresTable = (paper: CloseOutPaper): TableBlock =>
  table(
    'measures',
    ['序号', '措施', '计划', '完成', '完成量／计划量'],
    [0.6, 3.4, 1.3, 1.3, 1.4],
    paper.measures.map((one, index) => [
      String(index + 1),
      one.text,
      one.due ?? '—',
      one.doneOn ?? '—',
      one.quantity,
    ]),
  );

const standardsTable = (paper: CloseOutPaper): TableBlock =>
  table(
    'standards',
    ['序号', '标准', '达到情况'],
    [0.5, 2.6, 3.9],
    paper.standards.map((one, index) => [String(index + 1), one.name, one.words]),
  );

const evidenceTable = (paper: CloseOutPaper): TableBlock =>
  table(
    'evidence',
    ['序号', '佐证', '说明', '拍摄日期', '校验码'],
    [0.6, 2, 2.4, 1.2, 1.4],
    paper.evidence.map((one, index) => [
      String(index + 1),
      one.name,
      one.label === '' ? '—' : one.label,
      one.takenOn ?? '—',
      one.sha256.slice(0, 12),
    ]),
  );

const hand = ({ post, actingFor }: Pick<Signature, 'post' | 'actingFor'>): string =>
  actingFor === null ? post : `${post}（代${actingFor}）`;

function signaturesTable(
  { applied, checked, accepted, notice: shown, on }: CloseOut,
  organisation: string,
): TableBlock {
  return table(
    'signatures',
    ['环节', '岗位', '日期', '意见'],
    [1.1, 2.5, 1.5, 2.7],
    [
      ['申请销号', hand(applied), officialDate(applied.on), applied.note ?? '申请销号'],
      [
        '现场核查',
        checked.visitors.join('、') || hand(checked),
        officialDate(checked.visitedOn),
        `${checked.visitors.length} 人到现场`,
      ],
      ['核查通过', hand(checked), officialDate(checked.on), checked.note ?? '核查通过'],
      ...accepted.map((one, index) => [
        accepted.length === 1 ? '验收' : `验收第${index === 0 ? '一' : '二'}人`,
        hand(one),
        officialDate(one.on),
        one.note ?? '同意验收',
      ]),
      [
        '公示',
        organisation,
        shown === null ? '—' : officialDate(shown.from),
        shown === null ? '本专项不公示' : `至${officialDate(shown.until)}，${shown.link ?? '无异议'}`,
      ],
      ['销号', organisation, officialDate(on), '予以销号'],
    ],
  );
}
