/** Names of states and acts, and refusals in words; Chinese first. */
import type { ItemState } from '../programs/definition.ts';
import type { ItemActName, ItemRefusal, ItemRefusalCode } from './acts.ts';

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** 待交办 … 长期坚持 (DIS-3.2). */
export const itemStateWords: Readonly<Record<ItemState, Both>> = {
  draft: { zh: '待交办', en: 'to be issued' },
  issued: { zh: '待签收', en: 'to be signed for' },
  working: { zh: '整改中', en: 'being rectified' },
  extension: { zh: '延期审批', en: 'extension asked' },
  applied: { zh: '申请销号', en: 'close-out applied' },
  cityCheck: { zh: '市级核查', en: 'city check' },
  acceptance: { zh: '省级验收', en: 'province acceptance' },
  notice: { zh: '公示', en: 'public notice' },
  closed: { zh: '已销号', en: 'closed' },
  lookBack: { zh: '回头看', en: 'look-back' },
  reopened: { zh: '反弹重开', en: 'reopened' },
  standing: { zh: '长期坚持', en: 'standing' },
};

/** Verbs for buttons and for the history. */
export const itemActWords: Readonly<Record<ItemActName, Both>> = {
  issue: { zh: '交办', en: 'Issue' },
  sign: { zh: '签收', en: 'Sign for it' },
  askExtension: { zh: '申请延期', en: 'Ask for an extension' },
  approveExtension: { zh: '批准延期', en: 'Approve the extension' },
  denyExtension: { zh: '不予延期', en: 'Deny the extension' },
  apply: { zh: '申请销号', en: 'Apply for close-out' },
  check: { zh: '核查通过', en: 'Pass the check' },
  accept: { zh: '同意验收', en: 'Accept' },
  makeStanding: { zh: '转长期坚持', en: 'Accept as standing' },
  return: { zh: '退回整改', en: 'Return' },
  object: { zh: '登记异议', en: 'Record an objection' },
  answerObjection: { zh: '答复异议', en: 'Answer the objection' },
  publish: { zh: '登记公示链接', en: 'Record where it is published' },
  endNotice: { zh: '公示期满，销号', en: 'Notice over, closed' },
  startLookBack: { zh: '开始回头看', en: 'Start the look-back' },
  passLookBack: { zh: '回头看通过', en: 'Pass the look-back' },
  rebound: { zh: '反弹，重新列账', en: 'Rebound: reopen' },
  recheckStanding: { zh: '年度复核', en: 'Yearly re-check' },
  pause: { zh: '暂停计时', en: 'Pause' },
  resume: { zh: '恢复计时', en: 'Resume' },
  comment: { zh: '写意见', en: 'Comment' },
};

const refusalWords: Readonly<Record<ItemRefusalCode, Both>> = {
  wrongState: { zh: '现在的状态不能这样办', en: 'Not possible in its present state' },
  notYours: { zh: '这一步不由您的岗位办理', en: 'This step is not your post’s' },
  otherLevel: { zh: '只有交办的一级能决定', en: 'Only the level that issued it decides' },
  leadUnitMissing: { zh: '先填牵头单位', en: 'Name the lead unit first' },
  deadlineMissing: { zh: '先填完成时限', en: 'Set the deadline first' },
  deadlineAfterNational: {
    zh: '自定时限 {deadline} 晚于国家时限 {national}：只能提前，不能推后',
    en: 'The deadline {deadline} is after the national one, {national}: it may be earlier, never later',
  },
  nationalDeadlineFixed: {
    zh: '国家时限 {national} 不能推后或取消',
    en: 'The national deadline {national} cannot be moved later or taken away',
  },
  extensionTooLate: {
    zh: '时限 {deadline} 已过，延期须在到期前申请',
    en: 'The deadline {deadline} has passed; an extension is asked for before it',
  },
  extensionNotLater: { zh: '新时限须晚于 {deadline}', en: 'The new date must be after {deadline}' },
  extensionAskedByYou: { zh: '延期是您申请的，须由他人审批', en: 'You asked for it: somebody else decides' },
  noDeadline: { zh: '没有时限，无需延期', en: 'It has no deadline to extend' },
  measuresOpen: { zh: '还有 {count} 项措施未完成', en: '{count} measures are not done' },
  evidenceMissing: { zh: '还缺 {count} 类佐证', en: '{count} kinds of evidence are missing' },
  fieldsEmpty: {
    zh: '销号前要填的 {count} 栏还空着',
    en: '{count} columns that close-out needs are empty',
  },
  standardsOpen: {
    zh: '还有 {count} 条销号标准没有佐证，也没写为何不适用',
    en: '{count} close-out standards have neither evidence nor a reason why they do not apply',
  },
  reportReturned: { zh: '月报被退回，先重报', en: 'The monthly report was returned: send it again first' },
  repeatUnexplained: {
    zh: '有图片与别的事项重复，先作说明',
    en: 'A picture lies with another item too: explain it first',
  },
  repeatUnjudged: {
    zh: '重复图片的说明还没有认可',
    en: 'The explanation of a repeated picture is not accepted yet',
  },
  submittedByYou: {
    zh: '是您提交的申请，须由他人核查、验收',
    en: 'You applied: somebody else checks and accepts',
  },
  checkedByYou: { zh: '是您做的核查，须由他人验收', en: 'You checked it: somebody else accepts' },
  acceptedByYou: {
    zh: '您已作为第一人同意，第二人须是他人',
    en: 'You are the first acceptor: the second is somebody else',
  },
  samePost: {
    zh: '第一人也是“{post}”，须两人两岗',
    en: 'The first acceptor holds the post “{post}” too: two posts are needed',
  },
  acceptorsDiffer: {
    zh: '两人意见不同：一人同意销号，一人转长期坚持；先退回再议',
    en: 'One acceptor closes it, the other makes it standing: return it first',
  },
  nobodyAnswers: { zh: '须由具体岗位的人办理：谁验收、谁负责', en: 'A person must answer for this step' },
  tooFewVisitors: {
    zh: '现场核查至少 {needed} 人，只填了 {given} 人',
    en: 'A site visit needs {needed} people, {given} given',
  },
  applicantVisited: { zh: '申请人不能算作核查人员', en: 'Who applied cannot be one of the visitors' },
  visitOutsideTime: {
    zh: '核查日期须在 {from} 至 {to} 之间',
    en: 'The visit must lie between {from} and {to}',
  },
  needsReason: { zh: '要写原因', en: 'Give the reason' },
  noticeRunning: {
    zh: '公示到 {until}，期满自动销号',
    en: 'The notice runs until {until}; it closes by itself',
  },
  objectionOpen: { zh: '还有 {count} 条异议没有答复', en: '{count} objections are not answered' },
  objectionUnknown: { zh: '没有这条待答复的异议', en: 'There is no such objection to answer' },
  standingNotAllowed: { zh: '本专项没有“长期坚持”', en: 'This program has no standing items' },
  pauseWithoutExtension: {
    zh: '暂停须有已批准的延期，且不超过延期日',
    en: 'A pause needs an approved extension that reaches that far',
  },
  pauseNotLater: { zh: '暂停截止须晚于 {today}', en: 'A pause ends after {today}' },
  notPaused: { zh: '没有暂停', en: 'It is not paused' },
};

/** A refusal as a sentence. */
export function sayItemRefusal(refusal: Pick<ItemRefusal, 'code' | 'params'>, lang: 'zh' | 'en'): string {
  return refusalWords[refusal.code][lang].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(refusal.params[name] ?? ''),
  );
}
