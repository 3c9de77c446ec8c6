import { type Endpoint, urlOf } from '@qingzhang/contract';
import type { ReactNode } from 'react';

/** A plain link to a file. */
export function FileLink({
  endpoint,
  params,
  children,
}: {
  readonly endpoint: Endpoint;
  readonly params: unknown;
  readonly children: ReactNode;
}) {
  return (
    <a className="btn" href={urlOf(endpoint, { params })} download>
      {children}
    </a>
  );
}
