/** 收到会议材料: messages of copies, as the area of issuing asks for them. */
import type { CopiedDocument, CopyMessages } from '../issuing/copies/copies.ts';
import { notify, type Subject, settle } from './notify.ts';

const subjectOf = ({ owner, id }: CopiedDocument): Subject => ({ type: 'paper', id: `${owner}:${id}` });
const shortened = (title: string) => (title.length > 120 ? `${title.slice(0, 119)}…` : title);

/** One message a copy; it is over once the paper was opened, or the copy withdrawn. */
export const paperMessages: CopyMessages = {
  sent: async (trx, call, paper, to) => {
    await notify(trx, call, {
      to: to.map((userId) => ({ userId, as: 'responsible' })),
      kind: 'paper.received',
      subject: subjectOf(paper),
      params: { title: shortened(paper.title) },
      link: `/papers/${paper.owner}/${paper.id}`,
    });
  },
  opened: async (trx, call, paper, people) => {
    await settle(trx, call, subjectOf(paper), 'done', { userIds: people });
  },
  withdrawn: async (trx, call, paper, people) => {
    await settle(trx, call, subjectOf(paper), 'withdrawn', { userIds: people });
  },
};
