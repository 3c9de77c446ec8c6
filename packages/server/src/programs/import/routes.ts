import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { regionScope } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { failLostBatches, findBatch, listBatches, presentLine, senderOf } from './batch.ts';
import { mendedCopy } from './copy.ts';
import { analysisOf } from './kept.ts';
import { batchesXlsx, rowsXlsx } from './lists.ts';
import {
  acceptFile,
  cancelBatch,
  decideColumns,
  MOST_BYTES,
  mendCause,
  mendRow,
  ownBatch,
  presentImport,
  presentRows,
  rightsOf,
  runBatch,
  seenBatch,
  setBatch,
} from './service.ts';
import { ledgerTemplate } from './template.ts';
import { withdrawBatch } from './withdraw.ts';

/** 导入台账. */
export const ledgerImportRoutes: AreaRoutes = (app, platform) => {
  const { db, files } = platform;

  route(
    app,
    contract.postLedgerImport,
    async ({ params, actor, call, request }) => {
      const rights = rightsOf(actor);
      if (!rights.assign && !rights.report)
        throw new AppError('permission.denied', { permission: 'items.report' });
      let month: string | null = null;
      for await (const part of request.parts({ limits: { fileSize: MOST_BYTES, files: 1, fields: 5 } })) {
        if (part.type === 'field') {
          if (part.fieldname === 'month' && part.value !== '') month = contract.Month.parse(part.value);
          continue;
        }
        const content = await files.write(part.file, MOST_BYTES);
        const name = part.filename.slice(-200);
        const batch = await acceptFile(
          platform,
          call,
          { program: params.key, month, content, name, mime: part.mimetype },
          rights,
        );
        return presentLine(batch, actor, call.at);
      }
      throw new AppError('thing.invalid', { what: 'upload', reason: 'file' });
    },
    { rateLimit: { max: 60, timeWindow: 60_000 } },
  );

  route(app, contract.pasteLedger, async ({ params, body, actor, call }) => {
    const content = await files.write(Buffer.from(`\ufeff${body.text}`, 'utf8'), MOST_BYTES);
    const file = {
      program: params.key,
      month: body.month ?? null,
      content,
      name: '粘贴的表.tsv',
      mime: 'text/tab-separated-values',
    };
    return presentLine(await acceptFile(platform, call, file, rightsOf(actor)), actor, call.at);
  });

  route(app, contract.listLedgerImports, async ({ params, query, actor, call }) => {
    await failLostBatches(db);
    const program = await requireProgram(db, params.key);
    const rows = await listBatches(db, {
      program: program.key,
      scope: regionScope(actor),
      sender: senderOf(actor),
      before: query.cursor ?? null,
      limit: query.limit + 1,
    });
    const items = rows.slice(0, query.limit).map((batch) => presentLine(batch, actor, call.at));
    return { items, total: null, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
  });

  route(app, contract.listLedgerImportsXlsx, async ({ params, query, actor, call }) => {
    const program = await requireProgram(db, params.key);
    const batches = await listBatches(db, {
      program: program.key,
      scope: regionScope(actor),
      sender: senderOf(actor),
      before: null,
      limit: 5000,
    });
    return batchesXlsx(
      program,
      batches.map((batch) => presentLine(batch, actor, call.at)),
      query.lang,
    );
  });

  route(app, contract.getLedgerImport, async ({ params, actor }) => {
    await failLostBatches(db);
    return presentImport(platform, await seenBatch(platform, actor, params.id), actor);
  });

  route(app, contract.listLedgerRows, async ({ params, query, actor }) =>
    presentRows(platform, await seenBatch(platform, actor, params.id), query),
  );

  route(app, contract.listLedgerRowsXlsx, async ({ params, query, actor }) => {
    const batch = await seenBatch(platform, actor, params.id);
    return rowsXlsx(batch, await analysisOf(platform, batch), query.lang);
  });

  route(app, contract.decideLedgerColumns, async ({ params, body, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await decideColumns(platform, actor, batch, body), actor);
  });

  route(app, contract.mendLedgerCause, async ({ params, body, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await mendCause(platform, actor, batch, body), actor);
  });

  route(app, contract.mendLedgerRow, async ({ params, body, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await mendRow(platform, actor, batch, params.row, body), actor);
  });

  route(app, contract.setLedgerImport, async ({ params, body, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await setBatch(platform, actor, batch, body), actor);
  });

  route(app, contract.runLedgerImport, async ({ params, body, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await runBatch(platform, actor, batch, body.revision), actor);
  });

  route(app, contract.cancelLedgerImport, async ({ params, actor }) => {
    const batch = await ownBatch(platform, actor, params.id);
    return presentImport(platform, await cancelBatch(platform, batch), actor);
  });

  route(app, contract.withdrawLedgerImport, async ({ params, actor, call }) => {
    const batch = await ownBatch(platform, actor, params.id);
    const touched = await withdrawBatch(db, call, batch.id);
    const after = await transaction(db, (trx) => findBatch(trx, batch.id));
    return {
      withdrawn: touched.length === 0,
      touched: touched.slice(0, 50),
      touchedCount: touched.length,
      batch: presentLine(after ?? batch, actor, call.at),
    };
  });

  route(app, contract.getLedgerCopy, async ({ params, query, actor }) => {
    const batch = await seenBatch(platform, actor, params.id);
    return mendedCopy(batch, await analysisOf(platform, batch), query.lang);
  });

  route(app, contract.getLedgerTemplate, async ({ params, query, actor, call }) => {
    const rights = rightsOf(actor);
    return ledgerTemplate(db, call, {
      key: params.key,
      city: query.city ?? null,
      kind: query.kind,
      month: query.month ?? null,
      rights,
    });
  });
};
