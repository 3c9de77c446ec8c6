import * as contract from '@qingzhang/contract';
import { AppError, type DocumentOwner } from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { beijingDay } from '../platform/clock.ts';
import * as copies from './copies/copies.ts';
import { copiesXlsx } from './copies/xlsx.ts';
import { documentDesk, editDocument } from './documents/desk.ts';
import type { DocumentSource } from './documents/source.ts';
import { getNumberRules, putNumberRules } from './number-rules.ts';
import { previewTemplate } from './templates/preview.ts';
import { getTemplate, listTemplates, saveTemplate } from './templates/store.ts';

/** 发文: editing, distribution, templates, numbers. Owners of documents and messages lie behind this area and are brought. */
export function issuingRoutes(sources: readonly DocumentSource[], messages: copies.CopyMessages): AreaRoutes {
  const sourceOf = (owner: DocumentOwner): DocumentSource => {
    const source = sources.find((one) => one.owner === owner);
    if (source === undefined) throw new AppError('thing.notFound', { what: owner, id: '' });
    return source;
  };
  const deskOf = (owner: DocumentOwner): copies.CopyDesk => ({ source: sourceOf(owner), messages });
  return (app, platform) => {
    const { db } = platform;
    route(app, contract.getDocumentDesk, async ({ params: { owner, id }, call }) => {
      const source = sourceOf(owner);
      const desk = await documentDesk(db, source, id, call);
      const updating = desk.frozenAt === null && ((await source.behind?.(platform, id, call.at)) ?? false);
      return { ...desk, updating };
    });
    route(app, contract.postDocumentEdit, ({ params, body, call }) =>
      editDocument(db, sourceOf(params.owner), params.id, body, call),
    );

    route(app, contract.listCopies, ({ params, call }) =>
      copies.listCopies(db, sourceOf(params.owner), params.id, call),
    );
    route(app, contract.listCopiesXlsx, async ({ params, query, call }) => {
      const source = sourceOf(params.owner);
      const { items } = await copies.listCopies(db, source, params.id, call);
      const document = await source.load(db, params.id, call.actor);
      if (document === null) throw new AppError('thing.notFound', { what: params.owner, id: params.id });
      return copiesXlsx(document, items, query.lang);
    });
    route(app, contract.sendCopies, ({ params, body, call }) =>
      copies.sendCopies(db, deskOf(params.owner), params.id, body.to, call),
    );
    route(app, contract.withdrawCopy, ({ params, call }) =>
      copies.withdrawCopy(db, deskOf(params.owner), params.id, params.userId, call),
    );
    route(app, contract.listReceivedPapers, async ({ actor }) => ({
      items: await copies.listReceived(db, sources, actor),
    }));

    route(app, contract.listTemplates, async () => ({ items: await listTemplates(db) }));
    route(app, contract.getTemplate, ({ params, query }) => getTemplate(db, params.kind, query.version));
    route(app, contract.putTemplate, ({ params, body, call }) => saveTemplate(db, params.kind, body, call));
    route(app, contract.previewTemplate, ({ params, body, call }) =>
      previewTemplate(params.kind, body.body, beijingDay(call.at)),
    );

    route(app, contract.getNumberRules, ({ call }) => getNumberRules(db, call.at));
    route(app, contract.putNumberRules, ({ body, call }) => putNumberRules(db, body.rules, call));
  };
}
