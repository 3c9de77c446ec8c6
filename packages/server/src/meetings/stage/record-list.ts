/** The record as a list: for the pages, for streams, as a spreadsheet. */
import type { Lang, RecordLine } from '@qingzhang/contract';
import { sayMeasure } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { listRegions } from '../../regions/queries.ts';
import { requireStage } from './access.ts';
import { doubtsOf } from './doubts.ts';
import { presentLine, readLineRows } from './record-rows.ts';

/** All lines of a meeting, withdrawn ones too; how many lack something. */
export async function listLines(
  platform: Platform,
  call: Call,
  meetingId: number,
  lang: Lang,
): Promise<{ items: RecordLine[]; incomplete: number }> {
  const { db } = platform;
  const { meeting } = await requireStage(db, call.actor, meetingId);
  const rows = await readLineRows(db, meetingId);
  const doubt = await doubtsOf(platform, meeting, rows);
  const items = rows.map((row) => presentLine(row, doubt, lang));
  return { items, incomplete: items.filter(({ missing }) => missing.length > 0).length };
}

/** Lines changed after a revision of the record, for the streams. */
export async function linesAfter(
  platform: Platform,
  meetingId: number,
  after: number,
  lang: Lang,
): Promise<{ lines: RecordLine[]; revision: number }> {
  const rows = await readLineRows(platform.db, meetingId, { after });
  const doubt = await doubtsOf(platform, { id: meetingId }, rows);
  return {
    lines: rows.map((row) => presentLine(row, doubt, lang)),
    revision: Math.max(after, ...rows.map(({ recordRevision }) => recordRevision)),
  };
}

type Words = readonly [zh: string, en: string];
const pick = (words: Words, lang: Lang): string => words[lang === 'zh' ? 0 : 1];

const COLUMNS = {
  at: ['时间', 'Time'],
  kind: ['类别', 'Kind'],
  speaker: ['发言', 'Speaker'],
  cities: ['市', 'Cities'],
  program: ['专项', 'Program'],
  text: ['内容', 'Text'],
  deadline: ['时限', 'Deadline'],
  measure: ['衡量', 'Measure'],
  leadUnit: ['责任单位', 'Lead unit'],
  ownerPost: ['责任岗位', 'Owner post'],
  supporting: ['配合单位', 'Supporting units'],
  missing: ['缺', 'Missing'],
  doubt: ['算不平', 'Does not add up'],
  state: ['状态', 'State'],
  confirmed: ['审阅', 'Confirmed'],
  tasks: ['任务', 'Tasks'],
} as const satisfies Record<string, Words>;

export const RECORD_KIND_WORDS: Readonly<Record<RecordLine['kind'], Words>> = {
  comment: ['点评', 'comment'],
  commitment: ['承诺', 'commitment'],
  instruction: ['传达', 'instruction'],
  requirement: ['要求', 'requirement'],
  experience: ['经验', 'experience'],
  note: ['备注', 'note'],
};
const STATES: Readonly<Record<RecordLine['state'], Words>> = {
  recording: ['正在记', 'being written'],
  kept: ['已记', 'kept'],
  void: ['作废', 'withdrawn'],
};
const MISSING: Readonly<Record<RecordLine['missing'][number], Words>> = {
  city: ['市或单位', 'city or unit'],
  text: ['内容', 'text'],
  deadline: ['时限', 'deadline'],
  owner: ['责任', 'owner'],
  measure: ['衡量', 'measure'],
};
const UNCONFIRMED: Words = ['未经本人审阅', 'not confirmed by the speaker'];

/** The record as a spreadsheet. */
export async function recordXlsx(
  platform: Platform,
  call: Call,
  meetingId: number,
  lang: Lang,
): Promise<FileReply> {
  const { db } = platform;
  const { meeting } = await requireStage(db, call.actor, meetingId);
  const { items } = await listLines(platform, call, meetingId, lang);
  const [cities, programs] = await Promise.all([cityNames(db, lang), programNames(db, lang)]);
  const title = lang === 'zh' ? '会议记录' : 'Record';
  return xlsxReply(`${meeting.title} ${title}`, {
    title,
    simulated: meeting.simulated,
    columns: Object.entries(COLUMNS).map(([key, words]) => ({ key, title: pick(words, lang) })),
    rows: items.map((line) => ({
      at: new Date(line.at),
      kind: pick(RECORD_KIND_WORDS[line.kind], lang),
      speaker: line.speaker,
      cities: line.cities.map((code) => cities.get(code) ?? code).join('、'),
      program: line.program === null ? '' : (programs.get(line.program) ?? line.program),
      text: line.text,
      deadline: line.deadline,
      measure: line.measure === null ? '' : sayMeasure(line.measure),
      leadUnit: line.leadUnit,
      ownerPost: line.ownerPost,
      supporting: line.supportingUnits.join('、'),
      missing: line.missing.map((part) => pick(MISSING[part], lang)).join('、'),
      doubt: line.doubt,
      state: pick(STATES[line.state], lang),
      confirmed: line.confirmed === null ? pick(UNCONFIRMED, lang) : line.confirmed.post,
      tasks: line.tasks.map(({ no }) => no).join('、'),
    })),
  });
}

async function cityNames(db: Db, lang: Lang): Promise<Map<string, string>> {
  const regions = await listRegions(db);
  return new Map(regions.map(({ code, name, nameEn }) => [code, lang === 'zh' ? name : nameEn]));
}

/** What programs are called, by key. */
export async function programNames(db: Db, lang: Lang): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('program as p')
    .innerJoin('program_version as v', (join) =>
      join.onRef('v.program_key', '=', 'p.key').onRef('v.version', '=', 'p.version'),
    )
    .select('p.key')
    .select(sql<unknown>`v.definition -> 'name'`.as('name'))
    .execute();
  return new Map(rows.map(({ key, name }) => [key, sayWords(name, lang) ?? key]));
}

function sayWords(words: unknown, lang: Lang): string | null {
  if (typeof words !== 'object' || words === null) return null;
  const said: unknown = Object.entries(words).find(([key]) => key === lang)?.[1];
  return typeof said === 'string' ? said : null;
}
