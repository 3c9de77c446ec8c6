/** 会议纪要 from the record (DIS-8.1): reported, heard, commented, conveyed, required, promised. Pure. */
import { type Block, officialDate, type TableBlock } from '@qingzhang/documents';
import { sayDemand, sayMeasure } from '@qingzhang/domain';
import { sentence } from '../../issuing/templates/catalogue.ts';
import { minutesTemplate } from '../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../issuing/templates/render.ts';
import { cityOf, meetingDay, meetingWordsOf, type PaperContext } from '../papers/compose/context.ts';
import { paperModel } from '../papers/compose/paper.ts';
import type { DocumentModel, TemplateBody } from '../papers/compose/types.ts';
import type { LineRow } from '../stage/record-rows.ts';
import type { AttendanceWords } from './attendance.ts';
import type { Said } from './said.ts';

/** What minutes are drafted from beside the meeting's facts. */
export interface MinutesInput {
  readonly context: PaperContext;
  /** Lines in force, in their order. */
  readonly lines: readonly LineRow[];
  readonly attendance: AttendanceWords;
  /** The figures' sentences, as frozen. */
  readonly said: Pick<Said, 'reported'>;
}

type AgendaRow = PaperContext['agenda'][number];

/** Stands where something is missing: minutes with it are not issued. */
const MISSING = '（待补）';
const CHAIR_PARTS: readonly string[] = ['analysis', 'requirements'];

/** Without the mark at the end: the template sets its own. */
export const trimEnd = (text: string): string => text.trim().replace(/[。；;，,.\s]+$/u, '');

/** The draft. Figures stay references; what lacks something says so. */
export function composeMinutes(
  { context, lines, attendance, said }: MinutesInput,
  body: TemplateBody,
): DocumentModel {
  const { meeting, facts, issuer } = context;
  const itemOf = new Map(context.agenda.map((row) => [row.id, row]));
  const partOf = (line: LineRow) => (line.agendaItem === null ? undefined : itemOf.get(line.agendaItem));
  const kinds = (kind: LineRow['kind']) => lines.filter((line) => line.kind === kind && line.text !== '');
  const chairs = [...kinds('comment'), ...kinds('note')].filter((line) =>
    CHAIR_PARTS.includes(partOf(line)?.kind ?? ''),
  );
  const stressed = chairs
    .filter((line) => partOf(line)?.kind === 'requirements')
    .map((line) => ({ line, ...headOf(line.text) }));
  const speeches = [...kinds('comment'), ...kinds('experience'), ...kinds('instruction')];
  const demands = kinds('requirement');
  const parts = renderTemplate(minutesTemplate, body, {
    ...meetingWordsOf(context),
    会议日期: officialDate(meetingDay(meeting.opened_at ?? meeting.starts_at)),
    参会概况: attendance.overview,
    通报: said.reported.map(({ key, runs }) => ({ key, 通报: sentence(runs) })),
    听取: heard(context, lines),
    点评: commented(
      kinds('comment').filter((line) => !chairs.includes(line)),
      partOf,
    ),
    传达: kinds('instruction').map((line) => ({ key: keyOf(line), 内容: trimEnd(line.text) })),
    指出: [
      ...chairs
        .filter((line) => partOf(line)?.kind === 'analysis')
        .map((line) => ({ line, text: line.text })),
      // Without a head there is nothing to count 一是、二是 by.
      ...stressed.filter(({ rest }) => rest === '').map(({ line }) => ({ line, text: line.text })),
    ].map(({ line, text }) => ({ key: keyOf(line), 内容: trimEnd(text) })),
    强调: stressed
      .filter(({ rest }) => rest !== '')
      .map(({ line, head, rest }) => ({ key: keyOf(line), 要点: head, 内容: rest })),
    要求: demands.map((line) => ({
      key: keyOf(line),
      内容: demandText(context, line),
      牵头单位: leadOf(context, line),
      配合单位: line.supportingUnits.join('、'),
      责任岗位: line.ownerPost || MISSING,
      时限: dayWords(line.deadline),
      完成标准: line.measure === null ? MISSING : sayMeasure(line.measure),
    })),
    承诺: kinds('commitment').flatMap((line) =>
      (line.cities.length === 0 ? [null] : line.cities).map((code) => ({
        key: code === null ? keyOf(line) : `${keyOf(line)}-${code}`,
        市: cityOf(context, code)?.name ?? MISSING,
        承诺: trimEnd(line.text),
        时限: dayWords(line.deadline),
      })),
    ),
    议定: [],
    未经审阅: speeches.some(({ confirmed }) => confirmed === null),
    出席: attendance.present.join('、'),
    请假: attendance.leave.join('、'),
    列席: attendance.sitIn.join('、'),
  });
  const model = paperModel(context, {
    id: `minutes-${meeting.id}`,
    form: 'minutes',
    parts,
    head: { mark: `${issuer.issuer}会议纪要`, number: null },
    record: { copyTo: issuer.copyTo },
    fill: (name) => {
      if (name === '参会名单') return attendanceBlock(attendance);
      return demands.length === 0 ? [] : [demandTable(context, demands)];
    },
  });
  return {
    ...model,
    blocks: model.blocks.map((block) =>
      block.kind === 'red-head'
        ? { ...block, issued: { office: issuer.office, date: officialDate(facts.bulletin.settings.date) } }
        : block,
    ),
  };
}

