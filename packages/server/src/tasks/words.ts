/** Sentences of tasks in both languages: why something is to be done, the board's first line. */
import type { RungName, TaskAction } from '@qingzhang/contract';
import { type Run, type Rung, sayRung } from '@qingzhang/domain';

type Lang = 'zh' | 'en';
type Act = TaskAction['act'];

const WHY: Readonly<Record<Exclude<Act, 'notice'>, { readonly zh: string; readonly en: string }>> = {
  sign: { zh: '当日签收', en: 'Sign for it the same day' },
  report: { zh: '该报进展', en: 'A report is due' },
  resubmit: { zh: '被退回，请补充', en: 'Returned: complete it' },
  reply: { zh: '通知待回复', en: 'A notice waits for your reply' },
  apply: { zh: '临近期限，未申请销号', en: 'Near its deadline, close-out not applied for' },
  plan: { zh: '复杂事项须报具体计划', en: 'A complex matter needs a dated plan' },
  complete: { zh: '交办要素不全', en: 'Something is missing' },
  issue: { zh: '要素已全，待交办', en: 'Complete, to be issued' },
  seeReply: { zh: '有回复待看', en: 'A reply waits to be read' },
  judge: { zh: '有进展待核', en: 'A report waits to be judged' },
  decideExtension: { zh: '申请延期', en: 'Extension asked for' },
  check: { zh: '申请销号，待核查', en: 'Close-out applied for, to be checked' },
  close: { zh: '已核查，待验收', en: 'Checked, to be accepted' },
  confirmLamp: { zh: '改灯待复核', en: 'A lamp set by hand waits for a second person' },
  lookBack: { zh: '到期回头看', en: 'Look-back is due' },
  lift: { zh: '已达解除条件', en: 'The condition for lifting is met' },
};

export const sayWhy = (act: Exclude<Act, 'notice'>, lang: Lang): string => WHY[act][lang];

/** 发督办单, 列入通报: what the button of an act says, without its object. */
const DOES: Readonly<Record<Exclude<Act, 'notice'>, { readonly zh: string; readonly en: string }>> = {
  sign: { zh: '签收', en: 'sign for' },
  report: { zh: '报进展', en: 'report on' },
  resubmit: { zh: '补报', en: 'complete' },
  reply: { zh: '回复', en: 'answer' },
  apply: { zh: '申请销号', en: 'apply to close' },
  plan: { zh: '报计划', en: 'plan' },
  complete: { zh: '补全', en: 'complete' },
  issue: { zh: '交办', en: 'issue' },
  seeReply: { zh: '看回复', en: 'read the reply of' },
  judge: { zh: '核看', en: 'judge' },
  decideExtension: { zh: '审批延期', en: 'decide the extension of' },
  check: { zh: '核查', en: 'check' },
  close: { zh: '验收销号', en: 'close' },
  confirmLamp: { zh: '复核改灯', en: 'confirm the lamp of' },
  lookBack: { zh: '回头看', en: 'look back at' },
  lift: { zh: '解除', en: 'lift the notice of' },
};

function does(act: Act, rung: Rung | null, lang: Lang): string {
  if (act !== 'notice') return DOES[act][lang];
  if (rung === null) return lang === 'zh' ? '发单' : 'notify';
  if (rung === 'bulletin') return lang === 'zh' ? '列入通报' : 'name in the bulletin';
  return lang === 'zh' ? `发${sayRung(rung, lang)}` : `send a ${sayRung(rung, lang)} for`;
}

export interface BoardCounts {
  readonly total: number;
  readonly overdue: number;
  readonly mine: number;
  readonly others: number;
  /** What is to be done, most first. */
  readonly acts: readonly { readonly act: Act; readonly rung: RungName | null; readonly count: number }[];
}

const SHOWN = 4;

/** 在办 148 项，逾期 9 项。今天要您办 6 件：发督办单、发催办单、列入通报各 1，核看 3；其余 142 项不用您动手。 */
export function boardSentence(counts: BoardCounts, lang: Lang): Run[] {
  return lang === 'zh' ? sentenceZh(counts) : sentenceEn(counts);
}

function sentenceZh({ total, overdue, mine, others, acts }: BoardCounts): Run[] {
  const runs: Run[] = [{ text: `在办 ${total} 项` }];
  if (overdue > 0) runs.push({ text: '，' }, { text: `逾期 ${overdue} 项`, tone: 'overdrawn' });
  if (mine === 0) return [...runs, { text: `。今天没有要您办的${total > 0 ? '，时钟都在走' : ''}。` }];
  const rest = others > 0 ? `；其余 ${others} 项不用您动手` : '';
  return [
    ...runs,
    { text: '。今天要您办 ' },
    { text: `${mine} 件`, tone: 'strong' },
    { text: `：${listZh(acts)}${rest}。` },
  ];
}

/** Acts of one each are named together: 发督办单、发催办单各 1. */
function listZh(acts: BoardCounts['acts']): string {
  const shown = acts.slice(0, SHOWN);
  const hidden = acts.slice(SHOWN).reduce((sum, { count }) => sum + count, 0);
  const byCount = new Map<number, string[]>();
  for (const { act, rung, count } of shown) {
    byCount.set(count, [...(byCount.get(count) ?? []), does(act, rung, 'zh')]);
  }
  const parts = [...byCount].map(([count, names]) =>
    names.length > 1 ? `${names.join('、')}各 ${count}` : `${names[0] ?? ''} ${count}`,
  );
  return [...parts, ...(hidden > 0 ? [`其他 ${hidden}`] : [])].join('，');
}

function sentenceEn({ total, overdue, mine, others, acts }: BoardCounts): Run[] {
  const runs: Run[] = [{ text: `${total} open` }];
  if (overdue > 0) runs.push({ text: ', ' }, { text: `${overdue} overdue`, tone: 'overdrawn' });
  if (mine === 0) return [...runs, { text: '. Nothing waits for you today.' }];
  const shown = acts.slice(0, SHOWN).map(({ act, rung, count }) => `${does(act, rung, 'en')} ${count}`);
  const hidden = acts.slice(SHOWN).reduce((sum, { count }) => sum + count, 0);
  const list = [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join(', ');
  const rest = others > 0 ? `; the other ${others} need nothing from you` : '';
  return [
    ...runs,
    { text: '. Today ' },
    { text: `${mine} wait for you`, tone: 'strong' },
    { text: `: ${list}${rest}.` },
  ];
}
