import * as contract from '@qingzhang/contract';
import type { AreaRoutes } from '../http/route.ts';
import { route } from '../http/route.ts';
import { audit } from '../platform/audit/audit.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { eachAuditLine, listAudit } from './audit-log.ts';
import { auditXlsx } from './xlsx.ts';

/** The audit log: read, exported, checked. */
export const auditRoutes: AreaRoutes = (app, { db }) => {
  route(app, contract.listAudit, ({ query }) => listAudit(db, query));
  route(app, contract.auditXlsx, ({ query }) => auditXlsx(eachAuditLine(db, query), query.lang));
  route(
    app,
    contract.verifyAudit,
    async ({ body, call }) => {
      const found = await verifyAudit(db, body.expect);
      const { ok, checked, problem } = found;
      await audit(db, call, {
        action: 'audit.verify',
        objectType: 'audit',
        objectId: null,
        detail: { ok, checked, problem },
      });
      return found;
    },
    { rateLimit: { max: 6, timeWindow: 60_000 } },
  );
};
