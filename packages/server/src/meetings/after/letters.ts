/** 函、督办函、预警函 (DIS-7.1): what the meeting required of one city, pressed by a letter; a draft until it is issued. */
import { AppError, type Region } from '@qingzhang/contract';
import { type DocumentModel, officialDate, type TableBlock } from '@qingzhang/documents';
import { sayDemand } from '@qingzhang/domain';
import { sentence } from '../../issuing/templates/catalogue.ts';
import { letterTemplate } from '../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../issuing/templates/render.ts';
import { readTemplate } from '../../issuing/templates/store.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { findMeeting, requireMeeting } from '../cycle/read.ts';
import { meetingWordsOf, type PaperContext } from '../papers/compose/context.ts';
import { paperModel } from '../papers/compose/paper.ts';
import type { TemplateBody } from '../papers/compose/types.ts';
import type { LineRow } from '../stage/record-rows.ts';
import { trimEnd } from './compose-minutes.ts';
import { gatherMeeting, keepPaper, requireEnded } from './draft-minutes.ts';
import { keptLines } from './gaps.ts';
import { figuresSaid, type Said } from './said.ts';

/** What somebody asks for. */
export interface LetterInput {
  readonly kind: 'supervision' | 'warning' | 'plain';
  readonly city: string;
  readonly matter: string;
  readonly lines: readonly string[];
  readonly due: string | null;
}

/** Draft a letter. Lines must be of the meeting and concern the city; answers the paper. */
export async function postLetter(
  platform: Platform,
  call: Call,
  meetingId: number,
  input: LetterInput,
): Promise<number> {
  requirePermission(call.actor, 'papers.write');
  const { db } = platform;
  const meeting = await requireMeeting(db, call.actor, meetingId);
  requireEnded(meeting, 'letter');
  const { context, said } = await gatherMeeting(platform, meeting, call.at);
  const city = context.facts.cities.find(({ code }) => code === input.city);
  if (city === undefined) throw new AppError('thing.notFound', { what: 'city', id: input.city });
  return transaction(db, async (trx) => {
    await findMeeting(trx, meetingId, { hold: true });
    const known = await keptLines(trx, meetingId);
    const lines = input.lines.map((key) => {
      const line = known.find(({ clientKey }) => clientKey === key);
      const concerns = line !== undefined && (line.cities.length === 0 || line.cities.includes(city.code));
      if (line === undefined || !concerns) throw new AppError('thing.notFound', { what: 'record', id: key });
      return line;
    });
    const template = await readTemplate(trx, 'letter');
    const model = composeLetter(context, template.body, { ...input, city, lines, said });
    const prefix = `${input.kind}-${city.code}-`;
    const { n } = await trx
      .selectFrom('paper')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', 'letter')
      .where('subject', 'like', `${prefix}%`)
      .executeTakeFirstOrThrow();
    const id = await keepPaper(trx, call, meetingId, context.facts.asOf, {
      kind: 'letter',
      subject: `${prefix}${Number(n) + 1}`,
      cityCode: city.code,
      userId: null,
      title: model.title,
      model,
      figures: figuresSaid(said, city.code),
      template: { kind: 'letter', version: template.version },
    });
    await audit(trx, call, {
      action: 'letter.draft',
      objectType: 'paper',
      objectId: id,
      detail: { meeting: meetingId, kind: input.kind, city: city.code, matter: input.matter },
    });
    return id;
  });
}

interface Letter extends Omit<LetterInput, 'city' | 'lines'> {
  readonly city: Region;
  readonly lines: readonly LineRow[];
  /** The figures' sentences, as frozen. */
  readonly said: Pick<Said, 'progress'>;
}

/** The letter's words. Pure. */
export function composeLetter(context: PaperContext, body: TemplateBody, letter: Letter): DocumentModel {
  const { city, kind, lines, due, said } = letter;
  const parts = renderTemplate(letterTemplate, body, {
    ...meetingWordsOf(context),
    收函单位: `${city.name}人民政府`,
    市: city.name,
    事由: letter.matter,
    督办: kind === 'supervision',
    预警: kind === 'warning',
    有会议: true,
    事项: lines.map((line) => ({
      key: `l${line.id}`,
      内容: trimEnd(sayDemand(line)),
      时限: line.deadline === null ? '' : officialDate(line.deadline),
      情况: situation(said, city, line.program),
    })),
    有期限: due !== null,
    回复期限: due === null ? '' : officialDate(due),
  });
  const programs = [...new Set(lines.flatMap(({ program }) => program ?? []))];
  return paperModel(context, {
    id: `letter-${context.meeting.id}-${kind}-${city.code}`,
    form: 'letter',
    parts,
    head: { mark: context.issuer.issuer, number: null },
    signed: true,
    record: { copyTo: null },
    fill: () => progressTable(said, city, programs),
  });
}

/** How the city stands in the program pressed for; nothing where it has no such matter. */
function situation(said: Pick<Said, 'progress'>, city: Region, program: string | null) {
  const own = said.progress.find((one) => one.program === program && one.city === city.code);
  return own === undefined ? '' : sentence(own.runs);
}

function progressTable(
  said: Pick<Said, 'progress'>,
  city: Region,
  programs: readonly string[],
): TableBlock[] {
  const own = said.progress.filter((one) => one.city === city.code && programs.includes(one.program));
  if (own.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'progress',
      caption: `${city.name}有关重点工作进展情况表`,
      columns: [
        { key: 'program', width: 3, align: 'left' },
        { key: 'progress', width: 1, align: 'decimal' },
        { key: 'planned', width: 1, align: 'decimal' },
        { key: 'gap', width: 1.2, align: 'decimal' },
      ],
      header: [['专项', '完成率%', '序时%', '落后（百分点）'].map((text) => ({ text }))],
      rows: own.map(({ name, cells }) => ({ cells: [{ text: name }, ...cells] })),
    },
  ];
}
