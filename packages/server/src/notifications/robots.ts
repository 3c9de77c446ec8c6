import { z } from 'zod';
import { checkRobotAddress, type RobotService, signDingTalk } from './robot-address.ts';

/** A robot with its secrets opened. */
export interface OpenRobot {
  readonly service: RobotService;
  readonly url: string;
  /** The signing key of DingTalk; null: the group goes by key words. */
  readonly key: string | null;
}

/** After this a robot has not answered. */
const TIMEOUT_MS = 10_000;
/** No answer of theirs is longer. */
const ANSWER_LIMIT = 64 * 1024;

const Answer = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/**
 * Say a text in a group. Throws with the reason where it was not said. The address is checked anew before each call:
 * what the operator no longer allows is no longer called. Never follows a redirect.
 */
export async function sayInGroup(
  robot: OpenRobot,
  text: string,
  options: { readonly at: Date; readonly allowed: readonly string[]; readonly signal?: AbortSignal },
): Promise<void> {
  const checked = checkRobotAddress(robot.url, robot.service, options.allowed);
  if ('fault' in checked) throw new Error(`the address may not be called (${checked.fault})`);
  const url =
    robot.service === 'dingtalk' && robot.key !== null
      ? signDingTalk(checked.url, robot.key, options.at)
      : checked.url;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
    redirect: 'manual',
    signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
  });
  const body = await limitedText(response);
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  const answer = Answer.safeParse(parseJson(body));
  if (!answer.success) throw new Error('an answer that is not the robot’s');
  const { errcode, errmsg = '' } = answer.data;
  if (errcode !== 0) throw new Error(`${errcode} ${errmsg}`);
}

async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > ANSWER_LIMIT) throw new Error(`an answer of more than ${ANSWER_LIMIT} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
