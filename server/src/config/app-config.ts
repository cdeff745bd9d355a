import { join, resolve } from 'node:path';

export type FileSettings =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3';
      readonly endpoint: string;
      readonly bucket: string;
      readonly region: string;
      readonly accessKey: string;
      readonly secretKey: string;
      readonly addressing: 'path' | 'host';
    };

export interface AppConfig {
  /** Where the product listens; a demo listens on the loopback address only. */
  readonly host: string;
  readonly port: number;
  /** Login of the running application; empty means the embedded database. */
  readonly databaseUrl: string | null;
  /** Login that owns the schema and runs migrations; the same as `databaseUrl` unless an operator separates them. */
  readonly databaseOwnerUrl: string | null;
  /** A PostgreSQL that follows the first one and answers overviews and reports; null: there is none. */
  readonly databaseReplicaUrl: string | null;
  readonly dataDir: string;
  /** Where the bytes of attached files lie: a folder below `dataDir`, or a store that speaks S3. */
  readonly files: FileSettings;
  /** Where backups lie, how many of a sort stay, and at what time of the first school's day one is made; null: none by itself. */
  readonly backupDir: string;
  readonly backupKeep: number;
  readonly backupAt: { readonly hour: number; readonly minute: number } | null;
  /** File with the secret backups are encrypted with; null: they are not. */
  readonly backupKeyFile: string | null;
  /** What Prometheus shows to be given figures; null: there are none. */
  readonly metricsToken: string | null;
  /** Whether the demo school may be loaded into an empty embedded database. */
  readonly demo: boolean;
  readonly demoPassword: string;
  /** `connection` sets the school on a pooled connection for single reads, `transaction` always opens one (PgBouncer, Citus). */
  readonly databaseContext: 'connection' | 'transaction';
  readonly poolSize: number;
  /** How many web servers stand in front, each adding to `X-Forwarded-For`; 0: nobody does. */
  readonly trustProxy: number;
  /** How long a server that is asked to stop still answers while it already says that it is not ready, so that whoever spreads requests sends it no more. */
  readonly drainSeconds: number;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Cookies get `Secure` and the `__Host-` prefix; on unless the product is reached without TLS. */
  readonly secureCookies: boolean;
  /** Whoever sees a whole school or looks after accounts signs in with a second factor, or sets one up first. */
  readonly requireSecondFactor: boolean;
  /** Where people reach the product, for links in mails, in group messages and in calendars; without it they carry none. */
  readonly publicUrl: string | null;
  /** The server mails go out by, and who they are from; without it nobody gets mail. */
  readonly mail: { readonly url: string; readonly from: string } | null;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/**
 * Reads the settings once. A wrong value stops the start and names itself, never its content.
 * @throws Error naming every wrong setting
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): AppConfig {
  const wrong: string[] = [];
  const text = (name: string): string | null => env[name]?.trim() || null;
  const whole = (name: string, standard: number, low: number, high: number): number => {
    const given = text(name);
    if (given === null) return standard;
    const value = Number(given);
    if (!Number.isInteger(value) || value < low || value > high)
      wrong.push(`${name} (a whole number from ${low} to ${high})`);
    return value;
  };
  const choice = <T extends string>(name: string, standard: T, choices: readonly T[]): T => {
    const given = text(name);
    if (given === null) return standard;
    if (!(choices as readonly string[]).includes(given)) wrong.push(`${name} (one of ${choices.join(', ')})`);
    return given as T;
  };
  const yes = (name: string, standard: boolean): boolean => choice(name, standard ? '1' : '0', ['0', '1']) === '1';
  const database = (name: string): string | null => {
    const given = text(name);
    if (given !== null && !/^postgres(ql)?:\/\/\S+$/.test(given)) wrong.push(`${name} (postgres://…)`);
    return given;
  };

  const webAddress = (name: string): string | null => {
    const given = text(name);
    if (given !== null && !/^https?:\/\/[^\s/?#]+\/?$/.test(given)) wrong.push(`${name} (https://…, without a path)`);
    return given?.replace(/\/$/, '') ?? null;
  };
  const mailServer = (): AppConfig['mail'] => {
    const url = text('SMTP_URL');
    const from = text('MAIL_FROM');
    if (url === null && from === null) return null;
    if (url === null || !/^smtps?:\/\/\S+$/.test(url)) wrong.push('SMTP_URL (smtp://… or smtps://…, beside MAIL_FROM)');
    if (from === null || !/^[^\r\n]*[^\s@]+@[^\s@]+$/.test(from))
      wrong.push('MAIL_FROM (a mail address, beside SMTP_URL)');
    return { url: url ?? '', from: from ?? '' };
  };

  const databaseUrl = database('DATABASE_URL');
  const databaseOwnerUrl = database('DATABASE_OWNER_URL') ?? databaseUrl;
  if (databaseOwnerUrl !== null && databaseUrl === null) wrong.push('DATABASE_URL (needed beside DATABASE_OWNER_URL)');
  const databaseReplicaUrl = database('DATABASE_REPLICA_URL');
  if (databaseReplicaUrl !== null && databaseUrl === null)
    wrong.push('DATABASE_URL (needed beside DATABASE_REPLICA_URL)');
  const dataDir = resolve(text('DATA_DIR') ?? '.data');
  const s3 = (): FileSettings => {
    const needed = (name: string): string => {
      const given = text(name);
      if (given === null) wrong.push(`${name} (needed beside S3_ENDPOINT)`);
      return given ?? '';
    };
    const endpoint = text('S3_ENDPOINT') ?? '';
    if (!/^https?:\/\/[^\s/?#]+\/?$/.test(endpoint)) wrong.push('S3_ENDPOINT (https://…, without a path)');
    return {
      kind: 's3',
      endpoint,
      bucket: needed('S3_BUCKET'),
      region: text('S3_REGION') ?? 'us-east-1',
      accessKey: needed('S3_ACCESS_KEY'),
      secretKey: needed('S3_SECRET_KEY'),
      addressing: choice('S3_ADDRESSING', 'path', ['path', 'host']),
    };
  };
  const backupAt = (): AppConfig['backupAt'] => {
    const given = text('BACKUP_AT') ?? '02:30';
    if (given === 'off') return null;
    const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(given) ?? [];
    if (hour === undefined) wrong.push('BACKUP_AT (a time such as 02:30, or off)');
    return { hour: Number(hour), minute: Number(minute) };
  };
  const metricsToken = (): string | null => {
    if (!yes('METRICS', false)) return null;
    const given = text('METRICS_TOKEN');
    // Behind a web server on the same machine every stranger comes from the loopback address: only a secret tells them apart.
    if (given === null || given.length < 16)
      wrong.push('METRICS_TOKEN (at least 16 characters, needed beside METRICS=1)');
    return given;
  };
  const config: AppConfig = {
    host: text('HOST') ?? '127.0.0.1',
    port: whole('PORT', 3000, 0, 65_535),
    databaseUrl,
    databaseOwnerUrl,
    databaseReplicaUrl,
    dataDir,
    files: text('S3_ENDPOINT') === null ? { kind: 'folder', folder: join(dataDir, 'files') } : s3(),
    backupDir: resolve(text('BACKUP_DIR') ?? join(dataDir, 'backups')),
    backupKeep: whole('BACKUP_KEEP', 14, 1, 1000),
    backupAt: backupAt(),
    backupKeyFile: text('BACKUP_KEY_FILE'),
    metricsToken: metricsToken(),
    demo: yes('DEMO', databaseUrl === null),
    demoPassword: text('DEMO_PASSWORD') ?? 'tongxin-demo',
    databaseContext: choice('DB_CONTEXT', 'connection', ['connection', 'transaction']),
    poolSize: whole('DB_POOL', 10, 2, 200),
    trustProxy: whole('TRUST_PROXY', 0, 0, 10),
    drainSeconds: whole('DRAIN_SECONDS', 0, 0, 300),
    logLevel: choice('LOG_LEVEL', 'info', LOG_LEVELS),
    secureCookies: yes('SECURE_COOKIES', env['NODE_ENV'] === 'production'),
    requireSecondFactor: yes('REQUIRE_TOTP', false),
    publicUrl: webAddress('PUBLIC_URL'),
    mail: mailServer(),
  };
  if (wrong.length > 0) throw new Error(`Settings that cannot be used: ${wrong.join('; ')}`);
  return Object.freeze(config);
}
