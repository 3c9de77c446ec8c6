import { type Block, headingNumber, type Inline } from '@qingzhang/documents';
import type { AccountState, BulletinFacts, TargetFacts } from './facts.ts';
import { figure, joinRuns, prose } from './prose.ts';
import { targetTable } from './tables.ts';
import { byIndicator, cityNames, moreWord, overshoot } from './target-groups.ts';
import { STATE_WORDS } from './wording.ts';

/** Worst first: what needs a decision is read first. */
const ORDER: readonly AccountState[] = ['impossible', 'overdrawn', 'tight', 'safe'];

/** 约束性指标进展: what each target's account has spent, what is left, and what may still be afforded. */
export function targetsSection(facts: BulletinFacts): Block[] {
  if (facts.targets.length === 0) {
    return [
      { kind: 'paragraph', runs: prose`截至${facts.status.dataUntil}，尚未录入约束性指标，本期不作评价。` },
    ];
  }
  const groups = ORDER.map((state) => ({
    state,
    targets: facts.targets.filter((t) => t.state === state),
  })).filter((group) => group.targets.length > 0);
  const unknown = facts.targets.filter((target) => target.state === null);
  const counts = groups.map((group) => prose`${STATE_WORDS[group.state]}${String(group.targets.length)}项`);
  if (unknown.length > 0) counts.push(prose`因数据无效未作评价${String(unknown.length)}项`);
  const intro = prose`截至${facts.status.dataUntil}，共有约束性指标${String(facts.targets.length)}项，其中${joinRuns(counts, '、')}。`;
  return [
    { kind: 'paragraph', runs: intro },
    ...groups.map(
      (group, i): Block => ({
        kind: 'heading',
        level: 2,
        number: headingNumber(2, i + 1),
        text: `${STATE_WORDS[group.state]}。`,
        runIn: prose`${groupSentence(facts, group.state, group.targets)}。`,
      }),
    ),
    targetTable(facts.targets),
  ];
}

/** More than so many targets of a state are told by indicator; the table has them all. */
const TOLD_ONE_BY_ONE = 3;

function groupSentence(facts: BulletinFacts, state: AccountState, targets: readonly TargetFacts[]): Inline[] {
  if (state !== 'safe' && targets.length <= TOLD_ONE_BY_ONE)
    return joinRuns(targets.map(targetSentence), '；');
  return joinRuns(
    byIndicator(facts, targets).map((group) => {
      const [first] = group;
      if (first === undefined) return [];
      if (group.length === 1)
        return state === 'safe' ? prose`${first.name}${first.indicator}` : targetSentence(first);
      const head = prose`${first.indicator}${String(group.length)}市，为${cityNames(facts, group)}`;
      // Those kept safe need no more words; of the others the farthest beyond its target is told in full.
      const farthest = [...group].sort((a, b) => overshoot(b) - overshoot(a))[0];
      if (state === 'safe' || farthest === undefined || overshoot(farthest) <= 0) return head;
      return prose`${head}，其中${farthest.name}距目标最远，${balanceSentence(farthest)}`;
    }),
    '；',
  );
}

/** 甲市PM2.5年均浓度目标40微克/立方米、目前44微克/立方米，全年额度…，已支出…，余额…，余下184天日均须控制在36.1微克/立方米以内. */
function targetSentence(target: TargetFacts): Inline[] {
  return prose`${target.name}${target.indicator}${balanceSentence(target)}`;
}

function balanceSentence(target: TargetFacts): Inline[] {
  const id = target.figureId;
  const now = target.actual
    ? prose`、目前${figure(`${id}/actual`, target.actual.text, target.unit)}`
    : prose`、目前数据无效`;
  const account = target.account
    ? prose`，全年额度${figure(`${id}/budget`, target.account.budget.text, target.account.unit)}，已支出${figure(`${id}/spent`, target.account.spent.text)}，余额${figure(`${id}/left`, target.account.left.text)}`
    : [];
  return prose`目标${figure(`${id}/target`, target.target.text, target.unit)}${now}${account}${affordable(target)}`;
}

/** What the days left may still bear; a target without days left is settled, one that cannot be met says so. */
function affordable(target: TargetFacts): Inline[] {
  if (target.daysLeft === 0) return prose`，年度已结束`;
  if (target.allowance === null) {
    return target.state === 'impossible' ? prose`，余下${String(target.daysLeft)}天已无余量` : [];
  }
  const value = figure(
    `${target.figureId}/allowance`,
    target.allowance.text,
    target.kind === 'mean' ? target.unit : '天',
  );
  return target.kind === 'mean'
    ? prose`，余下${String(target.daysLeft)}天日均须控制在${value}以内`
    : prose`，余下${String(target.daysLeft)}天最多再${moreWord(target)}${value}`;
}
