import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { addEvidence, requireUpload, uploadLimit } from '../evidence/add.ts';
import { evidenceFile } from '../evidence/files.ts';
import { judgeEvidence } from '../evidence/judge.ts';
import { judgeReport } from '../reports/judge.ts';
import { sendReports } from '../reports/send.ts';
import { actOnItem } from './act.ts';
import { closeOutFile } from './close-out-record.ts';
import { changeByHand, createByHand, putMeasures, putStandard } from './edit.ts';
import { eventsXlsx, listEvents } from './events.ts';
import { drawLookBacks } from './look-backs.ts';
import { itemPage } from './page.ts';

/** 事项: the page, its acts, reports, evidence, close-out. */
export const itemRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.getItem, ({ params, query, actor }) =>
    itemPage(platform, actor, params.id, query.lang),
  );
  route(app, contract.listItemEvents, ({ params, query, actor }) =>
    listEvents(db, actor, params.id, query.cursor, query.limit),
  );
  route(app, contract.listItemEventsXlsx, ({ params, query, actor }) =>
    eventsXlsx(db, actor, params.id, query.lang),
  );
  route(app, contract.createItem, async ({ params, body, call, actor }) =>
    itemPage(platform, actor, await createByHand(db, call, params.key, body)),
  );
  route(app, contract.changeItem, async ({ params, body, call, actor }) => {
    await changeByHand(db, call, params.id, body);
    return itemPage(platform, actor, params.id);
  });
  route(app, contract.putItemMeasures, async ({ params, body, call, actor }) => {
    await putMeasures(db, call, params.id, body);
    return itemPage(platform, actor, params.id);
  });
  route(app, contract.actOnItem, async ({ params, body, call, actor }) => {
    await actOnItem(db, call, params.id, body.revision, body.body);
    return itemPage(platform, actor, params.id);
  });
  route(app, contract.putItemStandard, async ({ params, body, call, actor }) => {
    await putStandard(db, call, params.id, params.standard, body);
    return itemPage(platform, actor, params.id);
  });
  route(app, contract.sendReports, ({ body, call }) => sendReports(platform, call, body));
  route(app, contract.judgeReport, async ({ params, body, call, actor }) =>
    itemPage(platform, actor, await judgeReport(db, call, params.id, body)),
  );
  route(app, contract.addEvidence, async ({ params, query, request, call, actor }) => {
    await requireUpload(db, actor, params.id, query);
    const limit = await uploadLimit(platform);
    const file = await request.file({ limits: { fileSize: limit, files: 1 } });
    if (file === undefined) throw new AppError('request.invalid', { issues: ['file'] });
    const content = await file.toBuffer().catch((error: unknown) => {
      throw file.file.truncated ? new AppError('request.tooLarge', { limit }) : error;
    });
    return addEvidence(platform, call, params.id, query, { name: file.filename, content });
  });
  route(app, contract.getEvidenceFile, ({ params, query, actor }) =>
    evidenceFile(platform, actor, params.id, query.size),
  );
  route(app, contract.judgeEvidence, ({ params, body, call }) => judgeEvidence(db, call, params.id, body));
  route(app, contract.getCloseOutRecord, ({ params, query, actor }) =>
    closeOutFile(platform, actor, params.id, query.format),
  );
  route(app, contract.drawLookBacks, ({ params, body, call }) =>
    drawLookBacks(db, call, params.key, body.share),
  );
};
