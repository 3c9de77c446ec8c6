import { createTransport } from 'nodemailer';
import type { Config } from '../platform/config/config.ts';
import { isLoopback } from './robot-address.ts';
import type { Letter } from './texts.ts';

/** Sends one letter; throws with the reason where the server did not take it. */
export interface Mailer {
  send(to: string, letter: Letter, key: string): Promise<void>;
  close(): void;
}

/** The configured mail server; null where there is none. `key` makes repetitions of one letter recognizable. */
export function openMailer(config: Pick<Config, 'smtp' | 'mailFrom'>): Mailer | null {
  if (config.smtp === null) return null;
  const url = new URL(config.smtp);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host,
    port: url.port === '' ? (secure ? 465 : 25) : Number(url.port),
    secure,
    // A password goes over an encrypted connection or not at all; this machine needs none.
    requireTLS: user !== '' && !isLoopback(host),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = config.mailFrom.split('@').at(-1) ?? 'localhost';
  return {
    send: async (to, { subject, text }, key) => {
      await transport.sendMail({
        from: { name: '青账', address: config.mailFrom },
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${key}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
