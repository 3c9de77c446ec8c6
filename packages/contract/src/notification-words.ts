import { type Day, dayOfMonth, daysBetween, monthOf, yearOf } from '@qingzhang/standards';
import { isNotificationKind, notificationKinds, type RecipientKind } from './notification-kinds.ts';

/** A message in words: a sentence, and what is to be known beside it. */
export interface SaidMessage {
  readonly title: string;
  /** 6月20日截止，还剩 5 天; null where nothing is due. */
  readonly due: string | null;
  readonly reason: string | null;
}

/** What is said of a message. */
export interface Sayable {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly recipient: RecipientKind;
}

/**
 * A message in words as of a day. A kind this program does not know (a message of a newer one) shows its title alone; a
 * superior is told that it is for information (报知): the responsible person was told before.
 */
export function sayMessage({ kind, params, recipient }: Sayable, lang: 'zh' | 'en', today: Day): SaidMessage {
  const template = isNotificationKind(kind) ? notificationKinds[kind][lang] : '{title}';
  const sentence = template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  const title =
    recipient === 'responsible'
      ? sentence
      : lang === 'zh'
        ? `报知：${sentence}`
        : `For information: ${sentence}`;
  const { due, reason } = params;
  return {
    title,
    due: typeof due === 'string' ? sayDue(due, lang, today) : null,
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
  };
}

/** `6月20日截止，还剩 5 天` · `due 20 June, 5 days left`: days, not a date alone (DIS-11.3). */
export function sayDue(due: Day, lang: 'zh' | 'en', today: Day): string {
  const left = sayDaysLeft(due, lang, today);
  if (lang === 'zh') {
    const year = yearOf(due) === yearOf(today) ? '' : `${yearOf(due)}年`;
    return `${year}${monthOf(due)}月${dayOfMonth(due)}日截止，${left}`;
  }
  const year = yearOf(due) === yearOf(today) ? '' : ` ${yearOf(due)}`;
  return `due ${dayOfMonth(due)} ${MONTHS[monthOf(due) - 1]}${year}, ${left}`;
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `还剩 5 天`, `今天到期`, `已逾期 2 天`. */
export function sayDaysLeft(due: Day, lang: 'zh' | 'en', today: Day): string {
  const left = daysBetween(today, due);
  const days = Math.abs(left);
  if (lang === 'zh') return left > 0 ? `还剩 ${days} 天` : left === 0 ? '今天到期' : `已逾期 ${days} 天`;
  const counted = `${days} day${days === 1 ? '' : 's'}`;
  return left > 0 ? `${counted} left` : left === 0 ? 'today' : `${counted} overdue`;
}
