import * as contract from '@qingzhang/contract';
import { AppError, type ImportBatch } from '@qingzhang/contract';
import { z } from 'zod';
import { type AreaRoutes, route } from '../http/route.ts';
import type { Actor, Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { regionLimit, requirePermission } from '../platform/policy.ts';
import { askCancel, createBatch, findBatch, listBatches } from './batches.ts';
import { batchesXlsx } from './batches-xlsx.ts';
import { importFile } from './jobs.ts';
import { listRejected } from './rejects.ts';
import { rejectsCsv, rejectsXlsx } from './rejects-file.ts';

/** Imports in one spreadsheet. */
const MOST_EXPORTED = 5_000;

/** The form fields that may stand before the file. */
const UploadFields = z.object({
  kind: z.enum(['air-hours', 'stations', 'dust-events', 'regions']).default('air-hours'),
  layout: z.union([z.literal('auto'), contract.LayoutName]).default('auto'),
  hourLabel: contract.HourLabel.default('end'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});
type UploadFields = z.output<typeof UploadFields>;

/** Upload, list, watch, cancel; turned-away rows. */
export const intakeRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;

  route(app, contract.postImport, async ({ request, call, actor }) => {
    const fields: Record<string, string> = {};
    for await (const part of request.parts({ limits: { fileSize: platform.config.uploadLimit, files: 1 } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      const parsed = UploadFields.safeParse(fields);
      if (!parsed.success) {
        part.file.resume();
        throw new AppError('request.invalid', {
          issues: parsed.error.issues.map((issue) => issue.path.join('.')),
        });
      }
      requireKind(actor, parsed.data.kind);
      const content = await platform.files.write(part.file, platform.config.uploadLimit);
      if (part.file.truncated) throw new AppError('request.tooLarge', { limit: platform.config.uploadLimit });
      return queueImport(platform, call, parsed.data, content, { name: part.filename, mime: part.mimetype });
    }
    throw new AppError('request.invalid', { issues: ['file'] });
  });

  route(app, contract.listImports, async ({ query, actor }) => {
    const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
    const before = /^\d{1,10}$/.test(query.cursor ?? '') ? Number(query.cursor) : null;
    const rows = await listBatches(db, {
      limit: limit + 1,
      before,
      kind: query.kind ?? null,
      scope: regionLimit(actor),
    });
    const items = rows.slice(0, limit);
    return { items, total: null, nextCursor: rows.length > limit ? String(items.at(-1)!.id) : null };
  });

  route(app, contract.listImportsXlsx, async ({ query, actor }) => {
    const scope = regionLimit(actor);
    return batchesXlsx(
      await listBatches(db, { limit: MOST_EXPORTED, before: null, kind: null, scope }),
      query.lang,
    );
  });

  const ownBatch = async (actor: Actor, id: number): Promise<ImportBatch> => {
    const batch = await findBatch(db, id, regionLimit(actor));
    if (!batch) throw new AppError('thing.notFound', { what: 'import', id });
    return batch;
  };

  route(app, contract.getImport, ({ params, actor }) => ownBatch(actor, params.id));

  route(app, contract.cancelImport, async ({ params, actor, call }) => {
    const batch = await ownBatch(actor, params.id);
    if (batch.state !== 'queued' && batch.state !== 'running') {
      throw new AppError('thing.conflict', { what: 'import', state: batch.state });
    }
    await transaction(db, async (trx) => {
      await askCancel(trx, batch.id);
      await audit(trx, call, { action: 'import.cancel', objectType: 'batch', objectId: batch.id });
    });
    return ownBatch(actor, batch.id);
  });

  route(app, contract.listRejects, async ({ params, query, actor }) => {
    const batch = await ownBatch(actor, params.id);
    const limit = Math.min(Math.max(query.limit ?? 100, 1), 1000);
    const rows = await listRejected(db, batch.id, {
      limit: limit + 1,
      after: readCursor(query.cursor),
      code: query.code ?? null,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ ordinal: _, ...reject }) => reject),
      total: batch.rows.rejected,
      nextCursor: rows.length > limit && last ? `${last.line}.${last.ordinal}` : null,
    };
  });

  route(app, contract.getRejectsCsv, async ({ params, query, actor }) => {
    const batch = await ownBatch(actor, params.id);
    return {
      name: `${stem(batch.fileName)}-rejects.csv`,
      mime: 'text/csv; charset=utf-8',
      content: rejectsCsv(db, batch, query.lang ?? 'zh'),
    };
  });

  route(app, contract.getRejectsXlsx, async ({ params, query, actor }) => {
    const batch = await ownBatch(actor, params.id);
    return {
      name: `${stem(batch.fileName)}-rejects.xlsx`,
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: rejectsXlsx(db, batch, query.lang ?? 'zh'),
    };
  });
};

/** Registers and exclusions concern all cities: a city bureau brings in readings of its own only. */
function requireKind(actor: Actor, kind: UploadFields['kind']): void {
  if (kind === 'air-hours') return;
  const limit = regionLimit(actor);
  if (limit !== null) throw new AppError('permission.otherRegion', { region: kind, own: limit });
  if (kind === 'dust-events') requirePermission(actor, 'readings.review');
}

async function queueImport(
  platform: Platform,
  call: Call,
  fields: UploadFields,
  content: { sha256: string; size: number },
  file: { name: string; mime: string },
): Promise<ImportBatch> {
  const { db } = platform;
  return transaction(db, async (trx) => {
    const fileId = await platform.files.register(trx, content, file, call);
    const batch = await createBatch(trx, call, {
      kind: fields.kind,
      fileName: file.name,
      fileId,
      bytesTotal: content.size,
      options: {
        layout: fields.layout,
        hourLabel: fields.hourLabel,
        scope: regionLimit(call.actor),
        backend: null,
      },
      dryRun: fields.dryRun,
      simulated: false,
    });
    await audit(trx, call, {
      action: 'import.upload',
      objectType: 'batch',
      objectId: batch,
      detail: { file: file.name, size: content.size, sha256: content.sha256, ...fields },
    });
    await platform.jobs.enqueue(trx, importFile, { batch });
    return (await findBatch(trx, batch))!;
  });
}

function readCursor(text: string | undefined): { line: number; ordinal: number } | null {
  const match = /^(\d{1,15})\.(\d{1,10})$/.exec(text ?? '');
  return match ? { line: Number(match[1]), ordinal: Number(match[2]) } : null;
}

function stem(name: string): string {
  return name.replace(/\.(csv|txt|xlsx)?(\.gz)?$/i, '');
}
