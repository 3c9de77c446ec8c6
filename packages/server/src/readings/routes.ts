import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import type { OnTouched } from '../intake/touched.ts';
import { regionLimit } from '../platform/policy.ts';
import { listRegions } from '../regions/queries.ts';
import * as exclusions from './exclusions.ts';
import * as queries from './queries.ts';
import { listDataReviews, putDataReview } from './reviews.ts';
import * as xlsx from './xlsx.ts';

/** Revisions in one spreadsheet; who needs more narrows the question. */
const MOST_EXPORTED = 10_000;

/** Completeness, dust events, invalidations, revisions. A city bureau sees its own city's places. */
export function readingRoutes(onTouched: OnTouched): AreaRoutes {
  return (app, { db }) => {
    route(app, contract.getCompleteness, ({ query, actor }) =>
      queries.completenessOf(db, query.month, regionLimit(actor) ?? query.city ?? null),
    );

    route(app, contract.getCompletenessXlsx, async ({ query, actor }) =>
      xlsx.completenessXlsx(
        await queries.completenessOf(db, query.month, regionLimit(actor) ?? query.city ?? null),
        query.lang,
      ),
    );
    route(app, contract.getDustEventsXlsx, async ({ query }) => {
      const names = (await listRegions(db)).map(
        (one) => [one.code, query.lang === 'zh' ? one.name : one.nameEn] as const,
      );
      return xlsx.dustEventsXlsx(await queries.listDustEvents(db, query), new Map(names), query.lang);
    });
    route(app, contract.getInvalidationsXlsx, async ({ query, actor }) =>
      xlsx.invalidationsXlsx(
        await queries.listInvalidations(db, { ...query, city: regionLimit(actor) }),
        query.lang,
      ),
    );
    route(app, contract.getRevisionsXlsx, async ({ query, actor }) =>
      xlsx.revisionsXlsx(
        await queries.listRevisions(db, {
          limit: MOST_EXPORTED,
          after: null,
          city: regionLimit(actor) ?? query.city ?? null,
          placeId: null,
          from: undefined,
          to: undefined,
        }),
        query.lang,
      ),
    );

    route(app, contract.listDustEvents, async ({ query }) => ({
      items: await queries.listDustEvents(db, query),
    }));
    route(app, contract.postDustEvent, ({ body, call }) =>
      exclusions.enterDustEvent(db, call, body, onTouched),
    );
    route(app, contract.withdrawDustEvent, ({ params, body, call }) =>
      exclusions.withdrawDustEvent(db, call, params.id, body.reason, onTouched),
    );

    route(app, contract.listInvalidations, async ({ query, actor }) => ({
      items: await queries.listInvalidations(db, { ...query, city: regionLimit(actor) }),
    }));
    route(app, contract.postInvalidation, ({ body, call }) =>
      exclusions.enterInvalidation(db, call, body, onTouched),
    );
    route(app, contract.withdrawInvalidation, ({ params, body, call }) =>
      exclusions.withdrawInvalidation(db, call, params.id, body.reason, onTouched),
    );

    route(app, contract.listDataReviews, async ({ call }) => ({ items: await listDataReviews(db, call.at) }));
    route(app, contract.putDataReview, ({ params, body, call }) =>
      putDataReview(db, params.month, body, call),
    );

    route(app, contract.listRevisions, async ({ query, actor }) => {
      const limit = Math.min(Math.max(query.limit ?? 100, 1), 500);
      const rows = await queries.listRevisions(db, {
        limit: limit + 1,
        after: readCursor(query.cursor),
        city: regionLimit(actor) ?? query.city ?? null,
        placeId: query.placeId ?? null,
        from: query.from,
        to: query.to,
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1)?.cursor;
      return {
        items: page.map(({ cursor: _, ...row }) => row),
        total: null,
        nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null,
      };
    });
  };
}

function writeCursor({ supersededBy, placeId, hour }: queries.RevisionCursor): string {
  return `${supersededBy}.${placeId}.${hour.getTime()}`;
}

function readCursor(text: string | undefined): queries.RevisionCursor | null {
  const match = /^(\d{1,10})\.(\d{1,10})\.(\d{1,15})$/.exec(text ?? '');
  if (!match) return null;
  return { supersededBy: Number(match[1]), placeId: Number(match[2]), hour: new Date(Number(match[3])) };
}
