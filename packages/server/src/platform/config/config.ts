import { join, resolve } from 'node:path';
import { AppError } from '@qingzhang/contract';
import { z } from 'zod';

/**
 * Every setting of the process, in one place: name of the environment variable, what it accepts, its default,
 * and what it is for. `docs/operations.md` carries the same table; a test compares them.
 */
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

interface SettingDefinition<T> {
  readonly name: string;
  readonly schema: z.ZodType<T, string>;
  /** As it would be written in the environment; `null`: not set. */
  readonly standard: string | null;
  /** What it accepts, in words. */
  readonly accepts: { readonly zh: string; readonly en: string };
  readonly zh: string;
  readonly en: string;
}

function setting<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  return definition;
}

const number = (min: number, max: number) => ({
  zh: `整数 ${min}–${max}`,
  en: `whole number ${min}–${max}`,
});

export const settingDefinitions = {
  data: setting({
    name: 'QINGZHANG_DATA',
    schema: z.string().min(1),
    standard: './data',
    accepts: { zh: '目录', en: 'directory' },
    zh: '数据目录：内置数据库、文件、连接信息都在其中',
    en: 'data directory: embedded database, files, connection info',
  }),
  host: setting({
    name: 'HOST',
    schema: z.string().min(1),
    standard: '127.0.0.1',
    accepts: { zh: '地址', en: 'address' },
    zh: '监听地址；0.0.0.0 表示所有网卡',
    en: 'address to listen on; 0.0.0.0 means all interfaces',
  }),
  port: setting({
    name: 'PORT',
    schema: wholeNumber(0, 65535),
    standard: '7080',
    accepts: number(0, 65535),
    zh: '监听端口；0 表示任取一个空闲端口',
    en: 'port to listen on; 0 takes any free one',
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    schema: z.string().regex(/^postgres(ql)?:\/\/./),
    standard: null,
    accepts: {
      zh: 'postgresql://用户:密码@主机:端口/库',
      en: 'postgresql://user:password@host:port/database',
    },
    zh: '外部 PostgreSQL（15 或更高）；不设则用内置的',
    en: 'external PostgreSQL (15 or later); unset: the embedded one',
  }),
  databasePool: setting({
    name: 'QINGZHANG_DATABASE_POOL',
    schema: wholeNumber(2, 200),
    standard: '12',
    accepts: number(2, 200),
    zh: '数据库连接数上限',
    en: 'most database connections held',
  }),
  logLevel: setting({
    name: 'QINGZHANG_LOG_LEVEL',
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    standard: 'info',
    accepts: { zh: 'silent、error、warn、info、debug', en: 'silent, error, warn, info, debug' },
    zh: '日志详细程度（JSON 行，标准错误输出）',
    en: 'how much is logged (JSON lines on standard error)',
  }),
  sessionHours: setting({
    name: 'QINGZHANG_SESSION_HOURS',
    schema: wholeNumber(1, 720),
    standard: '12',
    accepts: number(1, 720),
    zh: '一次登录最长的小时数，从登录算起；闲置时限在安全策略里',
    en: 'most hours a sign-in lasts, from its beginning; idle time stands in the security policy',
  }),
  uploadLimitMb: setting({
    name: 'QINGZHANG_UPLOAD_LIMIT_MB',
    schema: wholeNumber(1, 1_000_000),
    standard: '4096',
    accepts: number(1, 1_000_000),
    zh: '单个上传文件的上限（MB）',
    en: 'largest uploaded file (MB)',
  }),
  secureCookies: setting({
    name: 'QINGZHANG_SECURE_COOKIES',
    schema: z.enum(['auto', 'true', 'false']),
    standard: 'auto',
    accepts: { zh: 'auto、true、false', en: 'auto, true, false' },
    zh: '登录 Cookie 只走 HTTPS；auto 表示按请求是否 HTTPS',
    en: 'sign-in cookie over HTTPS only; auto follows the request',
  }),
  trustProxy: setting({
    name: 'QINGZHANG_TRUST_PROXY',
    schema: yesOrNo,
    standard: 'false',
    accepts: { zh: 'true、false', en: 'true, false' },
    zh: '前面有反向代理，采信 X-Forwarded-* 头',
    en: 'behind a reverse proxy: believe its X-Forwarded-* headers',
  }),
  province: setting({
    name: 'QINGZHANG_PROVINCE',
    schema: z.string().regex(/^[a-z][a-z0-9-]*$/),
    standard: 'shanxi',
    accepts: { zh: '预置省份名', en: 'name of a preset' },
    zh: '首次启动装入的省份预置（区域、顺序、城市组）',
    en: 'province preset loaded at first start (regions, order, groups)',
  }),
  publicUrl: setting({
    name: 'QINGZHANG_PUBLIC_URL',
    schema: z.string().regex(/^https?:\/\/[^\s/@]+$/),
    standard: null,
    accepts: { zh: 'https://主机（不带路径）', en: 'https://host (no path)' },
    zh: '本系统的网址，写进邮件和群消息的链接；不设则只写路径',
    en: 'this system’s address, for links in mails and group messages; unset: paths only',
  }),
  smtp: setting({
    name: 'QINGZHANG_SMTP',
    schema: z.string().regex(/^smtps?:\/\/\S+$/),
    standard: null,
    accepts: {
      zh: 'smtp://用户:密码@主机:端口（加密用 smtps://）',
      en: 'smtp://user:password@host:port (smtps:// for TLS)',
    },
    zh: '发送邮件的服务器；不设则不发邮件',
    en: 'server that sends mail; unset: no mail is sent',
  }),
  mailFrom: setting({
    name: 'QINGZHANG_MAIL_FROM',
    schema: z.email(),
    standard: 'qingzhang@localhost.localdomain',
    accepts: { zh: '邮箱地址', en: 'mail address' },
    zh: '邮件的发件地址',
    en: 'address that mail comes from',
  }),
  webhookHosts: setting({
    name: 'QINGZHANG_WEBHOOK_HOSTS',
    schema: z
      .string()
      .regex(/^[a-z0-9.-]+(:\d{1,5})?(,[a-z0-9.-]+(:\d{1,5})?)*$/)
      .transform((text) => text.split(',')),
    standard: 'oapi.dingtalk.com,qyapi.weixin.qq.com',
    accepts: { zh: '主机名，逗号分隔', en: 'host names, separated by commas' },
    zh: '群机器人可用的主机；只走 HTTPS，写明的本机地址可用 HTTP',
    en: 'hosts that group robots may have; HTTPS only, plain HTTP for loopback addresses named here',
  }),
  oidcIssuer: setting({
    name: 'QINGZHANG_OIDC_ISSUER',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    standard: null,
    accepts: { zh: 'https://地址', en: 'https://address' },
    zh: '统一身份认证（OIDC）的签发地址；不设则只用本地账号',
    en: 'issuer of the other sign-in system (OIDC); unset: local accounts only',
  }),
  oidcClientId: setting({
    name: 'QINGZHANG_OIDC_CLIENT_ID',
    schema: z.string().min(1),
    standard: null,
    accepts: { zh: '文字', en: 'text' },
    zh: '在统一身份认证登记的客户端标识',
    en: 'client id registered there',
  }),
  oidcClientSecret: setting({
    name: 'QINGZHANG_OIDC_CLIENT_SECRET',
    schema: z.string().min(1),
    standard: null,
    accepts: { zh: '文字', en: 'text' },
    zh: '客户端密钥；公开客户端（只用 PKCE）不设',
    en: 'client secret; unset for a public client (PKCE alone)',
  }),
  oidcClaim: setting({
    name: 'QINGZHANG_OIDC_CLAIM',
    schema: z.string().min(1),
    standard: 'preferred_username',
    accepts: { zh: '声明名', en: 'name of a claim' },
    zh: '与本系统用户名对应的声明',
    en: 'claim that is the login here',
  }),
  oidcScope: setting({
    name: 'QINGZHANG_OIDC_SCOPE',
    schema: z.string().regex(/(^| )openid( |$)/),
    standard: 'openid profile',
    accepts: { zh: '含 openid，空格分隔', en: 'with openid, separated by spaces' },
    zh: '向它要求的范围',
    en: 'scopes asked of it',
  }),
  oidcName: setting({
    name: 'QINGZHANG_OIDC_NAME',
    schema: z.string().min(1).max(40),
    standard: '统一身份认证',
    accepts: { zh: '名称', en: 'a name' },
    zh: '登录页按钮上的名称',
    en: 'name on the sign-in page’s button',
  }),
} as const;

