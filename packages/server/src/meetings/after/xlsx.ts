/** 会后落实 as a spreadsheet: the tasks with their clocks, and the promises. */
import { type FollowUp, type Lang, TaskState } from '@qingzhang/contract';
import { sayLamp } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { listRegions } from '../../regions/queries.ts';
import { sayState } from '../../tasks/xlsx.ts';
import { COMMITMENT_WORDS } from '../commitments/list.ts';
import { readFollowUp, requireFollowed } from './follow-up.ts';

type Words = readonly [zh: string, en: string];
const COLUMNS = {
  kind: ['类别', 'Kind'],
  no: ['编号', 'No.'],
  city: ['市', 'City'],
  text: ['内容', 'Text'],
  owner: ['责任岗位', 'Owner post'],
  deadline: ['时限', 'Deadline'],
  lamp: ['灯', 'Lamp'],
  state: ['状态', 'State'],
  signedOn: ['签收', 'Signed'],
  arrangedOn: ['安排（3 日内）', 'Arranged (3 days)'],
  arrangedDue: ['安排期限', 'To be arranged by'],
} as const satisfies Record<string, Words>;
const KINDS = { task: ['要求', 'requirement'], commitment: ['承诺', 'commitment'] } as const satisfies Record<
  string,
  Words
>;

/** Tasks first, then promises; as far as one sees them. */
export async function followUpXlsx(db: Db, call: Call, meetingId: number, lang: Lang): Promise<FileReply> {
  const meeting = await requireFollowed(db, call.actor, meetingId);
  const [followUp, regions] = await Promise.all([readFollowUp(db, call, meetingId, lang), listRegions(db)]);
  const names = new Map(regions.map(({ code, name, nameEn }) => [code, lang === 'zh' ? name : nameEn]));
  const pick = (words: Words) => words[lang === 'zh' ? 0 : 1];
  const title = lang === 'zh' ? '会后落实' : 'Follow-up';
  const cityName = (code: string | null) => (code === null ? '' : (names.get(code) ?? code));
  return xlsxReply(`${meeting.title} ${title}`, {
    title,
    simulated: meeting.simulated,
    columns: Object.entries(COLUMNS).map(([key, words]) => ({ key, title: pick(words) })),
    rows: [
      ...followUp.tasks.map((task) => ({
        kind: pick(KINDS.task),
        no: task.no,
        city: cityName(task.city),
        text: task.text,
        owner: task.ownerPost,
        deadline: task.deadline,
        lamp: sayLamp(task.lamp, lang),
        state: stateWords(task, lang),
        signedOn: task.signedOn,
        arrangedOn: task.arrangedOn,
        arrangedDue: task.arrangedDue,
      })),
      ...followUp.commitments.map((one) => ({
        kind: pick(KINDS.commitment),
        no: String(one.id),
        city: cityName(one.city),
        text: one.text,
        owner: '',
        deadline: one.due,
        lamp: '',
        state: pick(COMMITMENT_WORDS[one.state]),
        signedOn: null,
        arrangedOn: null,
        arrangedDue: null,
      })),
    ],
  });
}

const stateWords = ({ state }: FollowUp['tasks'][number], lang: Lang): string => {
  const known = TaskState.safeParse(state);
  return known.success ? sayState(known.data, lang) : state;
};
