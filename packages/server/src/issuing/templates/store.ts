/** 模板的版本: the newest holds; kinds nobody has changed use the shipped one (version 0). Old ones can be taken up again. */
import {
  AppError,
  type Template,
  TemplateBody,
  type TemplateKind,
  type TemplateRow,
  templateKinds,
} from '@qingzhang/contract';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { placeholdersOf, type TemplateDefinition } from './catalogue.ts';
import { shippedTemplates } from './defaults/index.ts';
import { checkTemplate } from './parse.ts';

/** The words in force, and which version they are. */
export interface StoredTemplate {
  readonly version: number;
  readonly body: TemplateBody;
}

/**
 * The words of a kind as the office set them, else as shipped: `renderTemplate(minutesTemplate, (await readTemplate(db,
 * 'minutes')).body, context)`.
 */
export async function readTemplate(db: Db, kind: TemplateKind, version?: number): Promise<StoredTemplate> {
  const shipped = { version: 0, body: shippedTemplates[kind].body };
  if (version === 0) return shipped;
  let query = db
    .selectFrom('template')
    .select(['version', 'body'])
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.executeTakeFirst();
  if (row !== undefined) return { version: row.version, body: TemplateBody.parse(row.body) };
  if (version === undefined) return shipped;
  throw new AppError('thing.notFound', { what: 'template', id: `${kind} ${version}` });
}

/** Every kind with its version in force. */
export async function listTemplates(db: Db): Promise<TemplateRow[]> {
  const newest = await db
    .selectFrom('template')
    .select(['kind', 'version', 'created_post', 'created_at'])
    .distinctOn('kind')
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute();
  return templateKinds.map((kind) => {
    const row = newest.find((one) => one.kind === kind);
    return {
      kind,
      name: shippedTemplates[kind].name,
      version: row?.version ?? 0,
      changedPost: row?.created_post ?? null,
      changedAt: row?.created_at.toISOString() ?? null,
    };
  });
}

/** A kind with what may be used in it and its versions, the newest first. */
export async function getTemplate(db: Db, kind: TemplateKind, version?: number): Promise<Template> {
  const definition: TemplateDefinition = shippedTemplates[kind];
  const [stored, versions] = await Promise.all([
    readTemplate(db, kind, version),
    db
      .selectFrom('template')
      .select(['version', 'created_post', 'created_at', 'note'])
      .where('kind', '=', kind)
      .orderBy('version', 'desc')
      .execute(),
  ]);
  const own = versions.find((one) => one.version === stored.version);
  return {
    kind,
    name: definition.name,
    version: stored.version,
    changedPost: own?.created_post ?? null,
    changedAt: own?.created_at.toISOString() ?? null,
    body: stored.body,
    placeholders: placeholdersOf(definition.catalogue),
    parts: [...definition.parts],
    versions: versions.map((one) => ({
      version: one.version,
      post: one.created_post,
      at: one.created_at.toISOString(),
      note: one.note,
    })),
  };
}

/**
 * A new version, over the one that was read: another's in between answers `thing.conflict`. One that cannot be used is not
 * stored (`template.invalid`).
 */
export async function saveTemplate(
  db: Db,
  kind: TemplateKind,
  input: { readonly version: number; readonly body: TemplateBody; readonly note: string },
  call: Call,
): Promise<Template> {
  requirePermission(call.actor, 'templates.write');
  const [problem] = checkTemplate(shippedTemplates[kind], input.body);
  if (problem) throw new AppError('template.invalid', { part: problem.part, reason: problem.message });
  return transaction(db, async (trx) => {
    const before = await readTemplate(trx, kind);
    const version = before.version + 1;
    const stored =
      before.version === input.version
        ? await trx
            .insertInto('template')
            .values({
              kind,
              version,
              body: JSON.stringify(input.body),
              note: input.note,
              created_by: call.actor.id,
              created_post: call.actor.post,
              created_at: call.at,
            })
            // Two who save at the same moment: the second finds the version taken.
            .onConflict((conflict) => conflict.columns(['kind', 'version']).doNothing())
            .returning('version')
            .executeTakeFirst()
        : undefined;
    if (stored === undefined) {
      throw new AppError('thing.conflict', { what: 'template', state: `v${before.version}` });
    }
    await audit(trx, call, {
      action: 'template.change',
      objectType: 'template',
      objectId: kind,
      detail: { version, note: input.note },
    });
    return getTemplate(trx, kind);
  });
}
