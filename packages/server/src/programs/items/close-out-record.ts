/** 销号单: the close-out record of an item as DOCX or PDF, drawn from what was kept when it closed. */
import { AppError } from '@qingzhang/contract';
import { renderDocx, renderPdf } from '@qingzhang/documents';
import type { FileReply } from '../../http/route.ts';
import { bulletinNames, namesOf } from '../../issuing/issuer.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { requireProgram } from '../board/programs.ts';
import { closeOutMark } from './close-out.ts';
import { composeCloseOut } from './close-out-paper.ts';
import { requireItem } from './read.ts';

const MIME = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** The newest close-out; one that came back stays printable and says so. */
export async function closeOutFile(
  platform: Platform,
  actor: Actor,
  id: number,
  format: 'pdf' | 'docx',
): Promise<FileReply> {
  const { db } = platform;
  const item = await requireItem(db, actor, id);
  const closeOut = item.life.closeOuts?.at(-1);
  if (closeOut === undefined) throw new AppError('thing.notFound', { what: 'close-out', id });
  const program = await requireProgram(db, item.program);
  const { definition } = program;
  const regions = await db
    .selectFrom('region')
    .select(['code', 'name', 'short_name as shortName'])
    .where((eb) =>
      eb.or([
        eb('code', 'in', [item.city, item.county ?? item.city]),
        eb('level', '=', 'province').and('managed', '=', true),
      ]),
    )
    .execute();
  const nameOf = (code: string | null) => regions.find((region) => region.code === code)?.name ?? '';
  const province = regions.find(({ code }) => code.endsWith('0000'));
  const evidence = await db
    .selectFrom('item_evidence')
    .select(['id', 'rule_key', 'label', 'side', 'taken_on', 'sha256'])
    .where('item_id', '=', id)
    .where('state', '=', 'have')
    .where('added_at', '<', new Date(`${closeOut.on}T24:00:00+08:00`))
    .orderBy('id')
    .execute();
  const standards = await db.selectFrom('item_standard').selectAll().where('item_id', '=', id).execute();
  const ruleName = (key: string) => definition.evidence.find((rule) => rule.key === key)?.name.zh ?? key;
  const sides = { before: '改前', after: '改后' } as const;
  const sideOf = (side: string | null) => (side === 'before' || side === 'after' ? sides[side] : '');
  const paper = composeCloseOut({
    id: `close-out-${id}-${closeOut.year}-${closeOut.number ?? 0}`,
    mark: closeOutMark(program, closeOut.year, closeOut.number ?? 0),
    organisation: namesOf(
      await readSetting(db, bulletinNames),
      province ?? { code: '', name: '', shortName: '' },
    ).issuer,
    program: definition.name.zh,
    simulated: program.simulated,
    title: item.title,
    no: item.no,
    place: [nameOf(item.city), nameOf(item.county), item.township, item.site]
      .filter((part) => part !== null && part !== '')
      .join(' '),
    source: [item.sourceDocument, item.sourceClause].filter((part) => part !== null).join(' '),
    problem: item.problem,
    target: item.target,
    leadUnit: item.leadUnit,
    deadline: item.deadline,
    closeOut,
    measures: item.measures.map(({ text, due, doneOn, done, planned, unit }) => ({
      text,
      due,
      doneOn,
      quantity: planned === null ? '—' : `${done ?? 0}／${planned} ${unit ?? ''}`.trim(),
    })),
    standards: definition.standards.map(({ key, name }) => {
      const met = standards.find((one) => one.standard_key === key);
      const piece = evidence.findIndex((one) => one.id === met?.evidence_id);
      return {
        name: name.zh,
        words:
          met?.met === 'notApplicable'
            ? `不适用，因为：${met.because ?? ''}${met.agreed_by === null ? '' : `（${met.agreed_by}认可）`}`
            : piece >= 0
              ? `见佐证 ${piece + 1}`
              : '—',
      };
    }),
    evidence: evidence.map((one) => ({
      name: `${ruleName(one.rule_key)}${sideOf(one.side)}`,
      label: one.label,
      takenOn: one.taken_on,
      sha256: one.sha256,
    })),
  });
  const content = format === 'pdf' ? await renderPdf(paper) : await renderDocx(paper);
  return { name: `${paper.title}.${format}`, mime: MIME[format], content, inline: false };
}
