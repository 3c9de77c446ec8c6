/** 职务的异同: whether two wordings name one post, so that a list laid out by rules and accounts has each once. Pure. */
import { officialPost } from './words.ts';

/** 党组成员、副厅长 → 副厅长, 分管大气副厅长 → 副厅长, 生态环境保护监察专员（副厅长级） → 生态环境保护监察专员. */
function rankOf(post: string): string {
  const words = officialPost(post)
    .replace(/[（(][^（）()]*[）)]/gu, '')
    .trim();
  const last = words.split('、').at(-1) ?? words;
  return last.replace(/^分管.*?(?=副?[厅局]长$)/u, '');
}

/** Whether `own` is the post that `general` words more fully: 分管水副厅长 is one of 党组成员、副厅长, and 厅长 is none of them. */
export function samePost(general: string, own: string): boolean {
  if (general === own) return true;
  const [whole, part] = [rankOf(general), rankOf(own)];
  if (part === '' || whole === '') return false;
  if (whole === part) return true;
  // 驻厅纪检监察组 is its 组长; 监察专员 is the 生态环境保护监察专员; but 厅长 is no 副厅长.
  if (part.length < 4) return false;
  return whole.startsWith(part) || (whole.endsWith(part) && !/副$/u.test(whole.slice(0, -part.length)));
}

/** Posts that stand for many: 机关各处室主要负责人, 直属单位主要负责人. */
const COLLECTIVES: readonly (readonly [general: RegExp, members: RegExp])[] = [
  [/处室/u, /(?:处|处长|办|办公室|(?:办|办公室)主任|执法局|执法局局长)$/u],
  [/直属单位/u, /(?:中心|站|院|所|总队)(?:主任|站长|院长|所长|总队长)?$/u],
];

/** Whether `general` names a whole body of posts and `own` is one of them. */
export const isOneOf = (general: string, own: string): boolean =>
  general !== own &&
  COLLECTIVES.some(([body, member]) => body.test(general) && !body.test(own) && member.test(rankOf(own)));
