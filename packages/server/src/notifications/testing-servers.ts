/** A real mail server and a real receiver of group messages on this machine, for tests. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived. */
export interface ArrivedLetter {
  readonly to: string;
  /** Headers by lower-case name, folded lines joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
}

/** A mail server that asks for a password and can be told to refuse. */
export async function startMailServer(login: { readonly user: string; readonly password: string }) {
  const letters: ArrivedLetter[] = [];
  let refuse = 0;
  let held: (() => void)[] | null = null;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, callback) => {
      if (username === login.user && password === login.password) callback(null, { user: username });
      else callback(new Error(`no such login ${password}`));
    },
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refuse > 0) {
          refuse -= 1;
          callback(Object.assign(new Error('451 the mailbox is busy'), { responseCode: 451 }));
          return;
        }
        // Neither taken nor refused: the sender waits, or is killed waiting.
        if (held !== null) {
          held.push(() => callback(new Error('451 not taken')));
          return;
        }
        const to = session.envelope.rcptTo[0]?.address ?? '';
        letters.push({ to, ...readLetter(Buffer.concat(parts).toString('utf8')) });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = addressOf(server.server.address());
  return {
    url: `smtp://${login.user}:${encodeURIComponent(login.password)}@127.0.0.1:${port}`,
    letters,
    /** Refuse the next letters. */
    refuse: (count: number) => {
      refuse = count;
    },
    /** Leave senders waiting until what is answered is called. */
    hold: () => {
      const waiting: (() => void)[] = [];
      held = waiting;
      return () => {
        held = null;
        for (const release of waiting) release();
      };
    },
    holding: () => held?.length ?? 0,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** A group message as it arrived. */
export interface ArrivedGroupMessage {
  readonly url: URL;
  readonly content: string;
}

/** A robot's receiver; `answer` says what comes back, 0 means said. */
export async function startRobotServer(host = '127.0.0.1') {
  const messages: ArrivedGroupMessage[] = [];
  let answer: (url: URL) => { status: number; headers?: Record<string, string>; body: string } = said;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const { status, headers, body: text } = answer(url);
      if (status === 200 && text === SAID) {
        const parsed: { text: { content: string } } = JSON.parse(body);
        messages.push({ url, content: parsed.text.content });
      }
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = addressOf(server.address());
  return {
    host: `${host}:${port}`,
    messages,
    answerWith: (next: typeof answer | null) => {
      answer = next ?? said;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const SAID = '{"errcode":0,"errmsg":"ok"}';
const said = () => ({ status: 200, body: SAID });

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}

/** What a plain-text letter says; enough for the letters we send. */
function readLetter(raw: string): Omit<ArrivedLetter, 'to'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const body = rest.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding') ?? '7bit';
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquote(body)
        : body;
  return { headers, subject: words(headers.get('subject') ?? ''), text: text.toString('utf8') };
}

function unquote(text: string): Buffer {
  const joined = text.replace(/=\r\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** RFC 2047: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, body: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(body, 'base64').toString('latin1')
        : unquote(body.replaceAll('_', ' ')).toString('latin1'),
    )
    .replace(/[\s\S]+/, (joined) =>
      /[\u0080-\u00ff]/.test(joined) ? Buffer.from(joined, 'latin1').toString('utf8') : joined,
    );
}
