/** 已公开: what the public sees, what may still be put before it, and what it asks. */
import type { listPublications } from '@qingzhang/contract';
import type { z } from 'zod';
import { labelOf, readBulletinPeriod } from '../../bulletins/periods.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { readReleaseRules } from '../rules.ts';
import { listRequests } from './requests.ts';
import { publicationView } from './store.ts';

type Answer = z.output<(typeof listPublications)['response']>;

/** Months whose rankings are offered, the newest first. */
const OFFERED = 24;

export async function publicationDesk(db: Db, call: Call): Promise<Answer> {
  const [rows, requests, rules, bulletins, closings] = await Promise.all([
    db
      .selectFrom('publication')
      .select([
        'id',
        'kind',
        'slug',
        'title',
        'published_at',
        'corrected',
        'withdrawn_at',
        'simulated',
        'source_id',
        'period',
      ])
      .orderBy('published_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1000)
      .execute(),
    listRequests(db, call.actor, call.at),
    readReleaseRules(db),
    db
      .selectFrom('bulletin')
      .select(['id', 'title'])
      .where('state', '=', 'issued')
      .orderBy('issued_at', 'desc')
      .limit(200)
      .execute(),
    db.selectFrom('closing').select('period').orderBy('period', 'desc').limit(OFFERED).execute(),
  ]);
  const standing = rows.filter(({ withdrawn_at }) => withdrawn_at === null);
  const periods = closings.flatMap(({ period }) => endingWith(period));
  return {
    items: rows.map(publicationView),
    requests,
    open: rules.publicOpen,
    address: '/public',
    offers: {
      bulletins: bulletins.filter(
        ({ id }) => !standing.some(({ kind, source_id }) => kind === 'bulletin' && source_id === id),
      ),
      rankings: periods
        .filter((key) => !standing.some(({ kind, period }) => kind === 'ranking' && period === key))
        .map((period) => ({ period, title: labelOf(readBulletinPeriod(period)) })),
    },
    can: { publish: may(call.actor, 'releases.publish'), settings: may(call.actor, 'releases.publish') },
  };
}

/** A closed month ends itself and, in its turn, a quarter, a half-year, a year. */
function endingWith(month: string): string[] {
  const [year = '', number = ''] = month.split('-');
  const n = Number(number);
  return [
    ...(n === 12 ? [year] : []),
    ...(n % 6 === 0 ? [`${year}-H${n / 6}`] : []),
    ...(n % 3 === 0 ? [`${year}-Q${n / 3}`] : []),
    month,
  ];
}
