/** 参会名单: laid out by post in protocol order from the rules and the users in those posts (DIS-6.6). Posts, never persons. */
import type { MeetingRules } from '@qingzhang/contract';
import type { Db } from '../../platform/database/transaction.ts';
import { samePost } from './posts.ts';
import type { MeetingRecord } from './record.ts';
import type { VenueRow } from './rows.ts';
import { officialPost } from './words.ts';

type AttendingPost = MeetingRules['mainPosts'][number];
type Category = AttendingPost['category'];

/** Somebody who has an account. */
interface Holder {
  readonly id: number;
  readonly post: string;
  readonly role: string;
  readonly region_code: string | null;
}

/** Who sits in the main hall, in protocol order; the dispatch office is there to work. */
const MAIN_ROLES: readonly (readonly [role: string, category: Category])[] = [
  ['leader', 'attend'],
  ['deputy', 'attend'],
  ['discipline', 'attend'],
  ['office', 'attend'],
  ['supervision', 'sit-in'],
  ['monitoring', 'sit-in'],
  ['partner', 'sit-in'],
  ['dispatch', 'staff'],
];

interface Line {
  readonly post: string;
  readonly category: Category;
  readonly userId: number | null;
}

/**
 * A list in protocol order: each post of the rules as the rules word it, filled with who holds it; then whoever of the house
 * has an account and holds none of these posts. A post held by nobody with an account stands all the same. The chair is who
 * chairs this meeting.
 */
export function layOut(
  posts: readonly AttendingPost[],
  holders: readonly (Holder & { readonly category: Category })[],
  chair: { readonly id: number | null; readonly post: string },
): Line[] {
  const left = [...holders];
  const take = (fits: (holder: Holder) => boolean): Holder[] => {
    const taken = left.filter(fits);
    for (const one of taken) left.splice(left.indexOf(one), 1);
    return taken;
  };
  const lines = posts.flatMap(({ post, category }): Line[] => {
    if (category === 'chair') {
      const heads = left.filter((holder) => samePost(chair.post || post, holder.post));
      const head = chair.id ?? (heads.length === 1 ? heads[0]?.id : undefined);
      const [own] = take((holder) => holder.id === head);
      return [{ post: chair.post || post, category, userId: own?.id ?? chair.id }];
    }
    const found = take((holder) => holds(holder, post));
    if (found.length > 0) return found.map(({ id }) => ({ post, category, userId: id }));
    // 分管大气副厅长 is one of 党组成员、副厅长: named as the account names it, at the place protocol gives the post.
    const own = take((holder) => samePost(post, holder.post));
    if (own.length === 0) return [{ post, category, userId: null }];
    return own.map((holder) => ({ post: officialPost(holder.post), category, userId: holder.id }));
  });
  return [
    ...lines,
    ...left.map(({ id, post, category }) => ({ post: officialPost(post), category, userId: id })),
  ];
}

/** 大同市局 · 局长 holds 局长 and not 分管副局长: the last part of the post as it is called, or all of it. */
const holds = (holder: Holder, post: string): boolean =>
  holder.post === post || holder.post.split(/[·\s]+/).at(-1) === post;

/** Lay out the lists of these venues. */
export async function insertAttendance(
  trx: Db,
  meeting: Pick<MeetingRecord, 'id' | 'chair_id' | 'chair_post'>,
  venues: readonly VenueRow[],
  rules: Pick<MeetingRules, 'mainPosts' | 'branchPosts'>,
): Promise<void> {
  const holders = await holdersOf(trx);
  const provinceRow = await trx
    .selectFrom('region')
    .select('name')
    .where('level', '=', 'province')
    .where('managed', '=', true)
    .orderBy('sort')
    .limit(1)
    .executeTakeFirst();
  const names = new Map(
    (
      await trx
        .selectFrom('region')
        .select(['code', 'name'])
        .where('code', 'in', venues.flatMap(({ region_code }) => region_code ?? []).concat(''))
        .execute()
    ).map(({ code, name }) => [code, name]),
  );
  const rows = venues.flatMap((venue) => {
    const region = venue.region_code;
    const unit =
      region === null
        ? provinceRow === undefined
          ? ''
          : `${provinceRow.name}生态环境厅`
        : `${names.get(region) ?? ''}生态环境${venue.kind === 'county' ? '分局' : '局'}`;
    const own =
      region === null
        ? MAIN_ROLES.flatMap(([role, category]) =>
            holders.filter((one) => one.role === role).map((one) => ({ ...one, category })),
          )
        : holders
            .filter((one) => one.role === venue.kind && one.region_code === region)
            .map((one) => ({ ...one, category: 'attend' as const }));
    const lines = layOut(region === null ? rules.mainPosts : rules.branchPosts, own, {
      id: meeting.chair_id,
      post: meeting.chair_post,
    });
    return lines.map(({ post, category, userId }, index) => ({
      meeting_id: meeting.id,
      venue_id: venue.id,
      sort: (index + 1) * 10,
      post,
      unit,
      user_id: userId,
      category,
      seat: String(index + 1),
    }));
  });
  for (let from = 0; from < rows.length; from += 1000) {
    await trx
      .insertInto('attendee')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
}

async function holdersOf(trx: Db): Promise<Holder[]> {
  return trx
    .selectFrom('app_user')
    .select(['id', 'post', 'role', 'region_code'])
    .where('disabled', '=', false)
    .where('role_given_at', 'is not', null)
    .where('role', 'in', [...MAIN_ROLES.map(([role]) => role), 'city', 'county'])
    .orderBy('id')
    .execute();
}
