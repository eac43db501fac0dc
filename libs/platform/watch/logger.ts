/** JSON lines for machines: Nest's logger on pino, with the service and the correlation, without anything personal. */
import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as Pino } from 'pino';
import { findCorrelation } from '../correlation';
import type { LogLevel } from '../settings';
import { isolateError } from './fault';

const secret = ['authorization', 'cookie', 'password', 'token', 'secret', 'key', 'jwk'];
const personal = [
  'surname',
  'givenNames',
  'fathersName',
  'birthDate',
  'documentNumber',
  'address',
  'email',
  'phone',
  'mrz',
  'body',
];
const redact = [...secret, ...personal].flatMap((name) => [name, `*.${name}`]);

export class JsonLogger implements LoggerService {
  readonly pino: Pino;

  constructor(service: string, level: LogLevel, destination: DestinationStream = pino.destination({ fd: 1, sync: true })) {
    const mixin = () => {
      const correlation = findCorrelation();
      return correlation === undefined ? {} : { correlation };
    };
    this.pino = pino(
      { level, base: { service, pid: process.pid }, redact, mixin, timestamp: pino.stdTimeFunctions.isoTime },
      destination,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest's calling habit: a message, then anything, then the name of the class that speaks. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    const context = rest.findLast((part) => typeof part === 'string' && !part.includes('\n'));
    const error = [message, ...rest].find((part): part is Error => part instanceof Error);
    const fields = [message, ...rest].find(
      (part): part is object => typeof part === 'object' && part !== null && !(part instanceof Error),
    );
    const text = typeof message === 'string' ? message : undefined;
    this.pino[level](
      { ...fields, ...(context !== undefined && { context }), ...(error && { error: isolateError(error) }) },
      text,
    );
  }
}
