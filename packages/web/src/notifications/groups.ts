import type { Message } from '@qingzhang/contract';

/** Messages about the same thing. */
export interface MessageGroup {
  readonly key: string;
  /** Newest first. */
  readonly messages: readonly [Message, ...Message[]];
}

/**
 * Messages grouped by what they are about: groups with something unread first, then by their newest message. What one
 * has not seen never stands below what one has.
 */
export function groupMessages(messages: readonly Message[]): MessageGroup[] {
  const groups = new Map<string, [Message, ...Message[]]>();
  for (const message of [...messages].sort((a, b) => b.seq - a.seq)) {
    const key = `${message.subject.type}:${message.subject.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  const rank = ({ messages: [newest, ...rest] }: MessageGroup) => ([newest, ...rest].some(isOpen) ? 0 : 1);
  return [...groups]
    .map(([key, list]) => ({ key, messages: list }))
    .sort((a, b) => rank(a) - rank(b) || b.messages[0].seq - a.messages[0].seq);
}

/** Neither read nor dealt with by somebody. */
export function isOpen({ readAt, settled }: Pick<Message, 'readAt' | 'settled'>): boolean {
  return readAt === null && settled === null;
}
