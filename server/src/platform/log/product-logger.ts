import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';

/** What the framework says while it puts itself together; an operator reads the product's own steps instead. */
const FRAMEWORK = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

const LEVELS: Readonly<Record<AppConfig['logLevel'], LogLevel[]>> = {
  silent: [],
  error: ['error', 'fatal'],
  warn: ['error', 'fatal', 'warn'],
  info: ['error', 'fatal', 'warn', 'log'],
  debug: ['error', 'fatal', 'warn', 'log', 'debug', 'verbose'],
};

/** The server's log: codes, ids and places, never what people wrote. Colours only where somebody looks at a terminal. */
export class ProductLogger extends ConsoleLogger {
  constructor(level: AppConfig['logLevel']) {
    super({ logLevels: LEVELS[level], colors: process.stdout.isTTY === true, prefix: 'tongxin' });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!FRAMEWORK.has(String(rest.at(-1)))) super.log(message, ...(rest as [string]));
  }
}
