/** Pages of a document for the wall: its text by screens, in the words people left it in; tables have pages of their own. */
import { type Block, type DocumentModel, plainText, renderHtmlPage } from '@qingzhang/documents';
import { loadContent } from '../../../bulletins/queries.ts';
import { editedModel } from '../../../issuing/documents/edits.ts';
import type { Db } from '../../../platform/database/transaction.ts';
import { type DraftPage, type PageFoot, pageOf } from './page.ts';

/** Lines of a sheet that a screen shows, and characters of a line (DIS-7.4). */
const SCREEN_LINES = 8;
const LINE_CHARACTERS = 28;

/** The newest bulletin of a period, as the office left it; null: none was made. */
export async function bulletinModel(db: Db, period: string): Promise<DocumentModel | null> {
  const row = await db
    .selectFrom('bulletin')
    .select('id')
    .where('period', '=', period)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const content = row === undefined ? null : await loadContent(db, row.id);
  return row === undefined || content === null
    ? null
    : editedModel(db, 'bulletin', row.id, { model: content.model });
}

/** What is read out: headings, paragraphs, lists; the attachments are not. */
type Told = Extract<Block, { kind: 'heading' | 'paragraph' | 'list' }>;
const isTold = (block: Block): block is Told =>
  block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'list';

/** One page for each screenful of a document's text; a section begins a page. */
export function documentPages(
  model: DocumentModel,
  about: {
    readonly key: string;
    readonly name: string;
    readonly agendaItem: number | null;
    readonly foot: PageFoot;
  },
): DraftPage[] {
  const end = model.blocks.findIndex(({ kind }) => kind === 'attachment');
  const body = (end < 0 ? model.blocks : model.blocks.slice(0, end)).filter(isTold);
  const screens = screensOfText(body);
  return screens
    .map(({ blocks, section }, at) =>
      pageOf(about.foot, {
        key: `${about.key}.${at + 1}`,
        agendaItem: about.agendaItem,
        title: `${about.name}${section === '' ? '' : `：${section}`}`,
        base: `${at + 1}/${screens.length}`,
        body: { kind: 'document', html: sheetOf(model, blocks) },
      }),
    )
    .map((page, at) => ({ ...page, subs: subsOf(screens[at]?.blocks ?? []) }));
}

/** Blocks by screens, with the section they stand in. */
function screensOfText(body: readonly Told[]): { blocks: Told[]; section: string }[] {
  const screens: { blocks: Told[]; section: string }[] = [];
  let section = '';
  let lines = 0;
  for (const block of body) {
    const opens = block.kind === 'heading' && block.level === 1;
    if (opens) section = `${block.number}${block.text}`.replace(/。$/u, '');
    const last = screens.at(-1);
    const own = linesOf(block);
    // What fits stays with what stands before it; a heading is never left alone at the end.
    if (last === undefined || opens || lines + own > SCREEN_LINES) {
      const moved = last !== undefined && !opens ? headingAtEnd(last.blocks) : [];
      screens.push({ blocks: [...moved, block], section });
      lines = own + moved.reduce((sum, one) => sum + linesOf(one), 0);
    } else {
      last.blocks.push(block);
      lines += own;
    }
  }
  return screens.filter(({ blocks }) => blocks.length > 0);
}

/** Take a heading off the end of a screen, so that it goes with its text. */
function headingAtEnd(blocks: Told[]): Told[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'heading' || last.runIn !== undefined || blocks.length < 2) return [];
  blocks.pop();
  return [last];
}

const textOf = (block: Told): readonly string[] => {
  switch (block.kind) {
    case 'heading':
      return [`${block.number}${block.text}${plainText(block.runIn ?? [])}`];
    case 'paragraph':
      return [plainText(block.runs)];
    case 'list':
      return block.items.map(({ runs }) => plainText(runs));
  }
};
/** Lines a block takes; paragraphs begin two characters in. */
const linesOf = (block: Told): number =>
  textOf(block).reduce((sum, text) => sum + Math.ceil(([...text].length + 2) / LINE_CHARACTERS), 0);

const subsOf = (blocks: readonly Told[]): number =>
  Math.max(1, Math.ceil(blocks.reduce((sum, block) => sum + linesOf(block), 0) / SCREEN_LINES));

/** The blocks as a sheet without red head; draft marks and badges stand on the screen's own edge. */
function sheetOf(model: DocumentModel, blocks: readonly Block[]): string {
  const { watermark: _, ...rest } = model;
  return renderHtmlPage({ ...rest, form: 'plain', badges: [], blocks });
}
