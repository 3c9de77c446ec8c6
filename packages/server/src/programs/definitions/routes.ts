import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { beijingDay } from '../../platform/clock.ts';
import { requirePermission } from '../../platform/policy.ts';
import { definitionFile, designsXlsx } from './files.ts';
import { cancelPublication, lastPublication, startPublication, startRenewal } from './publications.ts';
import * as service from './service.ts';

/** 专项定义: list, versions, drafts, preview, publication. */
export const definitionRoutes: AreaRoutes = (app, { db, jobs }) => {
  route(app, contract.listProgramDesigns, async ({ actor }) => ({
    items: await service.listDesigns(db, actor),
  }));
  route(app, contract.listProgramDesignsXlsx, async ({ query, actor }) =>
    designsXlsx(await service.listDesigns(db, actor), query.lang),
  );
  route(app, contract.listProgramPresets, async ({ query, call }) => {
    requirePermission(call.actor, 'programs.define');
    const items = await service.presetDefinitions(db, query.year ?? Number(beijingDay(call.at).slice(0, 4)));
    return { items: items.map((one) => ({ ...one, definition: service.overWire(one.definition) })) };
  });
  route(app, contract.getProgramDesign, ({ params, query, actor }) =>
    service.getDesign(db, params.key, query.lang, actor),
  );
  route(app, contract.getProgramDefinition, async ({ params, query, actor }) => {
    const { version, definition } = await service.getDefinition(db, params.key, query.version, actor);
    return { version, definition: service.overWire(definition) };
  });
  route(app, contract.getProgramDefinitionFile, async ({ params, query, actor }) =>
    definitionFile(await service.getDefinition(db, params.key, query.version, actor)),
  );
  route(app, contract.putProgramDraft, ({ params, body, call }) =>
    service.saveDraft(
      db,
      params.key,
      { definition: contract.parseDefinition(body.definition), office: body.office },
      call,
    ),
  );
  route(app, contract.deleteProgramDraft, ({ params, call }) => service.dropDraft(db, params.key, call));
  route(app, contract.previewProgramDefinition, ({ params, query, body, call }) =>
    service.previewDefinition(db, params.key, contract.parseDefinition(body.definition), query.lang, call),
  );
  route(app, contract.publishProgram, ({ params, body, call }) =>
    startPublication(
      db,
      jobs,
      params.key,
      { ...body, definition: contract.parseDefinition(body.definition) },
      call,
    ),
  );
  route(app, contract.endProgram, ({ params, body, call }) =>
    service.endProgram(db, params.key, body.reason, call),
  );
  route(app, contract.renewProgram, ({ params, body, call }) =>
    startRenewal(db, jobs, params.key, body, call),
  );
  route(app, contract.getProgramPublication, async ({ params, actor }) => ({
    publication: await lastPublication(db, params.key, actor),
  }));
  route(app, contract.cancelProgramPublication, async ({ params, call }) => ({
    publication: await cancelPublication(db, params.key, call),
  }));
};
