/** The errors that show, in both languages, each with what to do (DIS-15.3). */
import type { Lang } from '@qingzhang/contract';
import type { HealthWarning } from '@qingzhang/domain';

export const warningWords = (warning: HealthWarning, lang: Lang): string =>
  lang === 'zh' ? zh(warning) : en(warning);

function zh(warning: HealthWarning): string {
  switch (warning.code) {
    case 'noPurpose':
      return '会上没有一个市发言：目的不清。下次按建议安排经验交流和表态发言。';
    case 'tooMany':
      return `安排了 ${warning.count} 个市发言，超过 ${warning.most} 个重点：注意力会分散。请减到 ${warning.most} 个以内。`;
    case 'nobodyResponsible':
      return `${warning.count} 项任务没有责任岗位：无人负责。请在任务中补上。`;
    case 'noChair':
      return '没有指定主持人。请在会议安排中补上。';
    case 'manyChairs':
      return `${warning.of} 次会议由 ${warning.count} 个岗位主持：没有一个人一抓到底。建议固定主持人。`;
    case 'cancelledOften':
      return `应开 ${warning.of} 次，取消 ${warning.count} 次：会议不经常。确需取消的，当月另定日期。`;
    case 'missed':
      return `${warning.about} 的调度会没有召开，也没有说明。请补开，或建立后注明取消原因。`;
    case 'rare':
      return `两次会议相隔 ${warning.days} 天：间隔过长。请按日历恢复月度调度。`;
    case 'noAnalysts':
      return `材料环节 ${warning.of} 个，按时只有 ${warning.onTime} 个：缺少专人准备。请明确各环节的人手，或调整清单的提前天数。`;
    case 'noFollowUp':
      return `议定事项 ${warning.of} 项，逾期 ${warning.late} 项：议而不决、决而不行。请逐项催办。`;
    case 'minutesLate':
      return `纪要 ${warning.of} 份，迟发 ${warning.late} 份：落实因此晚开始。请在 T+2 前印发。`;
    case 'brutal':
      return `连续 ${warning.meetings} 次会议只有表态、没有经验交流：只压不帮。请至少安排一个市介绍经验。`;
    case 'bland':
      return `连续 ${warning.meetings} 次会议没有表态发言：只谈成绩。请按建议安排落后的市表态。`;
  }
}

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function en(warning: HealthWarning): string {
  switch (warning.code) {
    case 'noPurpose':
      return 'No city spoke: the meeting had no clear purpose. Take over the suggested speakers next time.';
    case 'tooMany':
      return `${warning.count} city speeches are planned, more than ${warning.most} priorities: attention is lost. Keep to ${warning.most}.`;
    case 'nobodyResponsible':
      return `${many(warning.count, 'task')} without a responsible post: nobody answers for them. Name one in the task.`;
    case 'noChair':
      return 'Nobody is named to chair. Name a post in the meeting’s plan.';
    case 'manyChairs':
      return `${many(warning.of, 'meeting')} were chaired by ${many(warning.count, 'post')}: no one person runs them. Settle on one.`;
    case 'cancelledOften':
      return `${warning.count} of ${many(warning.of, 'meeting')} were cancelled: they are irregular. Set another day of the month instead.`;
    case 'missed':
      return `No meeting was held about ${warning.about}, and nobody said why. Hold it, or make it and cancel it with a reason.`;
    case 'rare':
      return `${warning.days} days from one meeting to the next: too long. Go back to the monthly calendar.`;
    case 'noAnalysts':
      return `Only ${warning.onTime} of ${many(warning.of, 'paper step')} were on time: nobody is there to prepare them. Name who does, or change the checklist’s days.`;
    case 'noFollowUp':
      return `${warning.late} of ${many(warning.of, 'follow-up')} are overdue: there is no follow-up. Press for each.`;
    case 'minutesLate':
      return `${warning.late} of ${warning.of} minutes were late, and so was what follows from them. Issue them by T+2.`;
    case 'brutal':
      return `${warning.meetings} meetings in a row with pledges and no experience: brutal. Let one city tell what worked.`;
    case 'bland':
      return `${warning.meetings} meetings in a row without a pledge: bland. Take over the suggested pledges.`;
  }
}
