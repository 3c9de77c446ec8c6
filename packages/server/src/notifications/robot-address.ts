/** Where a group's robot may be: an address that a person enters and the server calls is looked at twice. */
import { createHmac } from 'node:crypto';

/** Services whose robots we know. */
export const robotServices = ['dingtalk', 'wecom'] as const;
export type RobotService = (typeof robotServices)[number];

/** What is wrong with an address. */
export type AddressFault = 'unreadable' | 'credentials' | 'host' | 'https' | 'token';

/** The credential that each service carries in its address. */
const tokenOf: Readonly<Record<RobotService, string>> = { dingtalk: 'access_token', wecom: 'key' };

/**
 * The address if it may be called, else what is wrong: HTTPS to a host that the operator allows (`host` or
 * `host:port`); plain HTTP only to a loopback address that is named there.
 */
export function checkRobotAddress(
  text: string,
  service: RobotService,
  allowed: readonly string[],
): { readonly url: URL } | { readonly fault: AddressFault } {
  if (!URL.canParse(text)) return { fault: 'unreadable' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { fault: 'https' };
  if (url.username !== '' || url.password !== '') return { fault: 'credentials' };
  if (!allowed.includes(url.host)) return { fault: 'host' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { fault: 'https' };
  if ((url.searchParams.get(tokenOf[service]) ?? '') === '') return { fault: 'token' };
  return { url };
}

/** Whether the name is this machine itself, whatever a resolver says. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What may be shown of an address: `oapi.dingtalk.com …3f9a`. */
export function hintOf(url: URL, service: RobotService): string {
  const token = url.searchParams.get(tokenOf[service]) ?? '';
  return `${url.host} …${token.length > 8 ? token.slice(-4) : ''}`;
}

/** DingTalk's signature: HMAC-SHA256 over the moment and the key, beside the address. */
export function signDingTalk(url: URL, key: string, at: Date): URL {
  const timestamp = at.getTime();
  const sign = createHmac('sha256', key).update(`${timestamp}\n${key}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(timestamp));
  signed.searchParams.set('sign', sign);
  return signed;
}
