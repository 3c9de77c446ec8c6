import { z } from 'zod';

/** The sides of the security page. */
export const securityTabs = ['roles', 'sessions', 'delegations', 'policy', 'matrix'] as const;

/** Where the security page stands. */
export const SecuritySearch = z.object({ tab: z.enum(securityTabs).optional().catch(undefined) });
export type SecuritySearch = z.output<typeof SecuritySearch>;

const word = z.coerce.string().max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** What the audit page shows. */
export const AuditSearch = z.object({
  actor: word,
  action: word,
  objectType: word,
  objectId: word,
  from: day,
  to: day,
});
export type AuditSearch = z.output<typeof AuditSearch>;
