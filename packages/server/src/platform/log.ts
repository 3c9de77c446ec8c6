import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Config } from './config/config.ts';

export type Log = Logger;

/** The structured log: JSON lines on standard error, never a password, cookie or token. */
export function createLog(config: Pick<Config, 'logLevel'>, stream?: DestinationStream): Log {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'password',
          '*.password',
          'req.headers.cookie',
          'req.headers.authorization',
          'token',
          '*.token',
        ],
        censor: '…',
      },
    },
    stream ?? destination({ dest: 2, sync: true }),
  );
}
