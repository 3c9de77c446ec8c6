/** What letters and group messages say: made when sent, from the facts and the day. */
import { type RecipientKind, sayMessage } from '@qingzhang/contract';
import type { Day } from '@qingzhang/standards';

/** What a text is made from. */
export interface TextPart {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly recipient: RecipientKind;
  readonly link: string;
  readonly byPost: string;
}

/** Where and when a text is read. */
export interface TextFrame {
  readonly lang: 'zh' | 'en';
  readonly today: Day;
  /** The address of the system; null: links are paths. */
  readonly publicUrl: string | null;
}

/** A letter: plain text, no pictures, nothing that is fetched when it is opened. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** So many messages of a digest stand in its letter; the others are counted. */
const DIGEST_LINES = 50;

/** One message as a letter. */
export function messageLetter(part: TextPart, frame: TextFrame): Letter {
  const said = sayMessage(part, frame.lang, frame.today);
  const by =
    part.byPost === '' ? null : frame.lang === 'zh' ? `办理岗位：${part.byPost}` : `By: ${part.byPost}`;
  const why =
    said.reason === null ? null : frame.lang === 'zh' ? `理由：${said.reason}` : `Reason: ${said.reason}`;
  const subject = said.due === null ? said.title : `${said.title}（${said.due}）`;
  const lines = [said.title, said.due, why, by, '', address(part.link, frame), '', foot(frame)];
  return { subject: oneLine(subject), text: lines.filter((line) => line !== null).join('\n') };
}

/** The day's digest (每日汇总), in the order given. */
export function digestLetter(parts: readonly TextPart[], frame: TextFrame): Letter {
  const zh = frame.lang === 'zh';
  const shown = parts.slice(0, DIGEST_LINES);
  const lines = shown.flatMap((part, index) => {
    const said = sayMessage(part, frame.lang, frame.today);
    const due = said.due === null ? '' : zh ? `（${said.due}）` : ` (${said.due})`;
    return [`${index + 1}. ${said.title}${due}`, `   ${address(part.link, frame)}`];
  });
  const rest = parts.length - shown.length;
  if (rest > 0) lines.push(zh ? `另有 ${rest} 条，请在系统中查看。` : `${rest} more stand in the system.`);
  const subject = zh ? `今日待办汇总：${parts.length} 条未读` : `Today’s digest: ${parts.length} unread`;
  return {
    subject,
    text: [subject, '', ...lines, '', address('/notifications', frame), '', foot(frame)].join('\n'),
  };
}

/**
 * A message for a group: what it is and by when. No reason and no post: what is said of somebody's work is for them,
 * not for the group (DIS-11.4).
 */
export function groupText(part: Omit<TextPart, 'byPost'>, frame: TextFrame): string {
  const said = sayMessage(part, frame.lang, frame.today);
  return [`【青账】${said.title}`, said.due, address(part.link, frame)]
    .filter((line) => line !== null)
    .join('\n');
}

function address(link: string, { publicUrl }: TextFrame): string {
  return publicUrl === null ? link : `${publicUrl}${link}`;
}

function foot({ lang }: TextFrame): string {
  return lang === 'zh'
    ? '青账自动发送，请勿回复。已有人办理的不会再通知；通知方式可在“消息 › 通知设置”中修改。'
    : 'Sent by Qingzhang; replies are not read. Change how you are told under Messages › Settings.';
}

/** A subject is one line: no header can be smuggled in. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').slice(0, 200);