type Definitions = typeof settingDefinitions;
type ValueOf<K extends keyof Definitions> = Definitions[K] extends SettingDefinition<infer T> ? T : never;

/** The settings as the program uses them: parsed, complete; `data` is absolute. */
export interface Config {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  readonly logLevel: ValueOf<'logLevel'>;
  readonly sessionHours: number;
  /** Bytes. */
  readonly uploadLimit: number;
  readonly secureCookies: ValueOf<'secureCookies'>;
  readonly trustProxy: boolean;
  readonly province: string;
  /** Without a slash at the end; null: unknown. */
  readonly publicUrl: string | null;
  /** Carries a password: never logged, never answered. Null: no mail is sent. */
  readonly smtp: string | null;
  readonly mailFrom: string;
  /** `host` or `host:port`. */
  readonly webhookHosts: readonly string[];
  /** Another system whose accounts are accepted; null: local accounts only. */
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | null;
    readonly claim: string;
    readonly scope: string;
    readonly name: string;
  } | null;
}

/** One setting that cannot be used. */
export interface ConfigIssue {
  readonly name: string;
  readonly kind: 'unknown' | 'bad';
  readonly value: string;
  readonly accepts: { readonly zh: string; readonly en: string };
}

/**
 * Read the settings from an environment. Refuses unknown `QINGZHANG_*` names (a misspelt setting must not be
 * silently ignored) and values that do not fit, all at once, as `config.invalid`.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
): Config {
  const issues: ConfigIssue[] = [];
  const known = new Set<string>(Object.values(settingDefinitions).map((definition) => definition.name));
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('QINGZHANG_') && !known.has(name)) {
      const near = [...known].filter((one) => one.startsWith('QINGZHANG_')).join(', ');
      issues.push({ name, kind: 'unknown', value: value ?? '', accepts: { zh: near, en: near } });
    }
  }

  for (const definition of Object.values(settingDefinitions)) {
    const text = textOf(definition, environment);
    if (text === null || definition.schema.safeParse(text).success) continue;
    // These carry a password: say which setting is wrong, not what it said.
    const secret = definition.name === 'DATABASE_URL' || definition.name === 'QINGZHANG_SMTP';
    const value = secret ? '…' : text;
    issues.push({ name: definition.name, kind: 'bad', value, accepts: definition.accepts });
  }
  if (issues.length > 0) throw new AppError('config.invalid', { issues });

  const read = <T>(definition: SettingDefinition<T>): T =>
    definition.schema.parse(textOf(definition, environment) ?? undefined);
  const s = settingDefinitions;
  return {
    data: resolve(directory, read(s.data)),
    host: read(s.host),
    port: read(s.port),
    databaseUrl: textOf(s.databaseUrl, environment),
    databasePool: read(s.databasePool),
    logLevel: read(s.logLevel),
    sessionHours: read(s.sessionHours),
    uploadLimit: read(s.uploadLimitMb) * 1024 * 1024,
    secureCookies: read(s.secureCookies),
    trustProxy: read(s.trustProxy),
    province: read(s.province),
    publicUrl: textOf(s.publicUrl, environment),
    smtp: textOf(s.smtp, environment),
    mailFrom: read(s.mailFrom),
    webhookHosts: read(s.webhookHosts),
    oidc: readOidc(environment),
  };
}

/** Both the issuer and the client's id, or neither. */
function readOidc(environment: Readonly<Record<string, string | undefined>>): Config['oidc'] {
  const s = settingDefinitions;
  const [issuer, clientId] = [textOf(s.oidcIssuer, environment), textOf(s.oidcClientId, environment)];
  if (issuer === null && clientId === null) return null;
  if (issuer === null || clientId === null) {
    const { name, accepts } = issuer === null ? s.oidcIssuer : s.oidcClientId;
    throw new AppError('config.invalid', { issues: [{ name, kind: 'bad', value: '', accepts }] });
  }
  return {
    issuer,
    clientId,
    clientSecret: textOf(s.oidcClientSecret, environment),
    claim: textOf(s.oidcClaim, environment) ?? '',
    scope: textOf(s.oidcScope, environment) ?? '',
    name: textOf(s.oidcName, environment) ?? '',
  };
}

/** What the environment says, else the default; an empty text counts as not set. */
function textOf(
  definition: { readonly name: string; readonly standard: string | null },
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const given = environment[definition.name];
  return given === undefined || given === '' ? definition.standard : given;
}

/** Where things lie below the data directory. */
export function dataPaths(config: Pick<Config, 'data'>) {
  const under = (...parts: string[]) => join(config.data, ...parts);
  return {
    /** The embedded database's files. */
    cluster: under('postgres'),
    /** Who uses the embedded database, and the lock for starting it. */
    run: under('run'),
    /** How to reach the embedded database (0600). */
    connection: under('run', 'postgres.json'),
    postgresLog: under('postgres.log'),
    files: under('files'),
    temporary: under('tmp'),
  };
}
