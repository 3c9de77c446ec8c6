/** 通报的模板: the office's words where they can be used, else the shipped ones with a remark that says why. */
import { AppError } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import { bulletinTemplate } from '../issuing/templates/defaults/index.ts';
import { readTemplate, type StoredTemplate } from '../issuing/templates/store.ts';
import type { Db } from '../platform/database/transaction.ts';
import { chapterComposers } from './chapters/index.ts';
import type { BulletinFacts } from './compose/facts.ts';
import { composeBulletin } from './compose/index.ts';

/** A bulletin's document and the version of the template whose words it has. */
export interface Composed {
  readonly model: DocumentModel;
  readonly template: number;
}

/**
 * The bulletin of these facts in the words in force, or of a version. A stored template that cannot be used (its names are
 * of an older program) costs no bulletin: the draft has the shipped words and says on its face what is to be mended.
 */
export async function composeFrom(db: Db, facts: BulletinFacts, version?: number): Promise<Composed> {
  const stored = await readTemplate(db, 'bulletin', version);
  try {
    return composed(facts, stored, null);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'template.invalid')) throw error;
    return composed(facts, { ...stored, body: bulletinTemplate.body }, faultWords(stored, error));
  }
}

/** The same for good: a template that cannot be used is refused with `template.invalid`. */
export async function composeFinal(db: Db, facts: BulletinFacts, version: number): Promise<DocumentModel> {
  return composed(facts, await readTemplate(db, 'bulletin', version), null).model;
}

const composed = (
  facts: BulletinFacts,
  { body, version }: StoredTemplate,
  fault: string | null,
): Composed => ({
  model: composeBulletin(facts, chapterComposers, { body, fault }),
  template: version,
});

function faultWords({ version, body }: StoredTemplate, { params }: AppError): string {
  const at = body.parts.findIndex(({ key }) => key === params.part) + 1;
  return `通报模板第${version}版第${at}段（${String(params.part)}）不能使用：${String(params.reason)}。本稿暂用随系统提供的模板，请改正模板后签发。`;
}
