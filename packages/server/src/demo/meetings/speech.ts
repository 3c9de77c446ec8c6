/** A city fills in its speech (模拟): every 【…】 of the skeleton becomes words, the figures stay references. */
import type { EditRun } from '@qingzhang/contract';
import { documentDesk, editDocument } from '../../issuing/documents/desk.ts';
import { paperDocuments } from '../../meetings/papers/document-source.ts';
import { handInSpeech } from '../../meetings/papers/service.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';

const WORDS: Readonly<Record<string, string>> = {
  measures:
    '一是分管市领导包联落后县区，每周调度一次；二是资金、设备、施工队三张清单倒排到周；三是对连续两周无进展的县区发督办单。',
  due: '以上措施分别于本月底、下月底前完成，责任岗位为市局局长和各县（市、区）分局局长。',
  pledge: '我们承诺：落后事项限期赶上序时进度，数量和日期以会上承诺为准，完不成的按规定作出说明。',
  practice:
    '一是领导包联到项，每周现场办公；二是进度日清周结，验收与资金拨付挂钩；三是举一反三，同类问题一并整改。',
  next: '下一步，我们将对照年度目标查找差距，把好做法固定为制度，确保全年目标完成。',
};
const CAUSE = '前期手续和设备到货偏晚，县区之间推进不平衡，调度不够细。';

/** Fill in and hand in. */
export async function writeSpeech(db: Db, id: number, call: Call, handIn: Call): Promise<void> {
  let desk = await documentDesk(db, paperDocuments, id, call);
  for (const { key, runs } of desk.blocks) {
    if (!runs.some((run) => run.kind === 'text' && run.text.includes('【'))) continue;
    const [name = ''] = key.split('.');
    const own = WORDS[name];
    const filled: EditRun[] =
      own === undefined
        ? runs.map((run) =>
            run.kind === 'text' ? { ...run, text: run.text.replace(/【[^】]*】/gu, CAUSE) } : run,
          )
        : [{ kind: 'text', text: own }];
    desk = await editDocument(
      db,
      paperDocuments,
      id,
      { revision: desk.revision, edit: { act: 'replace', block: key, runs: filled } },
      call,
    );
  }
  await handInSpeech(db, handIn, id);
}
