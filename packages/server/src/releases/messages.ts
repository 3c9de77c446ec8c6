/** What the office is told of a release and of what the public asks. */
import type { RoleName } from '@qingzhang/contract';
import type { Day } from '@qingzhang/standards';
import { notify, settle } from '../notifications/notify.ts';
import { recipientsOf } from '../notifications/recipients.ts';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';

type Kind =
  | 'release.review'
  | 'release.returned'
  | 'release.approved'
  | 'release.published'
  | 'release.withdrawn';

const shortened = (title: string) => (title.length > 120 ? `${title.slice(0, 119)}…` : title);

/** Reviews and publishing concern the office (and leaders, who publish); a return who writes. */
const ROLES: Readonly<Record<Kind, readonly RoleName[]>> = {
  'release.review': ['dispatch'],
  'release.returned': ['dispatch'],
  'release.approved': ['dispatch'],
  'release.published': ['dispatch'],
  'release.withdrawn': ['dispatch', 'leader'],
};

/** Tell of a step; what was told of the step before is over. */
export async function tell(
  trx: Db,
  call: Call,
  kind: Kind,
  release: { readonly id: number; readonly title: string },
  reason?: string,
): Promise<void> {
  const subject = { type: 'release' as const, id: release.id };
  await settle(trx, call, subject, 'replaced');
  await notify(trx, call, {
    to: await recipientsOf(trx, { roles: [...ROLES[kind]] }),
    kind,
    subject,
    params: { title: shortened(release.title), ...(reason === undefined ? {} : { reason }) },
    link: `/releases/${release.id}`,
  });
}

/** A request of the public came in: with the day by which it is answered. */
export async function tellRequest(
  trx: Db,
  call: Call,
  request: { readonly id: number; readonly title: string; readonly due: Day },
): Promise<void> {
  await notify(trx, call, {
    to: await recipientsOf(trx, { roles: ['dispatch'] }),
    kind: 'correction.received',
    subject: { type: 'correction', id: request.id },
    params: { title: shortened(request.title), due: request.due },
    link: '/releases/public',
  });
}

export async function settleRequest(trx: Db, call: Call, id: number): Promise<void> {
  await settle(trx, call, { type: 'correction', id }, 'answered');
}
