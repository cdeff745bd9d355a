import { access, constants, stat, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import type { AppConfig } from '../../config/app-config.js';
import { diskSpace } from '../../platform/backup/backup-folder.js';
import { type Finding, look, sizeOf, well, wrong } from './finding.js';

const LITTLE = 200 * 1024 * 1024;

/** The machine: Node, the folder of data and who may read it, room on the disks. */
export async function lookAtMachine(settings: AppConfig): Promise<Finding[]> {
  return [
    well(`Node ${process.versions.node} on ${process.platform} ${process.arch}.`),
    await dataFolder(settings.dataDir),
    await room(settings.dataDir, 'DATA_DIR'),
    ...((await otherDisk(settings.dataDir, settings.backupDir)) ? [await room(settings.backupDir, 'BACKUP_DIR')] : []),
  ];
}

async function dataFolder(folder: string): Promise<Finding> {
  const entry = await stat(folder).catch(() => null);
  if (!entry) return look(`DATA_DIR ${folder} is not there yet.`, 'The first start makes it.');
  if (!entry.isDirectory()) return wrong(`DATA_DIR ${folder} is no folder.`, 'Set DATA_DIR to a folder.');
  const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return wrong(
      `DATA_DIR ${folder} cannot be written by this account.`,
      'Make the account that runs the product its owner.',
    );
  if (process.platform !== 'win32' && (entry.mode & 0o007) !== 0)
    return look(`DATA_DIR ${folder} is open to everybody on this machine.`, `chmod 700 ${folder}`);
  return well(`DATA_DIR ${folder} is there and can be written.`);
}

async function room(folder: string, name: string): Promise<Finding> {
  const space = await diskSpace(folder);
  if (!space) return look(`How much room the disk of ${name} has cannot be found out.`, 'Look with df -h.');
  const share = Math.round((space.freeBytes / space.totalBytes) * 100);
  const what = `The disk of ${name} has ${sizeOf(space.freeBytes)} left of ${sizeOf(space.totalBytes)} (${share} %).`;
  const next = 'Make room, or lower BACKUP_KEEP: without room nothing can be saved any more.';
  if (space.freeBytes < LITTLE) return wrong(what, next);
  return share < 10 ? look(what, next) : well(what);
}

async function otherDisk(one: string, other: string): Promise<boolean> {
  const ids = await Promise.all([one, other].map((folder) => statfs(folder).catch(() => null)));
  return ids.every((id) => id !== null) && (ids[0]!.blocks !== ids[1]!.blocks || ids[0]!.type !== ids[1]!.type);
}

/** How the product is reached: cookies, the web server in front, figures for Prometheus. */
export function lookAtReach(settings: AppConfig): Finding[] {
  const inside = ['127.0.0.1', '::1', 'localhost'].includes(settings.host);
  const found: Finding[] = [];
  if (!inside && !settings.secureCookies)
    found.push(
      wrong(
        'The product listens to other machines and sends its cookies without TLS (SECURE_COOKIES=0).',
        'Put a web server with TLS in front and set SECURE_COOKIES=1.',
      ),
    );
  if (settings.secureCookies && !settings.trustProxy)
    found.push(
      look(
        'SECURE_COOKIES=1 but TRUST_PROXY=0: behind a web server every sign-in seems to come from the same machine, and guessing from one place slows everybody.',
        'Set TRUST_PROXY=1 where a web server in front sets X-Forwarded-For and nothing else reaches the product.',
      ),
    );
  if (!inside && settings.trustProxy)
    found.push(
      look(
        `TRUST_PROXY=1 while HOST is ${settings.host}: whoever reaches the port directly may claim any address.`,
        'Let only the web server reach the port (a firewall, or HOST=127.0.0.1); inside Docker Compose this is so already.',
      ),
    );
  if (found.length === 0)
    found.push(
      well(
        `Reached on ${settings.host}:${settings.port}; cookies ${settings.secureCookies ? 'over TLS only' : 'on this machine only'}.`,
      ),
    );
  return found;
}

/** Whether a mail server answers where one is set; nothing is sent. @param address `smtp://…` or `smtps://…` */
export async function lookAtMail(address: string | null): Promise<Finding[]> {
  if (address === null) return [];
  const { hostname, port, protocol } = new URL(address);
  const answers = await new Promise<boolean>((done) => {
    const socket = connect({
      host: hostname,
      port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
      timeout: 5_000,
    });
    const end = (answer: boolean): void => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
  return [
    answers
      ? well(`The mail server ${hostname} answers.`)
      : wrong(
          `The mail server ${hostname} does not answer.`,
          'Check SMTP_URL and the firewall; reminders wait meanwhile.',
        ),
  ];
}
