import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { FastifyRequest } from 'fastify';
import { managedCities } from '../evaluation/subjects.ts';
import { type AreaRoutes, route } from '../http/route.ts';
import { remembered } from './answers.ts';
import * as boundary from './boundary/service.ts';
import { readCityAccount } from './city/account.ts';
import { readCityDay } from './city/day.ts';
import { cityDaysXlsx } from './city/days-xlsx.ts';
import { readWhatIfBase } from './city/what-if.ts';
import { closeMonth, listClosings } from './closings/service.ts';
import { closingsXlsx } from './closings/xlsx.ts';
import { allDebts, cityDebts, debtsXlsx } from './debts/service.ts';
import { readOverview } from './overview.ts';
import { readSituation } from './situation/situation.ts';
import { type SituationWork, situationXlsx } from './situation/xlsx.ts';
import { statementDocument } from './statement/document.ts';
import { renderStatement } from './statement/render.ts';
import { addTarget, listTargets } from './targets/service.ts';
import { uploadTargets } from './targets/upload.ts';
import { targetsXlsx } from './targets/xlsx.ts';
import { readWhy } from './why/why.ts';
import { fullName } from './words/words.ts';

/**
 * Overview, boundary, situation, cities, why, targets, closings. `work`: what stands beside the accounts in the
 * situation's spreadsheet.
 */
export const accountsRoutes =
  (work: SituationWork): AreaRoutes =>
  (app, platform) => {
    const { db } = platform;

    route(app, contract.getOverview, () => readOverview(platform));

    route(app, contract.getBoundary, () => boundary.readCurrentBoundary(db));
    route(app, contract.postBoundary, async ({ request, call }) => {
      const { file, fields } = await readUpload(request, boundary.BOUNDARY_LIMIT);
      const upload = { file: file.content, source: fields.source ?? '', approvalNo: fields.approvalNo ?? '' };
      return boundary.putBoundary(db, upload, call);
    });
    route(app, contract.deleteBoundary, ({ call }) => boundary.removeBoundary(db, call));

    route(app, contract.getSituation, ({ query: { period, ...view } }) =>
      remembered(platform, ['situation', period, view], () =>
        readSituation(platform, { ...view, periodKey: period }),
      ),
    );
    route(app, contract.getSituationXlsx, async ({ query: { period, ...view }, call }) => {
      const names = new Map((await managedCities(db)).map((city) => [city.code, fullName(city, view.lang)]));
      // What was overdue at an earlier moment is not known any more: only the present has these columns.
      const now = view.at === undefined && view.asOf === undefined;
      const beside = now ? await work(db, call) : null;
      return situationXlsx(platform, { ...view, periodKey: period }, names, beside);
    });

    route(app, contract.getCityAccount, ({ params, query }) =>
      remembered(platform, ['city', params, query], () => readCityAccount(platform, { ...params, ...query })),
    );
    route(app, contract.getCityDay, ({ params, query }) => readCityDay(platform, { ...params, ...query }));
    route(app, contract.getCityDaysXlsx, ({ params, query }) =>
      cityDaysXlsx(platform, { ...params, ...query }),
    );
    route(app, contract.getWhatIfBase, ({ params, query }) =>
      remembered(platform, ['what-if', params, query], () =>
        readWhatIfBase(platform, { ...params, ...query }),
      ),
    );
    route(app, contract.getStatement, async ({ params, query, actor }) =>
      renderStatement(await statementDocument(platform, { ...params, ...query }, actor), query.format),
    );
    route(app, contract.getCityDebts, ({ params, query, actor, call }) =>
      cityDebts(db, actor, call.at, params.code, query),
    );
    route(app, contract.listDebts, ({ query, actor, call }) => allDebts(db, actor, call.at, query));
    route(app, contract.listDebtsXlsx, ({ query, actor, call }) => debtsXlsx(db, actor, call.at, query));

    route(app, contract.getWhy, ({ query }) => readWhy(platform, query));

    route(app, contract.listTargets, ({ query }) =>
      listTargets(db, { year: query.year, history: query.history === 'true', lang: query.lang }),
    );
    route(app, contract.listTargetsXlsx, ({ query }) => targetsXlsx(db, query.year, query.lang));
    route(app, contract.postTarget, ({ body, call }) => addTarget(db, body, call));
    route(app, contract.importTargets, async ({ request, call }) => {
      const { file, fields } = await readUpload(request, platform.config.uploadLimit);
      return uploadTargets(platform, file, call, fields.lang === 'en' ? 'en' : 'zh');
    });

    route(app, contract.listClosingsXlsx, async ({ query: { lang } }) => {
      const names = new Map((await managedCities(db)).map((city) => [city.code, fullName(city, lang)]));
      return closingsXlsx((await listClosings(platform, lang)).items, names, lang);
    });
    route(app, contract.listClosings, ({ query }) => listClosings(platform, query.lang));
    route(app, contract.postClosing, ({ body, call }) => closeMonth(platform, body, call));
  };

interface Upload {
  readonly file: { readonly name: string; readonly content: Uint8Array };
  readonly fields: Readonly<Record<string, string>>;
}

/** One file and the text fields around it, in whatever order they come; the files of this area are small. */
async function readUpload(request: FastifyRequest, limit: number): Promise<Upload> {
  const fields: Record<string, string> = {};
  let file: Upload['file'] | undefined;
  for await (const part of request.parts({ limits: { fileSize: limit, files: 1 } })) {
    if (part.type === 'file')
      file = { name: part.filename, content: await boundary.readAll(part.file, limit) };
    else if (typeof part.value === 'string') fields[part.fieldname] = part.value.trim();
  }
  if (file === undefined) throw new AppError('request.invalid', { issues: ['file'] });
  return { file, fields };
}