const keyOf = (line: LineRow): string => `l${line.id}`;
const dayWords = (day: string | null): string => (day === null ? MISSING : officialDate(day));

/** 要强化政治意识 / 坚决扛起…: the first clause is the head, where something follows it. */
export function headOf(text: string): { readonly head: string; readonly rest: string } {
  const words = trimEnd(text).replace(/^[一二三四五六七八九十]+(?:是|要)/u, '');
  const at = words.search(/[，。；：]/u);
  if (at < 2 || at > 24) return { head: words, rest: '' };
  return { head: words.slice(0, at), rest: trimEnd(words.slice(at + 1)) };
}

/** 会议听取: who spoke, and what was recorded of it. */
function heard(context: PaperContext, lines: readonly LineRow[]) {
  const speaks = context.agenda.filter(
    ({ kind, parent_id, city_code }) =>
      parent_id !== null && city_code !== null && (kind === 'experience' || kind === 'pledge'),
  );
  const held = speaks.some(({ started_at }) => started_at !== null);
  return speaks
    .filter((row) => !held || row.started_at !== null || spoken(row, lines).length > 0)
    .map((row) => {
      const own = spoken(row, lines);
      const program = context.facts.programs.find(({ key }) => key === row.program_key);
      const about = program === undefined ? '重点工作' : program.shortName.replace(/\s/gu, '');
      return {
        key: `i${row.id}`,
        市: cityOf(context, row.city_code)?.name ?? '',
        发言类型: row.kind === 'pledge' ? '表态发言' : '经验交流',
        内容: own.length === 0 ? `就${about}情况作了发言` : own.map(({ text }) => trimEnd(text)).join('；'),
      };
    });
}

/** What a city said: of its item, or where none was chosen, its experience or promise. */
function spoken(row: AgendaRow, lines: readonly LineRow[]): LineRow[] {
  return lines.filter(
    (line) =>
      line.text !== '' &&
      (line.kind === 'experience' || line.kind === 'commitment') &&
      row.city_code !== null &&
      line.cities.includes(row.city_code) &&
      (line.agendaItem === row.id ||
        (line.agendaItem === null && (line.kind === 'experience') === (row.kind === 'experience'))),
  );
}

/** 点评 by speaker and field, in the order in which they spoke. */
function commented(lines: readonly LineRow[], partOf: (line: LineRow) => AgendaRow | undefined) {
  const groups = Map.groupBy(lines, (line) => {
    const part = partOf(line);
    // While a city speaks, its head is the speaker of the item, but not who comments.
    const chaired = part?.city_code === null ? part.speaker_post : '';
    return `${line.speaker || chaired}|${part?.portfolio ?? ''}`;
  });
  return [...groups].map(([group, own]) => {
    const [post = '', portfolio = ''] = group.split('|');
    return {
      key: `l${own[0]?.id ?? 0}`,
      岗位: post === '' ? '厅领导' : post,
      领域: portfolio === '' ? '重点工作' : portfolio,
      内容: own.map(({ text }) => trimEnd(text)).join('；'),
    };
  });
}

/** 大同市：加快清洁取暖改造: cities are named unless the words name them. */
function demandText(context: PaperContext, line: LineRow): string {
  const text = trimEnd(sayDemand(line));
  const cities = line.cities.flatMap((code) => cityOf(context, code) ?? []);
  if (cities.length === 0 || cities.length === context.facts.cities.length) return text;
  return cities.every(({ shortName }) => text.includes(shortName))
    ? text
    : `${cities.map(({ name }) => name).join('、')}：${text}`;
}

/** 责任单位: as recorded, else the bureaus of the cities meant. */
export function leadOf(context: PaperContext, line: Pick<LineRow, 'leadUnit' | 'cities'>): string {
  if (line.leadUnit !== '') return line.leadUnit;
  if (line.cities.length === 0) return MISSING;
  if (line.cities.length === context.facts.cities.length) return '各市生态环境局';
  return line.cities.map((code) => `${cityOf(context, code)?.name ?? code}生态环境局`).join('、');
}

function attendanceBlock({ present, sitIn, leave }: AttendanceWords): Block[] {
  const groups = [
    { label: '出席', names: present },
    { label: '列席', names: sitIn },
    { label: '请假', names: leave },
  ].filter(({ names }) => names.length > 0);
  return groups.length === 0 ? [] : [{ kind: 'attendance', groups }];
}

function demandTable(context: PaperContext, demands: readonly LineRow[]): TableBlock {
  return {
    kind: 'table',
    id: 'demands',
    dense: true,
    caption: '会议要求任务清单',
    columns: [
      { key: 'no', width: 0.5, align: 'center' },
      { key: 'text', width: 3.2, align: 'left' },
      { key: 'lead', width: 1.9, align: 'left' },
      { key: 'owner', width: 1.7, align: 'left' },
      { key: 'due', width: 1.6, align: 'center' },
      { key: 'measure', width: 1.7, align: 'left' },
    ],
    header: [['序号', '要求', '责任单位', '责任岗位', '完成时限', '完成标准'].map((text) => ({ text }))],
    rows: demands.map((line, index) => ({
      key: `l${line.id}`,
      cells: [
        { text: String(index + 1) },
        { text: demandText(context, line) },
        { text: leadOf(context, line) },
        { text: line.ownerPost || MISSING },
        { text: line.deadline === null ? MISSING : officialDate(line.deadline) },
        { text: line.measure === null ? MISSING : sayMeasure(line.measure) },
      ],
    })),
  };
}
