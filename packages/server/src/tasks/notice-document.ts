/** 督办单 and its kin as a paper (DIS-2.5): composed from what is kept of it, drawn as page, DOCX and PDF. Pure. */
import type { TaskSource, TriggerFacts } from '@qingzhang/contract';
import {
  type Block,
  breakTitle,
  type DocumentModel,
  officialDate,
  type TableBlock,
  text,
} from '@qingzhang/documents';
import { type Rung, sayRung } from '@qingzhang/domain';

export interface NoticePaper {
  readonly id: string;
  readonly rung: Rung;
  readonly number: string;
  readonly date: string;
  readonly issuer: string;
  readonly office: string;
  readonly urgency: 'normal' | 'urgent' | 'critical';
  readonly internal: boolean;
  readonly matter: string;
  readonly source: TaskSource;
  readonly sourceTitle: string;
  readonly taskNo: string;
  readonly taskText: string;
  readonly demand: string;
  readonly feedback: string;
  readonly leadUnit: string;
  readonly supportingUnits: readonly string[];
  readonly receiverPost: string;
  readonly receiverPhone: string;
  readonly deadline: string | null;
  readonly replyDue: string | null;
  readonly facts: TriggerFacts;
  readonly lift: string;
  readonly decision: { readonly by: string; readonly document: string; readonly on: string } | null;
  readonly simulated: boolean;
}

const SOURCES: Readonly<Record<TaskSource, string>> = {
  meeting: '会议',
  inspection: '督察检查',
  note: '领导批示',
  alert: '预警',
  lead: '线索',
  petition: '信访',
  program: '专项',
  hand: '交办',
};
const URGENCIES = { normal: '平急', urgent: '加急', critical: '特急' } as const;

/** One matter, one paper; the facts of the moment stand in it and never change. */
export function composeNotice(paper: NoticePaper): DocumentModel {
  const name = sayRung(paper.rung, 'zh');
  const blocks: Block[] = [
    {
      kind: 'red-head',
      mark: `${paper.issuer}${name}`,
      number: paper.number,
      markings: [
        ...(paper.internal ? ['内部'] : []),
        ...(paper.urgency === 'normal' ? [] : [URGENCIES[paper.urgency]]),
      ],
    },
    { kind: 'title', lines: breakTitle(['关于', ...phrases(paper.matter), '的', name]) },
    ...(paper.simulated
      ? [{ kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' } as const]
      : []),
    { kind: 'recipients', text: paper.leadUnit },
    {
      kind: 'paragraph',
      runs: [
        text(`现将下列事项交你单位办理。截至${officialDate(paper.facts.day)}：${factsWords(paper.facts)}。`),
      ],
    },
    fieldsTable(paper),
    ...(paper.decision === null
      ? []
      : [
          {
            kind: 'paragraph',
            runs: [
              text(
                `本件依据${officialDate(paper.decision.on)}${paper.decision.by}的决定（${paper.decision.document}）发出。`,
              ),
            ],
          } as const,
        ]),
    { kind: 'paragraph', runs: [text(`解除条件：${paper.lift}。`)] },
    { kind: 'signature', organisation: paper.issuer, date: officialDate(paper.date) },
    { kind: 'record', copyTo: null, office: paper.office, date: officialDate(paper.date) },
  ];
  return {
    kind: 'official',
    version: 1,
    id: paper.id,
    title: `关于${paper.matter}的${name}`,
    language: 'zh-CN',
    date: paper.date,
    organisation: paper.issuer,
    simulated: paper.simulated,
    badges: paper.simulated ? [{ kind: 'badge', badge: 'simulated', text: '模拟数据' }] : [],
    blocks,
  };
}

const factsWords = (facts: TriggerFacts): string =>
  facts.words.length === 0 ? '事项尚未办结' : facts.words.join('；');

/** The fields of DIS-2.5, empty ones to be filled by hand. */
function fieldsTable(paper: NoticePaper): TableBlock {
  const phone = paper.receiverPhone === '' ? '' : `，${paper.receiverPhone}`;
  const fields: readonly (readonly [string, string])[] = [
    ['编号', paper.number],
    ['事由', paper.matter],
    [
      '来源',
      paper.sourceTitle === '' ? SOURCES[paper.source] : `${SOURCES[paper.source]}：${paper.sourceTitle}`,
    ],
    ['任务', `${paper.taskNo}　${paper.taskText}`],
    ['交办内容', paper.demand],
    ['牵头单位', paper.leadUnit],
    ['配合单位', paper.supportingUnits.length === 0 ? '无' : paper.supportingUnits.join('、')],
    ['责任人及电话', `${paper.receiverPost}${phone}`],
    ['交办时间', officialDate(paper.date)],
    ['办结时限', paper.deadline === null ? '' : officialDate(paper.deadline)],
    ['反馈要求', feedbackWords(paper)],
    ['紧急程度', URGENCIES[paper.urgency]],
    ['密级', paper.internal ? '内部' : '公开'],
    ['办理结果', ''],
    ['审核意见', ''],
    ['领导批示', ''],
  ];
  return {
    kind: 'table',
    id: 'notice-fields',
    columns: [
      { key: 'field', width: 1.2, align: 'center' },
      { key: 'value', width: 5, align: 'left' },
    ],
    header: [[{ text: '项目' }, { text: '内容' }]],
    rows: fields.map(([field, value]) => ({ cells: [{ text: field, bold: true }, { text: value }] })),
  };
}

function feedbackWords({ feedback, replyDue }: NoticePaper): string {
  const until = replyDue === null ? '' : `${officialDate(replyDue)}前首报`;
  return [until, feedback].filter((part) => part !== '').join('；');
}

/** A long matter may be broken after its punctuation, and nowhere else. */
const phrases = (matter: string): string[] => matter.split(/(?<=[：，、；])/u);
